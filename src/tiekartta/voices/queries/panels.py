"""Panels for those who run them and for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from tiekartta.analysis.disclosure import Disclosed, disclose_table
from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.sealing import unseal
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.programmes.rules import may, require
from tiekartta.voices.models import Panel, PanelApplication, PanelStatement
from tiekartta.voices.states import (
    PUBLIC_PANELS,
    PUBLIC_STATEMENTS,
    AgeBand,
    PanelKind,
    PanelState,
    StatementState,
)


@dataclass(frozen=True)
class StatementView:
    """A statement with its answer. `waited` is days since it was sent, `is_overdue` past its day."""

    public_id: str
    panel_id: str
    panel_name: TranslatedText
    title: TranslatedText
    text: TranslatedText
    addressed_to: TranslatedText
    state: StatementState
    adopted_on: date | None
    sent_on: date | None
    due_on: date | None
    waited: int
    is_overdue: bool
    office: TranslatedText
    answer: TranslatedText
    answered_on: date | None
    version: int


@dataclass(frozen=True)
class PanelView:
    """A panel with its statements. `fee` is euros a meeting."""

    public_id: str
    programme_name: TranslatedText
    kind: PanelKind
    group: RespondentGroup
    name: TranslatedText
    purpose: TranslatedText
    terms: TranslatedText
    fee: Decimal | None
    seats: int
    starts_on: date
    ends_on: date
    call_until: date | None
    state: PanelState
    takes_applications: bool
    version: int
    statements: tuple[StatementView, ...]


@dataclass(frozen=True)
class ApplicationView:
    """An application with its sealed part, for the coordinator only."""

    public_id: str
    name: str
    address: str
    words: str
    age_band: AgeBand | None
    area: str
    is_new: bool
    is_chosen: bool | None


@dataclass(frozen=True)
class Balance:
    """Who applied and who is chosen, by age, as it may be told."""

    rows: tuple[tuple[str, Disclosed, Disclosed], ...]


def purpose_of(public_id: str) -> str:
    """What the seal of an application is tied to."""
    return f"panel application:{public_id}"


def panels_of(programme: Programme, *, reader: object) -> list[PanelView]:
    """The panels of a programme, in three queries whatever their number. Raises PermissionDenied."""
    _require(reader, programme)
    return _views(Panel.objects.filter(programme=programme), timezone.localdate())


def panel_of(programme: Programme, public_id: str, *, reader: object) -> Panel:
    """The row of a panel, for actions. Raises PermissionDenied, Missing."""
    _require(reader, programme)
    return _one(Panel.objects.filter(programme=programme, public_id=public_id))


def panel_view(panel: Panel, *, today: date | None = None) -> PanelView:
    """A panel for those who may read its row, drafts of statements too."""
    return _views(Panel.objects.filter(pk=panel.pk), today or timezone.localdate())[0]


def public_panel(public_id: str, *, today: date | None = None) -> PanelView:
    """A panel as everybody sees it: without drafts. Raises Missing."""
    panel = _one(Panel.objects.filter(public_id=public_id, state__in=PUBLIC_PANELS))
    rows = Panel.objects.filter(pk=panel.pk)
    return _views(rows, today or timezone.localdate(), only=PUBLIC_STATEMENTS)[0]


def panel_to_apply(public_id: str) -> Panel:
    """The row of a public panel, for this folder's own doors. Raises Missing."""
    return _one(Panel.objects.filter(public_id=public_id, state__in=PUBLIC_PANELS))


def public_statement(public_id: str, *, today: date | None = None) -> StatementView:
    """A statement that was sent, with its answer or how long it has waited. Raises Missing."""
    row = (
        PanelStatement.objects.select_related("panel", "response")
        .filter(public_id=public_id, state__in=PUBLIC_STATEMENTS)
        .first()
    )
    if row is None:
        raise Missing("statement")
    return _statement(row, today or timezone.localdate())


def statement_of(panel: Panel, public_id: str) -> PanelStatement:
    """The row of a statement of a panel that the reader has. Raises Missing."""
    row = PanelStatement.objects.select_related("panel__programme").filter(
        panel=panel, public_id=public_id
    ).first()  # fmt: skip
    if row is None:
        raise Missing("statement")
    return row


