"""Voices in lists of the workshop: a fixed number of queries for fifty of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from tiekartta.programmes.models import Programme
from tiekartta.themes.models import CandidateAssignment, Placement, RunDetail, Theme, ThemeSet
from tiekartta.themes.queries.content import FIRST, SetContent
from tiekartta.themes.queries.notes import voice_notes
from tiekartta.themes.queries.shapes import ThemeName, VoiceLine
from tiekartta.themes.states import LIVE, STAYS
from tiekartta.voices.queries import voices_by_id

PAGE_SIZE = 50
SHOWN_WORDS = 6


def name_of(theme: Theme) -> ThemeName:
    """A theme as a link."""
    return ThemeName(theme.pk, theme.public_id, theme.title, theme.order)


@dataclass
class _Beside:
    """What stands beside the voices of one page."""

    also: dict[UUID, dict[UUID, ThemeName]] = field(default_factory=dict)
    words: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    decided: dict[UUID, tuple[str, datetime]] = field(default_factory=dict)
    twins: Counter[UUID] = field(default_factory=Counter)


def voice_lines(
    voice_ids: Sequence[UUID],
    content: SetContent,
    theme_set: ThemeSet,
    programme: Programme,
    *,
    reader: object,
    page: int | str = 1,
) -> Page[VoiceLine]:
    """Fifty voices in this order. Raises PermissionDenied without the right to read."""
    found: Page[Any] = Paginator(list(voice_ids), PAGE_SIZE).get_page(page)
    found.object_list = lines_of(
        list(found.object_list), content, theme_set, programme, reader=reader
    )
    return found


def lines_of(
    shown: Sequence[UUID],
    content: SetContent,
    theme_set: ThemeSet,
    programme: Programme,
    *,
    reader: object,
) -> list[VoiceLine]:
    """These voices as lines, five queries for up to five hundred. Raises PermissionDenied."""
    texts = voices_by_id(shown, reader=reader, programme=programme)
    themes = {theme.pk: theme for theme in content.themes}
    beside = _beside(shown, content, theme_set)
    notes = voice_notes(theme_set, reader=reader, voice_ids=shown, voices=texts)
    lines = []
    for voice_id in shown:
        if voice_id not in texts:
            continue
        home = content.voice_homes.get(voice_id)
        first = content.suggested.get(voice_id)
        machine = name_of(themes[first]) if first is not None else None
        placed = content.decided.placed.get(voice_id)
        who, when = beside.decided.get(voice_id, ("", None))
        is_elsewhere = first is not None and first != home and themes[first].state in LIVE
        lines.append(
            VoiceLine(
                voice=texts[voice_id],
                placing=placed[1] if placed else None,
                suggested=machine if is_elsewhere else None,
                also=tuple(beside.also.get(voice_id, {}).values()),
                theme=name_of(themes[home]) if home is not None else None,
                machine=machine,
                words=beside.words.get(voice_id, ()),
                twins=beside.twins[voice_id],
                notes=notes.get(voice_id, ()),
                decided_by=who,
                decided_at=when,
            )
        )
    return lines


def _beside(shown: Sequence[UUID], content: SetContent, theme_set: ThemeSet) -> _Beside:
    found = _Beside()
    names = {theme.pk: name_of(theme) for theme in content.themes if theme.state in LIVE}
    theme_of = themes_by_candidate(content)
    suggested = CandidateAssignment.objects.filter(
        candidate__run_id=theme_set.run_id, voice_id__in=shown
    )
    for voice_id, candidate_id, rank, words in suggested.values_list(
        "voice_id", "candidate_id", "rank", "words"
    ):
        if rank == FIRST:
            found.words[voice_id] = tuple(str(word) for word, _weight in words[:SHOWN_WORDS])
            continue
        theme_id = theme_of.get(candidate_id)
        if theme_id in names and content.voice_homes.get(voice_id) != theme_id:
            found.also.setdefault(voice_id, {})[theme_id] = names[theme_id]
    decided = Placement.objects.filter(
        theme__theme_set=theme_set, voice_id__in=shown, placing__in=STAYS
    )
    for voice_id, name, at in decided.values_list(
        "voice_id", "decided_by__display_name", "decided_at"
    ):
        found.decided[voice_id] = (name or "", at)
    found.twins = twins_among(similar_pairs(theme_set), content.voice_homes)
    return found


def themes_by_candidate(content: SetContent) -> dict[int, UUID]:
    """Candidate → the theme that stands for it."""
    return {
        candidate.pk: theme_id
        for theme_id, candidates in content.candidates.items()
        for candidate in candidates
    }


def similar_pairs(theme_set: ThemeSet) -> list[tuple[UUID, UUID, float, str, list[str]]]:
    """The near duplicates that the run found, likest first; one query."""
    rows = RunDetail.objects.filter(run_id=theme_set.run_id).values_list("similar", flat=True)
    return [
        (UUID(first), UUID(second), likeness, kind, reasons)
        for first, second, likeness, kind, reasons in next(iter(rows), [])
    ]


def twins_among(
    pairs: Sequence[tuple[UUID, UUID, float, str, list[str]]], voice_homes: Mapping[UUID, UUID]
) -> Counter[UUID]:
    """Voice → how many of its own theme say nearly the same."""
    found: Counter[UUID] = Counter()
    for first, second, _likeness, _kind, _reasons in pairs:
        home = voice_homes.get(first)
        if home is not None and home == voice_homes.get(second):
            found[first] += 1
            found[second] += 1
    return found
