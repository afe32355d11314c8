"""Erasing what analyses kept of voices that were withdrawn: words, and notes about them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.actions.storing import is_told, texts_of
from tiekartta.themes.models import (
    CandidateAssignment,
    CandidateTheme,
    Note,
    Run,
    RunDetail,
    SplitProposal,
)
from tiekartta.themes.queries.content import FIRST
from tiekartta.themes.words import said_by
from tiekartta.voices.queries import behind_enough, voices_by_id

_AT_ONCE = 500


@transaction.atomic
def forget_voices(*, programme: Programme, voice_ids: Collection[UUID], by: Actor) -> None:
    """Erase what runs and people wrote down of what these withdrawn voices said (INV-V2, INV-L5).

    Their words and neighbours, near-duplicates, proposals to split that they are part of, notes
    about them, and keywords that nobody else said. Links, placements and digests stay: they lead to
    the tombstone and tell nothing that was said. No journal, as for the withdrawal itself. Doing it
    again changes nothing. Raises PermissionDenied.
    """
    require(by, "run_analysis", programme)
    gone = {str(voice_id) for voice_id in voice_ids}
    if not gone:
        return
    said: dict[UUID, set[str]] = {}
    for some in _parts(sorted(voice_ids)):
        rows = CandidateAssignment.objects.filter(
            candidate__run__programme=programme, voice_id__in=some
        )
        for run_id, words in rows.filter(rank=FIRST).values_list("candidate__run_id", "words"):
            said.setdefault(run_id, set()).update(str(word) for word, _weight in words)
        rows.update(words=[], neighbours=[])
        Note.objects.filter(theme__theme_set__programme=programme, voice_id__in=some).delete()
    for proposal in SplitProposal.objects.filter(theme__theme_set__programme=programme):
        if any(not gone.isdisjoint(part["voice_ids"]) for part in proposal.parts):
            proposal.delete()
    for run in Run.objects.filter(programme=programme, pk__in=said):
        _forget_pairs(run, gone)
        _forget_keywords(run, said[run.pk])


def forget_withdrawn(*, programme: Programme, by: Actor) -> None:
    """`forget_voices` for every voice of earlier runs that is withdrawn. Raises PermissionDenied."""
    read = {
        UUID(text)
        for ids in Run.objects.filter(programme=programme).values_list("voice_ids", flat=True)
        for text in ids
    }
    voices = voices_by_id(read, reader=SYSTEM, programme=programme)
    gone = [voice_id for voice_id, voice in voices.items() if voice.is_withdrawn]
    forget_voices(programme=programme, voice_ids=gone, by=by)


def _parts(voice_ids: list[UUID]) -> list[list[UUID]]:
    return [voice_ids[first : first + _AT_ONCE] for first in range(0, len(voice_ids), _AT_ONCE)]


def _forget_pairs(run: Run, gone: Collection[str]) -> None:
    detail = RunDetail.objects.filter(run=run).first()
    if detail is not None:
        detail.similar = [p for p in detail.similar if p[0] not in gone and p[1] not in gone]
        detail.save(update_fields=["similar"])


def _forget_keywords(run: Run, said: Collection[str]) -> None:
    """Take away keywords that nobody else of the run said; tell everybody only what enough said.

    A keyword is a base form, which a text need not hold letter by letter: it stays while any other
    voice of the run is linked to its theme by that word.
    """
    voices = voices_by_id(map(UUID, run.voice_ids), reader=SYSTEM, programme=run.programme)
    texts = {voice_id: voice.text for voice_id, voice in voices.items() if voice.text}
    candidates = list(CandidateTheme.objects.filter(run=run))
    phrases = [word for each in candidates for word in (*each.keywords, *texts_of(each.label))]
    held = said_by(phrases, texts)
    told = set(behind_enough(held, programme=run.programme))
    others = CandidateAssignment.objects.filter(candidate__run=run, rank=FIRST)
    linked = {
        str(word) for words in others.values_list("words", flat=True) for word, _weight in words
    }
    for each in candidates:
        each.keywords = [
            word for word in each.keywords if word not in said or word in linked or held[word]
        ]
        each.told_keywords = [word for word in each.told_keywords if word in told]
        each.is_label_told = each.is_label_told and is_told(each.label, told)
    CandidateTheme.objects.bulk_update(
        candidates, ["keywords", "told_keywords", "is_label_told"], batch_size=_AT_ONCE
    )