def statement_view(row: PanelStatement, *, today: date | None = None) -> StatementView:
    """A statement for those who may read its row."""
    return _statement(row, today or timezone.localdate())


def applications_of(panel: Panel, *, reader: object) -> list[ApplicationView]:
    """Who applied, in order of their random ids. Raises PermissionDenied."""
    require(reader, "manage_panels", panel.programme)
    return [_application(row) for row in PanelApplication.objects.filter(panel=panel)]


def balance_of(panel: Panel, *, reader: object) -> Balance:
    """Applicants and chosen by age, protected together. Raises PermissionDenied."""
    require(reader, "manage_panels", panel.programme)
    rows = PanelApplication.objects.filter(panel=panel).values_list("age_band", "is_chosen")
    applied = Counter(band for band, _chosen in rows)
    chosen = Counter(band for band, is_chosen in rows if is_chosen)
    bands = [band for band in AgeBand if applied[band]]
    if not bands:
        return Balance(())
    # Chosen and not chosen are the parts: their sum is the applicants, and none is told by another.
    counts = {
        band.value: {"chosen": chosen[band], "others": applied[band] - chosen[band]}
        for band in bands
    }
    table = disclose_table(counts, disclosure_policy(panel.programme))
    return Balance(
        tuple(
            (str(band.label), table.row_totals[place], table.cell("chosen", band.value))
            for place, band in enumerate(bands)
        )
    )


def _application(row: PanelApplication) -> ApplicationView:
    data = unseal(bytes(row.sealed), purpose=purpose_of(row.public_id))
    return ApplicationView(
        public_id=row.public_id, name=data["name"], address=data["address"], words=data["words"],
        age_band=AgeBand(row.age_band) if row.age_band else None, area=row.area, is_new=row.is_new,
        is_chosen=row.is_chosen,
    )  # fmt: skip


def _require(reader: object, programme: Programme) -> None:
    if not may(reader, "manage_panels", programme):
        require(reader, "answer_panels", programme)


def _one(rows: QuerySet[Panel]) -> Panel:
    row = rows.select_related("programme").first()
    if row is None:
        raise Missing("panel")
    return row


def _views(
    rows: QuerySet[Panel], today: date, *, only: Iterable[StatementState] = tuple(StatementState)
) -> list[PanelView]:
    panels = list(rows.select_related("programme"))
    statements = PanelStatement.objects.filter(panel__in=panels, state__in=list(only))
    by_panel: dict[object, list[StatementView]] = {panel.pk: [] for panel in panels}
    for row in statements.select_related("panel", "response").order_by("-sent_on", "public_id"):
        by_panel[row.panel_id].append(_statement(row, today))
    return [
        PanelView(
            public_id=row.public_id, programme_name=row.programme.name, kind=PanelKind(row.kind),
            group=RespondentGroup(row.respondent_group), name=row.name, purpose=row.purpose, terms=row.terms,
            fee=row.fee, seats=row.seats, starts_on=row.starts_on, ends_on=row.ends_on,
            call_until=row.call_until, state=PanelState(row.state), version=row.version,
            takes_applications=row.state == PanelState.CALL and (row.call_until or today) >= today,
            statements=tuple(by_panel[row.pk]),
        )
        for row in panels
    ]  # fmt: skip


def _statement(row: PanelStatement, today: date) -> StatementView:
    response = getattr(row, "response", None)
    waits = row.state == StatementState.SENT
    return StatementView(
        public_id=row.public_id, panel_id=row.panel.public_id, panel_name=row.panel.name, title=row.title,
        text=row.text, addressed_to=row.addressed_to, state=StatementState(row.state),
        adopted_on=row.adopted_on, sent_on=row.sent_on, due_on=row.due_on,
        waited=(today - row.sent_on).days if waits and row.sent_on else 0,
        is_overdue=bool(waits and row.due_on and row.due_on < today),
        office=response.office if response else TranslatedText(),
        answer=response.text if response else TranslatedText(),
        answered_on=response.answered_on if response else None, version=row.version,
    )  # fmt: skip
