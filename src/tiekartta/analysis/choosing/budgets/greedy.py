"""Greedy rules: projects by votes, or by votes for money, as long as they fit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tiekartta.analysis.choosing.budgets.purses import Town
from tiekartta.analysis.choosing.budgets.shares import Bought, Outcome


def by_votes(town: Town, project: int) -> Fraction:
    """Number of voters who approve the project."""
    return Fraction(town.votes[project])


def by_votes_for_cost(town: Town, project: int) -> Fraction:
    """Voters for each unit of cost."""
    return Fraction(town.votes[project]) / town.costs[project]


def greedy(
    town: Town,
    worth: Callable[[Town, int], Fraction] = by_votes,
    begun: Outcome | None = None,
) -> Outcome:
    """Buy the worthiest project that still fits, again and again; after ``begun`` when given.

    Projects that nobody approves are never bought.
    """
    bought = [] if begun is None else list(begun.bought)
    taken = {each.project for each in bought}
    money = town.profile.budget - sum((town.costs[each] for each in taken), Fraction(0))
    worths = {p: worth(town, p) for p, votes in enumerate(town.votes) if votes and p not in taken}
    for project in sorted(worths, key=lambda each: (-worths[each], town.rank[each])):
        if project not in taken and town.costs[project] <= money:
            tied = tuple(
                each
                for each in sorted(worths)
                if each not in taken and worths[each] == worths[project] and town.costs[each] <= money
            )  # fmt: skip
            bought.append(Bought(town.draw(tied), "greedy", tied))
            taken.add(project)
            money -= town.costs[project]
    if begun is None:
        return Outcome(tuple(bought))
    return Outcome(tuple(bought), begun.endowment, begun.increments)
