"""Removing what one said, by the receipt alone. No journal: nothing ties a code to a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tiekartta.journal.actors import Actor
from tiekartta.voices.models import Collection, Envelope, QuoteReview, Response, Screening, Voice
from tiekartta.voices.queries.receipts import Found, found_by, may_withdraw
from tiekartta.voices.states import CollectionState, VoiceState


@dataclass(frozen=True)
class Withdrawn:
    """What was removed: voices, and how many answers to surveys (sealed or opened).

    `too_late`: in how many collections nothing was, for the day until which it could be had passed.
    """

    voice_ids: tuple[UUID, ...] = ()
    answers: int = 0
    too_late: int = 0

    @property
    def anything(self) -> bool:
        """Whether something was removed."""
        return bool(self.voice_ids or self.answers)


def withdraw_answers(*, found: Found, by: Actor, today: date | None = None) -> Withdrawn:  # noqa: ARG001 - the code is the right, whoever brings it
    """Remove everything behind a receipt: a sealed answer whole, an opened one with its texts wiped.

    Voices leave dated tombstones. Links from themes and proposals stay and lead to them (INV-L5);
    published editions keep what they froze, drafts and counts no longer include it (INV-V4). `found` is
    what `queries.found_by` finds: looking takes a second, and does not belong into a transaction.
    """
    day = today or timezone.localdate()
    ids = {*found.envelopes.values(), *found.responses.values()}
    ids.update(Voice.objects.filter(pk__in=found.voices).values_list("collection_id", flat=True))
    open_ones = [pk for pk in ids if may_withdraw(Collection.objects.get(pk=pk), today=day)]
    removed = _removed(found, open_ones, day)
    return replace(removed, too_late=len(ids) - len(open_ones))


@transaction.atomic
def _removed(found: Found, collections: list[UUID], day: date) -> Withdrawn:
    # Whoever opens envelopes of these collections waits, or has opened them before.
    list(
        Collection.objects.select_for_update(no_key=True).filter(pk__in=collections).order_by("pk")
    )
    kept = {"collection__in": collections}
    sealed, _by_table = Envelope.objects.filter(pk__in=found.envelopes, **kept).delete()
    opened = Response.objects.filter(
        Q(pk__in=found.responses) | Q(receipt_tag__in=found.tags), **kept
    )
    behind = Q(pk__in=found.voices) | Q(response__in=opened)
    voices = Voice.objects.filter(behind, **kept).exclude(state=VoiceState.WITHDRAWN)
    ids = list(voices.values_list("pk", flat=True))
    imported = voices.exclude(response=None).values_list("response_id", flat=True)
    responses = {*opened.values_list("pk", flat=True), *imported}
    number = sealed + opened.count()
    Screening.objects.filter(voice_id__in=ids).delete()
    QuoteReview.objects.filter(voice_id__in=ids).delete()
    Voice.objects.filter(pk__in=ids).update(
        state=VoiceState.WITHDRAWN, text_original="", text_screened="", quote_ok=False, withdrawn_on=day
    )  # fmt: skip
    Response.objects.filter(pk__in=responses).delete()
    _screened_when_nothing_is_held(set(collections))
    return Withdrawn(tuple(ids), answers=number)


def withdraw_voices(*, code: str, by: Actor, today: date | None = None) -> int:
    """`withdraw_answers`; returns how many texts were wiped."""
    return len(withdraw_answers(found=found_by(code), by=by, today=today).voice_ids)


def _screened_when_nothing_is_held(collections: set[UUID]) -> None:
    held = Voice.objects.filter(collection_id__in=collections, state=VoiceState.QUARANTINED)
    Collection.objects.filter(pk__in=collections, state=CollectionState.CLOSED).exclude(
        pk__in=held.values("collection_id")
    ).update(state=CollectionState.SCREENED)
