"""Approval ballots over named options, identical ballots merged."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.errors import ProfileError
from tiekartta.analysis.provenance import digest

ONE = Fraction(1)
MOST_VOTERS = 2**53
"""Counts up to here are exact in double precision too, which the rules rely on."""
MOST_PART = 10**18
"""Numerator and denominator of a weight, at most."""
MOST_UNIT = 10**250
"""Their least common denominator, at most: masses stay within double precision."""


@dataclass(frozen=True)
class Ballot:
    """``count`` voters who each approve exactly the options ``approved`` (indexes, ascending).

    ``weight`` is what one such voter weighs in the rule (group weights); counts that are shown to
    people are always counts of voters, never weights.
    """

    approved: tuple[int, ...]
    count: int = 1
    weight: Fraction = ONE


class Profile:
    """Options by their names and merged ballots, both in a canonical order.

    The order of columns and of papers that were given is forgotten: two profiles of the same
    content are equal in every way. ``marks[b, o]`` is 1 where merged ballot b approves option o,
    ``counts[b]`` its number of voters, ``weights[b]`` what each of them weighs (None: all weigh 1).

    Make one with :meth:`of` or :meth:`named`, or from ballots whose indexes are those of the given
    options. Raises ProfileError when options are missing, empty or repeated, when a ballot names an
    unknown option, or a count or weight is not positive.
    """

    options: tuple[str, ...]
    marks: NDArray[np.uint8]
    counts: NDArray[np.int64]
    weights: tuple[Fraction, ...] | None

    def __init__(self, options: Iterable[str], ballots: Iterable[Ballot] = ()) -> None:
        given = list(ballots)
        if any(each.count < 1 for each in given):
            raise ProfileError("bad_count", "a ballot stands for fewer than one voter")
        self._fill(
            tuple(options),
            [each.approved for each in given],
            [each.count for each in given],
            [each.weight for each in given],
        )

    @classmethod
    def of(
        cls,
        options: Iterable[str],
        ballots: Iterable[Iterable[int]],
        *,
        weights: Iterable[Fraction | int] | None = None,
    ) -> Profile:
        """One ballot per voter, as indexes of options; ``weights`` one per voter, default 1."""
        made = cls.__new__(cls)
        given = None if weights is None else [Fraction(each) for each in weights]
        made._fill(tuple(options), _sized(ballots), None, given)  # noqa: SLF001 - of this very class
        return made

    @classmethod
    def named(
        cls,
        options: Iterable[str],
        ballots: Iterable[Iterable[str]],
        *,
        weights: Iterable[Fraction | int] | None = None,
    ) -> Profile:
        """One ballot per voter, as names of options."""
        names = tuple(options)
        index = {name: number for number, name in enumerate(names)}
        try:
            numbered = [[index[name] for name in ballot] for ballot in ballots]
        except KeyError as unknown:
            raise ProfileError("unknown_option", f"no option is called {unknown}") from None
        return cls.of(names, numbered, weights=weights)

    def _fill(
        self,
        options: tuple[str, ...],
        ballots: Sequence[Sequence[int]],
        counts: Sequence[int] | None,
        weights: Sequence[Fraction] | None,
    ) -> None:
        _check_options(options)
        if weights is not None and len(weights) != len(ballots):
            raise ProfileError("bad_weight", "there must be one weight for each ballot")
        if weights is not None and any(each <= 0 for each in weights):
            raise ProfileError("bad_weight", "a weight must be above zero")
        _check_sizes(set(weights or ()))
        if counts is not None and sum(counts) >= MOST_VOTERS:
            raise ProfileError("bad_count", "there are more voters than can be counted")
        self.options = tuple(sorted(options))
        place = {name: number for number, name in enumerate(self.options)}
        columns = np.array([place[name] for name in options], dtype=np.int64)
        marks = _marks(ballots, columns)
        if weights is not None and all(each == ONE for each in weights):
            weights = None
        kinds = sorted(set(weights)) if weights is not None else []
        codes = None
        if weights is not None:
            number = {kind: code for code, kind in enumerate(kinds)}
            codes = np.array([number[each] for each in weights], dtype=np.int64)
        times = None if counts is None else np.array(counts, dtype=np.int64)
        self.marks, self.counts, merged = _merged(marks, times, codes)
        self.weights = None if merged is None else tuple(kinds[code] for code in merged)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        return (
            self.options == other.options
            and self.weights == other.weights
            and np.array_equal(self.counts, other.counts)
            and np.array_equal(self.marks, other.marks)
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        """The merged ballots one by one."""
        weights = self.weights or (ONE,) * len(self.counts)
        approved: list[list[int]] = [[] for _ in range(len(self.counts))]
        for ballot, option in zip(*map(np.ndarray.tolist, np.nonzero(self.marks)), strict=True):
            approved[ballot].append(option)
        return tuple(
            Ballot(tuple(names), count, weight)
            for names, count, weight in zip(approved, self.counts.tolist(), weights, strict=True)
        )

    @cached_property
    def voters(self) -> int:
        """Number of voters, those with an empty ballot included."""
        return int(self.counts.sum())

    @cached_property
    def mass(self) -> Fraction:
        """Total weight of all voters; equals ``voters`` when nobody is weighted."""
        return sum((ballot.count * ballot.weight for ballot in self.ballots), Fraction(0))

    @cached_property
    def approvals(self) -> tuple[int, ...]:
        """Number of voters who approve each option, in the order of options."""
        return tuple((self.counts @ self.marks).tolist())

    @cached_property
    def digest(self) -> str:
        """sha256 of the content; independent of the order of columns and of papers."""
        papers = sorted(
            [[self.options[i] for i in each.approved], each.count, str(each.weight)]
            for each in self.ballots
        )
        return digest({"options": list(self.options), "papers": papers})

    def names(self, ballot: Ballot) -> tuple[str, ...]:
        """Names of the options that a ballot approves, in the order of options."""
        return tuple(self.options[index] for index in ballot.approved)

    def without_any(self, chosen: Iterable[str]) -> int:
        """Number of voters who approve none of the chosen options."""
        names = set(chosen)
        wanted = [index for index, name in enumerate(self.options) if name in names]
        return int(self.counts[~self.marks[:, wanted].any(axis=1)].sum())


def _check_options(options: Sequence[str]) -> None:
    if not options:
        raise ProfileError("no_options", "there must be at least one option")
    if any(not name.strip() for name in options):
        raise ProfileError("empty_option", "an option has no name")
    if len(set(options)) != len(options):
        repeated = next(name for name, times in Counter(options).items() if times > 1)
        raise ProfileError("duplicate_option", f"two options are called {repeated!r}")


def _sized(ballots: Iterable[Iterable[int]]) -> list[Sequence[int]]:
    given = list(ballots)
    if not {list, tuple}.issuperset(map(type, given)):
        return [tuple(each) for each in given]
    return given  # type: ignore[return-value] # - only lists and tuples are left


def _check_sizes(weights: Iterable[Fraction]) -> None:
    unit = 1
    for weight in weights:
        unit = lcm(unit, weight.denominator)
        if max(weight.numerator, weight.denominator) > MOST_PART or unit > MOST_UNIT:
            detail = "weights have too many digits together; give them with a few decimals"
            raise ProfileError("bad_weight", detail)


def _marks(ballots: Sequence[Sequence[int]], columns: NDArray[np.int64]) -> NDArray[np.uint8]:
    """A row of marks for each ballot; ``columns`` is where each given index goes."""
    many = len(columns)
    marks = np.zeros((len(ballots), many), dtype=np.uint8)
    try:
        if many <= 256:  # several times faster than any other way from lists to an array
            flat = np.frombuffer(bytes(chain.from_iterable(ballots)), dtype=np.uint8)
        else:
            flat = np.frombuffer(array("q", chain.from_iterable(ballots)), dtype=np.int64)
    except (ValueError, OverflowError):
        raise ProfileError("unknown_option", "a ballot names an option that is not there") from None
    if not flat.size:
        return marks
    if flat.min() < 0 or flat.max() >= many:
        raise ProfileError("unknown_option", "a ballot names an option that is not there")
    lengths = np.fromiter(map(len, ballots), dtype=np.int64, count=len(ballots))
    starts = np.repeat(np.arange(len(ballots), dtype=np.int64) * many, lengths)
    marks.reshape(-1)[starts + columns[flat]] = 1
    return marks


def _merged(
    marks: NDArray[np.uint8], counts: NDArray[np.int64] | None, codes: NDArray[np.int64] | None
) -> tuple[NDArray[np.uint8], NDArray[np.int64], list[int] | None]:
    """Equal rows of equal weight as one, in an order that follows from their content alone."""
    if not len(marks):
        return marks, np.zeros(0, dtype=np.int64), None
    packed = np.packbits(marks, axis=1)
    wide = np.zeros((len(marks), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    wide[:, : packed.shape[1]] = packed
    words = wide.view(">u8").astype(np.uint64)
    keys = [words[:, column] for column in range(words.shape[1])]
    if codes is not None:
        keys.append(codes.astype(np.uint64))
    order = np.argsort(keys[0])
    sorted_key = keys[0][order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = sorted_key[1:] != sorted_key[:-1]
    if len(keys) > 1 and not new.all():  # the first key does not settle it
        order = np.lexsort(keys[::-1])
        new[1:] = False
        for key in keys:
            sorted_key = key[order]
            new[1:] |= sorted_key[1:] != sorted_key[:-1]
    starts = np.flatnonzero(new)
    first = order[starts]
    if counts is None:
        times = np.diff(starts, append=len(order))
    else:
        times = np.add.reduceat(counts[order], starts)
    return marks.take(first, axis=0), times, None if codes is None else codes[first].tolist()
