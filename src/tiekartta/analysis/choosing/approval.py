"""Plain approval count (``av``): the options that most voters approve."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

from tiekartta.analysis.choosing.contest import Stage
from tiekartta.analysis.choosing.tally import Elected, Tally

PHASE = "av"


class ApprovalStage:
    """Elects by total weight of approvals, most first; nobody pays anything."""

    measure = "weight"

    def __init__(self, tally: Tally, taken: frozenset[int] = frozenset()) -> None:
        self.tally = tally
        self.left = {each for each in range(tally.many) if tally.backing[each]} - taken

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """The most approved of those that are left."""
        if not self.left:
            return None
        best = max(self.tally.backing[each] for each in self.left)
        return None, tuple(sorted(each for each in self.left if self.tally.backing[each] == best))

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect one of them."""
        self.left.discard(option)
        return Elected(option, PHASE, price, tied)

    def after(self) -> Stage | None:
        """Nothing comes after."""

    def behind(self, option: int) -> Fraction:
        """The weight of its supporters, in units of the voter of weight 1."""
        return Fraction(self.tally.backing[option], self.tally.unit)

    def copy(self) -> ApprovalStage:
        """An independent copy."""
        other = ApprovalStage.__new__(ApprovalStage)
        other.tally, other.left = self.tally, set(self.left)
        return other

    def state(self) -> Hashable:
        """Nothing but what is elected."""
        return None
