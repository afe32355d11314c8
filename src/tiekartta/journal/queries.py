"""Reading the journal."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tiekartta.journal.chain import FIRST, digest_of
from tiekartta.journal.models import Entry


def entries_of(programme_id: object) -> QuerySet[Entry]:
    """What has been done in one programme, newest first. Rights are asked by the caller's rules."""
    return Entry.objects.filter(programme_id=str(programme_id))


def done_at(
    action: str, *, object_kind: str, object_id: str, programme_id: object
) -> datetime | None:
    """When something was last done to a thing of a programme; None when it was not."""
    same = {"action": action, "object_kind": object_kind, "object_id": object_id}
    return entries_of(programme_id).filter(**same).values_list("at", flat=True).first()


def first_broken_entry() -> int | None:
    """The id of the first entry that does not follow from the one before it, or None.

    Walks the whole chain; for `tiekartta check` and for auditors.
    """
    previous = FIRST
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        expected = digest_of(
            previous=previous, at=entry.at, actor=entry.actor, action=entry.action,
            object_kind=entry.object_kind, object_id=entry.object_id, programme_id=entry.programme_id,
        )  # fmt: skip
        if entry.previous_digest != previous or entry.digest != expected:
            return entry.pk
        previous = entry.digest
    return None
