"""How many people stand behind voices; bare numbers stay in this folder (house rule 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Count

from tiekartta.analysis.disclosure import (
    Disclosed,
    DisclosedTable,
    disclose_bands,
    disclose_table,
    told_sum,
)
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.voices.models import Hearing, KeptCount, Response, Session
from tiekartta.voices.queries.ids import as_words, known_id
from tiekartta.voices.queries.reading import voices_in
from tiekartta.voices.queries.told import sums_by, told_parts
from tiekartta.voices.rules import require_counts
from tiekartta.voices.sizes import size_of, told_size
from tiekartta.voices.states import VISIBLE_COLLECTIONS, HearingSize, VoiceState

K = TypeVar("K", bound=Hashable)


def respondents_by_group(
    programme: Programme, *, reader: object
) -> dict[RespondentGroup, Disclosed]:
    """Respondents of every group that answered or was asked, in the order of groups. Raises PermissionDenied.

    They tell no more than what is told of every collection (`queries.told`). All respondents of finished
    imports count, so that the figures do not move while screening goes on.
    """
    require_counts(reader, programme)
    sums = sums_by(told_parts(programme), lambda part: part.group)
    return {group: sums[group.value] for group in RespondentGroup if group.value in sums}


def respondents_in_all(programme: Programme, *, reader: object) -> Disclosed:
    """All respondents together, as far as they are told of every collection. Raises PermissionDenied."""
    require_counts(reader, programme)
    return told_sum(told_parts(programme).values())


def _respondents(programme: Programme) -> dict[str, int]:
    answered = (
        Response.objects.filter(
            collection__programme=programme, collection__state__in=VISIBLE_COLLECTIONS
        )
        .order_by()
        .values("respondent_group")
        .annotate(number=Count("id"))
        .values_list("respondent_group", "number")
    )
    # Of an erased collection only these counts are left (INV-V4).
    kept = KeptCount.objects.filter(collection__programme=programme).order_by()
    counts: Counter[str] = Counter()
    for group, number in answered.union(kept.values_list("respondent_group", "number"), all=True):
        counts[group] += number
    return {group.value: counts[group.value] for group in RespondentGroup if group in counts}


def group_counts(voice_ids: Iterable[UUID], *, programme: Programme) -> DisclosedTable:
    """Distinct respondents behind these voices, by group; columns are values of RespondentGroup."""
    return group_counts_by({"": voice_ids}, programme=programme)[""]


def group_counts_by(
    sets: Mapping[K, Iterable[UUID]], *, programme: Programme
) -> dict[K, DisclosedTable]:
    """`group_counts` of many sets of voices in two queries, whatever their number.

    Only usable voices count (INV-V2, INV-V4). Every table has the columns of the programme: the
    groups that answered at all.
    """
    behind = _behind(programme)
    columns = list(_respondents(programme))
    policy = disclosure_policy(programme)
    tables = {}
    for key, voice_ids in sets.items():
        people: dict[str, set[str]] = defaultdict(set)
        for voice_id in voice_ids:
            if voice_id in behind:
                group, response_id = behind[voice_id]
                people[group].add(response_id)
        tables[key] = disclose_table({group: len(people[group]) for group in columns}, policy)
    return tables


@dataclass(frozen=True)
class GroupBands(Generic[K]):
    """Respondents by group: of each set in bands, and of all sets together in figures."""

    tables: Mapping[K, DisclosedTable]
    everybody: DisclosedTable


def group_bands_by(
    sets: Mapping[K, Iterable[UUID]], *, programme: Programme, frank: Collection[K] = ()
) -> GroupBands[K]:
    """Distinct respondents behind disjoint sets of voices, by group, in bands; two queries.

    The sets are protected together, so that none can be worked out from the others and from figures
    on everybody. Of the sets in `frank` a small figure is told to be small. Every table has the
    columns of the programme: the groups that answered at all.
    """
    behind = _behind(programme)
    columns = list(_respondents(programme))
    keys = list(sets)
    counts = {}
    all_people: dict[str, set[str]] = {group: set() for group in columns}
    for number, key in enumerate(keys):
        people: dict[str, set[str]] = {group: set() for group in columns}
        for voice_id in sets[key]:
            if voice_id in behind:
                group, response_id = behind[voice_id]
                people[group].add(response_id)
        counts[str(number)] = {group: len(found) for group, found in people.items()}
        for group, found in people.items():
            all_people[group] |= found
    small = [str(number) for number, key in enumerate(keys) if key in frank]
    policy = disclosure_policy(programme)
    together = disclose_bands(counts, policy, frank=small)
    tables = {
        key: DisclosedTable(
            rows=("",), columns=together.columns, cells=(together.cells[number],),
            row_totals=(together.row_totals[number],), column_totals=together.cells[number],
            total=together.row_totals[number],
        )
        for number, key in enumerate(keys)
    }  # fmt: skip
    figures = {group: len(found) for group, found in all_people.items()}
    return GroupBands(tables, disclose_table(figures, policy))


def behind_enough(sets: Mapping[K, Iterable[UUID]], *, programme: Programme) -> frozenset[K]:
    """The keys whose voices come from at least `k_min` respondents, in one query."""
    behind = _behind(programme)
    fewest = disclosure_policy(programme).k_min
    return frozenset(
        key
        for key, voice_ids in sets.items()
        if len({behind[voice_id][1] for voice_id in voice_ids if voice_id in behind}) >= fewest
    )


def _behind(programme: Programme) -> dict[UUID, tuple[str, str]]:
    """Usable voice → (group, respondent); the ids of respondents are only compared."""
    rows = voices_in(programme).filter(state=VoiceState.USABLE, response__isnull=False)
    return {
        known_id(voice_id): (group, response_id)
        for voice_id, group, response_id in rows.values_list(
            as_words("id"), "respondent_group", as_words("response_id")
        )
    }


def heard_groups(programme: Programme) -> frozenset[RespondentGroup]:
    """The groups of which at least k_min respondents said something usable, or were heard otherwise.

    Sessions that have ended, and hearings outside the system, count when their size may be told.
    """
    people: dict[str, set[str]] = defaultdict(set)
    for group, response_id in _behind(programme).values():
        people[group].add(response_id)
    policy = disclosure_policy(programme)
    inside = {group for group, found in people.items() if len(found) >= policy.k_min}
    outside = {
        group
        for group, size in Hearing.objects.filter(programme=programme).values_list(
            "respondent_group", "size"
        )
        if told_size(HearingSize(size), policy)
    }
    met = {
        group
        for group, number in Session.objects.filter(
            collection__programme=programme,
            collection__state__in=VISIBLE_COLLECTIONS,
            is_closed=True,
        ).values_list("respondent_group", "participants")
        if told_size(size_of(number), policy)
    }
    return frozenset(RespondentGroup(group) for group in inside | outside | met)
