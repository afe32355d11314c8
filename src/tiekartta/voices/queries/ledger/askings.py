"""Every time a group was asked: computed from the collections, and written by hand for the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from tiekartta.analysis.disclosure import Disclosed, Policy, disclose_table
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Phase, Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.models import Collection, Hearing, KeptCount, Response, Session, Survey
from tiekartta.voices.sizes import size_of, told_size
from tiekartta.voices.states import (
    DEFAULT_MEANS,
    VISIBLE_COLLECTIONS,
    CollectionKind,
    CollectionState,
    HearingSize,
    ParticipationMeans,
)

DEFAULT_PHASES: Mapping[CollectionKind, PhaseCode] = {
    CollectionKind.CONSULTATION: PhaseCode.ROADMAP,
    CollectionKind.NET_PANEL_ROUND: PhaseCode.COMBINE,
    CollectionKind.OPEN_DISCUSSION: PhaseCode.SEMINAR,
}
"""The phase of a collection whose days are in none; every other kind belongs to the survey."""


@dataclass(frozen=True)
class Asking:
    """One group was asked in one phase. `how` is read by the public; `name` by the members only.

    `size`: ten or more, five to nine, or None when it must not or cannot be told; never a number.
    `hearing_id`: public id of what was written by hand, empty for a collection.
    """

    programme_id: UUID
    group: RespondentGroup
    phase: PhaseCode
    means: tuple[ParticipationMeans, ...]
    how: TranslatedText
    name: str
    first_day: date | None
    last_day: date | None
    year: int
    size: HearingSize | None
    is_under_way: bool = False
    hearing_id: str = ""
    written_by: UUID | None = None
    collection_id: str = ""

    @property
    def is_heard(self) -> bool:
        """Whether so many took part that the group counts as heard by this alone."""
        return self.size is not None


def askings_of(programmes: Sequence[Programme]) -> dict[UUID, list[Asking]]:
    """Every asking by programme in order of days, in seven queries whatever the number of programmes."""
    found: dict[UUID, list[Asking]] = {programme.pk: [] for programme in programmes}
    phases = _phases_of(programmes)
    asked = (*_collected(programmes, phases), *_met(programmes, phases), *_by_hand(programmes))
    for asking in asked:
        found[asking.programme_id].append(asking)
    for askings in found.values():
        askings.sort(key=lambda each: (each.first_day or date.max, each.name, each.group.value))
    return found


def _by_hand(programmes: Sequence[Programme]) -> list[Asking]:
    policies = {programme.pk: disclosure_policy(programme) for programme in programmes}
    return [
        Asking(
            programme_id=row.programme_id, group=RespondentGroup(row.respondent_group), phase=PhaseCode(row.phase),
            means=(ParticipationMeans(row.means),), how=row.how, name="", first_day=row.first_day,
            last_day=row.last_day, year=row.first_day.year,
            size=told_size(HearingSize(row.size), policies[row.programme_id]), hearing_id=row.public_id,
            written_by=row.written_by_id,
        )
        for row in Hearing.objects.filter(programme__in=programmes)
    ]  # fmt: skip


def _met(programmes: Sequence[Programme], phases: Mapping[UUID, Sequence[Phase]]) -> list[Asking]:
    """Discussions and interviews: each stands alone, and its size is told when it has ended."""
    policies = {programme.pk: disclosure_policy(programme) for programme in programmes}
    rows = Session.objects.filter(
        collection__programme__in=programmes, collection__state__in=VISIBLE_COLLECTIONS
    ).select_related("collection")
    return [
        _session(row, policies[row.collection.programme_id], phases[row.collection.programme_id])
        for row in rows
    ]


def _session(row: Session, policy: Policy, phases: Sequence[Phase]) -> Asking:
    of, kind = row.collection, CollectionKind(row.collection.kind)
    return Asking(
        programme_id=of.programme_id, group=RespondentGroup(row.respondent_group),
        phase=phase_of(kind, row.held_on, phases), means=_means_of(of),
        how=row.title or of.title or _words_of(kind), name=of.name, first_day=row.held_on, last_day=row.held_on,
        year=row.held_on.year, size=told_size(size_of(row.participants), policy) if row.is_closed else None,
        is_under_way=not row.is_closed, collection_id=of.public_id,
    )  # fmt: skip


def _phases_of(programmes: Sequence[Programme]) -> dict[UUID, list[Phase]]:
    phases: dict[UUID, list[Phase]] = defaultdict(list)
    for phase in Phase.objects.filter(programme__in=programmes):
        phases[phase.programme_id].append(phase)
    return phases


def _means_of(row: Collection) -> tuple[ParticipationMeans, ...]:
    """What its makers said, else what its kind is by itself."""
    said = tuple(
        ParticipationMeans(code) for code in row.means if code in ParticipationMeans.values
    )
    return said or (DEFAULT_MEANS[CollectionKind(row.kind)],)


def _collected(
    programmes: Sequence[Programme], phases: Mapping[UUID, Sequence[Phase]]
) -> list[Asking]:
    collections = list(
        Collection.objects.filter(programme__in=programmes, state__in=VISIBLE_COLLECTIONS).order_by(
            "id"
        )
    )
    audiences: dict[UUID, set[str]] = defaultdict(set)
    for collection_id, group in Survey.objects.filter(collection__in=collections).values_list(
        "collection_id", "respondent_group"
    ):
        audiences[collection_id].add(group)
    counts = _respondents(programmes)
    sizes = {
        programme.pk: _sizes(
            [row for row in collections if row.programme_id == programme.pk], counts, programme
        )
        for programme in programmes
    }
    return [
        _asking(row, RespondentGroup(group), phases[row.programme_id], sizes[row.programme_id])
        for row in collections
        for group in sorted(audiences[row.pk] | set(counts.get(row.pk, {})))
    ]


def _respondents(programmes: Sequence[Programme]) -> dict[UUID, dict[str, int]]:
    """Bare counts by collection and group: for this file only."""
    rows = (
        Response.objects.filter(collection__programme__in=programmes)
        .order_by()
        .values_list("collection_id", "respondent_group")
        .annotate(number=Count("id"))
    )
    kept = KeptCount.objects.filter(collection__programme__in=programmes).values_list(
        "collection_id", "respondent_group", "number"
    )
    counts: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    # Of an erased collection only the kept counts are left.
    for collection_id, group, number in (*rows, *kept):
        counts[collection_id][group] += number
    return counts


def _sizes(
    collections: Sequence[Collection],
    counts: Mapping[UUID, Mapping[str, int]],
    programme: Programme,
) -> dict[tuple[UUID, str], HearingSize]:
    """Where ten or more answered: what an exact table of a group's collections would show, and no more.

    Groups are told apart everywhere, so each is protected by itself, beside its exact sum.
    """
    closed = {row.pk: row for row in collections if row.state != CollectionState.OPEN}
    policy, found = disclosure_policy(programme), {}
    for group in {group for pk in closed for group in counts.get(pk, {})}:
        numbers = {str(pk): counts[pk][group] for pk in closed if group in counts.get(pk, {})}
        table = disclose_table(numbers, policy)
        for pk, row in closed.items():
            if str(pk) in numbers and _may_tell(table.cell(str(pk)), row):
                found[pk, group] = HearingSize.TEN
    return found


def _may_tell(cell: Disclosed, row: Collection) -> bool:
    """Whether a shown number reaches ten, and the collection's own stricter threshold (INV-D2)."""
    return cell.value is not None and cell.value >= max(10, row.k_full or 0)


