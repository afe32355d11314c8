"""Two persons stand behind every quotation: one offers it, another decides (INV-V3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import QuoteReview, Voice
from tiekartta.voices.queries.quotes import quote_candidates, require_offering
from tiekartta.voices.states import QuoteState

MOST_CHARACTERS = 1000


@transaction.atomic
def offer_quote(
    *,
    voice_id: UUID,
    programme: Programme,
    by: Actor,
    paraphrase: str = "",
    today: date | None = None,
) -> QuoteReview:
    """Offer a voice for a second look, word by word or in other, shorter words.

    What was refused or no longer stands may be offered anew. Raises PermissionDenied; Refusal for a
    voice that may not be quoted, or an empty or too long wording; Conflict when it waits or has been
    approved already.
    """
    require_offering(by, programme)
    person = _somebody(by)
    Voice.objects.select_for_update(no_key=True).filter(pk=voice_id, programme=programme).first()
    voice = quote_candidates([voice_id], programme=programme).get(voice_id)
    if voice is None:
        raise Refusal(_("This text may not be quoted."))
    wording = " ".join(paraphrase.replace("\0", "").split())
    if len(wording) > MOST_CHARACTERS:
        raise Refusal(_("The text is too long."))
    known = QuoteReview.objects.filter(voice_id=voice_id).first()
    if known is not None:
        stands = known.is_paraphrase or known.text == voice.text
        if known.state != QuoteState.REFUSED and stands:
            raise Conflict(_("Somebody has offered this text already."), code="offered")
        known.delete()
    review = QuoteReview.objects.create(
        voice_id=voice_id, text=wording or voice.text, is_paraphrase=bool(wording),
        first=person, offered_on=today or timezone.localdate(),
    )  # fmt: skip
    _record(review, "offer_quote", programme, by)
    return review


@transaction.atomic
def offer_quotes(*, voice_ids: Iterable[UUID], programme: Programme, by: Actor) -> int:
    """Offer several word by word; returns how many. Raises as `offer_quote`."""
    wanted = list(dict.fromkeys(voice_ids))
    for voice_id in wanted:
        offer_quote(voice_id=voice_id, programme=programme, by=by)
    return len(wanted)


@transaction.atomic
def decide_quote(
    *,
    public_id: str,
    approve: bool,
    programme: Programme,
    by: Actor,
    today: date | None = None,
) -> None:
    """The second look: approve the wording or refuse it.

    Raises PermissionDenied; Missing; Refusal for the person who offered it, for a text that may no
    longer be quoted or was screened anew since; Conflict when it has been decided already.
    """
    require(by, "screen_voices", programme)
    person = _somebody(by)
    review = _locked(public_id, programme)
    if review.state != QuoteState.OFFERED:
        raise Conflict(_("Somebody has already decided about this quotation."), code="decided")
    if review.first_id == person.pk:
        raise Refusal(_("You offered this quotation yourself. Another screener has to look at it."))
    if approve:
        _require_standing(review, programme)
    _decide(review, QuoteState.APPROVED if approve else QuoteState.REFUSED, by, today)
    _record(review, "pass_quote" if approve else "refuse_quote", programme, by)


@transaction.atomic
def take_quote_back(
    *, public_id: str, programme: Programme, by: Actor, today: date | None = None
) -> None:
    """Withdraw an approval, or an offer that waits: the text is quoted nowhere any more.

    Any screener may, alone: taking back never tells anything. Raises PermissionDenied, Missing.
    """
    require(by, "screen_voices", programme)
    review = _locked(public_id, programme)
    if review.state == QuoteState.REFUSED:
        return
    own = isinstance(by, Person) and review.first_id == by.pk
    _decide(review, QuoteState.REFUSED, None if own else by, today)
    _record(review, "take_quote_back", programme, by)


def _somebody(by: Actor) -> Person:
    """Only people look: the system stands for nobody."""
    if not isinstance(by, Person):
        raise PermissionDenied("screen_voices")
    return by


def _locked(public_id: str, programme: Programme) -> QuoteReview:
    rows = QuoteReview.objects.select_for_update(of=("self",)).select_related("voice")
    review = rows.filter(public_id=public_id, voice__programme=programme).first()
    if review is None:
        raise Missing("quote")
    return review


def _require_standing(review: QuoteReview, programme: Programme) -> None:
    voice = quote_candidates([review.voice_id], programme=programme).get(review.voice_id)
    if voice is None:
        raise Refusal(_("This text may not be quoted."))
    if not review.is_paraphrase and voice.text != review.text:
        raise Refusal(_("The text has been screened anew since it was offered. Offer it again."))


def _decide(review: QuoteReview, state: QuoteState, by: Actor | None, today: date | None) -> None:
    QuoteReview.objects.filter(pk=review.pk).update(
        state=state, decided_on=today or timezone.localdate(),
        second=by if isinstance(by, Person) else None,
    )  # fmt: skip


def _record(review: QuoteReview, action: str, programme: Programme, by: Actor) -> None:
    record(
        by=by, action=action, object_kind="quote", object_id=review.public_id, programme_id=programme.pk
    )  # fmt: skip
