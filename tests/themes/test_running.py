"""Runs: frozen input, the same result from it, all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.clear_texts import QUEUES, SIXTY, TRANSPORT
from tests.factories import a_programme, some_voices, the_owner
from tests.themes.making import an_analysed_draft, analysed, called, draft_of, read, themes

from tiekartta.analysis.themes import condense
from tiekartta.jobs.actions import requeue_abandoned, retry
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.themes import tasks
from tiekartta.themes.actions import accept_result, rename_theme, running, start_run
from tiekartta.themes.models import (
    CandidateAssignment,
    CandidateTheme,
    Run,
    Theme,
    ThemeSet,
)
from tiekartta.themes.queries import corpus, is_stale
from tiekartta.themes.states import RunState
from tiekartta.voices.queries import all_usable_ids

pytestmark = pytest.mark.django_db


def test_a_run_freezes_the_usable_voices_and_the_digest_of_their_texts() -> None:
    programme = a_programme()
    voices = some_voices(programme, QUEUES)
    run = start_run(programme=programme, wanted=5, seed=3, by=the_owner(programme))
    some_voices(programme, TRANSPORT)
    assert run.voice_ids == sorted(str(voice.id) for voice in voices)
    assert corpus(run).digest == run.input_digest
    assert len(corpus(run).answers) == len(QUEUES)


def test_a_worker_turns_the_run_into_a_draft_with_its_provenance() -> None:
    programme = a_programme()
    draft = an_analysed_draft(programme)
    run = Run.objects.get()
    assert run.state == RunState.ACCEPTED
    assert run.provenance["seed"] == 0
    assert run.output_digest == run.provenance["output_digest"] != ""
    assert len(read(draft).voice_homes) == len(SIXTY)
    assert not any(theme.is_new for theme in themes(draft))
    actions = set(Entry.objects.filter(object_kind="run").values_list("action", flat=True))
    assert actions == {"start_run", "accept_result"}


def test_the_same_voices_and_seed_give_the_same_result_inv_t3() -> None:
    programme = a_programme()
    an_analysed_draft(programme)
    ThemeSet.objects.all().delete()
    second = analysed(programme)
    first = Run.objects.exclude(pk=second.pk).get()
    assert first.input_digest == second.input_digest
    assert first.output_digest == second.output_digest


def test_a_run_with_few_voices_is_refused() -> None:
    programme = a_programme()
    some_voices(programme, QUEUES[:4])
    with pytest.raises(Refusal, match="5"):
        start_run(programme=programme, wanted=5, by=the_owner(programme))
    assert not Run.objects.exists()


def test_a_run_says_how_many_voices_wait_and_goes_on_without_them_when_told() -> None:
    programme = a_programme()
    held = ["Soita Ainolle 050 123 4567", "Osoite on aino@esimerkkila.example"]
    some_voices(programme, [*QUEUES, *held])
    with pytest.raises(Refusal, match="2"):
        start_run(programme=programme, wanted=5, by=the_owner(programme))
    run = start_run(programme=programme, wanted=5, by=the_owner(programme), without_held=True)
    assert len(run.voice_ids) == len(QUEUES)


@pytest.mark.parametrize("wanted", [4, 16])
def test_a_run_asks_for_five_to_fifteen_themes(wanted: int) -> None:
    programme = a_programme()
    some_voices(programme, QUEUES)
    with pytest.raises(Refusal):
        start_run(programme=programme, wanted=wanted, by=the_owner(programme))


def test_two_runs_are_not_under_way_at_once_and_a_failed_one_blocks_nothing() -> None:
    programme = a_programme()
    some_voices(programme, QUEUES)
    start_run(programme=programme, wanted=5, by=the_owner(programme))
    with pytest.raises(Refusal):
        start_run(programme=programme, wanted=5, by=the_owner(programme))
    Job.objects.update(state=JobState.FAILED)
    start_run(programme=programme, wanted=5, by=the_owner(programme))
    assert Run.objects.count() == 2


def test_a_job_run_twice_makes_one_draft() -> None:
    programme = a_programme()
    draft = an_analysed_draft(programme)
    before = read(draft).digest
    Job.objects.update(state=JobState.FAILED)
    retry(job=Job.objects.get(task__contains="themes"), by=the_owner(programme))
    Worker().run_until_empty()
    assert read(draft_of(programme)).digest == before
    assert ThemeSet.objects.count() == 1


def test_accepting_twice_changes_nothing() -> None:
    programme = a_programme()
    an_analysed_draft(programme)
    run = Run.objects.get()
    counts = (CandidateTheme.objects.count(), Theme.objects.count())
    accept_result(run=run, condensation=condense(corpus(run).answers, wanted=6), by=SYSTEM)
    assert (CandidateTheme.objects.count(), Theme.objects.count()) == counts


def test_a_run_that_breaks_off_leaves_nothing_and_starts_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programme = a_programme()
    some_voices(programme, SIXTY)
    run = start_run(programme=programme, wanted=6, by=the_owner(programme))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(running, "renew", broken)
        Worker().run_until_empty()
    assert not CandidateTheme.objects.exists()
    assert not CandidateAssignment.objects.exists()
    assert not ThemeSet.objects.exists()
    run.refresh_from_db()
    assert run.state == RunState.QUEUED
    # the worker died: its job is put back and worked through
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=run.started_at)
    requeue_abandoned(by=SYSTEM, older_than=timedelta(0))
    Worker().run_until_empty()
    run.refresh_from_db()
    assert run.state == RunState.ACCEPTED
    assert len(read(draft_of(programme)).voice_homes) == len(SIXTY)


def test_a_run_whose_voices_changed_while_it_waited_is_refused() -> None:
    programme = a_programme()
    some_voices(programme, QUEUES)
    run = start_run(programme=programme, wanted=5, by=the_owner(programme))
    run.input_digest = "0" * 64
    run.save()
    Worker().run_until_empty()
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert Job.objects.get(public_id=run.job_public_id).state == JobState.FAILED
    assert not ThemeSet.objects.exists()


def test_decisions_made_while_it_computes_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = a_programme()
    draft = an_analysed_draft(programme)
    theme = themes(draft)[0]
    real, calls = tasks.compute_for, []

    def compute_for(*args: object, **kwargs: object) -> object:
        if "decisions" in kwargs:
            calls.append(kwargs["decisions"])
        if len(calls) == 1:
            rename_theme(theme=theme, title=called("Kesken ajon"), by=the_owner(programme))
        return real(*args, **kwargs)  # type: ignore[arg-type] # - passed on as it came

    monkeypatch.setattr(tasks, "compute_for", compute_for)
    analysed(programme, seed=9)
    assert len(calls) == 2
    assert [fixed.label for fixed in calls[1].fixed] == ["Kesken ajon"]
    assert "Kesken ajon" in {str(each.title) for each in themes(draft)}


def test_a_run_is_stale_when_other_voices_are_usable() -> None:
    programme = a_programme()
    an_analysed_draft(programme, QUEUES)
    run = Run.objects.get()
    assert not is_stale(run, all_usable_ids(programme))
    some_voices(programme, TRANSPORT)
    assert is_stale(run, all_usable_ids(programme))
