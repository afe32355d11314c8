"""Theme sets and themes for pages and for the folders above."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest
from uuid import UUID

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.themes.models import Theme, ThemeSet, ThemeVoice
from tiekartta.themes.queries.balance import Counts, bands_in, shares_of
from tiekartta.themes.queries.content import SetContent, content_of
from tiekartta.themes.queries.shapes import ThemeName, ThemeRow
from tiekartta.themes.queries.titles import is_title_told
from tiekartta.themes.states import LIVE, Placing, ThemeSetState, ThemeState

KEYWORDS = 8
TYPICAL = 8
_AT_ONCE = 500  # ids in one query; SQLite bounds the number of parameters


def current_theme_set(programme: Programme, *, reader: object) -> ThemeSet | None:
    """The draft, else the approved set, else none. Raises PermissionDenied."""
    require(reader, "read_themes", programme)
    states = (ThemeSetState.DRAFT, ThemeSetState.APPROVED)
    found = {
        row.state: row
        for row in ThemeSet.objects.filter(programme=programme, state__in=states).select_related(
            "run"
        )
    }
    return found.get(ThemeSetState.DRAFT) or found.get(ThemeSetState.APPROVED)


def approved_theme_set(programme: Programme, *, reader: object) -> ThemeSet | None:
    """The set that people stand behind. Raises PermissionDenied."""
    require(reader, "read_themes", programme)
    state = ThemeSetState.APPROVED
    return ThemeSet.objects.filter(programme=programme, state=state).select_related("run").first()


def themes_in(
    content: SetContent, programme: Programme, counts: Counts | None = None
) -> list[ThemeRow]:
    """The live themes of a set as rows, in order, with bands by group (two queries, or given)."""
    counts = counts or bands_in(content, programme)
    pinned = {
        theme_id
        for theme_id, placing in content.decided.placed.values()
        if placing == Placing.PINNED
    }
    rows = []
    for theme in content.live:
        own = content.candidates.get(theme.pk, ())
        voice_ids = content.members.get(theme.pk, ())
        rows.append(
            ThemeRow(
                id=theme.pk, public_id=theme.public_id, title=theme.title,
                description=theme.description, state=ThemeState(theme.state),
                keywords=_mixed([candidate.keywords for candidate in own], KEYWORDS),
                voice_ids=voice_ids, counts=counts.tables[theme.pk],
                typical=_typical([c.typical_voice_ids for c in own], voice_ids, content, theme.pk),
                order=theme.order, version=theme.version, is_new=theme.is_new,
                named_by_person=theme.named_by_person, made_by_person=theme.made_by_person,
                has_pins=theme.pk in pinned,
                machine_title=own[0].label if own else None,
                stability=own[0].stability if own else None,
                balance=shares_of(counts.tables[theme.pk], counts.everybody),
                is_title_told=is_title_told(theme, own),
            )
        )  # fmt: skip
    return rows


def _mixed(lists: list[list[str]], most: int) -> tuple[str, ...]:
    """Words of several lists by turns, each once."""
    turns = chain.from_iterable(zip_longest(*lists))
    return tuple(dict.fromkeys(word for word in turns if word))[:most]


def _typical(
    lists: list[list[str]], voice_ids: tuple[UUID, ...], content: SetContent, theme_id: UUID
) -> tuple[UUID, ...]:
    """The machine's typical voices that still belong here; the first members where there are none."""
    chosen = [UUID(text) for text in _mixed(lists, 10 * TYPICAL)]
    kept = [voice_id for voice_id in chosen if content.voice_homes.get(voice_id) == theme_id]
    return tuple((kept or list(voice_ids))[:TYPICAL])


def approved_themes(programme: Programme, *, reader: object) -> list[ThemeRow]:
    """The themes that people stand behind; empty before approval. Raises PermissionDenied."""
    theme_set = approved_theme_set(programme, reader=reader)
    return themes_in(content_of(theme_set, programme), programme) if theme_set else []


def approved_names(programme: Programme, *, reader: object) -> list[ThemeName]:
    """Titles of the approved themes in order, for lists to choose from. Raises PermissionDenied."""
    require(reader, "read_themes", programme)
    rows = Theme.objects.filter(
        theme_set__programme=programme,
        theme_set__state=ThemeSetState.APPROVED,
        state=ThemeState.APPROVED,
    )
    return [_name(row) for row in rows.order_by("order", "id")]


def _name(theme: Theme) -> ThemeName:
    return ThemeName(theme.pk, theme.public_id, theme.title, theme.order)


def names_by_id(ids: Iterable[UUID], *, programme: Programme) -> dict[UUID, ThemeName]:
    """Titles of themes of any set of this programme, also of replaced ones: what links rest on."""
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, ThemeName] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Theme.objects.filter(
            pk__in=wanted[start : start + _AT_ONCE], theme_set__programme=programme
        )
        found.update((row.pk, _name(row)) for row in rows)
    return found


def names_beside(theme: Theme) -> tuple[ThemeName, ...]:
    """The other themes of its set, in order; one query."""
    rows = Theme.objects.filter(theme_set=theme.theme_set_id, state__in=LIVE).exclude(pk=theme.pk)
    return tuple(_name(row) for row in rows)


def theme_of(public_id: str, *, programme: Programme, reader: object) -> Theme:
    """One theme of the programme, of any set. Raises PermissionDenied, Missing."""
    require(reader, "read_themes", programme)
    found = (
        Theme.objects.filter(public_id=public_id, theme_set__programme=programme)
        .select_related("theme_set__run", "merged_into")
        .defer("theme_set__run__voice_ids")
        .first()
    )
    if found is None:
        raise Missing("theme")
    return found


def themes_of_voices(
    voice_ids: Iterable[UUID], *, programme: Programme
) -> dict[UUID, list[ThemeName]]:
    """Voice → its themes in the approved set; a voice in none is missing.

    Withdrawn voices keep their links (INV-L5). One query for every 500 ids.
    """
    wanted = list(dict.fromkeys(voice_ids))
    found: dict[UUID, list[ThemeName]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        links = ThemeVoice.objects.filter(
            voice_id__in=wanted[start : start + _AT_ONCE],
            theme__theme_set__programme=programme,
            theme__theme_set__state=ThemeSetState.APPROVED,
        ).select_related("theme")
        for link in links.order_by("theme__order"):
            found.setdefault(link.voice_id, []).append(_name(link.theme))
    return found
