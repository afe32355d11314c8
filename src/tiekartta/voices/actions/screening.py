"""What a person decides about a held text."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, Screening, Voice
from tiekartta.voices.queries.screening import ALL_HELD, HELD_FOR, HeldFilter, may_undo, next_held
from tiekartta.voices.states import (
    VISIBLE_COLLECTIONS,
    CollectionState,
    RejectReason,
    ScreeningDecision,
    VoiceKind,
    VoiceState,
)

MOST_CHARACTERS = 20_000


@transaction.atomic
def screen_voice(
    *,
    voice_id: UUID,
    decision: str,
    programme: Programme,
    by: Actor,
    text: str | None = None,
    reason: str = "",
    kind: str = "",
) -> None:
    """Pass a held voice as it is, pass an edited text, or reject it with a reason.

    `kind`: what kind of thing is said, empty to leave it. Writes `text_screened` only: what was said never changes (INV-V1). Raises PermissionDenied,
    Missing, Conflict when somebody has decided already, Refusal for an empty or unchanged text or a
    missing reason.
    """
    require(by, "screen_voices", programme)
    held = Voice.objects.select_for_update(no_key=True).filter(
        pk=voice_id, programme=programme, collection__state__in=VISIBLE_COLLECTIONS
    )
    voice = held.first()
    if voice is None:
        raise Missing("voice")
    if voice.state != VoiceState.QUARANTINED:
        raise Conflict(_("Somebody has already decided about this text."), code="screened")
    state, screened = _outcome(voice, decision, text, reason)
    Voice.objects.filter(pk=voice.pk).update(
        state=state, text_screened=screened, kind=kind if kind in VoiceKind.values else voice.kind
    )
    Screening.objects.update_or_create(
        voice=voice,
        defaults={
            "screener": by if isinstance(by, Person) else None, "done_at": timezone.now(),
            "reason": reason if state == VoiceState.REJECTED else "", "taken_by": None, "taken_at": None,
        },
    )  # fmt: skip
    _close_when_done(voice.collection_id)
    record(
        by=by, action=f"screen_voice_{decision}", object_kind="voice", object_id=voice.public_id,
        programme_id=programme.pk,
    )  # fmt: skip


def _outcome(voice: Voice, decision: str, text: str | None, reason: str) -> tuple[VoiceState, str]:
    if decision == ScreeningDecision.PASS:
        if not voice.text_original:
            raise Refusal(
                _("The original text has been erased, so it cannot be passed."), code="erased"
            )
        return VoiceState.USABLE, voice.text_original
    if decision == ScreeningDecision.REDACT:
        edited = (text or "").replace("\r\n", "\n").replace("\0", "").strip()
        if not edited:
            raise Refusal(_("Write the text that others may read, or reject it with a reason."))
        if len(edited) > MOST_CHARACTERS:
            raise Refusal(_("The text is too long."))
        return VoiceState.USABLE, edited
    if decision == ScreeningDecision.REJECT:
        if reason not in RejectReason.values:
            raise Refusal(_("Choose why the text is rejected."))
        return VoiceState.REJECTED, ""
    raise Refusal(_("Choose what to do with the text."))


@transaction.atomic
def undo_screening(*, voice_id: UUID, programme: Programme, by: Actor) -> None:
    """Hold the text again, while nobody has built on the decision; what was written for it stays.

    Raises PermissionDenied, Missing; Conflict when somebody else decided, something rests on it, or the text was erased.
    """
    require(by, "screen_voices", programme)
    rows = Voice.objects.select_for_update(no_key=True, of=("self",)).select_related("screening")
    voice = rows.filter(pk=voice_id, programme=programme, screening__isnull=False).first()
    if voice is None:
        raise Missing("voice")
    if not voice.text_original:
        raise Conflict(
            _("The original text has been erased, so the decision stays as it is."), code="erased"
        )
    if voice.state not in (VoiceState.USABLE, VoiceState.REJECTED) or not may_undo(voice, by):
        raise Conflict(
            _(
                "The decision can no longer be taken back: it is not yours, or something rests on it."
            ),
            code="built_on",
        )
    Voice.objects.filter(pk=voice.pk).update(state=VoiceState.QUARANTINED)
    Screening.objects.filter(voice=voice).update(
        screener=None, done_at=None, reason="", taken_by=by if isinstance(by, Person) else None,
        taken_at=timezone.now(),
    )  # fmt: skip
    Collection.objects.filter(pk=voice.collection_id, state=CollectionState.SCREENED).update(
        state=CollectionState.CLOSED
    )
    record(
        by=by, action="undo_screening", object_kind="voice", object_id=voice.public_id,
        programme_id=programme.pk,
    )  # fmt: skip


@transaction.atomic
def take_next_text(
    *,
    programme: Programme,
    by: Actor,
    chosen: HeldFilter = ALL_HELD,
    after: UUID | None = None,
    now: datetime | None = None,
) -> str | None:
    """The next held text, left to this screener for a quarter of an hour; None when nothing waits.

    Two who ask at once get different texts, while there are two. Whoever decides first decides all the same. No journal: that somebody looked is no act.
    Raises PermissionDenied.
    """
    require(by, "screen_voices", programme)
    moment = now or timezone.now()
    before = None
    while True:
        found = next_held(programme, reader=by, after=after, chosen=chosen, now=moment)
        if found is None or found == before or not isinstance(by, Person):
            return found  # the same again: nothing is free, and it stays with whoever has it
        if _take(found, by, moment):
            return found
        before = found


def _take(public_id: str, by: Person, moment: datetime) -> bool:
    """Leave a text to a screener; False when another has it, or took it since it was looked for."""
    others = Q(taken_at__gt=moment - HELD_FOR) & ~Q(taken_by=by)
    voice_id = Voice.objects.values_list("pk", flat=True).get(public_id=public_id)
    # No join: only conditions on the row itself are asked again when another writer has let go of it.
    row = Screening.objects.filter(voice_id=voice_id, done_at__isnull=True)
    return bool(row.exclude(others).update(taken_by=by, taken_at=moment))


def _close_when_done(collection_id: UUID) -> None:
    """A collection is screened when nothing in it is held."""
    if not Voice.objects.filter(collection_id=collection_id, state=VoiceState.QUARANTINED).exists():
        Collection.objects.filter(pk=collection_id, state=CollectionState.CLOSED).update(
            state=CollectionState.SCREENED
        )
