"""The margin once more: that the named changes alter the outcome, and that no fewer do."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying import rerunning
from tiekartta.analysis.choosing.verifying.case import Case, Paper
from tiekartta.analysis.choosing.verifying.recount import recount
from tiekartta.analysis.choosing.verifying.rerunning import Ballot, Change, Rerun, voters_left
from tiekartta.analysis.choosing.verifying.several import best_committees


def wrong(data: Any, case: Case) -> list[str]:
    """What does not hold in a margin. Raises TooManyError and NotACertificateError."""
    ballots = tuple((each.approved, each.voters) for each in case.papers)
    election = Rerun(
        ballots=ballots,
        number=1 << len(case.options),
        possible=lambda: _possible(case),
        refusal=lambda to: (
            ""
            if to <= set(case.options)
            else "a change of the margin is of no ballot, or to no ballot"
        ),
        winners=lambda changes: _winners(case, ballots, changes),
        is_settled=not case.papers or case.wanted >= len(case.options),
        least=(lambda: _overtaking(case)) if case.rule == "av" else None,
    )
    return rerunning.wrong(data, election)


def _winners(
    case: Case, ballots: Sequence[tuple[Ballot, int]], changes: Sequence[Change]
) -> list[str] | None:
    if not changes:
        return _elected(case)
    case.patience.use(len(case.papers))
    left = voters_left(ballots, changes)
    if left is None:
        return None
    kept = [
        Paper(each.approved, voters, each.weight)
        for each, voters in zip(case.papers, left, strict=True)
        if voters
    ]
    new = [Paper(to, voters, case.papers[ballot].weight) for ballot, voters, to in changes]
    return _elected(case.voting((*kept, *new)))


def _elected(case: Case) -> list[str]:
    if case.rule == "pav":
        return sorted(min(best_committees(case), key=lambda each: sorted(map(case.rank, each))))
    return sorted(each.option for each in recount(case)[0])


def _possible(case: Case) -> list[Ballot]:
    every: list[Ballot] = [frozenset()]
    for option in case.options:
        every += [each | {option} for each in every]
    return every


def _overtaking(case: Case) -> int:
    """For the plain count: the fewest ballots that let one option pass a chosen one."""
    won = frozenset(_elected(case))
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
