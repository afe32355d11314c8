"""Open → cancelled: the answers are destroyed, and why is told (domain 4.3)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.models import (
    AccessToken,
    Collection,
    ContactRequest,
    Envelope,
    QuoteReview,
    Response,
    ResultsFile,
    Screening,
    SealedNomination,
    TokenBatch,
    Voice,
)
from tiekartta.voices.rules import require_building
from tiekartta.voices.states import BatchState, CollectionState, VoiceState


@transaction.atomic
def cancel_collection(
    *, collection: Collection, reason: TranslatedText, by: Actor, today: date | None = None
) -> None:
    """Destroy every answer of an open collection, the copies of what was said in it, and its codes.

    What rested on a voice keeps a tombstone (INV-L5).

    Raises PermissionDenied; Refusal without a reason; Conflict unless it is open.
    """
    require_building(by, collection)
    if not reason:
        raise Refusal(_("Tell those who answered why the collection is cancelled."), code="reason")
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if held.state != CollectionState.OPEN:
        raise Conflict(_("The collection is not open."), code="state")
    Collection.objects.filter(pk=held.pk).update(
        state=CollectionState.CANCELLED, cancelled_reason=reason,
        closed_on=today or timezone.localdate(),
    )  # fmt: skip
    TokenBatch.objects.filter(survey__collection=held).update(state=BatchState.FROZEN)
    Voice.objects.filter(collection=held).update(
        state=VoiceState.WITHDRAWN, text_original="", text_screened="", quote_ok=False,
        withdrawn_on=today or timezone.localdate(),
    )  # fmt: skip
    # After the voices: who offers a quotation meanwhile holds its voice, and we have waited for that.
    for copy in (Screening, QuoteReview):
        copy.objects.filter(voice__collection=held).delete()
    for table in (Envelope, SealedNomination, ContactRequest, Response, ResultsFile, AccessToken):
        table.objects.filter(collection=held).delete()
    record(
        by=by, action="cancel_collection", object_kind="collection", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip
