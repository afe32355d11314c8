"""Sequential proportional approval voting (``seqpav``), exact where it is close.

A voter with j winners so far adds 1/(j + 1) of a point to each further option on the ballot; the
option with most points is elected (T. N. Thiele 1895).
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

import numpy as np

from tiekartta.analysis.choosing.classes import Classes
from tiekartta.analysis.choosing.contest import CLOSE, Stage
from tiekartta.analysis.choosing.tally import Elected, Tally

PHASE = "seqpav"


class ThieleStage:
    """Class c holds the ballots with c winners so far."""

    measure = "score"

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.classes = Classes(tally)
        self.open = np.array(tally.backing, dtype=np.float64) > 0

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """The options that add most points; None when none is left."""
        options = np.flatnonzero(self.open)
        if not len(options):
            return None
        if self.tally.is_light:
            points = 1.0 / np.arange(1, self.classes.size + 1)
            scores = points @ self.classes.matrix[: self.classes.size, options]
            options = options[scores >= scores.max() * (1 - CLOSE)]
        exact = {option: self._score(option) for option in options.tolist()}
        best = max(exact.values())
        return None, tuple(option for option, score in exact.items() if score == best)

    def _score(self, option: int) -> Fraction:
        masses = self.classes.masses(option)
        return sum((Fraction(mass, place + 1) for place, mass in masses.items()), Fraction(0))

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect one: its supporters have one winner more."""
        ballots = self.tally.supporters(option)
        old, kind = self.classes.of(ballots)
        while self.classes.size <= max(old) + 1:
            self.classes.new()
        self.classes.move(ballots, kind, old, [place + 1 for place in old])
        self.open[option] = False
        return Elected(option, PHASE, price, tied)

    def after(self) -> Stage | None:
        """Nothing comes after."""

    def behind(self, option: int) -> Fraction:
        """Points that an option would add, in units of the voter of weight 1."""
        return self._score(option) / self.tally.unit

    def copy(self) -> ThieleStage:
        """An independent copy."""
        other = ThieleStage.__new__(ThieleStage)
        other.tally = self.tally
        other.classes, other.open = self.classes.copy(), self.open.copy()
        return other

    def state(self) -> Hashable:
        """Nothing but what is elected."""
        return None


def sequential_pav(tally: Tally, wanted: int) -> Stage:  # noqa: ARG001 - all rules are called alike
    """From the beginning."""
    return ThieleStage(tally)
