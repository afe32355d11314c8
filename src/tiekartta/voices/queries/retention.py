"""What will go and when: the same list for the dry run, the warning and the erasing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tiekartta.analysis.disclosure import Disclosed, said
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may, require
from tiekartta.voices.models import Collection, RetentionRule, RetentionWarning
from tiekartta.voices.queries.told import sums_by, told_parts
from tiekartta.voices.retention import DAYS, RULES, WARNING, Keeping, due_on, may_erase
from tiekartta.voices.states import CollectionKind, CollectionState, RetentionKind

CLOSED = (
    CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED, CollectionState.REPORTED,
    CollectionState.ERASED, CollectionState.CANCELLED,
)  # fmt: skip
WITHOUT_ANSWERS = (CollectionState.ERASED, CollectionState.CANCELLED)
"""Of these the answers are gone; what else is left goes in its time."""


@dataclass(frozen=True)
class RuleLine:
    """A rule of a programme: `days` in force, `own` where it differs from the house's."""

    rule: Keeping
    days: int
    own: bool


@dataclass(frozen=True)
class RetentionLine:
    """Something of one collection that will go. `responses` is how many answered, as it may be told."""

    collection_pk: UUID
    collection_id: str
    collection_name: str
    kind: RetentionKind
    due_on: date
    warned_on: date | None
    is_due: bool
    responses: Disclosed


def rules_of(programme: Programme, *, reader: object) -> list[RuleLine]:
    """The rules in force. Raises PermissionDenied."""
    _require(reader, programme)
    own = _own_days(programme)
    return [RuleLine(rule, own.get(rule.kind, rule.days), rule.kind in own) for rule in RULES]


def retention_plan(
    programme: Programme, *, reader: object, today: date | None = None
) -> list[RetentionLine]:
    """Everything that will go, soonest first: a dry run, in four queries. Raises PermissionDenied."""
    _require(reader, programme)
    return plan_of(programme, today=today or timezone.localdate())


def plan_of(programme: Programme, *, today: date) -> list[RetentionLine]:
    """`retention_plan` for this folder's own jobs."""
    days = {**DAYS, **_own_days(programme)}
    warnings = {
        (row.collection_id, row.kind): row
        for row in RetentionWarning.objects.filter(collection__programme=programme)
    }
    told = sums_by(told_parts(programme), lambda part: part.collection)
    lines = []
    for row in _closed(programme):
        for kind in row.held:
            due = due_on(
                kind, days=days[kind], closed_on=row.closed_on, reported_on=row.reported_on
            )
            if due is None:
                continue
            warning = warnings.get((row.pk, kind.value))
            warned = warning.warned_on if warning and warning.due_on >= due else None
            lines.append(
                RetentionLine(
                    collection_pk=row.pk, collection_id=row.public_id, collection_name=row.name, kind=kind,
                    due_on=due, warned_on=warned, is_due=may_erase(due=due, warned_on=warned, today=today),
                    responses=told.get(row.pk, said(None)),
                )
            )  # fmt: skip
    return sorted(lines, key=lambda line: (line.due_on, line.collection_name, line.kind))


def to_warn(programme: Programme, *, today: date) -> list[RetentionLine]:
    """What goes within two weeks, of which nobody has been told yet. For this folder only."""
    return [
        line
        for line in plan_of(programme, today=today)
        if line.warned_on is None and line.due_on - WARNING <= today
    ]


def programmes_with_collections() -> QuerySet[Programme]:
    """The programmes whose collections have closed. For this folder's own jobs."""
    closed = Collection.objects.filter(state__in=CLOSED).values("programme_id")
    return Programme.objects.filter(pk__in=closed)


@dataclass(frozen=True)
class _Closed:
    """A closed collection, and what it still holds. An import is closed on the day it came."""

    pk: UUID
    public_id: str
    name: str
    closed_on: date | None
    reported_on: date | None
    held: tuple[RetentionKind, ...]


def _closed(programme: Programme) -> list[_Closed]:
    rows = Collection.objects.filter(programme=programme, state__in=CLOSED).order_by("pk")
    counted = rows.values_list(
        "pk", "public_id", "name", "kind", "state", "closed_on", "imported_at", "reported_on",
        Count("surveys__batches__tokens", distinct=True),
        Count("contacts", distinct=True), Count("nominations", distinct=True),
    )  # fmt: skip
    found = []
    for pk, public_id, name, kind, state, closed, imported, reported, *numbers in counted:
        tokens, contacts, nominations = numbers
        holds = {
            RetentionKind.TOKENS: tokens, RetentionKind.CONTACTS: contacts,
            RetentionKind.NOMINATIONS: nominations, RetentionKind.RAW: state not in WITHOUT_ANSWERS,
        }  # fmt: skip
        if kind == CollectionKind.IMPORT:
            closed = timezone.localdate(imported)  # noqa: PLW2901 - the day that counts for an import
        held = tuple(each for each in RetentionKind if holds[each])
        found.append(_Closed(pk, public_id, name, closed, reported, held))
    return found


def _own_days(programme: Programme) -> dict[RetentionKind, int]:
    rows = RetentionRule.objects.filter(Q(programme=programme)).values_list("kind", "days")
    return {RetentionKind(kind): days for kind, days in rows}


def _require(reader: object, programme: Programme) -> None:
    if not may(reader, "run_retention", programme):
        require(reader, "edit_programme", programme)
