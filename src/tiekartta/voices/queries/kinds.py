"""Voices with the kind that people gave them and the one that their words suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from tiekartta.analysis.languages.voice_kinds import suggest_kind
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.queries.reading import FIELDS, as_text, voices_in
from tiekartta.voices.queries.shapes import VoiceText
from tiekartta.voices.states import VoiceKind, VoiceState

PAGE_SIZE = 20


@dataclass(frozen=True)
class KindLine:
    """A voice and what its words suggest; `words` are those that speak for it."""

    voice: VoiceText
    suggested: VoiceKind | None
    words: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the suggestion is another than the voice's kind."""
        return self.suggested is not None and self.suggested != self.voice.kind


def kind_page(programme: Programme, *, reader: object, page: int | str = 1) -> Page[KindLine]:
    """Twenty usable voices. Two queries. Raises PermissionDenied."""
    require(reader, "screen_voices", programme)
    rows = voices_in(programme).filter(state=VoiceState.USABLE).order_by("id")
    found: Page[Any] = Paginator(rows.values_list(*FIELDS), PAGE_SIZE).get_page(page)
    found.object_list = [_line(as_text(row)) for row in found.object_list]
    return found


def _line(voice: VoiceText) -> KindLine:
    found = suggest_kind(voice.text)
    if found is None:
        return KindLine(voice, None, ())
    return KindLine(voice, VoiceKind(found.kind), found.words)
