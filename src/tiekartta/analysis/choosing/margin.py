"""How many ballots would have to be changed for another outcome.

A change of a ballot replaces it by any other. The smallest number of changes is exact for the
plain count. For the other rules changes of few ballots are all tried as long as they are few enough,
which says at least how many are needed; promising changes of more ballots are tried too, which
says at most how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb

import numpy as np

from tiekartta.analysis.choosing.counting import DEFAULT_RULE, prepare
from tiekartta.analysis.choosing.profile import Profile
from tiekartta.analysis.choosing.results import Data
from tiekartta.analysis.choosing.rules import RULES
from tiekartta.analysis.choosing.tally import Tally

MOST_COUNTS = 2000
"""So many changed elections are counted at most, for each of the two bounds."""
MOST_CELLS = 200_000_000
"""And so many cells of ballots and options at most, which is seconds for large elections."""
COSTS = {"pav": 50}
"""How many times dearer a count is than one by the other rules."""
MOST_LOSERS = 5

Change = tuple[int, int, tuple[int, ...]]
"""(merged ballot, number of its voters, the options that they approve instead)."""


@dataclass(frozen=True)
class Margin:
    """``at_least`` ≤ the smallest number of changes ≤ ``at_most`` (None: no change does it, or none
    was found). ``changes`` are ``at_most`` changes after which ``winners`` win. ``searched``: how many
    counts were allowed for trying all changes.
    """

    at_least: int
    at_most: int | None
    changes: tuple[tuple[int, int, tuple[str, ...]], ...]
    winners: tuple[str, ...]
    searched: int
    can_change: bool

    @property
    def is_exact(self) -> bool:
        """Whether the smallest number is known."""
        return not self.can_change or self.at_least == self.at_most

    def as_data(self) -> dict[str, Data]:
        """For JSON; ``ballots`` is the smallest number, or the smallest that is known to do."""
        return {
            "ballots": self.at_most,
            "at_least": self.at_least,
            "is_exact": self.is_exact,
            "searched": self.searched,
            "changes": [
                {"ballot": ballot, "voters": voters, "to": list(to)}
                for ballot, voters, to in self.changes
            ],
            "winners": list(self.winners),
        }


def margin(
    profile: Profile,
    *,
    winners: int,
    seed: int,
    rule: str = DEFAULT_RULE,
    counts: int = MOST_COUNTS,
) -> Margin:
    """The smallest number of ballots whose change alters the set of winners, or bounds on it.

    Raises CountError as :func:`count` does.
    """
    tally = prepare(profile, winners=winners, seed=seed, rule=rule, order=None)
    search = _Search(profile, tally, winners, rule, counts)
    if winners >= tally.many or not profile.voters:
        return Margin(0, None, (), (), search.limit, can_change=False)
    found = search.by_hand() if rule == "av" else search.promising()
    if rule == "av":
        least = sum(voters for _, voters, _ in found)
    else:
        least, fewer = search.all_below(sum(voters for _, voters, _ in found) if found else None)
        found = fewer or found
    named = tuple(
        (ballot, voters, tuple(profile.options[each] for each in to))
        for ballot, voters, to in found
    )
    return Margin(
        at_least=least,
        at_most=sum(voters for _, voters, _ in found) if found else None,
        changes=named,
        winners=tuple(profile.options[each] for each in sorted(search.after(found)))
        if found
        else (),
        searched=search.limit,
        can_change=True,
    )


class _Search:
    def __init__(self, profile: Profile, tally: Tally, wanted: int, rule: str, counts: int) -> None:
        self.tally, self.wanted, self.rule = tally, wanted, RULES[rule]
        cells = max(tally.marks.size, 1)
        self.limit = min(counts, MOST_CELLS // cells) // COSTS.get(rule, 1)
        self.left = self.limit
        self.voters: list[int] = profile.counts.tolist()
        self.ballots = [each.approved for each in profile.ballots]
        self.each: list[int] = [
            mass // voters for mass, voters in zip(tally.masses, self.voters, strict=True)
        ]
        outcome = self.rule.elect(tally, wanted)
        self.won = frozenset(each.option for each in outcome.elected)
        losers = sorted(
            (each for each in range(tally.many) if each not in self.won),
            key=lambda each: (-outcome.behind(each), tally.rank[each]),
        )
        self.losers = losers
        self.winners = [each.option for each in outcome.elected][::-1]

    def after(self, changes: Sequence[Change]) -> frozenset[int]:
        """Who wins after changes."""
        masses = list(self.tally.masses)
        more = np.zeros((len(changes), self.tally.many), dtype=np.uint8)
        their = []
        for row, (ballot, voters, to) in enumerate(changes):
            masses[ballot] -= voters * self.each[ballot]
            more[row, list(to)] = 1
            their.append(voters * self.each[ballot])
        changed = self.tally.changed(masses, more, their)
        return frozenset(each.option for each in self.rule.elect(changed, self.wanted).elected)

    def _alters(self, changes: Sequence[Change]) -> bool:
        self.left -= 1
        return self.after(changes) != self.won

    def by_hand(self) -> list[Change]:
        """For the plain count: the fewest changes that let a loser overtake a winner, exact."""
        best: list[Change] = []
        fewest = sum(self.voters) + 1
        rank, backing = self.tally.rank, self.tally.backing
        for winner in self.winners:
            for loser in self.losers:
                missing = backing[winner] - backing[loser] + (rank[loser] > rank[winner])
                changes = self._overtaking(winner, loser, missing, fewest)
                if changes is not None:
                    best, fewest = changes, sum(voters for _, voters, _ in changes)
        return best

    def _overtaking(
        self, winner: int, loser: int, missing: int, fewest: int
    ) -> list[Change] | None:
        """The fewest changes that move the difference by ``missing``; None if not below ``fewest``."""
        gains = sorted(
            ((self._gain(ballot, winner, loser), ballot) for ballot in range(len(self.ballots))),
            key=lambda each: (-each[0], each[1]),
        )
        changes: list[Change] = []
        used = 0
        for gain, ballot in gains:
            if missing <= 0 or not gain:
                break
            voters = min(self.voters[ballot], -(-missing // gain))
            used += voters
            if used >= fewest:
                return None
            missing -= voters * gain
            to = tuple(sorted((set(self.ballots[ballot]) - {winner}) | {loser}))
            changes.append((ballot, voters, to))
        return changes if missing <= 0 else None

    def _gain(self, ballot: int, winner: int, loser: int) -> int:
        approved = self.ballots[ballot]
        shift = (winner in approved) + (loser not in approved)
        return self.each[ballot] * shift

    def promising(self) -> list[Change]:
        """The fewest changes found that let one of the strongest losers take a winner's place."""
        best: list[Change] = []
        fewest = sum(self.voters) + 1
        for loser in self.losers[:MOST_LOSERS]:
            for winner in self.winners:
                for plan in self._plans(winner, loser):
                    changes = self._fewest(plan, fewest)
                    if changes:
                        best, fewest = changes, sum(voters for _, voters, _ in changes)
                    if self.left <= 0 or fewest == 1:
                        return best
        return best

    def _plans(self, winner: int, loser: int) -> Iterator[list[Change]]:
        """Ways to help a loser, as changes of ballots in the order in which they help."""
        order = sorted(
            range(len(self.ballots)),
            key=lambda each: (-self._gain(each, winner, loser), len(self.ballots[each]), each),
        )
        useful = [each for each in order if self._gain(each, winner, loser)]
        swap: list[Change] = []
        alone: list[Change] = []
        for ballot in useful:
            kept = set(self.ballots[ballot]) - {winner}
            swap.append((ballot, self.voters[ballot], tuple(sorted(kept | {loser}))))
            if self.ballots[ballot] != (loser,):
                alone.append((ballot, self.voters[ballot], (loser,)))
        yield swap
        yield alone

    def _fewest(self, plan: list[Change], fewest: int) -> list[Change] | None:
        """The fewest first voters of a plan that alter the outcome, below ``fewest``."""
        high = min(fewest - 1, sum(voters for _, voters, _ in plan))
        if high < 1 or self.left <= 0 or not self._alters(first := _first(plan, high)):
            return None
        low = 0
        while high - low > 1 and self.left > 0:
            middle = (low + high) // 2
            changes = _first(plan, middle)
            if self._alters(changes):
                high, first = middle, changes
            else:
                low = middle
        return first

    def all_below(self, bound: int | None) -> tuple[int, list[Change]]:
        """Try every change of fewer than ``bound`` ballots while the counts last.

        Returns how many changes are needed at least, and the changes if some altered the outcome.
        """
        every = len(self.ballots) * ((1 << self.tally.many) - 1)
        left, number = self.limit, 1
        while bound is None or number < bound:
            left -= comb(every + number - 1, number)
            if left < 0 or number > sum(self.voters):
                break
            for moves in combinations_with_replacement(self._moves(), number):
                changes = _together(moves)
                if self._is_possible(changes) and self.after(changes) != self.won:
                    return number, changes
            number += 1
        return number, []

    def _moves(self) -> Iterator[Change]:
        many = self.tally.many
        for ballot, approved in enumerate(self.ballots):
            for code in range(1 << many):
                to = tuple(option for option in range(many) if code >> option & 1)
                if to != approved:
                    yield ballot, 1, to

    def _is_possible(self, changes: Iterable[Change]) -> bool:
        used: dict[int, int] = {}
        for ballot, voters, _ in changes:
            used[ballot] = used.get(ballot, 0) + voters
        return all(voters <= self.voters[ballot] for ballot, voters in used.items())


def _first(plan: list[Change], number: int) -> list[Change]:
    """The changes of the first ``number`` voters."""
    chosen: list[Change] = []
    for ballot, voters, to in plan:
        if number <= 0:
            break
        chosen.append((ballot, min(voters, number), to))
        number -= voters
    return chosen


def _together(moves: Sequence[Change]) -> list[Change]:
    """Equal moves as one change."""
    merged: dict[tuple[int, tuple[int, ...]], int] = {}
    for ballot, voters, to in moves:
        merged[ballot, to] = merged.get((ballot, to), 0) + voters
    return [(ballot, voters, to) for (ballot, to), voters in merged.items()]
