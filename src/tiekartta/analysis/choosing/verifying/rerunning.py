"""A margin once more, of any rule: the named changes alter the outcome, and no fewer do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb
from typing import Any

from tiekartta.analysis.choosing.verifying.case import (
    NotACertificateError,
    TooManyError,
    at,
    names,
)

MOST_SEARCHED = 20_000
Ballot = frozenset[str]
Change = tuple[int, int, Ballot]
"""(number of the ballot as it was cast, how many of its voters, what they cast instead)."""


@dataclass(frozen=True)
class Rerun:
    """An election that is held again with other ballots.

    `ballots`: what was cast, and by how many voters. `possible` makes every ballot that can be cast, of
    which there are `number`. `refusal` says why one cannot be. `winners` takes changes, and gives None
    when there are not so many voters with such a ballot. `least` works out the fewest ballots, where a
    rule allows it without trying. `is_settled`: nothing can change.
    """

    ballots: tuple[tuple[Ballot, int], ...]
    number: int
    possible: Callable[[], list[Ballot]]
    refusal: Callable[[Ballot], str]
    winners: Callable[[Sequence[Change]], list[str] | None]
    is_settled: bool
    least: Callable[[], int] | None = None


def wrong(data: Any, election: Rerun) -> list[str]:
    """What does not hold in a margin. Raises TooManyError and NotACertificateError."""
    least, searched = at(data, "at_least", int), at(data, "searched", int)
    most = at(data, "ballots", (int, type(None)))
    changes = [_change(each, election) for each in at(data, "changes", list)]
    if election.is_settled:
        fits = most is None and not changes and least == 0 and data.get("winners") == []
        return [] if fits and data.get("is_exact") is True else ["margin: nothing can change here"]
    found = []
    if at(data, "is_exact", bool) != (least == most):
        found.append("margin.is_exact: it is exact when both bounds are the same")
    before = election.winners(())
    if most is not None or changes:
        found += _altering(data, election, changes, most, before)
    if not 0 <= searched <= MOST_SEARCHED:
        raise TooManyError
    right = election.least() if election.least else _search(election, searched, most, before)
    if least != right:
        found.append(f"margin.at_least: {least} is said, {right} is right")
    return found


def _change(data: Any, election: Rerun) -> Change:
    ballot, voters = at(data, "ballot", int), at(data, "voters", int)
    to = frozenset(names(at(data, "to", list)))
    if not 0 <= ballot < len(election.ballots) or voters < 1:
        raise NotACertificateError("a change of the margin is of no ballot, or to no ballot")
    if refusal := election.refusal(to):
        raise NotACertificateError(refusal)
    return ballot, voters, to


def _altering(
    data: Any, election: Rerun, changes: list[Change], most: int | None, before: list[str] | None
) -> list[str]:
    found = []
    if sum(voters for _, voters, _ in changes) != most:
        found.append("margin.ballots: the changes are of another number of ballots")
    if any(election.ballots[ballot][0] == to for ballot, _, to in changes):
        found.append("margin.changes: a ballot is changed to what it is")
    after = election.winners(changes)
    if after is None:
        return [*found, "margin.changes: there are not so many voters with that ballot"]
    if after == before:
        found.append("margin.changes: they do not alter the outcome")
    if names(at(data, "winners", list)) != after:
        found.append("margin.winners: others win after the changes")
    return found


def voters_left(
    ballots: Sequence[tuple[Ballot, int]], changes: Sequence[Change]
) -> list[int] | None:
    """How many voters of each ballot stay with it; None when there were not so many."""
    left = [voters for _ballot, voters in ballots]
    for ballot, voters, _to in changes:
        left[ballot] -= voters
    return None if min(left, default=0) < 0 else left


def _search(election: Rerun, searched: int, most: int | None, before: list[str] | None) -> int:
    """Try all changes of fewer than ``most`` ballots, as long as ``searched`` counts last."""
    every, number = len(election.ballots) * (election.number - 1), 1
    while most is None or number < most:
        searched -= comb(every + number - 1, number)
        if searched < 0 or number > sum(voters for _ballot, voters in election.ballots):
            break
        for moves in combinations_with_replacement(_moves(election), number):
            after = election.winners(moves)
            if after is not None and after != before:
                return number
        number += 1
    return number


def _moves(election: Rerun) -> Iterator[Change]:
    every = election.possible()
    for place, (ballot, _voters) in enumerate(election.ballots):
        yield from ((place, 1, to) for to in every if to != ballot)
