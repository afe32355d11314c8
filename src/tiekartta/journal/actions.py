"""Writing into the journal, inside the transaction of the act itself."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from tiekartta.journal.actors import Actor
from tiekartta.journal.chain import FIRST, digest_of
from tiekartta.journal.models import Entry

CHAIN_LOCK = 7_130_001


@transaction.atomic
def record(
    *,
    by: Actor,
    action: str,
    object_kind: str,
    object_id: object,
    programme_id: object = "",
    now: datetime | None = None,
) -> None:
    """Write that `by` did `action` to a thing.

    Call it inside the transaction of the act: when one fails, neither stays. Content never goes here.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    at = now or timezone.now()
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    previous = last or FIRST
    Entry.objects.create(
        at=at,
        actor=by.actor_key,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        programme_id=str(programme_id),
        previous_digest=previous,
        digest=digest_of(
            previous=previous, at=at, actor=by.actor_key, action=action, object_kind=object_kind,
            object_id=str(object_id), programme_id=str(programme_id),
        ),
    )  # fmt: skip
