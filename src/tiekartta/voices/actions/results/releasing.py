"""A release of results: what is told of every question from now on (INV-D5, INV-D8).

Everything that pages and files show is worked out here, once, in a worker. A withdrawal does not change
what was released (INV-V4): a figure that shrank by one would tell what the one had answered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tiekartta.analysis.disclosure import AnswerTable, Policy, disclose
from tiekartta.jobs.computing import compute
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.voices.models import (
    Envelope,
    Question,
    ReleasedTable,
    ResultsRelease,
    Survey,
)
from tiekartta.voices.queries.results.hearing import (
    heard_of,
    may_release,
    method_of,
    results_policy,
)
from tiekartta.voices.results.grouping import tell_groups
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import (
    Heard,
    tell_everybody,
    told_questions,
)
from tiekartta.voices.states import CollectionState

FEW = 12
"""Crossings that are worked out in the process that asks."""
Tables = dict[tuple[str, str], QuestionTable]
"""(key of the question, keys of the background variables joined by a comma) → what is told."""


def release_results(*, survey_id: UUID, by: Actor, today: date | None = None) -> bool:
    """Tell what may be told now of one variant; whether there was anything new. May be called any time.

    Of an open collection only of everybody: groups when it has ended.
    """
    survey = (
        Survey.objects.select_related("collection__programme", "collection__notice")
        .filter(pk=survey_id)
        .first()
    )
    if survey is None:
        return False
    collection = survey.collection
    releases = list(ResultsRelease.objects.filter(survey=survey).order_by("number"))
    heard = heard_of(survey)
    newest = releases[-1] if releases else None
    is_waiting = Envelope.objects.filter(collection=collection, is_set_aside=False).exists()
    if not may_release(collection, heard.people, newest, is_waiting=is_waiting):
        return False
    policy = results_policy(collection)
    is_final = collection.state != CollectionState.OPEN
    tables = _tables(heard, policy, _earlier(survey), is_final=is_final)
    told = disclose(heard.people, policy)
    release = ResultsRelease(
        survey=survey, number=len(releases) + 1, released_on=today or timezone.localdate(), is_final=is_final,
        people=told.value, few=is_final and told.level == "direction", k_full=policy.k_full,
        k_min=policy.k_min, method=method_of(survey),
    )  # fmt: skip
    try:
        _write(release, tables, survey, by)
    except IntegrityError:  # another worker was first
        return False
    return True


def _earlier(survey: Survey) -> dict[str, list[QuestionTable]]:
    """What was told of everybody before, by question, oldest first."""
    rows = ReleasedTable.objects.filter(release__survey=survey, by="").order_by("release__number")
    found: dict[str, list[QuestionTable]] = {}
    for key, content in rows.values_list("question__public_id", "content"):
        found.setdefault(key, []).append(QuestionTable.from_data(content))
    return found


def _tables(
    heard: Heard, policy: Policy, earlier: dict[str, list[QuestionTable]], *, is_final: bool
) -> Tables:
    told: dict[str, QuestionTable] = {}
    for question in told_questions(heard.form):
        table = tell_everybody(
            heard, question, policy, before=earlier.get(question.key, ()), is_final=is_final
        )
        if table is not None:
            told[question.key] = table
    found: Tables = {(key, ""): table for key, table in told.items()}
    if is_final:
        found |= tell_groups(heard, told, policy, _run)
    return found


def _run(
    function: Callable[[list[Any]], list[AnswerTable | None]], crossings: list[Any]
) -> list[AnswerTable | None]:
    """Here where it is little work: a process of its own takes a second to start."""
    return function(crossings) if len(crossings) <= FEW else compute(function, crossings)


@transaction.atomic
def _write(release: ResultsRelease, tables: Tables, survey: Survey, by: Actor) -> None:
    release.save(force_insert=True)
    questions = dict(Question.objects.filter(block__survey=survey).values_list("public_id", "pk"))
    ReleasedTable.objects.bulk_create(
        ReleasedTable(
            release=release, question_id=questions[key], by=names, content=table.as_data()
        )
        for (key, names), table in tables.items()
    )
    record(
        by=by, action="release_results", object_kind="collection",
        object_id=survey.collection.public_id, programme_id=survey.collection.programme_id,
    )  # fmt: skip
