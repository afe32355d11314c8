"""The Scottish rules a second time: each different ballot has one holder and one value.

A ballot always lies with the first of its options that was free when it last moved.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

from tiekartta.analysis.choosing.verifying.stages import Stages, Told
from tiekartta.analysis.choosing.verifying.votes import Votes

DECIMALS = 10**5


class Table:
    """Where the ballots lie. ``kept``: quotas of those whose surplus has gone."""

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self.papers = [([each for (each,) in order], n) for order, n in votes.papers if order]
        self.valid = sum(number for _, number in self.papers)
        self.free = set(votes.order)
        self.kept: dict[str, Fraction] = {}
        self.value = [Fraction(1)] * len(self.papers)
        self.holder: list[str | None] = [None] * len(self.papers)
        self.move(range(len(self.papers)))

    def move(self, moving: list[int] | range) -> None:
        for i in moving:
            self.votes.patience.use(len(self.papers[i][0]))
            self.holder[i] = next((each for each in self.papers[i][0] if each in self.free), None)

    def held(self, by: str | None) -> list[int]:
        self.votes.patience.use(len(self.papers))
        return [i for i, holder in enumerate(self.holder) if holder == by]

    def count(self) -> tuple[dict[str, Fraction], Fraction]:
        """Votes of every option, and exhausted ones."""
        self.votes.patience.use(len(self.papers))
        now = {each: self.kept.get(each, Fraction(0)) for each in self.votes.order}
        ended = Fraction(0)
        for holder, value, (_, number) in zip(self.holder, self.value, self.papers, strict=True):
            if holder is None:
                ended += value * number
            else:
                now[holder] += value * number
        return now, ended


def told(votes: Votes) -> Told:
    """All rounds. Raises TooManyError."""
    table, stages = Table(votes), Stages(votes)
    seats = min(votes.wanted, len(votes.order))
    quota = Fraction(table.valid // (seats + 1) + 1)
    winners = stages.told.winners
    action, option = "first", None
    while True:
        now, ended = table.count()
        reached = stages.ranked([each for each in table.free if now[each] >= quota], now)
        winners += reached
        table.free.difference_update(reached)
        same = {"quota": quota, "exhausted": ended, "kept": None}
        same["rounding"] = table.valid - ended - sum(now.values())
        gone = [option] if action == "exclusion" else []
        stages.close(now, action=action, option=option, elected=reached, excluded=gone, **same)
        if len(winners) < seats and len(table.free) <= seats - len(winners):
            rest = stages.ranked(table.free, now)
            winners += rest
            stages.close(now, action="last", option=None, elected=rest, excluded=[], **same)
        if len(winners) >= seats:
            return stages.told
        action, option = _step(table, now, quota, stages.pick, winners)


def _step(
    table: Table,
    now: dict[str, Fraction],
    quota: Fraction,
    pick: Callable[..., str],
    winners: list[str],
) -> tuple[str, str]:
    over = [each for each in winners if now[each] > quota]
    if not over:
        out = pick(table.free, now, most=False)
        table.free.discard(out)
        table.move(table.held(out))
        return "exclusion", out
    out = pick(over, now, most=True)
    share = (now[out] - quota) / now[out]
    moving = table.held(out)
    for i in moving:
        table.value[i] = Fraction(floor(table.value[i] * share * DECIMALS), DECIMALS)
    table.kept[out] = quota
    table.move(moving)
    return "surplus", out