def _asking(
    row: Collection, group: RespondentGroup, phases: Sequence[Phase],
    sizes: Mapping[tuple[UUID, str], HearingSize],
) -> Asking:  # fmt: skip
    kind = CollectionKind(row.kind)
    first = row.opened_on or row.collected_on
    return Asking(
        programme_id=row.programme_id, group=group, phase=phase_of(kind, first, phases),
        means=_means_of(row), how=row.title or _words_of(kind), name=row.name,
        first_day=first, last_day=row.closed_on or (row.closes_on if row.opened_on else first),
        year=(first or timezone.localdate(row.imported_at)).year, size=sizes.get((row.pk, group.value)),
        is_under_way=row.state == CollectionState.OPEN, collection_id=row.public_id,
    )  # fmt: skip


def _words_of(kind: CollectionKind) -> TranslatedText:
    """What a collection without a title is called in public: an import is a survey made elsewhere."""
    asked = CollectionKind.SURVEY if kind == CollectionKind.IMPORT else kind
    words = {}
    for code in LANGUAGES:
        with override(code):
            words[code] = str(asked.label)
    return TranslatedText.of(**words)


def phase_of(kind: CollectionKind, day: date | None, phases: Sequence[Phase]) -> PhaseCode:
    """The phase in whose planned days the collection began, else the one that its kind belongs to."""
    begun = [
        phase
        for phase in phases
        if day and phase.planned_start and phase.planned_start <= day <= (phase.planned_end or day)
    ]
    if begun:
        return PhaseCode(max(begun, key=lambda phase: phase.order).code)
    return DEFAULT_PHASES.get(kind, PhaseCode.SURVEY)
