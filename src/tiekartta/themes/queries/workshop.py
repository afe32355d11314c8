"""What the pages of the workshop show. Fixed numbers of queries, whatever the number of themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.paginator import Page

from tiekartta.programmes.models import Programme
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.queries.balance import bands_in, coverage_of
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.queries.history import since_approvals, undo_redo
from tiekartta.themes.queries.lines import lines_of, name_of, voice_lines
from tiekartta.themes.queries.notes import theme_notes
from tiekartta.themes.queries.running import is_stale, run_view
from tiekartta.themes.queries.sets import current_theme_set, themes_in
from tiekartta.themes.queries.shapes import (
    Approval,
    ChangeView,
    Coverage,
    NoteView,
    OverlapRow,
    RunView,
    ThemeName,
    ThemeRow,
    VoiceLine,
)
from tiekartta.themes.queries.splits import split_view
from tiekartta.themes.queries.titles import Titles, numbered
from tiekartta.themes.queries.workshop_shapes import SplitView
from tiekartta.themes.rules import approvals_needed, approvers, may_read_voices
from tiekartta.themes.states import ThemeSetState, ThemeState
from tiekartta.voices.queries import VoiceText, voices_by_id

SHOWN_OVERLAPS = 8
SHOWN_CHANGES = 5
SHOWN_VOICES = 3
"""Typical voices on the card of a theme."""


@dataclass(frozen=True)
class WorkshopView:
    """The whole workshop. `voices` is empty for a reader who may not read what people said."""

    set_id: str
    is_draft: bool
    digest: str
    size_reason: str
    themes: tuple[ThemeRow, ...]
    rejected: tuple[ThemeName, ...]
    overlaps: tuple[OverlapRow, ...]
    voices: dict[UUID, VoiceText]
    has_orphans: bool
    coverage: Coverage
    run: RunView
    is_stale: bool
    approvals: tuple[Approval, ...]
    needed: int
    approved_by_one: bool
    version: int
    """Number of the last change: what a form of this page has seen."""
    undo: ChangeView | None
    redo: ChangeView | None
    news: tuple[ThemeName, ...]
    notes: dict[UUID, tuple[NoteView, ...]]
    """Theme → notes about it; empty for a reader who may not read what people said."""
    lines: dict[UUID, tuple[VoiceLine, ...]]
    """Theme → its first voices, the most typical first, as many as were asked for."""


def workshop_view(programme: Programme, *, reader: object, each: int = 0) -> WorkshopView | None:
    """The draft, else the approved set, as the workshop shows it; None before the first run.

    With `each` the first so many voices of every theme come along, for a board of columns. A fixed
    number of queries. Raises PermissionDenied.
    """
    theme_set = current_theme_set(programme, reader=reader)
    if theme_set is None:
        return None
    return content_and_view(theme_set, programme, reader=reader, each=each)[1]


def content_and_view(
    theme_set: ThemeSet, programme: Programme, *, reader: object, each: int = 0, bare: bool = False
) -> tuple[SetContent, WorkshopView]:
    """What a set holds, read once, and the workshop of it. The caller has asked `read_themes`.

    `bare`: without typical voices and notes, for a page that shows the voices itself.
    """
    content = content_of(theme_set, programme)
    counts = bands_in(content, programme)
    reads = may_read_voices(reader, programme)
    rows = tuple(_for(row, content, reads=reads) for row in themes_in(content, programme, counts))
    typical = [voice_id for row in rows for voice_id in row.typical[:SHOWN_VOICES]]
    is_draft = theme_set.state == ThemeSetState.DRAFT
    digest = content.digest if is_draft else theme_set.digest
    titles = Titles(reads, content.candidates)
    names = titles.names(content.themes)
    approvals = _approvals(theme_set, digest, reader, names)
    steps = undo_redo(theme_set, reader=reader, names=names)
    valid = sum(approval.is_valid for approval in approvals)
    return content, WorkshopView(
        set_id=theme_set.public_id, is_draft=is_draft, digest=digest,
        size_reason=theme_set.size_reason, themes=rows,
        rejected=tuple(titles.name(t) for t in content.themes if t.state == ThemeState.REJECTED),
        version=theme_set.version, undo=steps.undo, redo=steps.redo,
        news=tuple(row.name for row in rows if row.is_new),
        notes=theme_notes(theme_set, reader=reader, among=content.themes)
        if reads and not bare else {},
        lines=_first_lines(rows, content, theme_set, programme, reader, each) if reads else {},
        overlaps=_overlaps(theme_set, content, {row.id: row.name for row in rows}),
        voices=voices_by_id(typical, reader=reader, programme=programme)
        if reads and not bare else {},
        has_orphans=bool(content.orphans),
        coverage=coverage_of(content, counts, reads=reads),
        run=run_view(theme_set.run, found=len(content.found)), is_stale=is_stale(theme_set.run, content.usable),
        approvals=approvals, needed=approvals_needed(len(approvers(programme))),
        approved_by_one=not is_draft and valid == 1,
    )  # fmt: skip


def _for(row: ThemeRow, content: SetContent, *, reads: bool) -> ThemeRow:
    """A theme as those see it who do not read voices: in words that enough people said only."""
    if reads:
        return row
    own = content.candidates.get(row.id, ())
    told = {word for each in own for word in each.told_keywords}
    return replace(
        row, keywords=tuple(word for word in row.keywords if word in told),
        title=row.title if row.is_title_told else numbered(row.order),
        machine_title=row.machine_title if own and own[0].is_label_told else None,
    )  # fmt: skip


def _first_lines(
    rows: Sequence[ThemeRow],
    content: SetContent,
    theme_set: ThemeSet,
    programme: Programme,
    reader: object,
    each: int,
) -> dict[UUID, tuple[VoiceLine, ...]]:
    """The first voices of every theme: the machine's typical ones, then the rest."""
    first = {
        row.id: list(dict.fromkeys((*row.typical, *row.voice_ids)))[:each] for row in rows if each
    }
    shown = [voice_id for voice_ids in first.values() for voice_id in voice_ids]
    if not shown:
        return {}
    lines = {
        line.voice.id: line
        for line in lines_of(shown, content, theme_set, programme, reader=reader)
    }
    return {
        theme: tuple(lines[v] for v in voice_ids if v in lines)
        for theme, voice_ids in first.items()
    }


