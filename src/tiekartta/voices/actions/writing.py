"""Writing the rows of an import, so that a crash at any moment leaves nothing half done.

The collection is invisible while it is IMPORTING. Each try first deletes what an earlier one left,
writes short transactions, and one last transaction makes everything visible at once and deletes the
draft. A try that finds the draft gone has nothing to do; a try that was overtaken by another stops.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from tiekartta.analysis.languages.reading import Looked, look_at
from tiekartta.jobs.computing import compute
from tiekartta.jobs.progress import Cancelled
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.voices.actions.telling import tell_screeners
from tiekartta.voices.errors import ImportRefusal
from tiekartta.voices.importing import Answer, ImportSettings, prepare, unpack
from tiekartta.voices.models import Collection, ImportDraft, Response, Screening, Voice
from tiekartta.voices.receipts import key_of, tag_of
from tiekartta.voices.states import CollectionState, VoiceState

BATCH = 1_000
LOOKED_AT_ONCE = 10_000
LOOKED_AT_HERE = 500
Report = Callable[[int, int], None]


class Overtaken(Cancelled):
    """Another try of the same import has begun; it does the work."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One try of an import."""

    collection_id: UUID
    number: int


def run_import(*, draft_id: UUID, by: Actor, report: Report) -> None:
    """Write all rows of a confirmed draft. May be called again at any time.

    `report(done, total)` is called outside transactions and may raise Cancelled, which removes what
    was written. Raises ImportRefusal when the rows do not pass; the draft and its settings stay.
    """
    draft = ImportDraft.objects.select_related("collection").filter(pk=draft_id).first()
    if draft is None or draft.collection is None:
        return
    this = _begin(draft.collection)
    try:
        _write(draft, draft.collection, this, by=by, report=report)
    except Overtaken:
        raise
    except (Cancelled, ImportRefusal):
        discard_collection(this.collection_id)
        raise


def _begin(collection: Collection) -> _Try:
    with transaction.atomic():
        Collection.objects.filter(pk=collection.pk).update(attempt=F("attempt") + 1)
        number = Collection.objects.values_list("attempt", flat=True).get(pk=collection.pk)
    _delete_rows(collection.pk)
    return _Try(collection.pk, number)


def _write(
    draft: ImportDraft, collection: Collection, this: _Try, *, by: Actor, report: Report
) -> None:
    settings = ImportSettings.from_data(draft.settings)
    answers, problems = prepare(unpack(bytes(draft.content)), settings, today=timezone.localdate())
    if problems:
        raise ImportRefusal([str(problem) for problem in problems])
    responses, voices, codes = _rows_of(answers, collection)
    # Looking, keying and writing each take their share; the last step makes all of it visible.
    total = 2 * len(voices) + len(set(codes.values())) + len(responses) + 1
    done = _look(voices, report, total)
    done = _tag(voices, codes, collection, report, done, total)
    flagged = [voice.screening for voice in voices if voice.state == VoiceState.QUARANTINED]
    steps: tuple[tuple[Callable[[list[Any]], Any], list[Any]], ...] = (
        (Response.objects.bulk_create, responses),
        (Voice.objects.bulk_create, voices),
        (Screening.objects.bulk_create, flagged),
    )
    for write, rows in steps:
        for start in range(0, len(rows), BATCH):
            with transaction.atomic():
                _still_ours(this)
                write(rows[start : start + BATCH])
            done += len(rows[start : start + BATCH])
            report(min(done, total - 1), total)
    _finish(draft, this, rows=len(responses), needs_screening=bool(flagged), by=by)
    report(total, total)


def _rows_of(
    answers: Sequence[Answer], collection: Collection
) -> tuple[list[Response], list[Voice], dict[UUID, str]]:
    """Responses, voices, and the receipt code by voice.

    Rows are written in order of their random ids: neither the file's order nor which voices belong
    to one respondent can be read from where they lie (INV-D6, INV-D9).
    """
    responses, voices, codes = [], [], {}
    for answer in answers:
        response = Response(
            id=uuid.uuid4(), collection=collection, respondent_group=answer.group,
            received_on=answer.said_on, quote_ok=answer.quote_ok,
        )  # fmt: skip
        responses.append(response)
        for question, kind, text in answer.said:
            voice = Voice(
                id=uuid.uuid4(), programme_id=collection.programme_id, collection=collection,
                response=response, question=question, respondent_group=answer.group, kind=kind,
                text_original=text, said_on=answer.said_on, quote_ok=answer.quote_ok,
            )  # fmt: skip
            voices.append(voice)
            if answer.receipt:
                codes[voice.id] = answer.receipt
    responses.sort(key=lambda row: row.id)
    voices.sort(key=lambda row: row.id)
    return responses, voices, codes


