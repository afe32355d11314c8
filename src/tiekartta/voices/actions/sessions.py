"""Discussions and interviews: sessions, and the lines that a host or interviewer types in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.analysis.languages.danger import suggests_danger
from tiekartta.analysis.languages.reading import look_at
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.rules import require
from tiekartta.voices.actions.alarming import alarm_of_lines
from tiekartta.voices.actions.writing import hold, set_state
from tiekartta.voices.models import Collection, Screening, Session, Voice
from tiekartta.voices.states import (
    WITH_SESSIONS,
    CollectionKind,
    CollectionState,
    VoiceKind,
    VoiceOrigin,
    VoiceState,
)

MOST_LINES = 200
MOST_CHARACTERS = 2_000
MOST_PEOPLE = 1_000


@transaction.atomic
def add_session(
    *,
    collection: Collection,
    group: RespondentGroup,
    title: TranslatedText,
    question: TranslatedText,
    held_on: date,
    participants: int,
    by: Actor,
) -> Session:
    """The next session of an open collection of discussions or interviews.

    Raises PermissionDenied; Refusal for another kind of collection, one that is not open, a day to
    come, or a number of people outside 1–1,000.
    """
    require(by, "enter_answers", collection.programme)
    held = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    if held.kind not in WITH_SESSIONS:
        raise Refusal(_("Only discussions and interviews have sessions."), code="kind")
    if held.state != CollectionState.OPEN:
        raise Refusal(_("Open the collection first."), code="state")
    if held_on > timezone.localdate():
        raise Refusal(_("The day has not come yet. Check the date."), code="held_on")
    if not 1 <= participants <= MOST_PEOPLE:
        raise Refusal(_("Give how many people were there, from 1 to 1,000."), code="participants")
    last = held.sessions.aggregate(last=Max("order"))["last"] or 0
    session = Session.objects.create(
        collection=held, order=last + 1, respondent_group=group, title=title, question=question,
        held_on=held_on, participants=participants,
    )  # fmt: skip
    _record(session, by, "add_session")
    return session


def add_lines(*, session: Session, lines: Sequence[str], kind: VoiceKind, by: Actor) -> int:
    """Each line becomes a voice of the session's group. Returns how many.

    Texts that may hold personal data or tell of danger are held for screening, and of danger letters are
    written (N6), as everywhere. Raises PermissionDenied;
    Refusal for a closed session, no lines, too many, or one that is too long, by its number.
    """
    collection = session.collection
    require(by, "enter_answers", collection.programme)
    said = [line.strip() for line in lines if line.strip()]
    if not said:
        raise Refusal(_("Write at least one line."), code="lines")
    if len(said) > MOST_LINES:
        raise Refusal(_("At most %(most)s lines at once.") % {"most": MOST_LINES}, code="lines")
    for number, line in enumerate(said, start=1):
        if len(line) > MOST_CHARACTERS:
            raise Refusal(
                _("Line %(number)s is longer than %(most)s characters. Divide it.")
                % {"number": number, "most": MOST_CHARACTERS},
                code="lines",
            )
    voices = _voices(session, said, kind)
    for voice, looked in zip(
        voices, look_at([voice.text_original for voice in voices]), strict=True
    ):
        set_state(voice, looked)
        if suggests_danger(voice.text_original):
            hold(voice)
    _write(session, sorted(voices, key=lambda voice: voice.id), by)
    return len(voices)


def _voices(session: Session, said: Sequence[str], kind: VoiceKind) -> list[Voice]:
    collection = session.collection
    is_interview = collection.kind == CollectionKind.INTERVIEW_ROUND
    return [
        Voice(
            id=uuid.uuid4(), programme_id=collection.programme_id, collection=collection, session=session,
            origin=VoiceOrigin.INTERVIEW if is_interview else VoiceOrigin.NOTE,
            question=str(session.question)[:300], respondent_group=session.respondent_group, kind=kind,
            text_original=line, said_on=session.held_on, group_size=session.participants,
        )
        for line in said
    ]  # fmt: skip


@transaction.atomic
def _write(session: Session, voices: Sequence[Voice], by: Actor) -> None:
    held = Session.objects.select_for_update(of=("self",)).select_related("collection").get(pk=session.pk)  # fmt: skip
    if held.is_closed or held.collection.state != CollectionState.OPEN:
        raise Conflict(_("The session has been closed. Your lines are still here."), code="closed")
    Voice.objects.bulk_create(voices)
    Screening.objects.bulk_create(
        voice.screening for voice in voices if voice.state == VoiceState.QUARANTINED
    )
    if any(suggests_danger(voice.text_original) for voice in voices):
        alarm_of_lines(held.collection, by=by)
    _record(held, by, "add_lines")


@transaction.atomic
def close_session(*, session: Session, by: Actor) -> None:
    """No more lines. Raises PermissionDenied, Conflict when it is closed."""
    require(by, "enter_answers", session.collection.programme)
    if not Session.objects.filter(pk=session.pk, is_closed=False).update(is_closed=True):
        raise Conflict(_("The session has been closed already."), code="closed")
    _record(session, by, "close_session")


def _record(session: Session, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="session", object_id=session.public_id,
        programme_id=session.collection.programme_id,
    )  # fmt: skip
