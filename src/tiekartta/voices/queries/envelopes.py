"""What is still sealed: whether it may be opened now, whose day has come, and what cannot be opened."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tiekartta.voices.models import Collection, Envelope
from tiekartta.voices.sealing import SealBrokenError, unseal
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
    sealed = Envelope.objects.filter(is_set_aside=False).order_by()
    lying = dict(sealed.values_list("collection").annotate(number=Count("pk")))
    rows = Collection.objects.filter(pk__in=lying)
    return [row.pk for row in rows if lying[row.pk] >= fewest_to_open(row)]


def collections_past_their_day(*, today: date | None = None) -> list[UUID]:
    """Open collections whose closing day is over."""
    day = today or timezone.localdate()
    past = Collection.objects.filter(state=CollectionState.OPEN, closes_on__lt=day)
    return list(past.values_list("pk", flat=True))


def set_aside_in(collection: Collection) -> int:
    """How many envelopes of a collection were set aside: a number of damaged rows, which tells of nobody."""
    return Envelope.objects.filter(collection=collection, is_set_aside=True).count()


def unopenable_envelopes() -> dict[str, int]:
    """Public id of a collection → how many of its sealed answers cannot be unsealed now, set aside or not.

    Every seal is tried and what is under it let go: so that a lost key is found before a survey closes.
    """
    found: Counter[str] = Counter()
    rows = Envelope.objects.order_by("collection").values_list(
        "collection_id", "collection__public_id", "sealed"
    )
    for collection_id, public_id, sealed in rows.iterator(chunk_size=500):
        try:
            unseal(bytes(sealed), purpose=f"envelope:{collection_id}")
        except SealBrokenError:
            found[public_id] += 1
    return dict(found)
