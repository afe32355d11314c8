"""Phragmén's sequential rule: double precision first, exact where it is close.

Every voter earns money at the same speed, from nothing; an option costs 1 and is bought by its
supporters the moment they together hold 1, which takes all the money they have (L. E. Phragmén
1894; M. Brill, R. Freeman, S. Janson, M. Lackner: Phragmén's Voting Methods and Justified
Representation, 2017). Satisfies proportional justified representation.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from math import lcm

import numpy as np

from tiekartta.analysis.choosing.classes import Classes
from tiekartta.analysis.choosing.contest import CLOSE, Stage
from tiekartta.analysis.choosing.tally import Elected, Payments, Tally

PHASE = "seqphragmen"
EPSILON = float(np.finfo(np.float64).eps)


class PhragmenStage:
    """``loads[c]`` over ``denominator``: when each unit of mass in class c last paid, exact;
    ``borne`` the same in double precision. A load below zero is money from an earlier stage."""

    measure = "money"

    def __init__(
        self,
        tally: Tally,
        classes: Classes,
        loads: list[int],
        denominator: int,
        taken: frozenset[int] = frozenset(),
    ) -> None:
        self.tally = tally
        self.classes = classes
        self.loads = loads
        self.denominator = denominator
        self.borne = np.array([load / denominator for load in loads])
        self.backing = np.array(tally.backing, dtype=np.float64)
        self.open = self.backing > 0
        self.open[list(taken)] = False
        self.now = Fraction(0)

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """The earliest moment and the options that can then be bought; None when none is left."""
        options = np.flatnonzero(self.open)
        if not len(options):
            return None
        if self.tally.is_light:
            mass = self.classes.matrix[: self.classes.size, options]
            paid = self.borne @ mass
            moment = (1.0 + paid) / self.backing[options]
            rough = 1.0 + np.abs(self.borne) @ mass
            slack = CLOSE * np.abs(moment)
            slack += 4 * EPSILON * self.classes.size * rough / self.backing[options]
            options = options[moment - slack <= (moment + slack).min()]
        moments = {option: self._moment(option) for option in options.tolist()}
        best = min(moments.values())
        return best, tuple(option for option, moment in moments.items() if moment == best)

    def _moment(self, option: int) -> Fraction:
        """When the supporters of an option together hold 1, exact."""
        masses = self.classes.masses(option)
        paid = sum(self.loads[place] * mass for place, mass in masses.items())
        return Fraction(self.denominator + paid, self.tally.backing[option] * self.denominator)

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect an option: its supporters pay all they have earned since they last paid."""
        if price is None:
            raise ValueError("an option is bought at a moment")
        common = lcm(self.denominator, price.denominator)
        if common != self.denominator:
            factor = common // self.denominator
            self.loads = [load * factor for load in self.loads]
            self.denominator = common
        now = price.numerator * (common // price.denominator)
        ballots = self.tally.supporters(option)
        old, kind = self.classes.of(ballots)
        amounts = [now - self.loads[place] for place in old]
        self.loads.append(now)
        self.borne = np.append(self.borne, now / common)
        self.classes.move(ballots, kind, old, [self.classes.new()] * len(old))
        self.open[option] = False
        self.now = price
        return Elected(option, PHASE, price, tied, Payments(ballots, kind, amounts, common))

    def after(self) -> Stage | None:
        """Nothing comes after."""

    def behind(self, option: int) -> Fraction:
        """Money that the supporters of an option hold at the moment of the last election."""
        masses = self.classes.masses(option)
        paid = sum(self.loads[place] * mass for place, mass in masses.items())
        return self.now * self.tally.backing[option] - Fraction(paid, self.denominator)

    def copy(self) -> PhragmenStage:
        """An independent copy."""
        other = PhragmenStage.__new__(PhragmenStage)
        other.__dict__.update(self.__dict__)
        other.classes = self.classes.copy()
        other.loads = list(self.loads)
        other.open = self.open.copy()
        return other

    def state(self) -> Hashable:
        """The load of every ballot."""
        return tuple(Fraction(self.loads[place], self.denominator) for place in self.classes.place)


def sequential_phragmen(tally: Tally, wanted: int) -> Stage:  # noqa: ARG001 - all rules are called alike
    """Phragmén's rule from the beginning: nobody has paid anything."""
    return PhragmenStage(tally, Classes(tally), [0], 1)
