"""All outcomes that some order of ties gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tiekartta.analysis.choosing.budgets.profile import BudgetProfile
from tiekartta.analysis.choosing.budgets.purses import Town
from tiekartta.analysis.choosing.budgets.shares import Outcome

MOST_OUTCOMES = 1000
"""So many tied sets are listed at most."""
MOST_RUNS = 2000
"""So many orders are counted at most."""
MOST_CELLS = 200_000_000
"""And so many ballots of projects are looked at in them at most, which is seconds."""


@dataclass
class Order:
    """Which project comes before which: ``after[p]`` holds a bit for each that comes after p."""

    after: list[int]

    def allows(self, first: int, others: Iterable[int]) -> bool:
        """Whether ``first`` may still come before all the others."""
        return not any(self.after[each] >> first & 1 for each in others)

    def put(self, first: int, others: Iterable[int]) -> Order:
        """The same, and ``first`` before the others."""
        gained = 0
        for each in others:
            gained |= 1 << each | self.after[each]
        if not gained & ~self.after[first]:
            return self
        return Order(
            [
                bits | gained if place == first or bits >> first & 1 else bits
                for place, bits in enumerate(self.after)
            ]
        )

    def rank(self) -> tuple[int, ...]:
        """Places in an order that keeps to all of this."""
        # What comes before another has more after it, so numbers of bits are an order.
        ordered = sorted(range(len(self.after)), key=lambda each: (-self.after[each].bit_count(), each))  # fmt: skip
        place = {project: number for number, project in enumerate(ordered)}
        return tuple(place[project] for project in range(len(self.after)))


def tied_outcomes(
    profile: BudgetProfile, count: Callable[[Town], Outcome]
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Every set of projects that ``count`` buys under some order of ties, as sorted ids in order;
    False when there may be more. Whatever an order settles is settled in every way it can be."""
    found: set[frozenset[int]] = set()
    waiting = [(Order([0] * len(profile.projects)), 0)]
    runs, cells = MOST_RUNS, MOST_CELLS
    while waiting and runs > 0 and cells > 0 and len(found) <= MOST_OUTCOMES:
        order, known = waiting.pop()
        town = Town(profile, order.rank())
        outcome = count(town)
        runs, cells = runs - 1, cells - cells_of(profile, outcome)
        found.add(frozenset(outcome.projects))
        for number, (tied, first) in enumerate(town.drawn):
            others = [each for each in tied if each != first]
            if number >= known:
                for each in others:
                    rest = [one for one in tied if one != each]
                    if order.allows(each, rest):
                        waiting.append((order.put(each, rest), number + 1))
            order = order.put(first, others)
    named = sorted(tuple(sorted(profile.ids[each] for each in one)) for one in found)
    return tuple(named[:MOST_OUTCOMES]), not waiting and len(found) <= MOST_OUTCOMES


def cells_of(profile: BudgetProfile, outcome: Outcome) -> int:
    """How much one count looked at, roughly."""
    return len(profile.ballots) * len(profile.projects) * (outcome.increments + 1)
