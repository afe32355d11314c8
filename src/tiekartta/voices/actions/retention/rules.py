"""Setting how long a programme keeps things, and saying when its answers were used."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, RetentionRule, RetentionWarning
from tiekartta.voices.retention import DAYS
from tiekartta.voices.states import CollectionState, RetentionKind

LONGEST = 3650


@transaction.atomic
def set_retention_days(*, programme: Programme, kind: RetentionKind, days: int, by: Actor) -> None:
    """Keep things of one kind so many days; the house's own number takes the rule away.

    Warnings given before count no more: people are told of the new day. Raises PermissionDenied;
    Refusal outside 1–3,650 days.
    """
    require(by, "run_retention", programme)
    if not 1 <= days <= LONGEST:
        raise Refusal(_("Give a number of days from 1 to 3,650."), code="days")
    if days == DAYS[kind]:
        RetentionRule.objects.filter(programme=programme, kind=kind).delete()
    else:
        RetentionRule.objects.update_or_create(
            programme=programme, kind=kind, defaults={"days": days}
        )
    RetentionWarning.objects.filter(collection__programme=programme, kind=kind).delete()
    record(
        by=by, action="set_retention_days", object_kind="programme", object_id=programme.public_id,
        programme_id=programme.pk,
    )  # fmt: skip


@transaction.atomic
def report_collections(*, programme: Programme, day: date, by: Actor) -> int:
    """Say that a roadmap that rests on the programme's closed collections was published on a day.

    Called from above, by the folder that publishes. Returns how many collections it was new for.
    """
    require(by, "build_surveys", programme)
    rows = Collection.objects.filter(programme=programme, reported_on__isnull=True)
    closed = rows.filter(
        state__in=[CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED]
    ).exclude(closed_on__gt=day)
    ids = list(closed.values_list("pk", flat=True))
    if not ids:
        return 0
    Collection.objects.filter(pk__in=ids).update(reported_on=day)
    record(
        by=by, action="report_collections", object_kind="programme", object_id=programme.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return len(ids)
