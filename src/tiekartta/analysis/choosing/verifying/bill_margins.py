"""The margin of a budget once more: a budget as an election that is held again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tiekartta.analysis.choosing.verifying import rerunning
from tiekartta.analysis.choosing.verifying.buying import spend
from tiekartta.analysis.choosing.verifying.rerunning import Ballot, Change, Rerun, voters_left
from tiekartta.analysis.choosing.verifying.towns import Town, Vote


def wrong(data: Any, town: Town) -> list[str]:
    """What does not hold in a margin. Raises TooManyError and NotACertificateError."""
    ballots = tuple((each.approved, each.voters) for each in town.votes)
    many = len(town.costs)
    election = Rerun(
        ballots=ballots,
        number=many + 1 if town.kind == "choose-1" else 1 << many,
        possible=lambda: _possible(town),
        refusal=lambda to: _refusal(to, town),
        winners=lambda changes: _winners(town, ballots, changes),
        is_settled=not town.voters or min(town.costs.values()) > town.budget,
    )
    return rerunning.wrong(data, election)


def _refusal(to: Ballot, town: Town) -> str:
    if not to <= set(town.costs):
        return "a change of the margin is of no ballot, or to no ballot"
    if town.kind == "choose-1" and len(to) > 1:
        return "a change of the margin is to a ballot of more than one project"
    return ""


def _winners(
    town: Town, ballots: Sequence[tuple[Ballot, int]], changes: Sequence[Change]
) -> list[str] | None:
    left = voters_left(ballots, changes)
    if left is None:
        return None
    kept = [Vote(each.approved, n) for each, n in zip(town.votes, left, strict=True) if n]
    new = [Vote(to, voters) for _ballot, voters, to in changes]
    return sorted(spend(town.voting((*kept, *new)) if changes else town)[0].projects)


def _possible(town: Town) -> list[Ballot]:
    every: list[Ballot] = [frozenset()]
    for project in town.costs:
        more = every[:1] if town.kind == "choose-1" else every
        every = every + [each | {project} for each in more]
    return every
