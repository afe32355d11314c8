"""How many answered, as it is told wherever it is told: one by one, and in sums of what is told.

The least that results tell of is one variant of one collection, and of an import one group. Each is told
from the threshold on, everywhere alike. Every sum (a group, a collection, the programme) adds up only
what is told: were the others in it, results beside it would tell them by subtraction (INV-D3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count

from tiekartta.analysis.disclosure import Disclosed, disclose, said, told_sum
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.voices.models import (
    Collection,
    Envelope,
    KeptCount,
    Response,
    ResultsRelease,
    Survey,
)
from tiekartta.voices.sizes import strictest
from tiekartta.voices.states import VISIBLE_COLLECTIONS

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """Those who answered one variant, or are one group of an import."""

    collection: UUID
    group: str
    survey: UUID | None = None


Told = Mapping[Part, Disclosed]


def told_parts(programme: Programme) -> Told:
    """What is told of every part of a programme, in five queries whatever their number.

    An audience that was asked is a part also while nobody of it has answered: none looks like a few.
    """
    return _told(programme, _people(programme))


def sums_by(told: Told, key: Callable[[Part], K]) -> dict[K, Disclosed]:
    """What is told of the parts together that have the same key."""
    parts: dict[K, list[Disclosed]] = {}
    for part, count in told.items():
        parts.setdefault(key(part), []).append(count)
    return {each: told_sum(counts) for each, counts in parts.items()}


def received_by(programme: Programme, collections: Iterable[UUID]) -> dict[UUID, Disclosed]:
    """How many answers collections have received, in seven queries.

    Sealed ones do not tell their audience, so they count where there is only one.
    """
    wanted = set(collections)
    people = {part: n for part, n in _people(programme).items() if part.collection in wanted}
    audiences = Counter(part.collection for part in people)
    waiting = Envelope.objects.filter(collection__in=wanted).order_by().values_list("collection_id")
    sealed: dict[UUID, int] = dict(waiting.annotate(number=Count("id")))
    for part in people:
        if audiences[part.collection] == 1:
            people[part] += sealed.pop(part.collection, 0)
    told = sums_by(_told(programme, people), lambda part: part.collection)
    for pk in sealed.keys() & told.keys():
        told[pk] = told_sum([told[pk], said(None)])
    return {pk: told.get(pk, said(None)) for pk in wanted}


def _told(programme: Programme, people: Mapping[Part, int]) -> dict[Part, Disclosed]:
    limits = Collection.objects.filter(pk__in={part.collection for part in people})
    own = disclosure_policy(programme)
    policies = {row.pk: strictest(own, row) for row in limits.only("pk", "k_full", "k_min")}
    return {part: disclose(n, policies[part.collection]) for part, n in people.items()}


def _people(programme: Programme) -> dict[Part, int]:
    """Bare: for this file only."""
    of = {"collection__programme": programme, "collection__state__in": VISIBLE_COLLECTIONS}
    asked = Survey.objects.filter(**of).order_by("order", "number")
    people = {Part(*key): 0 for key in asked.values_list("collection_id", "respondent_group", "pk")}
    answered = Response.objects.filter(**of).order_by()
    for *key, number in answered.values_list(
        "collection_id", "respondent_group", "survey_id"
    ).annotate(number=Count("id")):
        people[Part(*key)] = number
    # Of an erased collection only these counts are left (INV-V4).
    kept = KeptCount.objects.filter(**of).values_list("collection_id", "respondent_group", "number")
    if kept:
        _add_kept(people, kept)
    return people


def _add_kept(people: dict[Part, int], kept: Iterable[tuple[UUID, str, int]]) -> None:
    """Counts of groups; of a group with several variants only what was released of each."""
    variants: dict[tuple[UUID, str], list[Part]] = {}
    for part in people:
        variants.setdefault((part.collection, part.group), []).append(part)
    several: set[UUID] = set()
    for collection, group, number in kept:
        parts = variants.get((collection, group), [Part(collection, group)])
        if len(parts) == 1:
            people[parts[0]] = number
        else:
            several |= {part.survey for part in parts if part.survey}
    released = ResultsRelease.objects.filter(survey__in=several).order_by("number")
    told = dict(released.values_list("survey_id", "people")) if several else {}
    for part in people:
        if part.survey and part.survey in several:
            people[part] = told.get(part.survey) or 0
