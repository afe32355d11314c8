"""What both ways of counting a single transferable vote share: who is where, rounds and ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tiekartta.analysis.choosing.rankings.profile import RankingProfile
from tiekartta.analysis.choosing.rankings.results import Round
from tiekartta.analysis.choosing.results import TieBreak


@dataclass
class Race:
    """Votes in whole numbers of ``unit`` parts of a vote; ``rank``: place in the drawn order.

    Votes that are equal when rounded to ``grain`` of those parts count as equal.
    """

    profile: RankingProfile
    seats: int
    rank: tuple[int, ...]
    unit: int
    grain: int = 1
    votes: list[int] = field(default_factory=list)
    hopeful: set[int] = field(default_factory=set)
    elected: list[int] = field(default_factory=list)
    history: list[tuple[int, ...]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    tie_breaks: list[TieBreak] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hopeful = set(range(len(self.profile.options)))
        self.votes = [0] * len(self.profile.options)

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def highest(self, options: Iterable[int]) -> int:
        """The one with most votes now, else at the latest stage where they differed, else by lot."""
        return self._pick(set(options), 1)

    def lowest(self, options: Iterable[int]) -> int:
        """The one with fewest votes, ties likewise; the lot keeps the earlier in the drawn order."""
        return self._pick(set(options), -1)

    def by_votes(self, options: Iterable[int]) -> list[int]:
        """Most votes first, ties as above."""
        left, ordered = set(options), []
        while left:
            ordered.append(self.highest(left))
            left.remove(ordered[-1])
        return ordered

    def _pick(self, left: set[int], sign: int) -> int:
        for stage in (self._grained(), *reversed(self.history)):
            best = max(sign * stage[option] for option in left)
            left = {option for option in left if sign * stage[option] == best}
            if len(left) == 1:
                return left.pop()
        drawn = sorted(left, key=lambda option: sign * self.rank[option])
        names = self.profile.options
        tied = tuple(names[option] for option in sorted(left, key=lambda each: self.rank[each]))
        first, last = names[drawn[0]], names[drawn[-1]]
        won, lost = (first, ()) if sign > 0 else (last, (first,))
        self.tie_breaks.append(TieBreak(tied, won, lost))
        return drawn[0]

    def close(
        self,
        action: str,
        option: int | None,
        quota: int,
        *,
        exhausted: int,
        rounding: int = 0,
        elected: Sequence[int] = (),
        excluded: Sequence[int] = (),
        kept: Mapping[int, int] | None = None,
    ) -> None:
        """Write down the round that has just been counted."""
        names = self.profile.options
        self.history.append(self._grained())
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                action=action,
                option=None if option is None else names[option],
                votes={name: self.part(self.votes[i]) for i, name in enumerate(names)},
                exhausted=self.part(exhausted),
                rounding=self.part(rounding),
                quota=self.part(quota),
                elected=tuple(names[each] for each in elected),
                excluded=tuple(names[each] for each in excluded),
                kept=None if kept is None else {names[i]: self.part(k) for i, k in kept.items()},
            )
        )

    def _grained(self) -> tuple[int, ...]:
        return tuple((votes + self.grain // 2) // self.grain for votes in self.votes)

    def part(self, amount: int) -> Fraction:
        """In votes."""
        return Fraction(amount, self.unit)
