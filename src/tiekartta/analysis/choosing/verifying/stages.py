"""What a count of transferable votes has told so far, and how equal votes are settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying.votes import Votes


@dataclass
class Told:
    """As a certificate tells it."""

    winners: list[str] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    ties: list[dict[str, Any]] = field(default_factory=list)
    points: dict[str, str] | None = None


@dataclass
class Stages:
    """``past``: votes of every option after each round, as far as they are told apart."""

    votes: Votes
    told: Told = field(default_factory=Told)
    past: list[dict[str, int]] = field(default_factory=list)
    rough: Callable[[Fraction], int] = lambda amount: int(amount * 10**5)

    def pick(self, among: Collection[str], now: Mapping[str, Fraction], *, most: bool) -> str:
        """The one with most or fewest votes, now or when they last differed; else the lot."""
        left = [each for each in self.votes.order if each in among]
        better = max if most else min
        for stage in ({each: self.rough(now[each]) for each in left}, *self.past[::-1]):
            self.votes.patience.use(len(left))
            best = better(stage[each] for each in left)
            left = [each for each in left if stage[each] == best]
            if len(left) == 1:
                return left[0]
        lost = [] if most else [left[-1]]
        self.told.ties.append({"tied": left, "won": left[0], "lost": lost})
        return left[0] if most else left[-1]

    def ranked(self, among: Collection[str], now: Mapping[str, Fraction]) -> list[str]:
        """Most votes first."""
        left, found = set(among), []
        while left:
            found.append(self.pick(left, now, most=True))
            left.discard(found[-1])
        return found

    def close(self, now: Mapping[str, Fraction], **more: Any) -> None:
        """Write a round down; fractions as text."""
        self.votes.patience.use(len(now))
        self.past.append({each: self.rough(amount) for each, amount in now.items()})
        whole = {"number": len(self.told.rounds) + 1, "votes": now, **more}
        self.told.rounds.append({name: _plain(value) for name, value in whole.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: str(each) for name, each in value.items()}
    return str(value) if isinstance(value, Fraction) else value
