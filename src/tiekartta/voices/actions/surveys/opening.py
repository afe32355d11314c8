"""Opening and closing a collection: draft or in review → open → closed (domain 4.3, INV-C1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.voices.actions.mailing import destroy_addresses
from tiekartta.voices.models import Collection, TokenBatch
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import (
    EDITABLE_COLLECTIONS,
    BatchState,
    CollectionState,
)
from tiekartta.voices.surveys.storing import gaps_of_collection

WITHDRAWABLE = timedelta(days=365)
OPENING_TASK = "tiekartta.voices.tasks.open_envelopes"


@transaction.atomic
def open_collection(*, collection: Collection, by: Actor, today: date | None = None) -> None:
    """Let people answer. From now on questions are frozen (INV-C2).

    Raises PermissionDenied; Refusal naming everything that is missing (INV-C1); Conflict when it was
    opened already.
    """
    require_building(by, collection)
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if held.state not in EDITABLE_COLLECTIONS:
        raise Conflict(_("The collection has been opened already."), code="state")
    day = today or timezone.localdate()
    missing = list(missing_for_opening(held, today=day))
    if missing or held.closes_on is None:
        raise Refusal(" ".join(missing), code="incomplete")
    Collection.objects.filter(pk=held.pk).update(
        state=CollectionState.OPEN, opened_on=day, collected_on=day,
        withdraw_until=held.withdraw_until or held.closes_on + WITHDRAWABLE,
    )  # fmt: skip
    _record(held, by, "open_collection")


def missing_for_opening(collection: Collection, *, today: date) -> Iterator[str]:
    """What still keeps a collection from opening, in sentences (INV-C1)."""
    yield from (gap.text for gap in gaps_of_collection(collection, today=today))


@transaction.atomic
def close_collection(*, collection: Collection, by: Actor, today: date | None = None) -> None:
    """Take no more answers, freeze the tokens, and open what is still sealed in a job.

    Raises PermissionDenied, and Conflict unless it is open.
    """
    require_building(by, collection)
    closed = Collection.objects.filter(pk=collection.pk, state=CollectionState.OPEN).update(
        state=CollectionState.CLOSED, closed_on=today or timezone.localdate()
    )
    if not closed:
        raise Conflict(_("The collection is not open."), code="state")
    TokenBatch.objects.filter(survey__collection=collection).update(state=BatchState.FROZEN)
    destroy_addresses(collection=collection, by=by)
    queue(
        task=OPENING_TASK, arguments={"collection_id": str(collection.pk)},
        title=_("Opening the answers of %(name)s") % {"name": collection.name}, by=by,
        programme_id=collection.programme_id,
    )  # fmt: skip
    _record(collection, by, "close_collection")


def _record(collection: Collection, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="collection", object_id=collection.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip
