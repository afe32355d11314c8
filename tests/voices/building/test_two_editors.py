"""Two editors at the very same moment: one edit stays, the other is told."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.asking import a_draft_survey, a_text
from tests.factories import a_programme

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict
from tiekartta.voices.actions import add_question
from tiekartta.voices.models import Question, Survey
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import QuestionForm


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite in memory waits for no other writer"
)
@pytest.mark.django_db(transaction=True)
def test_of_edits_at_the_same_moment_one_stays_and_the_others_are_told() -> None:
    survey = a_draft_survey(a_programme()).surveys.select_related("collection__programme").get()
    block = survey.blocks.get(kind=BlockKind.CONTENT).public_id
    before = Question.objects.count()
    told: list[str] = []
    start = threading.Barrier(4)

    def edit(number: int) -> None:
        try:
            start.wait()
            add_question(
                survey=survey, block_key=block, by=SYSTEM, seen=1,
                form=QuestionForm("", QuestionKind.OPEN, a_text(f"Kysymys {number}?")),
            )  # fmt: skip
            told.append("added")
        except Conflict:
            told.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["added", "told", "told", "told"]
    assert Question.objects.count() == before + 1
    assert Survey.objects.get().version == 2
