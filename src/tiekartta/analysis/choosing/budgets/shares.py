"""Method of Equal Shares for participatory budgeting with cost utilities, and its completions.

Every voter begins with the same money. A project is bought by those who approve it, each paying
the same or all that is left; first comes the project that costs its supporters least per unit of
its cost (D. Peters, G. Pierczyński, P. Skowron: Proportional Participatory Budgeting with Additive
Utilities, 2021). Completion ``add1``, as in the elections that used it: begin with the whole number
of currency units below an equal share and give every voter one unit more as long as what is bought
costs no more than the budget; stop earlier when nothing more could be afforded.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction

from tiekartta.analysis.choosing.budgets.purses import CLOSE, Price, Purses, Town
from tiekartta.analysis.choosing.errors import CountError

MOST_INCREMENTS = 200_000
"""Rounds of increments before the count gives up and asks for a larger step."""


@dataclass(frozen=True)
class Bought:
    """``project`` was bought in ``phase``; ``tied``: projects equally good then, itself included."""

    project: int
    phase: str
    tied: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """What a rule buys, in order. ``endowment``: what every voter began with; None for greedy."""

    bought: tuple[Bought, ...]
    endowment: Fraction | None = None
    increments: int = 0

    @property
    def projects(self) -> tuple[int, ...]:
        return tuple(each.project for each in self.bought)


def equal_shares(town: Town, endowment: Fraction) -> Outcome:
    """Buy with what every voter is given, until nothing more can be paid for."""
    purses = Purses(town, endowment)
    # Projects that all money of their supporters cannot buy never enter (floats, with a margin).
    race = [
        (1 / votes, project)
        for project, votes in enumerate(town.votes)
        if votes and votes * purses.start >= town.close_costs[project] * (1 - CLOSE)
    ]
    heapq.heapify(race)
    bought: list[Bought] = []
    while tied := _cheapest(race, purses):
        project = town.draw(tied)
        price = purses.price(project)
        highest = None if price is None else price.highest
        # Floats may deny what an exact price has just allowed.
        purses.buy(project, float(purses.exact_price(project) or 0) if highest is None else highest)
        race = [entry for entry in race if entry[1] != project]
        heapq.heapify(race)
        bought.append(Bought(project, "equal-shares", tied))
    return Outcome(tuple(bought), endowment)


def _cheapest(race: list[tuple[float, int]], purses: Purses) -> tuple[int, ...]:
    """Projects with the lowest price by unit of cost; prices only rise, so old ones are bounds."""
    fresh: list[tuple[Price, int]] = []
    ceiling = float("inf")
    while race and race[0][0] <= ceiling:
        _, project = heapq.heappop(race)
        price = purses.price(project)
        if price is None or (not price.sure and purses.exact_price(project) is None):
            continue
        fresh.append((price, project))
        ceiling = min(ceiling, price.per_cost + 3 * price.error)
    for price, project in fresh:
        heapq.heappush(race, (price.per_cost - price.error, project))
    if not fresh:
        return ()
    least = min(price.per_cost + price.error for price, _ in fresh)
    near = [each for each in fresh if each[0].per_cost - each[0].error <= least]
    if len(near) == 1:
        return (near[0][1],)
    exact: dict[int, Fraction] = {}
    for price, project in near:
        if price.even:
            exact[project] = Fraction(1, purses.town.votes[project])
        elif (found := purses.exact_price(project)) is not None:
            exact[project] = found / purses.town.costs[project]
    best = min(exact.values())
    return tuple(sorted(project for project, price in exact.items() if price == best))


def add_one(town: Town, step: Fraction) -> Outcome:
    """Equal shares with increments of ``step`` for every voter; see the head of this file.

    Raises CountError (too_many_increments) after MOST_INCREMENTS rounds.
    """
    budget, voters = town.profile.budget, town.profile.voters
    endowment = (budget / voters) // step * step
    outcome = equal_shares(town, endowment)
    for increments in range(MOST_INCREMENTS):
        taken = set(outcome.projects)
        costs = enumerate(town.whole_costs[:-1])
        left = [cost for p, cost in costs if p not in taken and town.votes[p]]
        if not left or town.spare(taken) < min(left):
            return Outcome(outcome.bought, endowment, increments)
        raised = equal_shares(town, endowment + step)
        if town.spare(raised.projects) < 0:
            return Outcome(outcome.bought, endowment, increments)
        outcome, endowment = raised, endowment + step
    detail = (
        f"after {MOST_INCREMENTS:,} increments of {step} nothing is settled; take a larger step"
    )
    raise CountError("too_many_increments", detail)
