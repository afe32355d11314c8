"""Jobs: the row is the truth; what is queued is done, tried again, put back or cancelled."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from tests.factories import a_person
from tests.jobs import elsewhere, work

from tiekartta.analysis.disclosure import disclose
from tiekartta.analysis.provenance import digest
from tiekartta.jobs import actions, computing, tasks
from tiekartta.jobs.actions import cancel_job, queue, requeue_abandoned, requeue_lost, retry
from tiekartta.jobs.computing import ComputingEnded, compute, compute_for
from tiekartta.jobs.models import Job
from tiekartta.jobs.progress import Cancelled, Heartbeat, Progress
from tiekartta.jobs.queries import job_of, job_view
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _work_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "TASK_PATH", re.compile(r"^tests\.jobs\.work\.[a-z_]+$"))
    work.CALLS.clear()


def a_job(name: str, **arguments: str) -> Job:
    return queue(task=f"tests.jobs.work.{name}", arguments=arguments, title="Work", by=SYSTEM)


def run_all() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(days=1))
    Worker().run_until_empty()


def test_a_queued_job_is_done_once() -> None:
    job = a_job("well", word="kahvi")
    run_all()
    run_all()
    job.refresh_from_db()
    assert (job.state, job.done, job.total, work.CALLS) == (JobState.DONE, 2, 2, ["kahvi"])


def test_a_job_asked_for_in_a_failed_transaction_does_not_exist() -> None:
    with transaction.atomic():
        a_job("well", word="kahvi")
        transaction.set_rollback(True)
    run_all()
    assert (Job.objects.count(), DBTaskResult.objects.count(), work.CALLS) == (0, 0, [])


def test_only_tasks_of_the_house_can_be_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for path in (
        "os.system",
        "tiekartta.voices.actions.withdraw",
        "tiekartta.voices.tasks.x; import os",
    ):
        with pytest.raises(ValueError, match="not a task of the house"):
            queue(task=path, arguments={}, title="", by=SYSTEM)


def test_a_refusal_ends_the_job_with_its_sentence() -> None:
    job = a_job("refuse")
    run_all()
    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (JobState.FAILED, "Ota ensin kahvia.", 0)


def test_a_broken_job_is_tried_three_times_and_tells_no_content() -> None:
    job = a_job("break_down")
    for _try in range(4):
        run_all()
    job.refresh_from_db()
    assert (job.state, job.attempts, len(work.CALLS)) == (JobState.FAILED, 3, 3)
    assert "KeyError" in job.message
    assert "secret" not in job.message
    assert not DBTaskResult.objects.exclude(traceback="").exists()


def test_a_failed_job_can_be_started_again_by_who_asked() -> None:
    job = a_job("refuse")
    run_all()
    job.refresh_from_db()
    with pytest.raises(Refusal):
        retry(job=job, by=a_person())
    retry(job=job, by=SYSTEM)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    with pytest.raises(Refusal):
        retry(job=job, by=SYSTEM)


def test_a_cancelled_job_does_not_run_and_a_running_one_stops() -> None:
    job = a_job("well", word="kahvi")
    with pytest.raises(Refusal):
        cancel_job(job=job, by=a_person())
    cancel_job(job=job, by=SYSTEM)
    run_all()
    assert work.CALLS == []
    with pytest.raises(Cancelled):
        Progress(job).report(1, 1)
    with pytest.raises(Refusal):
        cancel_job(job=job, by=SYSTEM)


def test_a_cancelled_job_can_be_started_again() -> None:
    job = a_job("well", word="kahvi")
    cancel_job(job=job, by=SYSTEM)
    run_all()
    retry(job=job, by=SYSTEM)
    run_all()
    job.refresh_from_db()
    assert (job.state, work.CALLS) == (JobState.DONE, ["kahvi"])


def test_a_worker_whose_turn_is_over_does_not_go_on_beside_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Of the thread of a heartbeat; here it would close the connection of the test.
    monkeypatch.setattr("tiekartta.jobs.progress.close_old_connections", lambda: None)
    job = a_job("well", word="kahvi")
    Job.objects.update(state=JobState.RUNNING, turn=1, heartbeat_at=timezone.now())
    job.refresh_from_db()
    slow = Progress(job)
    slow.report(1, 2)
    cancel_job(job=job, by=SYSTEM)
    retry(job=job, by=SYSTEM)
    Job.objects.update(state=JobState.RUNNING, turn=2, heartbeat_at=None)  # another one has begun
    with pytest.raises(Cancelled):
        slow.check()
    with pytest.raises(Cancelled):
        slow.report(2, 2)
    Heartbeat(job).beat()
    tasks._end(job, JobState.FAILED, "")
    tasks._try_again(job, KeyError())
    job.refresh_from_db()
    assert (job.state, job.turn, job.attempts, job.heartbeat_at) == (JobState.RUNNING, 2, 0, None)


def test_each_time_a_job_begins_it_is_another_turn() -> None:
    job = a_job("well", word="kahvi")
    run_all()
    Job.objects.update(state=JobState.FAILED)
    retry(job=job, by=SYSTEM)
    run_all()
    job.refresh_from_db()
    assert (job.turn, work.CALLS) == (2, ["kahvi", "kahvi"])


def test_a_process_that_computes_for_a_cancelled_job_is_stopped(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIEKARTTA_COMPUTE = "process"
    monkeypatch.setattr(computing, "_answer", elsewhere.take_long)
    job = a_job("well", word="kahvi")
    cancel_job(job=job, by=SYSTEM)
    with pytest.raises(Cancelled):
        compute_for(Progress(job), lambda _done, _total: None, digest, {})
    assert multiprocessing.active_children() == []


def test_signs_of_progress_come_out_of_the_process(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIEKARTTA_COMPUTE = "process"
    monkeypatch.setattr(computing, "_answer", elsewhere.tell_and_answer)
    job = a_job("well", word="kahvi")
    Job.objects.update(state=JobState.RUNNING)
    progress = Progress(job)
    assert compute_for(progress, progress.part(20, 80, 100), digest, {}) == "answer"
    job.refresh_from_db()
    assert (job.done, job.total) == (35, 100)  # the second sign came too soon to be written


def test_a_call_in_this_process_stops_at_its_next_sign_of_progress() -> None:
    job = a_job("well", word="kahvi")
    progress = Progress(job)
    came = []

    def long_call(progress: Callable[[int, int], None]) -> None:
        came.append("began")
        progress(1, 2)
        came.append("ended")

    long_call.__module__ = "tiekartta.analysis.of_a_test"
    cancel_job(job=job, by=SYSTEM)
    with pytest.raises(Cancelled):
        compute_for(progress, progress.part(0, 100, 100), cast("Callable[[], None]", long_call))
    assert came == ["began"]


def test_a_job_whose_worker_died_is_put_back_and_done() -> None:
    job = a_job("well", word="kahvi")
    DBTaskResult.objects.update(status="RUNNING")
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now())
    assert requeue_abandoned(by=SYSTEM, older_than=timedelta(seconds=15)) == 0
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=16))
    assert requeue_abandoned(by=SYSTEM, older_than=timedelta(seconds=15)) == 1
    run_all()
    job.refresh_from_db()
    assert (job.state, work.CALLS) == (JobState.DONE, ["kahvi"])


def test_a_job_that_kills_its_worker_every_time_fails_in_words_and_can_be_started_again() -> None:
    job = a_job("well", word="kahvi")
    for put_back in (1, 1, 0, 0):
        Job.objects.filter(state=JobState.QUEUED).update(
            state=JobState.RUNNING, heartbeat_at=timezone.now() - timedelta(seconds=16)
        )
        assert requeue_abandoned(by=SYSTEM, older_than=timedelta(seconds=15)) == put_back
    job.refresh_from_db()
    assert (job.state, job.attempts, job.ended_at is not None) == (JobState.FAILED, 3, True)
    assert job.message
    retry(job=job, by=SYSTEM)
    run_all()
    job.refresh_from_db()
    assert (job.state, work.CALLS) == (JobState.DONE, ["kahvi"])


def test_a_job_whose_worker_died_before_it_began_is_put_back_once_and_done() -> None:
    job = a_job("well", word="kahvi")
    began = timezone.now()
    DBTaskResult.objects.update(status="RUNNING", started_at=began)
    soon, late = began + timedelta(seconds=14), began + timedelta(seconds=16)
    assert requeue_lost(by=SYSTEM, older_than=timedelta(seconds=15), now=soon) == 0
    assert requeue_lost(by=SYSTEM, older_than=timedelta(seconds=15), now=late) == 1
    assert requeue_lost(by=SYSTEM, older_than=timedelta(seconds=15), now=late) == 0
    run_all()
    job.refresh_from_db()
    assert (job.state, work.CALLS) == (JobState.DONE, ["kahvi"])


def test_a_job_is_seen_by_who_asked_only() -> None:
    person, other = a_person(), a_person()
    job = queue(
        task="tests.jobs.work.well", arguments={"word": "x"}, title="Työ", by=person, next_url="/a/"
    )
    assert job_of(job.public_id, reader=other) is None
    found = job_of(job.public_id, reader=person)
    assert found is not None
    view = job_view(found)
    assert (view.title, view.next_url, view.has_ended) == ("Työ", "/a/", False)


def test_only_analysis_is_computed_elsewhere() -> None:
    with pytest.raises(ValueError, match="only analysis"):
        compute(work.refuse, Progress(Job()))


def test_a_job_speaks_the_language_of_the_person_who_asked() -> None:
    with translation.override("sv"):
        job = a_job("refuse_in_words")
    with translation.override("en"):
        run_all()
        assert translation.get_language() == "en"
    job.refresh_from_db()
    assert (job.language, job.message) == ("sv", "Arbetet har redan slutat.")


def test_a_worker_that_is_told_to_stop_leaves_the_rest_in_the_queue() -> None:
    jobs = [a_job("stop_the_worker"), a_job("well", word="kahvi")]
    worker = Worker()
    work.WORKERS.append(worker)
    worker.run_until_empty()
    worker.run_until_empty()
    states = {Job.objects.get(pk=job.pk).state for job in jobs}
    assert (states, work.CALLS) == ({JobState.DONE, JobState.QUEUED}, ["stop"])


def test_a_heartbeat_outlives_a_busy_database(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []
    heartbeat = Heartbeat(Job())

    def beat() -> None:
        beats.append(1)
        if len(beats) == 1:
            raise OperationalError("database is locked")
        heartbeat._stop_event.set()

    monkeypatch.setattr("tiekartta.jobs.progress.HEARTBEAT_SECONDS", 0.001)
    monkeypatch.setattr(heartbeat, "beat", beat)
    monkeypatch.setattr("tiekartta.jobs.progress.connection.close", lambda: None)
    heartbeat.run()
    assert len(beats) == 2


def test_computing_elsewhere_gives_the_same_answer_and_the_same_errors(settings: Any) -> None:
    settings.TIEKARTTA_COMPUTE = "process"
    assert compute(digest, {"a": [1, 2]}) == digest({"a": [1, 2]})
    with pytest.raises(ValueError, match="not negative"):
        compute(disclose, -1)


def test_computing_that_is_killed_is_told_so(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIEKARTTA_COMPUTE = "process"
    monkeypatch.setattr(computing, "_answer", work.die)
    with pytest.raises(ComputingEnded):
        compute(digest, {})
