"""Renewing a draft from a new result, so that no decision of people is lost (INV-T4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from tiekartta.analysis.themes import Condensation
from tiekartta.analysis.themes import Theme as FoundTheme
from tiekartta.language.texts import LANGUAGES, TextState, TranslatedText, Variant
from tiekartta.themes.models import CandidateTheme, Theme, ThemeCandidate, ThemeSet
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.states import ThemeState


def machine_title(labels: Mapping[str, str], label: str) -> TranslatedText:
    """The machine's name for a theme, marked as its draft in every language it has."""
    known = {code: text for code, text in labels.items() if code in LANGUAGES and text.strip()}
    texts = known or {"fi": label.strip() or "–"}
    variants = {
        code: Variant(text.strip(), TextState.MACHINE_DRAFT) for code, text in texts.items()
    }
    return TranslatedText(next(iter(variants)), variants)


@dataclass(frozen=True)
class _Old:
    """The draft as it was before, and whose voices each of its themes had."""

    content: SetContent
    members: Mapping[UUID, tuple[UUID, ...]]

    def theme(self, key: str) -> Theme | None:
        """The theme that a decision was about: itself, what it was merged into, or its copy here."""
        wanted = UUID(key)
        by_id = {theme.pk: theme for theme in self.content.themes}
        copies = {theme.continues_id: theme for theme in self.content.themes}
        found = by_id.get(wanted) or copies.get(wanted)
        while found is not None and found.merged_into_id:
            found = by_id.get(found.merged_into_id)
        return found


def renew(
    theme_set: ThemeSet,
    condensation: Condensation,
    candidates: Mapping[str, CandidateTheme],
    *,
    is_first: bool,
) -> None:
    """Tie the themes of a draft to the candidates of a run.

    Themes that people touched, and rejected ones, stay as they are and take the candidate that
    continues them. A suggestion nobody touched follows the new candidate most like it, or is
    replaced. The rest become new themes, marked new unless this is the first result.
    """
    content = content_of(theme_set, theme_set.programme)
    states = (ThemeState.PROPOSED, ThemeState.REJECTED)
    old = _Old(content, content.members_among(states))
    theme_set.themes.update(is_new=False)
    free = {theme.pk: theme for theme in content.live if theme.pk not in content.touched}
    links, fresh = [], []
    order = theme_set.themes.aggregate(last=Max("order"))["last"] or 0
    for found in condensation.themes:
        candidate = candidates[found.id]
        theme = old.theme(found.key) if found.key else _rejected_before(old, condensation, found)
        if theme is None:
            theme = _like(old, free, condensation, found)
            if theme is not None:
                del free[theme.pk]
                _rename(theme, candidate)
        if theme is None:
            order += 1
            theme = Theme(
                theme_set=theme_set, title=candidate.label, order=order, is_new=not is_first
            )
            fresh.append(theme)
        links.append(ThemeCandidate(theme=theme, candidate=candidate))
    Theme.objects.bulk_create(fresh)
    ThemeCandidate.objects.bulk_create(links)
    Theme.objects.filter(pk__in=free).update(state=ThemeState.REPLACED)


def _rename(theme: Theme, candidate: CandidateTheme) -> None:
    Theme.objects.filter(pk=theme.pk).update(title=candidate.label)


def _voices(condensation: Condensation, found: FoundTheme) -> set[UUID]:
    return {UUID(answer) for answer in condensation.members(found.id)}


def _shared(old: _Old, themes: Iterator[Theme], voices: set[UUID]) -> tuple[Theme, int, int] | None:
    """The theme with most of these voices, how many they share, and how many it had."""
    best = None
    for theme in themes:
        had = old.members.get(theme.pk, ())
        shared = len(voices.intersection(had))
        if shared and (best is None or shared > best[1]):
            best = (theme, shared, len(had))
    return best


def _rejected_before(old: _Old, condensation: Condensation, found: FoundTheme) -> Theme | None:
    """The rejected theme from which most of these voices come: it stays rejected."""
    voices = _voices(condensation, found)
    rejected = (t for t in old.content.themes if t.state == ThemeState.REJECTED)
    best = _shared(old, rejected, voices)
    return best[0] if best and 2 * best[1] > len(voices) else None


def _like(
    old: _Old, free: Mapping[UUID, Theme], condensation: Condensation, found: FoundTheme
) -> Theme | None:
    """The untouched theme that shares more than half of the larger one's voices."""
    voices = _voices(condensation, found)
    best = _shared(old, iter(free.values()), voices)
    return best[0] if best and 2 * best[1] > max(len(voices), best[2]) else None