def _look(voices: Sequence[Voice], report: Report, total: int) -> int:
    """Find language and personal data; hold what may point at a person."""
    done = 0
    for start in range(0, len(voices), LOOKED_AT_ONCE):
        part = voices[start : start + LOOKED_AT_ONCE]
        texts = [voice.text_original for voice in part]
        # A process of its own takes a second or two to start: not worth it for a small survey.
        found = look_at(texts) if len(texts) <= LOOKED_AT_HERE else compute(look_at, texts)
        for voice, looked in zip(part, found, strict=True):
            set_state(voice, looked)
        done += len(part)
        report(done, total)
    return done


def set_state(voice: Voice, looked: Looked) -> None:
    """Usable as it is, or held when it may hold personal data. Not saved."""
    voice.language = looked.language
    if looked.findings:
        voice.state = VoiceState.QUARANTINED
        flags = [
            {"kind": kind, "start": start, "end": end, "sure": sure}
            for (kind, start, end), sure in zip_longest(looked.findings, looked.certainties)
        ]
        voice.screening = Screening(voice=voice, flags=flags)
    else:
        voice.state = VoiceState.USABLE
        voice.text_screened = voice.text_original


def hold(voice: Voice) -> None:
    """Let a person read it first, though nothing in it points at anybody. Not saved."""
    if voice.state != VoiceState.QUARANTINED:
        voice.state, voice.text_screened = VoiceState.QUARANTINED, ""
        voice.screening = Screening(voice=voice, flags=[])


def _tag(
    voices: Sequence[Voice], codes: dict[UUID, str], collection: Collection, report: Report,
    done: int, total: int,
) -> int:  # fmt: skip
    keys: dict[str, bytes] = {}
    for voice in voices:
        code = codes.get(voice.id)
        if code is None:
            continue
        if code not in keys:
            keys[code] = key_of(code, bytes(collection.receipt_salt))
            report(done + len(keys), total)
        voice.receipt_tag = tag_of(keys[code], voice.id)
    return done + len(keys)


def _still_ours(this: _Try) -> None:
    """Raise Overtaken unless this try is the newest of an unfinished import. Inside a transaction."""
    newest = Collection.objects.select_for_update(no_key=True).filter(
        pk=this.collection_id, attempt=this.number, state=CollectionState.IMPORTING
    )
    if not newest.exists():
        raise Overtaken


@transaction.atomic
def _finish(draft: ImportDraft, this: _Try, *, rows: int, needs_screening: bool, by: Actor) -> None:
    _still_ours(this)
    state = CollectionState.CLOSED if needs_screening else CollectionState.SCREENED
    Collection.objects.filter(pk=this.collection_id).update(state=state, rows=rows)
    ImportDraft.objects.filter(pk=draft.pk).delete()
    tell_screeners(collection=Collection.objects.get(pk=this.collection_id), by=by)
    record(
        by=by, action="import_voices", object_kind="collection", object_id=this.collection_id,
        programme_id=draft.programme_id,
    )  # fmt: skip


def discard_collection(collection_id: UUID) -> None:
    """Remove an unfinished import; its draft stays and can be confirmed again."""
    with transaction.atomic():
        if not Collection.objects.filter(pk=collection_id, state=CollectionState.IMPORTING).update(
            attempt=F("attempt") + 1
        ):
            return
    _delete_rows(collection_id)
    with transaction.atomic():
        ImportDraft.objects.filter(collection_id=collection_id).update(collection=None)
        Collection.objects.filter(pk=collection_id, state=CollectionState.IMPORTING).delete()


def _delete_rows(collection_id: UUID) -> None:
    """Delete what an unfinished try wrote, in short transactions."""
    managers: tuple[models.Manager[Any], ...] = (Voice.objects, Response.objects)
    for manager in managers:
        rows = manager.filter(
            collection_id=collection_id, collection__state=CollectionState.IMPORTING
        )
        while ids := list(rows.values_list("pk", flat=True)[:500]):
            with transaction.atomic():
                manager.filter(pk__in=ids).delete()
