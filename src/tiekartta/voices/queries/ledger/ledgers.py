"""The ledger of one programme: groups by phases, who was heard, and why others were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tiekartta.language.errors import Missing
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import phases_of
from tiekartta.programmes.rules import require
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.models import Hearing, HearingGap, PublishedLedger
from tiekartta.voices.queries.counting import heard_groups
from tiekartta.voices.queries.ledger.askings import Asking, askings_of
from tiekartta.voices.rules import require_hearing


@dataclass(frozen=True)
class GroupRow:
    """One respondent group. `cells` are its askings by phase, in the order of the ledger's phases."""

    group: RespondentGroup
    cells: tuple[tuple[Asking, ...], ...]
    is_heard: bool
    reason: TranslatedText

    @property
    def askings(self) -> tuple[Asking, ...]:
        """Every asking of the group."""
        return tuple(asking for cell in self.cells for asking in cell)

    @property
    def lacks_reason(self) -> bool:
        """Whether it was not heard and nobody has said why."""
        return not self.is_heard and not self.reason


@dataclass(frozen=True)
class GapStatement:
    """Groups that were not heard for one reason."""

    groups: tuple[RespondentGroup, ...]
    reason: TranslatedText

    @property
    def names(self) -> str:
        """The groups in the reader's language."""
        return ", ".join(str(group.label) for group in self.groups)


@dataclass(frozen=True)
class Ledger:
    """Whom a programme asked and how; `published_on` is None while only its members read it."""

    programme_name: TranslatedText
    programme_id: str
    phases: tuple[PhaseCode, ...]
    rows: tuple[GroupRow, ...]
    published_on: date | None

    @property
    def heard(self) -> tuple[GroupRow, ...]:
        """The groups that were heard."""
        return tuple(row for row in self.rows if row.is_heard)

    @property
    def not_heard(self) -> tuple[GroupRow, ...]:
        """The groups that were not heard."""
        return tuple(row for row in self.rows if not row.is_heard)

    @property
    def unexplained(self) -> str:
        """The groups that were not heard and have no reason yet, in the reader's language."""
        return ", ".join(str(row.group.label) for row in self.rows if row.lacks_reason)

    @property
    def statements(self) -> tuple[GapStatement, ...]:
        """The groups that were not heard, those with the same reason together."""
        by_reason: list[tuple[TranslatedText, list[RespondentGroup]]] = []
        for row in self.not_heard:
            if not row.reason:
                continue
            same = next((groups for reason, groups in by_reason if reason == row.reason), None)
            if same is None:
                by_reason.append((row.reason, [row.group]))
            else:
                same.append(row.group)
        return tuple(GapStatement(tuple(groups), reason) for reason, groups in by_reason)


def ledger_of(programme: Programme, *, reader: object) -> Ledger:
    """The ledger with its matrix, in a fixed number of queries. Raises PermissionDenied."""
    require(reader, "read_ledger", programme)
    return _ledger(programme)


def public_ledger(public_id: str) -> Ledger:
    """The ledger that was published, by the public id of its programme. Raises Missing."""
    programme = Programme.objects.filter(
        public_id=public_id, pk__in=PublishedLedger.objects.values("programme_id")
    ).first()
    if programme is None:
        raise Missing("ledger")
    return _ledger(programme)


def published_ledger_id(programme_pk: UUID) -> str:
    """The public id under which everybody may read the ledger of a programme; empty for none."""
    rows = PublishedLedger.objects.filter(programme_id=programme_pk)
    return rows.values_list("programme__public_id", flat=True).first() or ""


def _ledger(programme: Programme) -> Ledger:
    askings = askings_of([programme])[programme.pk]
    planned = [PhaseCode(phase.code) for phase in phases_of(programme)] or list(PhaseCode)
    phases = tuple(
        dict.fromkeys([*planned, *(asking.phase for asking in askings if asking.phase not in planned)])
    )  # fmt: skip
    heard, reasons = heard_groups(programme), gap_reasons(programme)
    published = PublishedLedger.objects.filter(programme=programme).values_list(
        "published_on", flat=True
    )
    return Ledger(
        programme_name=programme.name, programme_id=programme.public_id, phases=phases,
        rows=tuple(
            GroupRow(
                group=group, cells=_cells(group, phases, askings), is_heard=group in heard,
                reason=reasons.get(group, TranslatedText()),
            )
            for group in RespondentGroup
        ),
        published_on=published.first(),
    )  # fmt: skip


def _cells(
    group: RespondentGroup, phases: Sequence[PhaseCode], askings: Sequence[Asking]
) -> tuple[tuple[Asking, ...], ...]:
    return tuple(
        tuple(each for each in askings if each.group == group and each.phase == phase)
        for phase in phases
    )


def gap_reasons(programme: Programme) -> dict[RespondentGroup, TranslatedText]:
    """Why groups were not heard, of those for whom somebody said it (INV-M5)."""
    rows = HearingGap.objects.filter(programme=programme).values_list("respondent_group", "reason")
    return {RespondentGroup(group): reason for group, reason in rows}


def ways_heard(programme: Programme) -> Mapping[RespondentGroup, tuple[Asking, ...]]:
    """The groups that were heard, and every way in which they were asked."""
    heard = heard_groups(programme)
    askings = askings_of([programme])[programme.pk]
    return {
        group: tuple(each for each in askings if each.group == group)
        for group in RespondentGroup
        if group in heard
    }


def hearing_of(public_id: str, *, programme: Programme, reader: object) -> Hearing:
    """One hearing written by hand, for its form. Raises PermissionDenied, Missing."""
    require(reader, "edit_ledger", programme, own=True)
    rows = Hearing.objects.select_related("programme")
    row = rows.filter(programme=programme, public_id=public_id).first()
    if row is None:
        raise Missing("hearing")
    require_hearing(reader, row)
    return row
