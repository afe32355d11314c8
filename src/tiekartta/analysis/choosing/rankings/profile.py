"""Ranked ballots over named options: levels of equal options, best first, unranked ones left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tiekartta.analysis.choosing.errors import ProfileError
from tiekartta.analysis.choosing.rankings.names import check_names
from tiekartta.analysis.provenance import digest

Levels = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class RankedBallot:
    """``count`` voters with the same order: indexes of options, best level first.

    Options in one level are equal and stand in ascending order; options in no level are not
    ranked. No level at all is a blank ballot.
    """

    levels: Levels
    count: int = 1

    @property
    def strict(self) -> bool:
        """No two options are equal."""
        return all(len(level) == 1 for level in self.levels)

    @property
    def ranked(self) -> int:
        """Number of options that stand in the order."""
        return sum(map(len, self.levels))


@dataclass(frozen=True)
class RankingProfile:
    """Options as given; ballots merged, in an order that tells nothing of the order of voting.

    Raises ProfileError: no_options, empty_option, duplicate_option, unknown_option, repeated
    (an option twice in one order), empty_level, bad_count.
    """

    options: tuple[str, ...]
    ballots: tuple[RankedBallot, ...]

    def __post_init__(self) -> None:
        check_names(self.options)
        merged: Counter[Levels] = Counter()
        for ballot in self.ballots:
            _check_ballot(ballot, len(self.options))
            merged[tuple(tuple(sorted(level)) for level in ballot.levels)] += ballot.count
        ballots = tuple(RankedBallot(levels, merged[levels]) for levels in sorted(merged))
        object.__setattr__(self, "ballots", ballots)

    @classmethod
    def named(
        cls, options: Iterable[str], orders: Iterable[Iterable[str | Iterable[str]]]
    ) -> RankingProfile:
        """One order per voter, each entry a name or several equal names."""
        names = tuple(options)
        index = {name: number for number, name in enumerate(names)}
        ballots = []
        for order in orders:
            levels = [(entry,) if isinstance(entry, str) else tuple(entry) for entry in order]
            try:
                numbered = tuple(tuple(sorted(index[name] for name in level)) for level in levels)
            except KeyError as unknown:
                raise ProfileError("unknown_option", f"no option is called {unknown}") from None
            ballots.append(RankedBallot(numbered))
        return cls(names, tuple(ballots))

    @cached_property
    def voters(self) -> int:
        """Number of voters, blank ballots included."""
        return sum(ballot.count for ballot in self.ballots)

    @cached_property
    def strict(self) -> bool:
        """No ballot has equal options."""
        return all(ballot.strict for ballot in self.ballots)

    @cached_property
    def complete(self) -> bool:
        """Every ballot ranks every option."""
        return all(ballot.ranked == len(self.options) for ballot in self.ballots)

    @cached_property
    def digest(self) -> str:
        """sha256 of the content; independent of the order of columns and of ballots."""
        papers = sorted(
            [[sorted(self.options[i] for i in level) for level in each.levels], each.count]
            for each in self.ballots
        )
        return digest({"options": sorted(self.options), "orders": papers})


def _check_ballot(ballot: RankedBallot, options: int) -> None:
    seen = [index for level in ballot.levels for index in level]
    if any(not 0 <= index < options for index in seen):
        raise ProfileError("unknown_option", "a ballot ranks an option that is not there")
    if len(set(seen)) != len(seen):
        raise ProfileError("repeated", "a ballot ranks an option twice")
    if any(not level for level in ballot.levels):
        raise ProfileError("empty_level", "a ballot has a place with no option")
    if ballot.count < 1:
        raise ProfileError("bad_count", "a ballot stands for fewer than one voter")
