"""The answers of one variant, read for counting. Bare: for the release of results alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tiekartta.analysis.disclosure import Policy
from tiekartta.programmes.queries import disclosure_policy
from tiekartta.voices.models import (
    Answer,
    Collection,
    Envelope,
    Response,
    ResultsRelease,
    Survey,
    Voice,
)
from tiekartta.voices.queries.ids import as_words
from tiekartta.voices.results import Heard
from tiekartta.voices.sizes import strictest
from tiekartta.voices.states import CollectionKind, CollectionState
from tiekartta.voices.surveys.storing import read_survey

FEWEST = 10
"""Opened answers of an open collection before anything of it may be read (INV-C4)."""
_ENDED = (
    CollectionState.CLOSED, CollectionState.SCREENED, CollectionState.ANALYSED, CollectionState.REPORTED,
)  # fmt: skip


def results_policy(collection: Collection) -> Policy:
    """The stricter of the programme's thresholds and the collection's own (INV-D2)."""
    return strictest(disclosure_policy(collection.programme), collection)


def heard_of(survey: Survey) -> Heard:
    """Everybody who answered a variant, in an order that tells nothing."""
    form = read_survey(survey.pk)
    ids = (
        Response.objects.filter(survey=survey).order_by("id").values_list(as_words("id"), flat=True)
    )
    places = {word: place for place, word in enumerate(ids)}
    chosen: dict[str, dict[int, Any]] = {}
    rows = Answer.objects.filter(response__survey=survey, question__block__survey=survey)
    for key, response, value in rows.values_list(
        "question__public_id", as_words("response_id"), "value"
    ).iterator(chunk_size=10_000):
        if response in places:
            chosen.setdefault(key, {})[places[response]] = value
    said = (
        Voice.objects.filter(response__survey=survey, asked__block__survey=survey)
        .values_list("asked__public_id")
        .annotate(people=Count("response_id", distinct=True))
    )
    return Heard(form=form, people=len(places), chosen=chosen, said=dict(said.order_by()))


def method_of(survey: Survey) -> dict[str, Any]:
    """What the method note tells of those who were counted: the last day, and whether paper was typed."""
    responses = Response.objects.filter(survey=survey)
    return {
        "last_day": (survey.collection.closed_on or timezone.localdate()).isoformat(),
        "on_paper": responses.filter(entered_by_staff=True).exists(),
    }


def surveys_to_release() -> list[UUID]:
    """Variants of which more may be told than is."""
    rows = (
        Survey.objects.exclude(collection__kind=CollectionKind.IMPORT)
        .filter(collection__state__in=[CollectionState.OPEN, *_ENDED])
        .select_related("collection__programme")
    )
    sealed = Envelope.objects.filter(is_set_aside=False).order_by()
    waiting = set(sealed.values_list("collection", flat=True).distinct())
    people = dict(Response.objects.order_by().values_list("survey").annotate(number=Count("pk")))
    newest: dict[UUID, ResultsRelease] = {}
    for release in ResultsRelease.objects.order_by("number").only(
        "survey_id", "people", "is_final", "k_full", "k_min"
    ):
        newest[release.survey_id] = release
    return [
        row.pk
        for row in rows
        if may_release(
            row.collection, people.get(row.pk, 0), newest.get(row.pk), is_waiting=row.collection_id in waiting
        )
    ]  # fmt: skip


def may_release(
    collection: Collection, people: int, newest: ResultsRelease | None, *, is_waiting: bool
) -> bool:
    """Whether another release is due.

    The last one when the collection has ended and nothing is sealed; before that the first at ten
    opened answers, and then whenever they have doubled, so that the last one tells much more than the
    one before. And again when the thresholds were raised.
    """
    policy = results_policy(collection)
    is_stricter = newest is not None and (
        newest.k_full < policy.k_full or newest.k_min < policy.k_min
    )
    if collection.state == CollectionState.OPEN:
        known = newest.people or 0 if newest else 0
        enough = people >= max(FEWEST, policy.k_full)
        return enough and (is_stricter or people >= 2 * known)
    if is_waiting:
        return False
    return newest is None or not newest.is_final or is_stricter


def is_readable(collection: Collection, opened: int) -> bool:
    """Whether anything of a collection may be read now (INV-C4)."""
    fewest = max(FEWEST, results_policy(collection).k_full)
    return collection.state != CollectionState.OPEN or opened >= fewest
