"""Reading decisions. Who typed one in is never told."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind, DecisionState


@dataclass(frozen=True)
class DecisionRow:
    """A decision as readers see it. `corrects`, `corrected_by`: public ids of its neighbours."""

    id: uuid.UUID
    public_id: str
    kind: DecisionKind
    title: TranslatedText
    decided_by: TranslatedText
    decided_on: date
    rationale: TranslatedText
    deviation: TranslatedText
    state: DecisionState
    made_at: datetime | None
    corrects: str
    corrected_by: str


@dataclass(frozen=True)
class PublicDecision:
    """What anybody may know of a decision, for public pages and frozen editions."""

    public_id: str
    title: TranslatedText
    decided_by: TranslatedText
    decided_on: date
    rationale: TranslatedText
    deviation: TranslatedText
    is_correction: bool


def decisions_of(programme: Programme, *, reader: object) -> list[DecisionRow]:
    """All decisions, newest first, in two queries. Raises PermissionDenied."""
    _require_reading(programme, reader)
    found = list(Decision.objects.filter(programme=programme).exclude(state=DecisionState.DRAFT))
    names = {row.pk: row.public_id for row in found}
    later = {row.corrects_id: row.public_id for row in found if row.corrects_id}
    return [
        _row(row, names[row.corrects_id] if row.corrects_id else "", later.get(row.pk, ""))
        for row in found
    ]


def decision_of(public_id: str, *, programme: Programme, reader: object) -> DecisionRow:
    """One decision of the programme. Raises Missing, PermissionDenied."""
    return _with_neighbours(model_of(public_id, programme=programme, reader=reader))


def model_of(public_id: str, *, programme: Programme, reader: object) -> Decision:
    """The row itself, for actions. Raises Missing, PermissionDenied."""
    _require_reading(programme, reader)
    found = Decision.objects.filter(programme=programme, public_id=public_id).first()
    if found is None:
        raise Missing("decision")
    return found


def public_decision(decision_id: uuid.UUID) -> PublicDecision:
    """The decision in force: the newest correction of this one. Raises Missing."""
    return public_decisions([decision_id]).popitem()[1]


def public_decisions(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PublicDecision]:
    """By the id asked for, the decision in force (its newest correction). Raises Missing."""
    answers: dict[uuid.UUID, PublicDecision] = {}
    for asked in ids:
        found = Decision.objects.filter(pk=asked).exclude(state=DecisionState.DRAFT).first()
        if found is None:
            raise Missing("decision")
        while (later := Decision.objects.filter(corrects=found).first()) is not None:
            found = later
        answers[asked] = PublicDecision(
            public_id=found.public_id,
            title=found.title,
            decided_by=found.decided_by,
            decided_on=found.decided_on,
            rationale=found.rationale,
            deviation=found.deviation,
            is_correction=found.corrects_id is not None,
        )
    return answers


def _require_reading(programme: Programme, reader: object) -> None:
    # A recorder's right is to assigned things (mark o); meetings assign them, and come later.
    if reader is not SYSTEM and not may(reader, "read_decisions", programme):
        raise PermissionDenied("read_decisions")


def _with_neighbours(row: Decision) -> DecisionRow:
    before = row.corrects.public_id if row.corrects else ""
    later = Decision.objects.filter(corrects=row).values_list("public_id", flat=True).first()
    return _row(row, before, later or "")


def _row(row: Decision, corrects: str, corrected_by: str) -> DecisionRow:
    return DecisionRow(
        id=row.pk,
        public_id=row.public_id,
        kind=DecisionKind(row.kind),
        title=row.title,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        rationale=row.rationale,
        deviation=row.deviation,
        state=DecisionState(row.state),
        made_at=row.made_at,
        corrects=corrects,
        corrected_by=corrected_by,
    )
