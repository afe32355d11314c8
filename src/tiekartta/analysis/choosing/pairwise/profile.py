"""Comparisons of two options each: who was preferred to whom, how many times."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.errors import ProfileError
from tiekartta.analysis.choosing.rankings.names import check_names
from tiekartta.analysis.provenance import digest

Integers = NDArray[np.int64]
LARGEST_COUNT = 10**15
"""Sums of counts stay exact in whole numbers of 64 bits."""
LARGEST_TABLE = 2_000
"""Up to so many options a table of all pairs is made."""


@dataclass(frozen=True, eq=False)
class PairProfile:
    """``counts[i]`` times ``options[winners[i]]`` was preferred to ``options[losers[i]]``.

    Equal pairs are merged and stand in ascending order of (winner, loser). Raises ProfileError:
    no_options, empty_option, duplicate_option, unknown_option, bad_count, same_option, too_large.
    """

    options: tuple[str, ...]
    winners: Integers
    losers: Integers
    counts: Integers

    def __post_init__(self) -> None:
        check_names(self.options)
        size = len(self.options)
        if any(
            each.size and each.view(np.uint64).max() >= size  # a number below zero is a great one
            for each in (self.winners, self.losers)
        ):
            raise ProfileError("unknown_option", "a comparison names an option that is not there")
        # One comparison each is what most counts are given, and needs no sums of counts.
        single = self.counts.size > 0 and self.counts.strides == (0,) and self.counts[0] == 1
        if not single and (self.counts < 1).any():
            raise ProfileError("bad_count", "a comparison happened fewer than once")
        if not single and float(self.counts.sum(dtype=np.float64)) > LARGEST_COUNT:
            raise ProfileError("too_large", "there are more comparisons than can be counted")
        cells = self.winners * size
        cells += self.losers
        winners, losers, counts = _merged(cells, None if single else self.counts, size)
        if (winners == losers).any():
            raise ProfileError("same_option", "an option is compared with itself")
        object.__setattr__(self, "winners", winners)
        object.__setattr__(self, "losers", losers)
        object.__setattr__(self, "counts", counts)

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        pairs: Sequence[tuple[int, int]] | Integers,
        counts: Sequence[int] | Integers | None = None,
    ) -> PairProfile:
        """Comparisons as (winner, loser), indexes of options; ``counts`` one each, default 1."""
        if isinstance(pairs, np.ndarray):
            table = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        else:
            # Three times as fast as an array of tuples.
            flat = np.fromiter(chain.from_iterable(pairs), dtype=np.int64)
            table = flat.reshape(-1, 2)
        if counts is None:
            given = np.broadcast_to(np.ones(1, np.int64), len(table))
        else:
            given = np.array(counts, np.int64)
        if len(given) != len(table):
            raise ProfileError("bad_count", "there must be one count for each comparison")
        return cls(tuple(options), table[:, 0], table[:, 1], given)

    @classmethod
    def named(
        cls, pairs: Iterable[tuple[str, str]], options: Iterable[str] | None = None
    ) -> PairProfile:
        """Comparisons as names (winner, loser); options in order of name unless they are given."""
        listed = [tuple(pair) for pair in pairs]
        names = (
            sorted({name for pair in listed for name in pair}) if options is None else list(options)
        )
        index = {name: number for number, name in enumerate(names)}
        try:
            numbered = [(index[winner], index[loser]) for winner, loser in listed]
        except KeyError as unknown:
            raise ProfileError("unknown_option", f"no option is called {unknown}") from None
        return cls.of(names, numbered)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PairProfile) and (
            (self.options, self.rows) == (other.options, other.rows)
        )

    def __hash__(self) -> int:
        return hash((self.options, self.rows))

    @cached_property
    def rows(self) -> tuple[tuple[int, int, int], ...]:
        """(winner, loser, times) for every pair, ascending."""
        columns = (self.winners.tolist(), self.losers.tolist(), self.counts.tolist())
        return tuple(zip(*columns, strict=True))

    @cached_property
    def comparisons(self) -> int:
        """Number of comparisons."""
        return int(self.counts.sum())

    @cached_property
    def digest(self) -> str:
        """sha256 of the content; independent of the order of options and comparisons."""
        names = sorted(self.options)
        place = {name: number for number, name in enumerate(names)}
        moved = np.array([place[name] for name in self.options], dtype="<i8")
        table = np.stack([moved[self.winners], moved[self.losers], self.counts]).astype("<i8")
        table = table[:, np.lexsort((table[1], table[0]))]
        return digest({"options": names, "pairs": hashlib.sha256(table.tobytes()).hexdigest()})


def _merged(
    cells: Integers, counts: Integers | None, size: int
) -> tuple[Integers, Integers, Integers]:
    """(winners, losers, counts) of cells that occur, ascending (exact: below 2**53).

    ``counts``: of each cell; None: one each.
    """
    if size <= LARGEST_TABLE:
        sums = np.bincount(cells, counts, size * size)
        winners, losers = np.nonzero(sums.reshape(size, size))
        kept = sums[sums != 0]
        return winners, losers, kept.astype(np.int64)
    found, place = np.unique(cells, return_inverse=True)
    sums = np.bincount(place, counts)
    return found // size, found % size, sums.astype(np.int64)
