"""Notes of the workshop, for those who read what people said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import models
from django.db.models import Q

from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Note, Theme, ThemeSet
from tiekartta.themes.queries.shapes import NoteView, ThemeName
from tiekartta.voices.queries import VoiceText, voices_by_id


def voice_notes(
    theme_set: ThemeSet,
    *,
    reader: object,
    voice_ids: Sequence[UUID] = (),
    voices: Mapping[UUID, VoiceText],
) -> dict[UUID, tuple[NoteView, ...]]:
    """Voice → notes about it in this set and in the one that it continues; one query.

    Callers have asked whether `reader` may read voices.
    """
    rows = _notes_in(theme_set).filter(voice_id__in=voice_ids)
    found: dict[UUID, tuple[NoteView, ...]] = {}
    for note in rows:
        voice = voices.get(note.voice_id) if note.voice_id else None
        if voice is not None:
            view = _view(note, note.theme, reader, voice.public_id)
            found[voice.id] = (*found.get(voice.id, ()), view)
    return found


def notes_of(theme: Theme, programme: Programme, *, reader: object) -> tuple[NoteView, ...]:
    """Notes about a theme and about voices in it, oldest first. Raises PermissionDenied."""
    require(reader, "read_voices", programme)
    here = Q(theme=theme) | Q(theme__continued_by=theme) | Q(theme__merged_into=theme)
    rows = list(_notes().filter(here))
    ids = [note.voice_id for note in rows if note.voice_id]
    voices = voices_by_id(ids, reader=reader, programme=programme)
    views = []
    for note in rows:
        voice = voices.get(note.voice_id) if note.voice_id else None
        if note.voice_id is None or voice is not None:
            views.append(_view(note, note.theme, reader, voice.public_id if voice else ""))
    return tuple(views)


def theme_notes(
    theme_set: ThemeSet, *, reader: object, among: Iterable[Theme]
) -> dict[UUID, tuple[NoteView, ...]]:
    """Theme → notes about it, about what was merged into it and what it continues; one query.

    `among`: all themes of the set.

    Callers have asked whether `reader` may read voices.
    """
    themes = {theme.pk: theme for theme in among}
    carries_on = {t.continues_id: t for t in themes.values() if t.continues_id}
    found: dict[UUID, tuple[NoteView, ...]] = {}
    for note in _notes_in(theme_set).filter(voice_id__isnull=True):
        theme = themes.get(note.theme_id) or carries_on.get(note.theme_id)
        while theme is not None and theme.merged_into_id:
            theme = themes.get(theme.merged_into_id)
        if theme is not None:
            found[theme.pk] = (*found.get(theme.pk, ()), _view(note, note.theme, reader))
    return found


def _notes_in(theme_set: ThemeSet) -> models.QuerySet[Note]:
    here = Q(theme__theme_set=theme_set) | Q(theme__continued_by__theme_set=theme_set)
    return _notes().filter(here)


def _notes() -> models.QuerySet[Note]:
    return Note.objects.select_related("author", "theme").distinct()


def _view(note: Note, theme: Theme, reader: object, voice_public_id: str = "") -> NoteView:
    return NoteView(
        public_id=note.public_id, text=note.text,
        who=note.author.display_name if note.author else "",
        at=note.written_at, edited_at=note.edited_at,
        is_own=isinstance(reader, Person) and note.author_id == reader.pk,
        theme=ThemeName(theme.pk, theme.public_id, theme.title, theme.order),
        voice_public_id=voice_public_id,
    )  # fmt: skip
