"""Opening envelopes: at least ten at once, or all when a collection has closed (INV-C4, INV-D6).

Everything of one opening is written by random ids in one transaction, so that nothing tells which
envelope a response came in, which responses came first, or which nomination came with which answer.
An envelope that cannot be unsealed is set aside, and the others are opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from tiekartta.analysis.languages.danger import suggests_danger
from tiekartta.analysis.languages.reading import look_at
from tiekartta.jobs.computing import compute
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.voices.actions.alarming import alarm_of_answers
from tiekartta.voices.actions.setting_aside import set_aside
from tiekartta.voices.actions.telling import tell_readers, tell_screeners
from tiekartta.voices.actions.writing import LOOKED_AT_HERE, hold, set_state
from tiekartta.voices.models import (
    Answer,
    Collection,
    ContactRequest,
    Envelope,
    Question,
    Response,
    Screening,
    SealedNomination,
    Survey,
    Voice,
)
from tiekartta.voices.queries.envelopes import fewest_to_open
from tiekartta.voices.receipts import response_tag, tag_of
from tiekartta.voices.sealing import SealBrokenError, seal, unseal
from tiekartta.voices.states import CollectionKind, CollectionState, VoiceOrigin, VoiceState

AT_ONCE = 200


@dataclass
class _Rows:
    """What one opening writes. `broken`: ids of the envelopes that cannot be opened."""

    responses: list[Response] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    nominations: list[SealedNomination] = field(default_factory=list)
    contacts: list[ContactRequest] = field(default_factory=list)
    broken: list[uuid.UUID] = field(default_factory=list)


def open_envelopes(*, collection: Collection, by: Actor) -> int:
    """Open what may be opened now; returns how many envelopes. May be called at any time.

    Languages and personal data are looked for here, in a worker, not where people answer.
    """
    opened = 0
    while True:
        lying = Envelope.objects.filter(collection=collection, is_set_aside=False)
        envelopes = list(lying.order_by("id")[:AT_ONCE])
        current = Collection.objects.get(pk=collection.pk)
        if len(envelopes) < fewest_to_open(current):
            break
        rows = _rows_of(envelopes, current)
        if rows.broken:  # without them there may be too few to open
            set_aside(envelope_ids=rows.broken, collection=current, by=by)
            continue
        _look(rows.voices)
        opened += _write(envelopes, rows, current, by)
    _screened_when_nothing_is_held(collection)
    tell_screeners(collection=collection, by=by)
    if opened:
        tell_readers(collection=collection, by=by)
    return opened


def _rows_of(envelopes: Sequence[Envelope], collection: Collection) -> _Rows:
    surveys = {str(row.pk): row for row in Survey.objects.filter(collection=collection)}
    questions = {
        row.public_id: row for row in Question.objects.filter(block__survey__collection=collection)
    }
    rows = _Rows()
    for envelope in envelopes:
        try:
            data = unseal(bytes(envelope.sealed), purpose=f"envelope:{collection.pk}")
            _add(rows, data, surveys[data["survey"]], questions, collection)
        except (
            SealBrokenError,
            KeyError,
        ):  # damaged, sealed with another secret, or asked what is gone
            rows.broken.append(envelope.pk)
    for table in (rows.responses, rows.answers, rows.voices, rows.nominations, rows.contacts):
        table.sort(key=lambda row: row.id)
    return rows


def _add(
    rows: _Rows, data: dict[str, Any], survey: Survey, questions: dict[str, Question],
    collection: Collection,
) -> None:  # fmt: skip
    key, day = bytes.fromhex(data["key"]), date.fromisoformat(data["day"])
    response = Response(
        id=uuid.uuid4(), collection=collection, survey=survey, respondent_group=survey.respondent_group,
        received_on=day, quote_ok=data["quote_ok"], language=data["language"],
        entered_by_staff=data["staff"], receipt_tag=response_tag(key),
    )  # fmt: skip
    rows.responses.append(response)
    rows.answers += [
        Answer(id=uuid.uuid4(), response=response, question=questions[name], value=value)
        for name, value in data["choices"].items()
    ]
    for name, text in data["texts"].items():
        question, voice_id = questions[name], uuid.uuid4()
        rows.voices.append(
            Voice(
                id=voice_id, programme_id=collection.programme_id, collection=collection, response=response,
                origin=_origin(collection), question=_words(question, data["language"]), asked=question,
                respondent_group=survey.respondent_group, kind=question.voice_kind, text_original=text,
                said_on=day, quote_ok=data["quote_ok"], receipt_tag=tag_of(key, voice_id),
            )
        )  # fmt: skip
    rows.nominations += [
        SealedNomination(
            id=uuid.uuid4(), collection=collection, sealed=seal(each, purpose=f"nomination:{collection.pk}")
        )
        for each in data["nominations"]
    ]  # fmt: skip
    rows.contacts += [
        ContactRequest(
            id=uuid.uuid4(), collection=collection, sealed=seal(each, purpose=f"contact:{collection.pk}")
        )
        for each in data["contacts"]
    ]  # fmt: skip


def _origin(collection: Collection) -> VoiceOrigin:
    if collection.kind == CollectionKind.IDEA_BOX:
        return VoiceOrigin.IDEA
    if collection.kind in (CollectionKind.NET_PANEL_ROUND, CollectionKind.CONSULTATION):
        return VoiceOrigin.COMMENT
    return VoiceOrigin.ANSWER


def _words(question: Question, language: str) -> str:
    asked: str = question.text.text(language) or question.text.shown(language[-2:]).text
    return asked[:300]


def _look(voices: Sequence[Voice]) -> None:
    texts = [voice.text_original for voice in voices]
    found = look_at(texts) if len(texts) <= LOOKED_AT_HERE else compute(look_at, texts)
    for voice, looked in zip(voices, found, strict=True):
        set_state(voice, looked)
        if suggests_danger(voice.text_original):
            hold(voice)


@transaction.atomic
def _write(envelopes: Sequence[Envelope], rows: _Rows, collection: Collection, by: Actor) -> int:
    """0 when another opening has come first, or somebody withdrew meanwhile: then it is tried again."""
    ids = [envelope.pk for envelope in envelopes]
    Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
    if Envelope.objects.filter(pk__in=ids).count() < len(ids):
        return 0
    Response.objects.bulk_create(rows.responses)
    Answer.objects.bulk_create(rows.answers)
    Voice.objects.bulk_create(rows.voices)
    held = [voice.screening for voice in rows.voices if voice.state == VoiceState.QUARANTINED]
    Screening.objects.bulk_create(held)
    SealedNomination.objects.bulk_create(rows.nominations)
    ContactRequest.objects.bulk_create(rows.contacts)
    Envelope.objects.filter(pk__in=ids).delete()
    if held:  # a late one, tried again after the others had been screened
        Collection.objects.filter(pk=collection.pk, state=CollectionState.SCREENED).update(
            state=CollectionState.CLOSED, screeners_told_on=None
        )
    if any(suggests_danger(voice.text_original) for voice in rows.voices):
        alarm_of_answers(collection, by=by)
    record(
        by=by, action="open_envelopes", object_kind="collection", object_id=collection.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip
    return len(ids)


def _screened_when_nothing_is_held(collection: Collection) -> None:
    held = Voice.objects.filter(collection=collection, state=VoiceState.QUARANTINED)
    with transaction.atomic():
        if not held.exists():
            Collection.objects.filter(pk=collection.pk, state=CollectionState.CLOSED).update(
                state=CollectionState.SCREENED
            )
