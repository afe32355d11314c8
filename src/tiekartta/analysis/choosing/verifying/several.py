"""All tied sets of winners, and the best committees of ``pav``, by plain search with an end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from tiekartta.analysis.choosing.verifying.case import Case, Patience, TooManyError
from tiekartta.analysis.choosing.verifying.recount import (
    PHASES,
    State,
    beginning,
    elect,
    offer,
    raises,
)

MOST_OUTCOMES = 1000
MOST_STEPS = 20_000
MOST_NODES = 200_000
MOST_OPTIONS = 200


def tied_sets(case: Case) -> list[list[str]]:
    """Every set of winners that some way of settling ties gives. Raises TooManyError."""
    if case.rule == "pav":
        return sorted(best_committees(case))
    found: set[frozenset[str]] = set()
    if case.rule == "equal-shares-with-increment-completion":
        for seats in raises(case):
            ways = list(_ways(case, beginning(case, seats, PHASES[case.rule]), "unsupported"))
            found.update(each for each in ways if len(each) == case.wanted)
            if all(len(each) == case.wanted for each in ways):
                return sorted(sorted(each) for each in found)
        start = beginning(case, case.wanted, PHASES["equal-shares"])
    else:
        start = beginning(case, case.wanted, PHASES[case.rule])
    found.update(_ways(case, start, None))
    return sorted(sorted(each) for each in found)


def _ways(case: Case, start: State, end: str | None) -> Iterator[frozenset[str]]:
    """Where every way of settling ties leads, up to the phase ``end``."""
    waiting, seen = [start], {start}
    while waiting:
        state = waiting.pop()
        if len(seen) > MOST_STEPS:
            raise TooManyError
        found = offer(case, state) if len(state.taken) < case.wanted else None
        if found is None or found.phase == end:
            yield state.taken
            continue
        for option in found.tied:
            after = elect(case, found, option)[1]
            if after not in seen:
                seen.add(after)
                waiting.append(after)


def score(case: Case, committee: frozenset[str]) -> Fraction:
    """Points of a committee in proportional approval voting."""
    points = Fraction(0)
    for each in case.papers:
        points += each.mass * sum(
            (Fraction(1, j + 1) for j in range(len(each.approved & committee))), Fraction(0)
        )
    return points


def best_committees(case: Case) -> list[list[str]]:
    """All committees of most points, by branching over options and bounding what others can add.

    Raises TooManyError.
    """
    if len(case.options) > MOST_OPTIONS:
        raise TooManyError
    size = min(case.wanted, len(case.options))
    scale = lcm(*range(1, size + 1)) * lcm(*(each.weight.denominator for each in case.papers))
    papers = [(each.approved, int(each.mass * scale)) for each in case.papers]
    options = sorted(case.options, key=lambda each: -case.weight_for(each))
    return _Search(papers, options, size, case.patience).run()


class _Search:
    def __init__(
        self,
        papers: list[tuple[frozenset[str], int]],
        options: list[str],
        size: int,
        patience: Patience,
    ) -> None:
        self.masses = [mass for _, mass in papers]
        self.fans = {
            each: [i for i, (approved, _) in enumerate(papers) if each in approved]
            for each in options
        }
        self.options, self.size, self.patience = options, size, patience
        self.best, self.found, self.nodes = -1, list[list[str]](), 0

    def run(self) -> list[list[str]]:
        self._branch(0, [], [0] * len(self.masses), 0)
        return self.found

    def _branch(self, start: int, chosen: list[str], won: list[int], points: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES or len(self.found) > MOST_OUTCOMES:
            raise TooManyError
        missing = self.size - len(chosen)
        if not missing:
            if points > self.best:
                self.best, self.found = points, []
            if points == self.best:
                self.found.append(sorted(chosen))
            return
        rest = self.options[start:]
        self.patience.use(sum(len(self.fans[each]) for each in rest))
        # Masses are multiples of the scale's divisors, so each division leaves no rest.
        adds = {each: sum(self.masses[i] // (won[i] + 1) for i in self.fans[each]) for each in rest}
        if len(rest) < missing or points + sum(sorted(adds.values())[-missing:]) < self.best:
            return
        first = rest[0]
        after = list(won)
        for i in self.fans[first]:
            after[i] += 1
        self._branch(start + 1, [*chosen, first], after, points + adds[first])
        self._branch(start + 1, chosen, won, points)
