"""What is still sealed: whether it may be opened now, and whose day has come."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tiekartta.voices.models import Collection, Envelope
from tiekartta.voices.states import CollectionState

FEWEST = 10
"""Envelopes of an open collection that are opened together at least (INV-C4)."""


def fewest_to_open(collection: Collection) -> int:
    """How many envelopes must lie there: ten or the collection's own bound; any number once it closed."""
    if collection.state != CollectionState.OPEN:
        return 1
    return max(FEWEST, collection.k_full or 0)


def collections_to_open() -> list[UUID]:
    """Collections with envelopes that may be opened now."""
    lying = dict(Envelope.objects.order_by().values_list("collection").annotate(number=Count("pk")))
    rows = Collection.objects.filter(pk__in=lying)
    return [row.pk for row in rows if lying[row.pk] >= fewest_to_open(row)]


def collections_past_their_day(*, today: date | None = None) -> list[UUID]:
    """Open collections whose closing day is over."""
    day = today or timezone.localdate()
    past = Collection.objects.filter(state=CollectionState.OPEN, closes_on__lt=day)
    return list(past.values_list("pk", flat=True))
