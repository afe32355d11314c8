"""Titles of themes as a reader is told them. Who reads no voices gets only words that people gave, or that
enough people said; the rest of the machine's titles are numbers (INV-D1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import CandidateTheme, Theme
from tiekartta.themes.queries.content import SetContent, candidates_of
from tiekartta.themes.queries.shapes import ThemeName
from tiekartta.themes.rules import may_read_voices


def is_title_told(theme: Theme, own: Iterable[CandidateTheme]) -> bool:
    """Whether the title may be told to those who do not read voices. `own`: its candidates."""
    return theme.named_by_person or any(
        each.is_label_told and each.label == theme.title for each in own
    )


def numbered(number: int) -> TranslatedText:
    """The title of a theme whose own is not told, in the reader's language."""
    language = (get_language() or "fi").split("-")[0]
    return TranslatedText.of(language, **{language: _("Theme %(number)s") % {"number": number}})


@dataclass(frozen=True)
class Titles:
    """The titles of one theme set for one reader. `reads`: whether they read voices."""

    reads: bool
    candidates: Mapping[UUID, tuple[CandidateTheme, ...]]

    @classmethod
    def of(cls, content: SetContent, programme: Programme, *, reader: object) -> Titles:
        """The titles of what a set holds; no queries but those of the right to read."""
        return cls(may_read_voices(reader, programme), content.candidates)

    def title(self, theme: Theme) -> TranslatedText:
        """The title of a theme of the set, in whatever state."""
        is_told = self.reads or is_title_told(theme, self.candidates.get(theme.pk, ()))
        title: TranslatedText = theme.title if is_told else numbered(theme.order)
        return title

    def name(self, theme: Theme) -> ThemeName:
        """A theme of the set as a link."""
        return ThemeName(theme.pk, theme.public_id, self.title(theme), theme.order)

    def names(self, themes: Iterable[Theme]) -> dict[str, ThemeName]:
        """Themes of the set as links, by their id as text."""
        return {str(theme.pk): self.name(theme) for theme in themes}


def title_told(theme: Theme, programme: Programme, *, reader: object) -> TranslatedText:
    """The title of one theme of any set: one query at most. The caller has asked `read_themes`."""
    reads = may_read_voices(reader, programme)
    return Titles(reads, {} if reads else candidates_of(theme.theme_set)).title(theme)