def _overlaps(
    theme_set: ThemeSet, content: SetContent, names: Mapping[UUID, ThemeName]
) -> tuple[OverlapRow, ...]:
    """Pairs of live themes whose candidates overlap in the run, the eight strongest."""
    theme_of = {
        candidate.key: theme
        for theme in content.live
        for candidate in content.candidates.get(theme.pk, ())
    }
    found: dict[frozenset[UUID], OverlapRow] = {}
    for first, second, strength in sorted(theme_set.run.overlaps, key=lambda row: -row[2]):
        one, other = theme_of.get(first), theme_of.get(second)
        if one is not None and other is not None and one.pk != other.pk:
            row = OverlapRow(names[one.pk], names[other.pk], strength)
            found.setdefault(frozenset({one.pk, other.pk}), row)
    return tuple(found.values())[:SHOWN_OVERLAPS]


def _approvals(
    theme_set: ThemeSet, digest: str, reader: object, names: Mapping[str, ThemeName]
) -> tuple[Approval, ...]:
    rows = list(theme_set.approvals.select_related("person").order_by("at"))
    is_broken = any(row.digest != digest for row in rows)
    since = since_approvals(theme_set, reader=reader, names=names) if is_broken else []
    return tuple(
        Approval(
            name=row.person.display_name, at=row.at, is_own=row.person == reader,
            is_valid=row.digest == digest,
            changes=() if row.digest == digest
            else tuple([view for view in since if view.at > row.at][:SHOWN_CHANGES]),
        )
        for row in rows
    )  # fmt: skip


@dataclass(frozen=True)
class ThemeView:
    """The page of one theme. `lines` is None for a reader who may not read what people said."""

    theme: ThemeRow
    others: tuple[ThemeName, ...]
    lines: Page[VoiceLine] | None
    is_draft: bool
    is_stale: bool
    version: int
    notes: tuple[NoteView, ...]
    split: SplitView | None


def theme_view(
    theme: Theme, programme: Programme, *, reader: object, page: int | str = 1
) -> ThemeView | None:
    """One live theme with its voices, the most typical first; None for one that is not live."""
    # As it is now: the theme may have been read before an action.
    theme_set = ThemeSet.objects.select_related("run").get(pk=theme.theme_set_id)
    content = content_of(theme_set, programme)
    found = next((row for row in themes_in(content, programme) if row.id == theme.pk), None)
    if found is None:
        return None
    lines, split = None, None
    notes: tuple[NoteView, ...] = ()
    reads = may_read_voices(reader, programme)
    if reads:
        ordered = sorted(found.voice_ids, key=lambda v: -content.weights.get(v, 0.0))
        lines = voice_lines(ordered, content, theme_set, programme, reader=reader, page=page)
        notes = theme_notes(theme_set, reader=reader, among=content.themes).get(theme.pk, ())
        split = split_view(theme, programme, reader=reader, content=content)
    titles = Titles(reads, content.candidates)
    return ThemeView(
        theme=_for(found, content, reads=reads),
        others=tuple(titles.name(other) for other in content.live if other.pk != theme.pk),
        lines=lines,
        is_draft=theme_set.state == ThemeSetState.DRAFT,
        is_stale=is_stale(theme_set.run, content.usable),
        version=theme_set.version,
        notes=notes,
        split=split,
    )


@dataclass(frozen=True)
class OrphansView:
    """Voices in no theme, and the themes they could be placed in."""

    lines: Page[VoiceLine]
    themes: tuple[ThemeName, ...]
    is_draft: bool
    version: int


def orphans_view(
    programme: Programme, *, reader: object, page: int | str = 1
) -> OrphansView | None:
    """The voices without a theme; None before the first run. Raises PermissionDenied."""
    theme_set = current_theme_set(programme, reader=reader)
    if theme_set is None:
        return None
    content = content_of(theme_set, programme)
    lines = voice_lines(content.orphans, content, theme_set, programme, reader=reader, page=page)
    names = tuple(name_of(theme) for theme in content.live)
    is_draft = theme_set.state == ThemeSetState.DRAFT
    return OrphansView(lines, names, is_draft, theme_set.version)
