"""The letter to whoever started an analysis (N7): ready or failed, at once, through a real server."""

from __future__ import annotations

from typing import Any

import pytest
from tests.clear_texts import QUEUES, TRANSPORT
from tests.factories import a_person, a_programme, some_voices, the_owner
from tests.reading_letters import sent, the_mail

from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Letter
from tiekartta.programmes.models import Membership
from tiekartta.themes import tasks
from tiekartta.themes.actions import cancel_run, fail_run, start_run
from tiekartta.themes.models import Run
from tiekartta.themes.states import RunState

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "fi": ("Analyysi on valmis", "Analyysi epäonnistui"),
    "sv": ("Analysen är klar", "Analysen misslyckades"),
    "en": ("The analysis is ready", "The analysis failed"),
}


def a_run(language: str = "fi") -> Run:
    programme = a_programme(a_person("Oona Omistaja", language=language))
    some_voices(programme, (*QUEUES, *TRANSPORT))
    return start_run(programme=programme, wanted=5, by=the_owner(programme))


@pytest.mark.parametrize("language", SUBJECTS)
def test_whoever_started_it_is_told_once_that_it_is_ready(settings: Any, language: str) -> None:
    """INV-Q4: a link, and nothing of what was found."""
    with the_mail(settings) as box:
        run = a_run(language)
        (letter,) = sent(box)
    assert letter.to == the_owner(run.programme).email
    assert (letter.language, letter.subject) == (language, SUBJECTS[language][0])
    assert any(f"/ohjelmat/{run.programme.public_id}/" in link for link in letter.html.links)
    assert not any(text[:20] in letter.said for text in QUEUES)


@pytest.mark.parametrize("language", SUBJECTS)
def test_a_failure_is_told_as_such(settings: Any, language: str) -> None:
    with the_mail(settings) as box:
        run = a_run(language)
        Run.objects.filter(pk=run.pk).update(input_digest="another")
        (letter,) = sent(box)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert (letter.language, letter.subject) == (language, SUBJECTS[language][1])


def test_a_job_that_gave_up_is_found_and_told(settings: Any) -> None:
    """The worker met what nobody had thought of: the run does not wait for ever, and nobody waits for it."""

    class Calm:
        def check(self) -> None:
            """Nobody cancels."""

    with the_mail(settings) as box:
        run = a_run()
        Job.objects.filter(public_id=run.job_public_id).update(state=JobState.FAILED)
        for _twice in range(2):
            tasks.end_left_behind(Calm())  # type: ignore[arg-type] # - all that the task asks of its progress
        assert [each.subject for each in sent(box)] == ["Analyysi epäonnistui"]
    run.refresh_from_db()
    assert run.state == RunState.FAILED


def test_nobody_is_told_of_what_they_stopped_themselves() -> None:
    run = a_run()
    cancel_run(run=run, by=the_owner(run.programme))
    Worker().run_until_empty()
    assert not Letter.objects.exists()


def test_nobody_is_told_who_may_not_see_it_any_more() -> None:
    run = a_run()
    Membership.objects.filter(programme=run.programme).delete()
    fail_run(run=run, by=SYSTEM)
    assert not Letter.objects.exists()


def test_a_command_or_a_job_that_started_it_has_nobody_to_tell() -> None:
    programme = a_programme()
    some_voices(programme, (*QUEUES, *TRANSPORT))
    run = start_run(programme=programme, wanted=5, by=SYSTEM)
    fail_run(run=run, by=SYSTEM)
    assert not Letter.objects.exists()
