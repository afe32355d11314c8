"""Erasing what is due, one collection and kind at a time, each in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import (
    AccessToken,
    Answer,
    Collection,
    ContactRequest,
    Envelope,
    KeptCount,
    Response,
    RetentionWarning,
    Screening,
    SealedNomination,
    Voice,
)
from tiekartta.voices.queries.retention import plan_of
from tiekartta.voices.states import CollectionState, RetentionKind, VoiceState


def erase_due(*, programme: Programme, by: Actor, today: date | None = None) -> int:
    """Erase everything that is due and was warned of. Returns how many things; may run again at any time.

    Raises PermissionDenied.
    """
    require(by, "run_retention", programme)
    day, done = today or timezone.localdate(), 0
    for line in plan_of(programme, today=day):
        if line.is_due:
            _erase(line.collection_pk, line.kind, programme, day, by)
            done += 1
    if done:
        _leave_no_trace()
    return done


@transaction.atomic
def _erase(
    collection_id: UUID, kind: RetentionKind, programme: Programme, day: date, by: Actor
) -> None:
    collection = Collection.objects.select_for_update(no_key=True).get(pk=collection_id)
    _ERASERS[kind](collection, day)
    RetentionWarning.objects.filter(collection=collection, kind=kind).delete()
    record(
        by=by, action=f"erase_{kind.value}", object_kind="collection", object_id=collection.public_id,
        programme_id=programme.pk,
    )  # fmt: skip


def _tokens(collection: Collection, _day: date) -> None:
    AccessToken.objects.filter(collection=collection).delete()


def _contacts(collection: Collection, _day: date) -> None:
    ContactRequest.objects.filter(collection=collection).delete()


def _nominations(collection: Collection, _day: date) -> None:
    SealedNomination.objects.filter(collection=collection).delete()


def _raw(collection: Collection, day: date) -> None:
    """Only screened texts stay, and nothing tells which of them one person said (INV-D9)."""
    responses = Response.objects.filter(collection=collection)
    counted = responses.values("respondent_group").annotate(number=Count("id"))
    for group, number in counted.values_list("respondent_group", "number"):
        KeptCount.objects.update_or_create(
            collection=collection, respondent_group=group, defaults={"number": number}
        )
    voices = Voice.objects.filter(collection=collection)
    voices.filter(state=VoiceState.QUARANTINED).update(state=VoiceState.REJECTED)
    # The unchanged text of a usable voice is its screened text; the other is what others may not read.
    voices.exclude(state=VoiceState.USABLE, text_screened=F("text_original")).update(
        text_original=""
    )
    Screening.objects.filter(voice__collection=collection).update(flags=[])
    voices.update(response=None)
    Answer.objects.filter(response__collection=collection).delete()
    Envelope.objects.filter(collection=collection).delete()  # set aside: nobody could open them
    responses.delete()
    Collection.objects.filter(pk=collection.pk).update(state=CollectionState.ERASED, erased_on=day)


_ERASERS: Mapping[RetentionKind, Callable[[Collection, date], None]] = {
    RetentionKind.TOKENS: _tokens,
    RetentionKind.CONTACTS: _contacts,
    RetentionKind.NOMINATIONS: _nominations,
    RetentionKind.RAW: _raw,
}


def _leave_no_trace() -> None:
    """Erased pages are overwritten (PRAGMA secure_delete in the settings); the log is emptied here."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
