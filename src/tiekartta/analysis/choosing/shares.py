"""Method of Equal Shares for approval ballots: double precision first, exact where it is close.

The voters share the seats' money equally. An option costs 1; the option is bought that can be
paid with the smallest highest contribution, each supporter paying that or all that is left (D.
Peters, P. Skowron: Proportionality and the Limits of Welfarism, 2020, "Rule X"). Satisfies EJR+
(M. Brill, J. Peters 2023). Three completions when money is left that buys nothing:

- ``equal-shares``: Phragmén's sequential rule goes on with the money left, which keeps EJR+.
- ``equal-shares-with-av-completion``: the most approved of the options that are left.
- ``equal-shares-with-increment-completion``: everybody gets the money of one more seat until the
  count elects enough. As in abcvoting it stops at the seat wanted, so in rare profiles it breaks
  even JR: a raise may make several options affordable at once, and the last seat then goes to the
  cheaper ones. The checks of the result say so when it happens.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from fractions import Fraction
from itertools import count
from math import lcm

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.approval import ApprovalStage
from tiekartta.analysis.choosing.classes import Classes
from tiekartta.analysis.choosing.contest import CLOSE, Stage
from tiekartta.analysis.choosing.phragmen import PhragmenStage
from tiekartta.analysis.choosing.tally import Elected, Payments, Tally

PHASE = "equal-shares"
BATCH = 8
EPSILON = float(np.finfo(np.float64).eps)

Completion = Callable[["SharesStage"], Stage | None]


class SharesStage:
    """Buys options with equal money; what is left in the end goes to a completion, if there is one.

    ``left[c]`` over ``denominator``: money left for each unit of mass in class c, exact; ``held``
    the same in double precision. ``low[o]``: below any price that option o can still have.
    """

    measure = "money"

    def __init__(self, tally: Tally, seats: int, completion: Completion | None = None) -> None:
        self.tally = tally
        self.completion = completion
        self.classes = Classes(tally)
        self.denominator = max(tally.total, 1)
        self.left = [seats]
        self.held = np.zeros(64)
        self.held[0] = seats / self.denominator
        backing = np.array(tally.backing, dtype=np.float64)
        self.open = backing > 0
        with np.errstate(divide="ignore"):
            self.low = (1 - CLOSE) / backing
        self.taken: frozenset[int] = frozenset()

    def tied(self) -> tuple[Fraction | None, tuple[int, ...]] | None:
        """The lowest price and the options that have it; None when nothing can be bought."""
        near = self._near()
        exact = {option: self._price(option) for option in near}
        self.open[[option for option, price in exact.items() if price is None]] = False
        prices = {option: price for option, price in exact.items() if price is not None}
        if not prices:
            return self.tied() if near else None
        best = min(prices.values())
        return best, tuple(sorted(option for option, price in prices.items() if price == best))

    def _near(self) -> list[int]:
        """Options that may have the lowest price; prices only rise, so few are looked at."""
        waiting = np.flatnonzero(self.open)
        if not self.tally.is_light:
            return [int(each) for each in waiting]
        waiting = waiting[np.argsort(self.low[waiting], kind="stable")]
        order = np.argsort(self.held[: self.classes.size], kind="stable")
        found: list[tuple[int, float]] = []
        best = np.inf
        while len(waiting):
            batch = waiting[:BATCH]
            batch = batch[self.low[batch] <= best]
            if not len(batch):
                break
            prices, slack = self._estimates(batch, order)
            self.low[batch] = prices - slack
            self.open[batch[np.isinf(prices)]] = False
            found += zip(batch.tolist(), (prices - slack).tolist(), strict=True)
            best = min(best, float((prices + slack).min()))
            waiting = waiting[BATCH:]
        return [option for option, low in found if low <= best and low < np.inf]

    def _estimates(
        self, options: NDArray[np.intp], order: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Prices in double precision and how far they may be off; inf for what cannot be bought."""
        mass = self.classes.matrix[order[:, None], options[None, :]]
        held = self.held[order][:, None]
        spent = np.cumsum(mass * held, axis=0)
        full = spent[-1]
        missing = 1.0 - (spent - mass * held)
        rich = np.maximum(np.cumsum(mass[::-1], axis=0)[::-1], 0.0)
        fits = (held * rich >= missing) & (rich > 0.5)
        at = np.argmax(fits, axis=0)
        columns = np.arange(len(options))
        found = fits[at, columns]
        price = np.where(found, missing[at, columns] / np.maximum(rich[at, columns], 0.5), np.inf)
        # Where all the money of all supporters is barely enough, rounding may hide it.
        price[~found & (full >= 1.0 - CLOSE)] = held.max()
        slack = CLOSE * np.where(np.isinf(price), 0.0, np.abs(price))
        slack += 8 * EPSILON * (len(order) + full) / np.maximum(rich[at, columns], 1.0)
        slack[~found] = np.where(np.isinf(price[~found]), 0.0, price[~found])
        return price, slack

    def _price(self, option: int) -> Fraction | None:
        """The smallest highest contribution that buys an option, exact; None when nothing does."""
        masses = self.classes.masses(option)
        rich, missing = sum(masses.values()), self.denominator
        for place in sorted(masses, key=self.left.__getitem__):
            if self.left[place] * rich >= missing:
                return Fraction(missing, rich * self.denominator)
            missing -= self.left[place] * masses[place]
            rich -= masses[place]
        return None

    def take(self, option: int, price: Fraction | None, tied: tuple[int, ...]) -> Elected:
        """Elect an option: each supporter pays the price, or all that is left."""
        if price is None:
            raise ValueError("an option is bought at a price")
        common = lcm(self.denominator, price.denominator)
        if common != self.denominator:
            factor = common // self.denominator
            self.left = [money * factor for money in self.left]
            self.denominator = common
        highest = price.numerator * (common // price.denominator)
        ballots = self.tally.supporters(option)
        old, kind = self.classes.of(ballots)
        number = {money: place for place, money in enumerate(self.left)}
        amounts, new = [], []
        for place in old:
            paid = min(self.left[place], highest)
            amounts.append(paid)
            new.append(self._class_with(self.left[place] - paid, number))
        self.classes.move(ballots, kind, old, new)
        self.open[option] = False
        self.taken |= {option}
        return Elected(option, PHASE, price, tied, Payments(ballots, kind, amounts, common))

    def _class_with(self, money: int, number: dict[int, int]) -> int:
        place = number.get(money)
        if place is None:
            place = number[money] = self.classes.new()
            self.left.append(money)
            if place == len(self.held):
                self.held = np.concatenate([self.held, np.zeros_like(self.held)])
            self.held[place] = money / self.denominator
        return place

    def after(self) -> Stage | None:
        """The completion."""
        return self.completion(self) if self.completion else None

    def behind(self, option: int) -> Fraction:
        """Money that the supporters of an option still hold."""
        masses = self.classes.masses(option)
        return Fraction(
            sum(self.left[place] * mass for place, mass in masses.items()), self.denominator
        )

    def copy(self) -> SharesStage:
        """An independent copy."""
        other = SharesStage.__new__(SharesStage)
        other.__dict__.update(self.__dict__)
        other.classes = self.classes.copy()
        other.left, other.held = list(self.left), self.held.copy()
        other.open, other.low = self.open.copy(), self.low.copy()
        return other

    def state(self) -> Hashable:
        """The money of every ballot."""
        return tuple(Fraction(self.left[place], self.denominator) for place in self.classes.place)


def equal_shares(tally: Tally, wanted: int) -> Stage:
    """Equal shares of ``wanted`` seats, completed by Phragmén's sequential rule."""
    return SharesStage(tally, wanted, _by_phragmen)


def equal_shares_with_approvals(tally: Tally, wanted: int) -> Stage:
    """Equal shares of ``wanted`` seats, completed by the plain count."""
    return SharesStage(tally, wanted, lambda stage: ApprovalStage(stage.tally, stage.taken))


def _by_phragmen(stage: SharesStage) -> Stage:
    loads = [-money for money in stage.left]
    return PhragmenStage(stage.tally, stage.classes, loads, stage.denominator, stage.taken)


def seats_of_raises(tally: Tally, wanted: int) -> Iterator[int]:
    """For how many seats there is money, raise by raise, until ``wanted`` options can be bought.

    With fewer seats than the first number the least backed of them could not be bought at all.
    Nothing is returned when fewer options than wanted have any supporter.
    """
    backing = sorted(tally.backing, reverse=True)
    if len(backing) < wanted or not backing[wanted - 1]:
        return iter(())
    return count(max(wanted, -(-tally.total // backing[wanted - 1])))
