"""The margin once more: that the named changes alter the outcome, and that no fewer do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb
from typing import Any

from tiekartta.analysis.choosing.verifying.case import (
    Case,
    NotACertificateError,
    Paper,
    TooManyError,
    at,
    names,
)
from tiekartta.analysis.choosing.verifying.recount import recount
from tiekartta.analysis.choosing.verifying.several import best_committees

MOST_SEARCHED = 20_000
Change = tuple[int, int, frozenset[str]]


def wrong(data: Any, case: Case) -> list[str]:
    """What does not hold in a margin. Raises TooManyError and NotACertificateError."""
    least, searched = at(data, "at_least", int), at(data, "searched", int)
    most = at(data, "ballots", (int, type(None)))
    changes = [_change(each, case) for each in at(data, "changes", list)]
    if not case.papers or case.wanted >= len(case.options):
        fits = most is None and not changes and least == 0 and data.get("winners") == []
        return [] if fits and data.get("is_exact") is True else ["margin: nothing can change here"]
    found = []
    if at(data, "is_exact", bool) != (least == most):
        found.append("margin.is_exact: it is exact when both bounds are the same")
    if most is not None or changes:
        found += _altering(data, case, changes, most)
    if not 0 <= searched <= MOST_SEARCHED:
        raise TooManyError
    right = _overtaking(case) if case.rule == "av" else _search(case, searched, most)
    if least != right:
        found.append(f"margin.at_least: {least} is said, {right} is right")
    return found


def _change(data: Any, case: Case) -> Change:
    ballot, voters = at(data, "ballot", int), at(data, "voters", int)
    to = names(at(data, "to", list))
    if not 0 <= ballot < len(case.papers) or voters < 1 or not set(case.options).issuperset(to):
        raise NotACertificateError("a change of the margin is of no ballot, or to no ballot")
    return ballot, voters, frozenset(to)


def _altering(data: Any, case: Case, changes: list[Change], most: int | None) -> list[str]:
    found = []
    if sum(voters for _, voters, _ in changes) != most:
        found.append("margin.ballots: the changes are of another number of ballots")
    if any(case.papers[ballot].approved == to for ballot, _, to in changes):
        found.append("margin.changes: a ballot is changed to what it is")
    changed = _changed(case, changes)
    if changed is None:
        return [*found, "margin.changes: there are not so many voters with that ballot"]
    after = _winners(changed)
    if after == _winners(case):
        found.append("margin.changes: they do not alter the outcome")
    if names(at(data, "winners", list)) != sorted(after):
        found.append("margin.winners: others win after the changes")
    return found


def _changed(case: Case, changes: list[Change]) -> Case | None:
    """The election after changes; None when there are not so many such ballots."""
    case.patience.use(len(case.papers))
    left = [each.voters for each in case.papers]
    papers = []
    for ballot, voters, to in changes:
        left[ballot] -= voters
        papers.append(Paper(to, voters, case.papers[ballot].weight))
    if min(left) < 0:
        return None
    kept = [
        Paper(each.approved, voters, each.weight)
        for each, voters in zip(case.papers, left, strict=True)
        if voters
    ]
    return case.voting((*kept, *papers))


def _winners(case: Case) -> frozenset[str]:
    if case.rule == "pav":
        return frozenset(min(best_committees(case), key=lambda each: sorted(map(case.rank, each))))
    return frozenset(each.option for each in recount(case)[0])


def _search(case: Case, searched: int, most: int | None) -> int:
    """Try all changes of fewer than ``most`` ballots, as long as ``searched`` counts last."""
    every = len(case.papers) * ((1 << len(case.options)) - 1)
    before, number = _winners(case), 1
    while most is None or number < most:
        searched -= comb(every + number - 1, number)
        if searched < 0 or number > sum(each.voters for each in case.papers):
            break
        for moves in combinations_with_replacement(_moves(case), number):
            changed = _changed(case, list(moves))
            if changed is not None and _winners(changed) != before:
                return number
        number += 1
    return number


def _moves(case: Case) -> Iterator[Change]:
    every = [frozenset[str]()]
    for option in case.options:
        every += [each | {option} for each in every]
    for ballot, paper in enumerate(case.papers):
        yield from ((ballot, 1, to) for to in every if to != paper.approved)


def _overtaking(case: Case) -> int:
    """For the plain count: the fewest ballots that let one option pass a chosen one."""
    won = _winners(case)
    fewest = sum(each.voters for each in case.papers) + 1
    for winner in won:
        for loser in set(case.options) - won:
            case.patience.use(len(case.papers))
            gap = case.weight_for(winner) - case.weight_for(loser)
            must_pass = case.rank(loser) > case.rank(winner)
            gains = []
            for each in case.papers:
                sides = (winner in each.approved) + (loser not in each.approved)
                gains.append((each.weight * sides, each.voters))
            fewest = min(fewest, _voters_for(gap, gains, fewest, must_pass=must_pass))
    return fewest


def _voters_for(
    gap: Fraction, gains: list[tuple[Fraction, int]], most: int, *, must_pass: bool
) -> int:
    used = 0
    for gain, voters in sorted(gains, reverse=True):
        if not gain:
            break
        if gap < 0 or (gap == 0 and not must_pass):
            return used
        needed = -(-gap // gain)
        if needed * gain == gap and must_pass:
            needed += 1
        number = min(voters, int(needed))
        used, gap = used + number, gap - number * gain
    return used if gap < 0 or (gap == 0 and not must_pass) else most
