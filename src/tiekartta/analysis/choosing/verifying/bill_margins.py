"""The margin of a budget once more: the named changes alter the outcome, and no fewer do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement
from math import comb
from typing import Any

from tiekartta.analysis.choosing.verifying.buying import spend
from tiekartta.analysis.choosing.verifying.case import (
    NotACertificateError,
    TooManyError,
    at,
    names,
)
from tiekartta.analysis.choosing.verifying.towns import Town, Vote

MOST_SEARCHED = 20_000
Change = tuple[int, int, frozenset[str]]


def wrong(data: Any, town: Town) -> list[str]:
    """What does not hold in a margin. Raises TooManyError and NotACertificateError."""
    least, searched = at(data, "at_least", int), at(data, "searched", int)
    most = at(data, "ballots", (int, type(None)))
    changes = [_change(each, town) for each in at(data, "changes", list)]
    if not town.voters or min(town.costs.values()) > town.budget:
        fits = most is None and not changes and least == 0 and data.get("winners") == []
        return [] if fits and data.get("is_exact") is True else ["margin: nothing can change here"]
    found = []
    if at(data, "is_exact", bool) != (least == most):
        found.append("margin.is_exact: it is exact when both bounds are the same")
    before = _winners(town)
    if most is not None or changes:
        found += _altering(data, town, changes, most, before)
    if not 0 <= searched <= MOST_SEARCHED:
        raise TooManyError
    right = _search(town, searched, most, before)
    if least != right:
        found.append(f"margin.at_least: {least} is said, {right} is right")
    return found


def _change(data: Any, town: Town) -> Change:
    ballot, voters = at(data, "ballot", int), at(data, "voters", int)
    to = names(at(data, "to", list))
    if not 0 <= ballot < len(town.votes) or voters < 1 or not set(town.costs).issuperset(to):
        raise NotACertificateError("a change of the margin is of no ballot, or to no ballot")
    if town.kind == "choose-1" and len(to) > 1:
        raise NotACertificateError("a change of the margin is to a ballot of more than one project")
    return ballot, voters, frozenset(to)


def _winners(town: Town) -> list[str]:
    return sorted(spend(town)[0].projects)


def _altering(
    data: Any, town: Town, changes: list[Change], most: int | None, before: list[str]
) -> list[str]:
    found = []
    if sum(voters for _, voters, _ in changes) != most:
        found.append("margin.ballots: the changes are of another number of ballots")
    if any(town.votes[ballot].approved == to for ballot, _, to in changes):
        found.append("margin.changes: a ballot is changed to what it is")
    changed = _changed(town, changes)
    if changed is None:
        return [*found, "margin.changes: there are not so many voters with that ballot"]
    after = _winners(changed)
    if after == before:
        found.append("margin.changes: they do not alter the outcome")
    if names(at(data, "winners", list)) != after:
        found.append("margin.winners: others win after the changes")
    return found


def _changed(town: Town, changes: list[Change]) -> Town | None:
    """The election after changes; None when there are not so many such ballots."""
    left = [each.voters for each in town.votes]
    new = []
    for ballot, voters, to in changes:
        left[ballot] -= voters
        new.append(Vote(to, voters))
    if min(left) < 0:
        return None
    kept = [Vote(each.approved, n) for each, n in zip(town.votes, left, strict=True) if n]
    return town.voting((*kept, *new))


def _search(town: Town, searched: int, most: int | None, before: list[str]) -> int:
    """Try all changes of fewer than ``most`` ballots, as long as ``searched`` counts last."""
    many = len(town.costs)
    papers = many + 1 if town.kind == "choose-1" else 1 << many
    every, number = len(town.votes) * (papers - 1), 1
    while most is None or number < most:
        searched -= comb(every + number - 1, number)
        if searched < 0 or number > town.voters:
            break
        for moves in combinations_with_replacement(_moves(town), number):
            changed = _changed(town, list(moves))
            if changed is not None and _winners(changed) != before:
                return number
        number += 1
    return number


def _moves(town: Town) -> Iterator[Change]:
    every = [frozenset[str]()]
    for project in town.costs:
        more = [frozenset[str]()] if town.kind == "choose-1" else every
        every = every + [each | {project} for each in more]
    for ballot, vote in enumerate(town.votes):
        yield from ((ballot, 1, to) for to in every if to != vote.approved)
