"""The collections of a programme, as its members see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, Survey
from tiekartta.voices.queries.told import received_by
from tiekartta.voices.rules import keeps, may_see_counts, require_building
from tiekartta.voices.states import VISIBLE_COLLECTIONS, CollectionKind, CollectionState

PAGE_SIZE = 30
# What can be worked on stands first.
_ORDER = (
    CollectionState.OPEN, CollectionState.REVIEW, CollectionState.DRAFT, CollectionState.IMPORTING,
    CollectionState.CLOSED,
)  # fmt: skip


@dataclass(frozen=True)
class CollectionLine:
    """A collection in a list.

    `state` is what it is today: one past its closing day is closed, though the job that closes it may
    not have run. `is_mine`: whether it is the reader's own or assigned to them. `days_left` counts to the closing day of an open one, 0 on that day. `received` is
    None for those who may not see counts, and before anything can have been received.
    """

    public_id: str
    name: str
    title: TranslatedText
    kind: CollectionKind
    state: CollectionState
    languages: tuple[str, ...]
    groups: tuple[RespondentGroup, ...]
    collected_on: date | None
    opens_on: date | None
    closes_on: date | None
    closed_on: date | None
    days_left: int | None
    received: Disclosed | None
    is_mine: bool = False

    @property
    def is_import(self) -> bool:
        """Whether a file brought it."""
        return self.kind == CollectionKind.IMPORT


def state_today(row: Collection, today: date) -> CollectionState:
    """The state of a collection, closed when its closing day has passed."""
    is_past = row.closes_on is not None and row.closes_on < today
    if row.state == CollectionState.OPEN and is_past:
        return CollectionState.CLOSED
    return CollectionState(row.state)


def collection_page(
    programme: Programme, *, reader: object, page: int | str | None = 1, today: date | None = None
) -> Page[CollectionLine]:
    """Every collection, those that are worked on first, in the same number of queries whatever theirs.

    Raises PermissionDenied.
    """
    require(reader, "read_programme", programme)
    ranks = [When(state=state, then=Value(at)) for at, state in enumerate(_ORDER)]
    rows = Collection.objects.filter(programme=programme).annotate(
        rank=Case(*ranks, default=Value(len(_ORDER)), output_field=IntegerField())
    )
    shown = Paginator(rows.order_by("rank", "-imported_at", "pk"), PAGE_SIZE).get_page(page)
    lines = lines_of(list(shown.object_list), programme=programme, reader=reader, today=today)
    return Page(lines, shown.number, shown.paginator)  # type: ignore[arg-type] # - the paginator only counts


def collection_line(
    programme: Programme, public_id: str, *, reader: object, today: date | None = None
) -> CollectionLine:
    """One of them. Raises PermissionDenied, Missing."""
    require(reader, "read_programme", programme)
    row = Collection.objects.filter(programme=programme, public_id=public_id).first()
    if row is None:
        raise Missing("collection")
    return lines_of([row], programme=programme, reader=reader, today=today)[0]


def collection_row(programme: Programme, public_id: str, *, reader: object) -> Collection:
    """The row of a collection, to hand to an action. Raises PermissionDenied, Missing."""
    require(reader, "read_programme", programme)
    rows = Collection.objects.select_related("programme")
    row = rows.filter(programme=programme, public_id=public_id).first()
    if row is None:
        raise Missing("collection")
    require_building(reader, row)
    return row


def lines_of(
    rows: list[Collection], *, programme: Programme, reader: object, today: date | None = None
) -> list[CollectionLine]:
    """Rows as lines. For this folder only."""
    day = today or timezone.localdate()
    sees_counts = reader is SYSTEM or may_see_counts(reader, programme)
    received = _received(rows, programme) if sees_counts else {}
    groups = _groups(rows)
    return [
        CollectionLine(
            public_id=row.public_id, name=row.name, title=row.title, kind=CollectionKind(row.kind),
            state=state_today(row, day), languages=tuple(row.languages), groups=groups.get(row.pk, ()),
            collected_on=row.collected_on, opens_on=row.opens_on, closes_on=row.closes_on,
            closed_on=row.closed_on, days_left=_days_left(row, day), received=received.get(row.pk),
            is_mine=keeps(reader, row),
        )
        for row in rows
    ]  # fmt: skip


def _days_left(row: Collection, today: date) -> int | None:
    if state_today(row, today) != CollectionState.OPEN or row.closes_on is None:
        return None
    return (row.closes_on - today).days


def _groups(rows: Iterable[Collection]) -> dict[object, tuple[RespondentGroup, ...]]:
    """The audiences of each collection, in the order of its variants."""
    found: dict[object, list[RespondentGroup]] = {}
    surveys = Survey.objects.filter(collection__in=[row.pk for row in rows], is_replaced=False)
    for collection_id, group in surveys.order_by("order").values_list(
        "collection_id", "respondent_group"
    ):
        found.setdefault(collection_id, []).append(RespondentGroup(group))
    return {key: tuple(groups) for key, groups in found.items()}


def _received(rows: Iterable[Collection], programme: Programme) -> dict[UUID, Disclosed]:
    """How many answers each collection has received, as far as it is told by audience."""
    return received_by(programme, [row.pk for row in rows if row.state in VISIBLE_COLLECTIONS])
