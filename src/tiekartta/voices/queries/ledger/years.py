"""A year of participation by the means that the Act on Wellbeing Services Counties (611/2021, § 29) names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Organisation, Person
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Membership, Programme
from tiekartta.programmes.rules import in_force, knowing, require
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.queries.ledger.askings import Asking, askings_of
from tiekartta.voices.states import HearingSize, ParticipationMeans


@dataclass(frozen=True)
class YearLine:
    """One collection or hearing with all its groups. `sizes` stand in the order of `groups`.

    `name`: what the members call a collection; empty for a hearing.
    """

    programme_name: TranslatedText
    phase: PhaseCode
    how: TranslatedText
    name: str
    groups: tuple[RespondentGroup, ...]
    sizes: tuple[HearingSize | None, ...]
    first_day: date | None
    last_day: date | None
    is_under_way: bool

    @property
    def told(self) -> tuple[tuple[RespondentGroup, HearingSize | None], ...]:
        """Every group with what may be told of how many took part."""
        return tuple(zip(self.groups, self.sizes, strict=True))


@dataclass(frozen=True)
class MeansPart:
    """What was done by one of the means; no lines tells that it was not used."""

    means: ParticipationMeans
    lines: tuple[YearLine, ...]


@dataclass(frozen=True)
class YearReport:
    """All six means in the order of the act, used or not."""

    year: int
    parts: tuple[MeansPart, ...]
    programmes: tuple[TranslatedText, ...]
    years: tuple[int, ...]

    @property
    def html(self) -> str:
        """The name of the report as a web page, in addresses."""
        return f"{self.year}-html"

    @property
    def xlsx(self) -> str:
        """The name of the report as a workbook, in addresses."""
        return f"{self.year}-xlsx"

    @property
    def used(self) -> int:
        """How many of the means were used."""
        return sum(bool(part.lines) for part in self.parts)


def own_programmes(organisation: Organisation, *, reader: object) -> list[Programme]:
    """The programmes of an organisation that the reader owns today."""
    if not isinstance(reader, Person):
        return []
    owned = Membership.objects.filter(
        in_force(timezone.localdate()), person=reader, role=Role.OWNER
    )
    return list(
        Programme.objects.filter(
            owner_organisation=organisation, pk__in=owned.values("programme_id")
        ).order_by("-founded_at", "pk")
    )


def year_report(programmes: Sequence[Programme], *, year: int | None, reader: object) -> YearReport:
    """The report of a year, None for the newest, in a fixed number of queries. Raises PermissionDenied.

    Its `years` are those in which somebody was asked, newest first, and always this year.
    """
    with knowing(reader, programmes):
        for programme in programmes:
            require(reader, "read_ledger", programme)
    names = {programme.pk: programme.name for programme in programmes}
    asked = [each for askings in askings_of(programmes).values() for each in askings]
    years = sorted({each.year for each in asked} | {timezone.localdate().year}, reverse=True)
    told = years[0] if year is None else year
    found = [each for each in asked if each.year == told]
    return YearReport(
        year=told,
        parts=tuple(
            MeansPart(means, _lines([each for each in found if means in each.means], names))
            for means in ParticipationMeans
        ),
        programmes=tuple(names.values()),
        years=tuple(dict.fromkeys([*years, told])),
    )


def _lines(askings: Sequence[Asking], names: dict[UUID, TranslatedText]) -> tuple[YearLine, ...]:
    """Askings of one collection, or written alike by hand, together."""
    together: dict[tuple[object, ...], list[Asking]] = {}
    for each in askings:
        same = each.collection_id or (str(each.how), each.first_day, each.last_day)
        together.setdefault((each.programme_id, each.phase, same), []).append(each)
    return tuple(_line(alike, names) for alike in together.values())


def _line(alike: Sequence[Asking], names: dict[UUID, TranslatedText]) -> YearLine:
    """One line of them all; of a group that met several times, the largest size that may be told of one."""
    first, order = alike[0], (None, *reversed(HearingSize))
    sizes: dict[RespondentGroup, HearingSize | None] = {}
    for each in alike:
        sizes[each.group] = max(sizes.get(each.group), each.size, key=order.index)
    return YearLine(
        programme_name=names[first.programme_id], phase=first.phase, how=first.how, name=first.name,
        groups=tuple(sizes), sizes=tuple(sizes.values()),
        first_day=min((each.first_day for each in alike if each.first_day), default=None),
        last_day=max((each.last_day for each in alike if each.last_day), default=None),
        is_under_way=any(each.is_under_way for each in alike),
    )  # fmt: skip
