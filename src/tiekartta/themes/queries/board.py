"""The workshop as columns of cards, whole or a few columns of it. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from tiekartta.analysis.provenance import digest
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import Placement, ThemeSet
from tiekartta.themes.queries.content import SetContent
from tiekartta.themes.queries.lines import lines_of
from tiekartta.themes.queries.searching import NOWHERE, ids_found
from tiekartta.themes.queries.sets import current_theme_set
from tiekartta.themes.queries.shapes import ThemeRow, VoiceLine
from tiekartta.themes.queries.workshop import WorkshopView, content_and_view
from tiekartta.themes.rules import may_read_voices
from tiekartta.themes.states import STAYS

FEW = 8


@dataclass(frozen=True)
class Column:
    """A theme, or the voices without one, with its first cards.

    `size` voices are in it, `found` of them fit the search, `shown` are in `lines`; all 0 for a reader
    who may not read what people said. `key` is a public id or "none". `digest` is another one whenever
    something that is shown of it is.
    """

    theme: ThemeRow | None
    key: str
    lines: tuple[VoiceLine, ...]
    size: int
    found: int
    shown: int
    digest: str = ""


@dataclass(frozen=True)
class BoardView:
    """The workshop without typical voices and notes, and the columns that were asked for."""

    workshop: WorkshopView
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of the board."""

    columns: Collection[str] | None = None
    shown: Mapping[str, int] = field(default_factory=dict)
    few: int = FEW
    words: str = ""
    group: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether some voices are left out."""
        return bool(self.words.strip()) or self.group in RespondentGroup.values


def board_view(
    programme: Programme,
    *,
    reader: object,
    columns: Collection[str] | None = None,
    shown: Mapping[str, int] | None = None,
    few: int = FEW,
    words: str = "",
    group: str = "",
) -> BoardView | None:
    """The board; None before the first run. Raises PermissionDenied.

    `columns` are the keys of those to build (default: all), `shown` how many cards of each, `words` and
    `group` what the cards are about. In a column stand what people placed, latest first, and then what
    the machine is surest of.
    """
    theme_set = current_theme_set(programme, reader=reader)
    if theme_set is None:
        return None
    asked = Asked(columns, shown or {}, few, words, group)
    content, view = content_and_view(theme_set, programme, reader=reader, bare=True)
    keys = [(row, row.public_id) for row in view.themes]
    wanted: list[tuple[ThemeRow | None, str]] = [*keys, (None, NOWHERE)]
    wanted = [each for each in wanted if columns is None or each[1] in columns]
    if not may_read_voices(reader, programme):
        return BoardView(
            view, tuple(_sealed(view, Column(row, key, (), 0, 0, 0)) for row, key in wanted if row)
        )
    members = {row.public_id: row.voice_ids for row in view.themes} | {NOWHERE: content.orphans}
    fits = _fitting(programme, content, asked, reader)
    order = _order(theme_set, content)
    found = {
        key: sorted((v for v in members[key] if fits is None or v in fits), key=order.key)
        for _row, key in wanted
    }
    first = {key: ids[: max(few, asked.shown.get(key, 0))] for key, ids in found.items()}
    lines = {
        line.voice.id: line
        for line in lines_of(
            [v for ids in first.values() for v in ids], content, theme_set, programme, reader=reader
        )
    }
    return BoardView(
        view,
        tuple(
            _sealed(view, Column(
                theme=row, key=key, lines=tuple(lines[v] for v in first[key] if v in lines),
                size=len(members[key]), found=len(found[key]), shown=len(first[key]),
            ))
            for row, key in wanted
        ),
    )  # fmt: skip


def _sealed(view: WorkshopView, column: Column) -> Column:
    """With its digest: of all but its voices that are not shown."""
    row = replace(column.theme, voice_ids=(), typical=()) if column.theme else None
    told = repr((view.is_draft, get_language(), replace(column, theme=row)))
    return replace(column, digest=digest(told)[:12])


def _fitting(
    programme: Programme, content: SetContent, asked: Asked, reader: object
) -> set[UUID] | None:
    """The voices that fit the search; None when all do."""
    if not asked.is_filtered:
        return None
    return set(ids_found(programme, content, reader=reader, words=asked.words, group=asked.group))


@dataclass(frozen=True)
class _Order:
    """Placed by people first, the latest on top, then by the machine's weight."""

    placed: Mapping[UUID, datetime]
    weight: Mapping[UUID, float]

    def key(self, voice_id: UUID) -> tuple[float, float, UUID]:
        at = self.placed.get(voice_id)
        return (-at.timestamp() if at else 0.0, -self.weight.get(voice_id, 0.0), voice_id)


def _order(theme_set: ThemeSet, content: SetContent) -> _Order:
    placed = Placement.objects.filter(theme__theme_set=theme_set, placing__in=STAYS)
    return _Order(dict(placed.values_list("voice_id", "decided_at")), content.weights)
