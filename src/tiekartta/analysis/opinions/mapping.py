"""From votes to a map: places, groups, what tells them apart, what unites."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.aligning import turn
from tiekartta.analysis.opinions.asking import priorities
from tiekartta.analysis.opinions.errors import OpinionsError
from tiekartta.analysis.opinions.grouping import MOST_GROUPS, grouped
from tiekartta.analysis.opinions.passes import Counts, Floats, Tally
from tiekartta.analysis.opinions.representative import agreed, representative
from tiekartta.analysis.opinions.shapes import STEADY, OpinionGroup, OpinionMap, StatementResult
from tiekartta.analysis.opinions.sources import InMemory, Source
from tiekartta.analysis.opinions.stability import stability
from tiekartta.analysis.opinions.statistics import divisiveness, group_informed_consensus, side
from tiekartta.analysis.opinions.votes import Votes, fingerprint
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "opinions-1"
FEWEST_PEOPLE = 50
FEWEST_VOTES = 7
"""Votes under which somebody has a place but no group, as in Polis."""
FEWEST_IN_GROUP = 10
SUBSAMPLES = 10


def opinion_map(
    votes: Votes | Source,
    *,
    moderated: Collection[str] = (),
    groups: int | None = None,
    seed: int = 0,
    subsamples: int = SUBSAMPLES,
    floor: bool = True,
    before: Mapping[str, tuple[float, float]] | None = None,
    group_of: Mapping[str, int] | None = None,
) -> OpinionMap:
    """The map of these votes.

    ``moderated`` statements take no part in it. ``groups`` fixes the number (1–5), else the
    silhouette chooses 2–5. ``subsamples`` measure the stability, below 0.6 of which no groups are
    given; 0 leaves it out. ``floor`` refuses under 50 people and groups under ten; only a
    researcher lifts it. ``before`` is where people lay on the previous map. ``group_of`` takes the
    groups from elsewhere (who is not in it is in none), to compare. Raises OpinionsError.
    """
    source: Source = InMemory(votes) if isinstance(votes, Votes) else votes
    shown = _check(source, moderated, groups, floor=floor)
    everybody = source.tally()
    components = source.components(everybody.means, shown)
    points = source.places(everybody, shown, components)
    least = FEWEST_IN_GROUP if floor else 1
    steadiness = None
    if group_of is None:
        members = source.given >= min(FEWEST_VOTES, max(1, int(shown.sum())))
        found, score = _grouped(points, members, groups, seed, least)
        if subsamples:
            steadiness = stability(
                source, found, shown, subsamples=subsamples, seed=seed, groups=groups, least=least
            )
    else:
        names = source.participants
        found, score = np.array([group_of.get(name, -1) for name in names], dtype=np.int64), 0.0
    is_steady = steadiness is None or steadiness >= STEADY
    number = int(found.max(initial=-1)) + 1 if is_steady else 0
    turned = turn(points, source.participants, before or {})
    told, results = _described(source, everybody, found, number, shown, components)
    given = {
        "groups": groups,
        "subsamples": subsamples,
        "floor": floor,
        "moderated": sorted(moderated),
    }
    return OpinionMap(
        participants=tuple(source.participants),
        votes_given=source.given,
        places=np.round(points @ turned, 10) + 0.0 if before else points,
        group_of=found,
        groups=told,
        statements=results,
        consensus=agreed(everybody, tuple(source.statements), shown),
        stability=steadiness,
        silhouette=score,
        components=components,
        turn=turned,
        provenance=_provenance(source, given, seed, points, found),
    )


def _provenance(
    source: Source, given: Mapping[str, object], seed: int, points: Floats, found: Counts
) -> Provenance:
    outcome = [fingerprint(np.round(points, 6), "<f8"), fingerprint(found)]
    return Provenance(ALGORITHM, given, seed, source.digest, digest(outcome))


def _check(
    source: Source, moderated: Collection[str], groups: int | None, *, floor: bool
) -> NDArray[np.bool_]:
    """(m,) whether each statement takes part."""
    voters = int((source.given > 0).sum())
    if floor and voters < FEWEST_PEOPLE:
        raise OpinionsError(
            "few_people",
            f"{voters} people have voted; a map needs {FEWEST_PEOPLE}, so that nobody can be told from it",
        )
    if not voters:
        raise OpinionsError("few_people", "nobody has voted")
    if groups is not None and not 1 <= groups <= MOST_GROUPS:
        raise OpinionsError("bad_groups", f"the number of groups is 1–{MOST_GROUPS}")
    hidden = set(moderated)
    shown = np.array([name not in hidden for name in source.statements], dtype=np.bool_)
    if not shown.any():
        raise OpinionsError("no_statements", "there is no statement to make a map of")
    return shown


def _grouped(
    points: Floats, members: NDArray[np.bool_], groups: int | None, seed: int, least: int
) -> tuple[Counts, float]:
    """((n,) group or −1, silhouette)."""
    found = np.full(len(points), -1, dtype=np.int64)
    found[members], score = grouped(points[members], seed=seed, groups=groups, least=least)
    return found, score


def _described(
    source: Source,
    everybody: Tally,
    found: Counts,
    number: int,
    shown: NDArray[np.bool_],
    components: Floats,
) -> tuple[tuple[OpinionGroup, ...], tuple[StatementResult, ...]]:
    statements = tuple(source.statements)
    groups: tuple[OpinionGroup, ...] = ()
    consensus: Floats | None = None
    divides: Floats | None = None
    if number:
        agrees, disagrees, votes = source.by_group(found, number)
        agree, disagree = side(agrees, votes), side(disagrees, votes)
        consensus, divides = group_informed_consensus(agrees, votes), divisiveness(agrees, votes)
        sizes = np.bincount(found[found >= 0], minlength=number)
        groups = tuple(
            OpinionGroup(
                each,
                int(sizes[each]),
                representative(agree, disagree, each, statements, shown) if number > 1 else (),
            )
            for each in range(number)
        )
    priority = priorities(everybody, components, everybody.means)
    nothing = [None] * len(statements)
    columns = (
        statements,
        everybody.agrees.tolist(),
        everybody.disagrees.tolist(),
        (everybody.votes - everybody.agrees - everybody.disagrees).tolist(),
        (~shown).tolist(),
        nothing if consensus is None else consensus.tolist(),
        nothing if divides is None else divides.tolist(),
        [round(each, 9) for each in priority.tolist()],
    )
    results = tuple(StatementResult(*row) for row in zip(*columns, strict=True))
    return groups, results
