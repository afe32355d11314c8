"""Electing one by one: what a stage of a rule offers, and running stages to the end."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Protocol

from tiekartta.analysis.choosing.tally import Elected, Outcome, Tally

CLOSE = 1e-9
"""Comparisons in double precision closer than this are made again in exact fractions."""


class Stage(Protocol):
    """A part of a rule that elects one option after the other."""

    measure: str

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """Price and options, ascending, that are equally good next; None when nothing is left."""

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect one of the tied options."""

    def after(self) -> Stage | None:
        """The stage that goes on when nothing is left here; None when none does."""

    def behind(self, option: int) -> Fraction:
        """What an option that is not elected has behind it now, in the ``measure``."""

    def copy(self) -> Stage:
        """An independent copy."""

    def state(self) -> Hashable:
        """Equal for two stages that go on in the same way from the same elected options."""


class Unsupported:
    """The options that nobody approves: elected last, each as good as the other."""

    measure = "weight"

    def __init__(self, tally: Tally, taken: frozenset[int]) -> None:
        self.tally = tally
        self.left = [each for each in range(tally.many) if each not in taken]

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """All that are left."""
        return (None, tuple(self.left)) if self.left else None

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect one; nobody pays."""
        self.left.remove(option)
        return Elected(option, "unsupported", price, tied)

    def after(self) -> Stage | None:
        """Nothing comes after."""

    def behind(self, option: int) -> Fraction:
        """Its weight, in units of the voter of weight 1."""
        return Fraction(self.tally.backing[option], self.tally.unit)

    def copy(self) -> Unsupported:
        """An independent copy."""
        other = Unsupported(self.tally, frozenset())
        other.left = list(self.left)
        return other

    def state(self) -> Hashable:
        """Nothing but what is elected."""
        return None


def advance(
    stage: Stage, tally: Tally, taken: frozenset[int]
) -> tuple[Stage, Fraction | None, tuple[int, ...]] | None:
    """The stage that elects next, with price and tied options; None when all options are taken."""
    current: Stage | None = stage
    while current is not None:
        found = current.tied()
        if found is not None:
            return current, *found
        current = current.after()
    last = Unsupported(tally, taken)
    found = last.tied()
    return None if found is None else (last, *found)


def run(stage: Stage, tally: Tally, wanted: int) -> Outcome:
    """Elect ``wanted`` options (all when there are not more), ties by the order of ties."""
    elected: list[Elected] = []
    taken: frozenset[int] = frozenset()
    while len(elected) < wanted:
        found = advance(stage, tally, taken)
        if found is None:
            break
        stage, price, tied = found
        option = min(tied, key=tally.rank.__getitem__)
        elected.append(stage.take(option, price, tied))
        taken |= {option}
    return Outcome(tuple(elected), stage.measure, stage.behind)
