"""Meek's method a second time, in whole numbers of 10⁻¹⁸ votes as its definition says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying.stages import Stages, Told
from tiekartta.analysis.choosing.verifying.votes import Votes

ONE = 10**18
SMALL = 10**6
MOST_PASSES = 10_000


def _nine_decimals(amount: Fraction) -> int:
    return int(amount * ONE + 5 * 10**8) // 10**9


class Keeping:
    """``keep``: of each vote that comes, what an option keeps of it."""

    def __init__(self, votes: Votes, seats: int) -> None:
        self.votes, self.seats = votes, seats
        self.papers = [([each for (each,) in order], n) for order, n in votes.papers if order]
        self.keep = dict.fromkeys(votes.order, ONE)
        self.free = set(votes.order)
        self.winners: list[str] = []
        self.now = dict.fromkeys(votes.order, 0)
        self.ended = self.quota = 0

    def share_out(self) -> None:
        """Votes, exhausted ones and quota with what everybody keeps now."""
        self.now = dict.fromkeys(self.votes.order, 0)
        self.ended = 0
        for order, number in self.papers:
            self.votes.patience.use(len(order))
            left = ONE
            for option in order:
                taken = left * self.keep[option] // ONE
                self.now[option] += taken * number
                left -= taken
            self.ended += left * number
        self.quota = sum(self.now.values()) // (self.seats + 1) + 1

    def settle(self) -> list[str]:
        """Until somebody reaches the quota, or the surplus decides nothing more."""
        for _ in range(MOST_PASSES):
            self.share_out()
            reached = [each for each in self.free if self.now[each] >= self.quota]
            surplus = sum(self.now[each] - self.quota for each in self.winners)
            if reached or surplus <= SMALL:
                return reached
            low = sorted(self.now[each] for each in self.free)
            if len(low) < 2 or low[1] - low[0] > surplus + SMALL:
                return []
            for each in self.winners:
                if self.now[each]:
                    needed = (self.keep[each] * self.quota + self.now[each] - 1) // self.now[each]
                    self.keep[each] = min(ONE, needed)
        return []

    def parts(self) -> dict[str, Fraction]:
        return {each: Fraction(amount, ONE) for each, amount in self.now.items()}


def told(votes: Votes) -> Told:
    """All rounds. Raises TooManyError."""
    seats = min(votes.wanted, len(votes.order))
    state, stages = Keeping(votes, seats), Stages(votes, rough=_nine_decimals)
    out: str | None = None
    while True:
        reached = state.settle()
        now, vacant = state.parts(), seats - len(state.winners)
        elected = stages.ranked(reached, now)[:vacant]
        state.winners += elected
        state.free.difference_update(elected)
        same: dict[str, Any] = {
            "quota": Fraction(state.quota, ONE), "exhausted": Fraction(state.ended, ONE), "rounding": Fraction(0),
        }  # fmt: skip
        kept = {each: Fraction(state.keep[each], ONE) for each in state.winners}
        action = "exclusion" if out else "surplus" if stages.past else "first"
        gone = [out] if out else []
        stages.close(now, action=action, option=out, elected=elected, excluded=gone, kept=kept, **same)  # fmt: skip
        vacant, out = seats - len(state.winners), None
        if vacant and len(state.free) <= vacant:
            rest = stages.ranked(state.free, now)
            state.winners += rest
            stages.close(now, action="last", option=None, elected=rest, excluded=[], kept=None, **same)  # fmt: skip
        if len(state.winners) >= seats:
            stages.told.winners = state.winners
            return stages.told
        if not elected:
            out = stages.pick(state.free, now, most=False)
            state.free.discard(out)
            state.keep[out] = 0
