"""How many ballots of a budget would have to be changed for another outcome.

As for approval ballots: changes of few ballots are all tried as long as they are few enough, which
says at least how many are needed; promising changes of more ballots are tried too, which says at most
how many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, combinations_with_replacement
from math import comb

from tiekartta.analysis.choosing.budgets.profile import BudgetBallot, BudgetProfile
from tiekartta.analysis.choosing.budgets.purses import Town
from tiekartta.analysis.choosing.budgets.shares import Outcome
from tiekartta.analysis.choosing.budgets.ties import MOST_CELLS, cells_of
from tiekartta.analysis.choosing.margin import Margin

MOST_TRIED = 5
"""So many losing projects are brought in, and so many winners pushed out, at most."""
Change = tuple[int, int, tuple[int, ...]]


class _Counts:
    """Counts changed elections, as many as are allowed."""

    def __init__(
        self, profile: BudgetProfile, rank: tuple[int, ...], count: Callable[[Town], Outcome]
    ) -> None:
        self.profile, self.rank, self.count = profile, rank, count
        outcome = self._outcome(profile)
        self.before = frozenset(outcome.projects)
        self.most = MOST_CELLS // max(1, cells_of(profile, outcome))

    def _outcome(self, profile: BudgetProfile) -> Outcome:
        return self.count(Town(profile, self.rank))

    def after(self, changes: Iterable[Change]) -> frozenset[int] | None:
        """Who wins after changes; None when there are not so many voters with those ballots."""
        left = [each.count for each in self.profile.ballots]
        changed = []
        for ballot, voters, to in changes:
            left[ballot] -= voters
            changed.append(BudgetBallot(to, count=voters))
        if min(left) < 0:
            return None
        kept = [
            BudgetBallot(each.projects, count=voters)
            for each, voters in zip(self.profile.ballots, left, strict=True)
            if voters
        ]
        other = BudgetProfile(
            self.profile.projects, self.profile.budget, (*kept, *changed), self.profile.vote_type
        )
        return frozenset(self._outcome(other).projects)

    def alters(self, changes: list[Change]) -> bool:
        """Whether others win after changes."""
        return self.after(changes) not in (None, self.before)


def margin(
    profile: BudgetProfile,
    rank: tuple[int, ...],
    count: Callable[[Town], Outcome],
    *,
    counts: int,
) -> Margin:
    """The smallest number of ballots whose change alters the outcome, or its bounds.

    ``counts``: how many changed elections may be counted for either bound.
    """
    payable = any(each.cost <= profile.budget for each in profile.projects)
    if not profile.voters or not payable:
        return Margin(0, None, (), (), 0, can_change=False)
    elections = _Counts(profile, rank, count)
    counts = min(counts, elections.most)
    changes = _promising(elections, counts)
    at_least, found = _search(elections, counts, None if changes is None else _ballots(changes))
    changes = found or changes
    if changes is None:
        return Margin(at_least, None, (), (), counts, can_change=True)
    named = tuple((b, n, tuple(profile.ids[each] for each in to)) for b, n, to in changes)
    winners = tuple(sorted(profile.ids[each] for each in elections.after(changes) or ()))
    return Margin(at_least, _ballots(changes), named, winners, counts, can_change=True)


def _ballots(changes: list[Change]) -> int:
    return sum(voters for _, voters, _ in changes)


def _search(elections: _Counts, counts: int, most: int | None) -> tuple[int, list[Change] | None]:
    """Try all changes of fewer than ``most`` ballots, as long as ``counts`` last."""
    profile, number = elections.profile, 1
    every = len(profile.ballots) * (_papers(profile) - 1)
    while most is None or number < most:
        counts -= comb(every + number - 1, number)
        if counts < 0 or number > profile.voters:
            break
        for moves in combinations_with_replacement(_moves(profile), number):
            if elections.alters(list(moves)):
                return number, list(moves)
        number += 1
    return number, None


def _papers(profile: BudgetProfile) -> int:
    """How many different ballots there can be."""
    many = len(profile.projects)
    return many + 1 if profile.vote_type == "choose-1" else 1 << many


def _moves(profile: BudgetProfile) -> Iterator[Change]:
    """Every change of one ballot."""
    many = len(profile.projects)
    longest = 1 if profile.vote_type == "choose-1" else many
    for ballot, paper in enumerate(profile.ballots):
        for size in range(longest + 1):
            for to in combinations(range(many), size):
                if to != paper.projects:
                    yield ballot, 1, to


def _promising(elections: _Counts, counts: int) -> list[Change] | None:
    """The fewest ballots found by letting voters approve one losing project and nothing else, or by
    taking a winner's voters away from it."""
    best: list[Change] | None = None
    for donors, to in _ways(elections):
        most = sum(voters for _, voters in donors) if best is None else _ballots(best) - 1
        low, high = 0, 1
        while high <= most and counts > 0:  # the first that does it, by doubling and halving
            counts -= 1
            if elections.alters(_taken(donors, high, to)):
                break
            low, high = high, min(2 * high, most) if high < most else most + 1
        if high > most or counts <= 0:
            continue
        while high - low > 1 and counts > 0:
            counts -= 1
            middle = (low + high) // 2
            if elections.alters(_taken(donors, middle, to)):
                high = middle
            else:
                low = middle
        best = _taken(donors, high, to)
    return best


def _ways(elections: _Counts) -> Iterator[tuple[list[tuple[int, int]], tuple[int, ...]]]:
    """(merged ballots and their voters in the order in which they are changed, to what)."""
    profile, won = elections.profile, elections.before
    costs = [each.cost for each in profile.projects]
    got = [sum(costs[p] for p in each.projects if p in won) for each in profile.ballots]
    content = sorted(range(len(profile.ballots)), key=got.__getitem__)
    votes = profile.approvals
    losers = sorted(set(range(len(costs))) - won, key=lambda p: (-votes[p], p))
    for project in losers[:MOST_TRIED]:
        donors = [i for i in content if profile.ballots[i].projects != (project,)]
        yield [(i, profile.ballots[i].count) for i in donors], (project,)
    for project in sorted(won, key=lambda p: (votes[p], p))[:MOST_TRIED]:
        donors = [i for i in content if project in profile.ballots[i].projects]
        yield [(i, profile.ballots[i].count) for i in donors], ()


def _taken(donors: list[tuple[int, int]], wanted: int, to: tuple[int, ...]) -> list[Change]:
    changes = []
    for ballot, voters in donors:
        number = min(voters, wanted)
        if number:
            changes.append((ballot, number, to))
        wanted -= number
    return changes
