"""The money that is left to voters: in floats, and exactly where floats cannot tell.

Prices are highest contributions: the smallest x such that the supporters of a project, each paying
x or all that is left, pay its cost together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.budgets.profile import BudgetProfile

CLOSE = 1e-9
"""Floats closer than this, relative to the money at stake, are told apart by exact fractions."""


@dataclass(frozen=True)
class Town:
    """A profile as arrays: ``counts`` of voters of the ballots that name anything, supporters of
    each project among them (``who``) and their counts (``weights``), ``rank`` in the order of ties.

    ``drawn``: all that the order of ties has settled so far, as (tied projects, the first of them).
    """

    profile: BudgetProfile
    rank: tuple[int, ...]
    drawn: list[tuple[tuple[int, ...], int]] = field(default_factory=list, compare=False)

    def draw(self, tied: tuple[int, ...]) -> int:
        """The first of equally good projects in the order of ties."""
        first = min(tied, key=self.rank.__getitem__)
        if len(tied) > 1:
            self.drawn.append((tied, first))
        return first

    @cached_property
    def counts(self) -> tuple[int, ...]:
        return tuple(ballot.count for ballot in self.profile.ballots)

    @cached_property
    def costs(self) -> tuple[Fraction, ...]:
        return tuple(project.cost for project in self.profile.projects)

    @cached_property
    def unit(self) -> int:
        """Into how many parts money is divided so that costs and the budget are whole numbers."""
        return lcm(self.profile.budget.denominator, *(each.denominator for each in self.costs))

    @cached_property
    def whole_costs(self) -> tuple[int, ...]:
        """Costs in such parts; the budget last."""
        return tuple(int(each * self.unit) for each in (*self.costs, self.profile.budget))

    def spare(self, projects: Iterable[int]) -> int:
        """What the budget leaves after these projects, in the parts of ``whole_costs``."""
        return self.whole_costs[-1] - sum(self.whole_costs[each] for each in projects)

    @cached_property
    def close_costs(self) -> list[float]:
        return [float(cost) for cost in self.costs]

    @cached_property
    def who(self) -> tuple[NDArray[np.int64], ...]:
        lists: list[list[int]] = [[] for _ in self.profile.projects]
        for number, ballot in enumerate(self.profile.ballots):
            for project in ballot.projects:
                lists[project].append(number)
        return tuple(np.array(each, dtype=np.int64) for each in lists)

    @cached_property
    def weights(self) -> tuple[NDArray[np.float64], ...]:
        counts = np.array(self.counts, dtype=np.float64)
        return tuple(counts[each] for each in self.who)

    @property
    def votes(self) -> tuple[int, ...]:
        return self.profile.approvals


class Price(NamedTuple):
    """``highest`` contribution; ``per_cost``: the same by unit of cost, and how far it may be off.

    ``sure`` is False where floats cannot tell whether the supporters have enough; ``even``: all pay
    the same for certain, so that the price by unit of cost is exactly one by the number of votes.
    """

    highest: float
    per_cost: float
    error: float
    sure: bool = True
    even: bool = False


@dataclass
class Purses:
    """Money left by merged ballot, for each of its voters; every voter begins with ``endowment``."""

    town: Town
    endowment: Fraction
    bought: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = float(self.endowment)
        self.left = np.full(len(self.town.counts), self.start)
        self.exact = ExactPurses(self.town, self.endowment)

    def price(self, project: int) -> Price | None:
        """What the project costs its supporters now; None when they cannot pay for it."""
        town = self.town
        cost, votes, weights = town.close_costs[project], town.votes[project], town.weights[project]
        money = self.left[town.who[project]]
        scale = CLOSE * self.start * votes
        if money.min() * votes > cost * (1 + CLOSE) + scale:
            return Price(cost / votes, 1 / votes, CLOSE / votes, even=True)
        spare = float(money.dot(weights)) - cost
        if spare < -(CLOSE * cost + scale):
            return None
        order = money.argsort()
        money, weights = money[order], weights[order]
        purses = money * weights
        rich = votes - weights.cumsum() + weights
        highest = (cost - purses.cumsum() + purses) / rich
        able = highest <= money
        place = int(able.argmax()) if able[-1] else len(money) - 1
        found = float(highest[place])
        error = (CLOSE * found + scale / float(rich[place])) / cost
        return Price(found, found / cost, error, spare > CLOSE * cost + scale)

    def exact_price(self, project: int) -> Fraction | None:
        """The same, exactly."""
        self.exact.catch_up(self.bought)
        return self.exact.price(project)

    def buy(self, project: int, highest: float) -> None:
        """Let the supporters pay."""
        who = self.town.who[project]
        self.left[who] -= np.minimum(self.left[who], highest)
        self.bought.append(project)


class ExactPurses:
    """The same money in whole numbers over one common denominator."""

    def __init__(self, town: Town, endowment: Fraction) -> None:
        self.town = town
        self.left = [endowment.numerator] * len(town.counts)
        self.denominator = endowment.denominator
        self.bought = 0

    def catch_up(self, bought: list[int]) -> None:
        """Pay for what has been bought since the last look."""
        for project in bought[self.bought :]:
            price = self.price(project)
            if price is None:  # pragma: no cover - close calls were settled exactly before buying
                raise AssertionError("a project was bought that cannot be paid for")
            self.pay(project, price)

    def price(self, project: int) -> Fraction | None:
        """Smallest highest contribution that pays the cost; None when it cannot be paid."""
        town, left = self.town, self.left
        missing = town.costs[project] * self.denominator
        rich = town.votes[project]
        for ballot in sorted(town.who[project].tolist(), key=left.__getitem__):
            if left[ballot] * rich >= missing:
                return missing / (rich * self.denominator)
            missing -= left[ballot] * town.counts[ballot]
            rich -= town.counts[ballot]
        return None

    def pay(self, project: int, price: Fraction) -> dict[int, Fraction]:
        """Take the contributions; returns what each voter of a ballot paid."""
        common = lcm(self.denominator, price.denominator)
        if common != self.denominator:
            factor = common // self.denominator
            self.left = [money * factor for money in self.left]
            self.denominator = common
        highest = price.numerator * (common // price.denominator)
        payments = {}
        for ballot in self.town.who[project].tolist():
            paid = min(self.left[ballot], highest)
            self.left[ballot] -= paid
            if paid:
                payments[ballot] = Fraction(paid, common)
        self.bought += 1
        return payments

    def together(self, project: int) -> Fraction:
        """What the supporters of a project have left together."""
        who = self.town.who[project].tolist()
        return Fraction(sum(self.left[b] * self.town.counts[b] for b in who), self.denominator)

    def money(self, ballot: int) -> Fraction:
        """What each voter of a ballot has left."""
        return Fraction(self.left[ballot], self.denominator)
