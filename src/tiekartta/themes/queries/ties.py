"""Which voices people have decided to be always together or never, and what an analysis is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from tiekartta.analysis.themes import Decisions
from tiekartta.analysis.themes.linking import bonds
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import VoiceTie
from tiekartta.themes.states import Tie

Pair = tuple[UUID, UUID]
Row = tuple[UUID, UUID, str]


def in_order(one: UUID, other: UUID) -> Pair:
    """The two as a tie holds them."""
    return (one, other) if one < other else (other, one)


def ties_of(programme: Programme) -> list[Row]:
    """Every tie of the programme, the newest first: (first, second, tie). One query."""
    rows = VoiceTie.objects.filter(programme=programme).order_by("-decided_at", "-id")
    return list(rows.values_list("first_id", "second_id", "tie"))


def ties_among(programme: Programme, voice_ids: Collection[UUID]) -> dict[Pair, Tie]:
    """The ties between these voices. One query."""
    rows = VoiceTie.objects.filter(
        Q(first__in=voice_ids), Q(second__in=voice_ids), programme=programme
    )
    found = rows.values_list("first_id", "second_id", "tie")
    return {(first, second): Tie(tie) for first, second, tie in found}


def with_ties(decisions: Decisions, rows: Iterable[Row]) -> Decisions:
    """`decisions` with these ties, the first of `rows` before the others.

    A tie that contradicts what people decided of the voices since is left out: an analysis never
    fails for it.
    """
    rows = list(rows)
    everything = decisions
    for row in rows:
        everything = tied(everything, row)
    if is_possible(everything):
        return everything
    for row in rows:
        more = tied(decisions, row)
        decisions = more if is_possible(more) else decisions
    return decisions


def tied(decisions: Decisions, row: Row) -> Decisions:
    """`decisions` and one tie."""
    first, second, tie = row
    pair = frozenset({(str(first), str(second))})
    if tie == Tie.TOGETHER:
        return replace(decisions, must_link=decisions.must_link | pair)
    return replace(decisions, cannot_link=decisions.cannot_link | pair)


def is_possible(decisions: Decisions) -> bool:
    """Whether no decision contradicts another."""
    try:
        bonds(decisions)
    except ValueError:
        return False
    return True
