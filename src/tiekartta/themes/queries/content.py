"""The content of a theme set: its themes, and where every voice belongs. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tiekartta.analysis.provenance import digest
from tiekartta.programmes.models import Programme
from tiekartta.themes.memberships import Decided, homes, members
from tiekartta.themes.models import (
    CandidateAssignment,
    CandidateTheme,
    Placement,
    Theme,
    ThemeCandidate,
    ThemeSet,
    ThemeVoice,
)
from tiekartta.themes.states import LIVE, ThemeSetState, ThemeState
from tiekartta.voices.queries import all_usable_ids, as_words, known_id, text_of_id

FIRST = 1
"""Rank of the machine's first theme of a voice."""


@dataclass(frozen=True)
class SetContent:
    """A theme set read whole. `voice_homes` holds the usable voices that are in some live theme."""

    themes: tuple[Theme, ...]
    suggested: Mapping[UUID, UUID]
    weights: Mapping[UUID, float]
    """Voice → how sure the machine is of `suggested`, 0–1."""
    decided: Decided
    candidates: Mapping[UUID, tuple[CandidateTheme, ...]]
    usable: tuple[UUID, ...]
    voice_homes: Mapping[UUID, UUID]

    @cached_property
    def live(self) -> tuple[Theme, ...]:
        """The themes that count, in order."""
        return tuple(theme for theme in self.themes if theme.state in LIVE)

    @cached_property
    def members(self) -> dict[UUID, tuple[UUID, ...]]:
        """Live theme → its usable voices."""
        return members(self.voice_homes)

    @cached_property
    def found(self) -> frozenset[int]:
        """The candidates of the run, each of which is tied to some theme."""
        return frozenset(each.pk for some in self.candidates.values() for each in some)

    @cached_property
    def orphans(self) -> tuple[UUID, ...]:
        """Usable voices without a theme."""
        return tuple(voice_id for voice_id in self.usable if voice_id not in self.voice_homes)

    @cached_property
    def touched(self) -> frozenset[UUID]:
        """Live themes in which people have decided something; a new run keeps them (INV-T4)."""
        into = {theme.merged_into_id for theme in self.themes}
        decided = {theme_id for theme_id, _placing in self.decided.placed.values()}
        decided |= {theme_id for theme_id, _voice in self.decided.removed}
        return frozenset(
            theme.pk
            for theme in self.live
            if theme.named_by_person or theme.made_by_person or theme.continues_id
            or theme.pk in into or theme.pk in decided
        )  # fmt: skip

    @cached_property
    def digest(self) -> str:
        """Of titles, descriptions and memberships: what people approve."""
        return digest(
            [
                [
                    str(theme.pk), theme.title.as_data(), theme.description.as_data(),
                    [text_of_id(voice_id) for voice_id in self.members.get(theme.pk, ())],
                ]
                for theme in sorted(self.live, key=lambda theme: theme.pk)
            ]
        )  # fmt: skip

    def members_among(self, states: Collection[ThemeState]) -> dict[UUID, tuple[UUID, ...]]:
        """Theme → its voices when the themes of these states count (a draft only)."""
        among = {theme.pk for theme in self.themes if theme.state in states}
        return members(homes(self.suggested, self.decided, among=among))


def content_of(
    theme_set: ThemeSet, programme: Programme, *, only: Collection[UUID] | None = None
) -> SetContent:
    """Read a set in six queries. In an approved one the links are those that people approved.

    With `only` the content tells of these voices and no others: for decisions about few voices.
    """
    about = {} if only is None else {"voice_id__in": list(only)}
    themes = tuple(theme_set.themes.all())
    candidates = candidates_of(theme_set)
    theme_of = {
        candidate.pk: theme.pk
        for theme in themes
        if theme.state in (*LIVE, ThemeState.REJECTED)
        for candidate in candidates.get(theme.pk, ())
    }
    first = CandidateAssignment.objects.filter(
        candidate__run_id=theme_set.run_id, rank=FIRST, **about
    )
    suggested, weights = {}, {}
    # Thousands of rows: unordered, and their ids as text.
    rows = first.order_by().values_list(as_words("voice_id"), "candidate_id", "weight")
    for text, candidate_id, weight in rows:
        if candidate_id in theme_of:
            voice_id = known_id(text)
            suggested[voice_id] = theme_of[candidate_id]
            weights[voice_id] = weight
    placements = Placement.objects.filter(theme__theme_set=theme_set, **about)
    decided = Decided.of(placements.values_list("theme_id", "voice_id", "placing"))
    usable = tuple(all_usable_ids(programme, among=only))
    if theme_set.state == ThemeSetState.DRAFT:
        among = {theme.pk for theme in themes if theme.state in LIVE}
        belongs = homes(suggested, decided, among=among)
    else:
        links = ThemeVoice.objects.filter(theme__theme_set=theme_set, **about)
        pairs = links.order_by().values_list(as_words("voice_id"), as_words("theme_id"))
        belongs = {known_id(voice): known_id(theme) for voice, theme in pairs}
    known = set(usable)
    return SetContent(
        themes=themes,
        suggested=suggested,
        weights=weights,
        decided=decided,
        candidates=candidates,
        usable=usable,
        voice_homes={voice: theme for voice, theme in belongs.items() if voice in known},
    )


def candidates_of(theme_set: ThemeSet) -> dict[UUID, tuple[CandidateTheme, ...]]:
    """Theme → the candidates of the set's run it stands for, its own first."""
    links = (
        ThemeCandidate.objects.filter(
            theme__theme_set=theme_set, candidate__run_id=theme_set.run_id
        )
        .select_related("candidate")
        .order_by("pk")
    )
    found: dict[UUID, tuple[CandidateTheme, ...]] = {}
    for link in links:
        found[link.theme_id] = (*found.get(link.theme_id, ()), link.candidate)
    return found
