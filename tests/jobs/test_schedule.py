"""Work that comes round by itself: asked for when it is due, by one worker, and never twice at once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from tests.jobs import work

from tiekartta.jobs import actions, schedule, tasks
from tiekartta.jobs.actions import queue_due
from tiekartta.jobs.models import Job, Round
from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import Periodic, every, periodic_tasks
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TASK = "tests.jobs.work.come_round"
MANY = """
import json, re, threading
from datetime import UTC, datetime, timedelta
import django
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0)
from tiekartta.jobs import actions
from tiekartta.jobs.models import Job
from tiekartta.jobs.schedule import Periodic
from tiekartta.journal.actors import SYSTEM

task = "tests.jobs.work.come_round"
actions.TASK_PATH = re.compile(".*")
actions.periodic_tasks = lambda: {task: Periodic(task, timedelta(hours=1), "Round")}
ready, asked, noon = threading.Barrier(6), [], datetime(2026, 11, 30, 12, tzinfo=UTC)

def ask():
    try:
        ready.wait()
        asked.append(actions.queue_due(by=SYSTEM, now=noon))
    finally:
        connections.close_all()

threads = [threading.Thread(target=ask) for _number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps([sorted(asked), Job.objects.count()]))
"""


@pytest.fixture
def periodic(monkeypatch: pytest.MonkeyPatch) -> dict[str, Periodic]:
    """A clockwork of its own with one hourly task."""
    known = {TASK: Periodic(TASK, HOUR, "Round")}
    monkeypatch.setattr(actions, "TASK_PATH", re.compile(r"^tests\.jobs\.work\.[a-z_]+$"))
    monkeypatch.setattr(actions, "periodic_tasks", lambda: known)
    monkeypatch.setattr(tasks, "periodic_tasks", lambda: known)
    work.CALLS.clear()
    return known


def end_all() -> None:
    Worker().run_until_empty()
    assert not Job.objects.exclude(state=JobState.DONE).exists()


@pytest.mark.django_db
def test_a_new_task_is_asked_for_at_once_and_then_when_its_time_comes(
    periodic: dict[str, Periodic],
) -> None:
    asked = []
    for minutes in (0, 1, 59, 60, 61, 121):
        asked.append(queue_due(by=SYSTEM, now=NOON + timedelta(minutes=minutes)))
        end_all()
    assert (asked, work.CALLS) == ([1, 0, 0, 1, 0, 1], ["round"] * 3)


@pytest.mark.django_db
def test_a_worker_that_slept_for_days_asks_once(periodic: dict[str, Periodic]) -> None:
    queue_due(by=SYSTEM, now=NOON)
    end_all()
    assert queue_due(by=SYSTEM, now=NOON + timedelta(days=3)) == 1
    assert Round.objects.get().next_due == NOON + timedelta(days=3) + HOUR


@pytest.mark.django_db
def test_a_task_that_still_runs_is_not_asked_for_again(periodic: dict[str, Periodic]) -> None:
    queue_due(by=SYSTEM, now=NOON)
    Job.objects.update(state=JobState.RUNNING)
    assert queue_due(by=SYSTEM, now=NOON + HOUR) == 0
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_queued_where_nothing_is_needed(periodic: dict[str, Periodic]) -> None:
    periodic[TASK] = Periodic(TASK, HOUR, "Round", is_needed=lambda: False)
    assert queue_due(by=SYSTEM, now=NOON) == 0
    assert (Job.objects.count(), Round.objects.get().next_due) == (0, NOON + HOUR)


@pytest.mark.django_db
def test_what_is_no_longer_known_is_left_alone(periodic: dict[str, Periodic]) -> None:
    Round.objects.create(task="tests.jobs.work.gone", next_due=NOON)
    queue_due(by=SYSTEM, now=NOON)
    assert set(Job.objects.values_list("task", flat=True)) == {TASK}


def test_of_many_workers_one_asks(tmp_path: Path) -> None:
    """Real threads with connections of their own, on a real database file."""
    root = Path(__file__).resolve().parents[2]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings",
        "TIEKARTTA_DATA_DIR": str(tmp_path),
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
    }
    done = subprocess.run(
        [sys.executable, "-c", MANY], cwd=root, env=environment, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [[0, 0, 0, 0, 0, 1], 1]


@pytest.mark.django_db
def test_rounds_that_are_done_are_cleared_away_and_failed_ones_stay(
    periodic: dict[str, Periodic],
) -> None:
    long_ago = NOON - timedelta(days=400)
    states = (JobState.DONE, JobState.FAILED)
    old = [
        Job.objects.create(task=TASK, title="x", asked_by="system", state=state, ended_at=long_ago)
        for state in states
    ]
    other = Job.objects.create(
        task="tests.jobs.work.well", title="x", asked_by="system", state=JobState.DONE, ended_at=long_ago
    )  # fmt: skip
    queue_due(by=SYSTEM, now=NOON)
    end_all_but_failed = Worker()
    end_all_but_failed.run_until_empty()
    DBTaskResult.objects.update(finished_at=long_ago)
    tasks.prune(Progress(other))
    kept = set(Job.objects.values_list("pk", flat=True))
    assert old[0].pk not in kept
    assert {old[1].pk, other.pk} < kept
    assert not DBTaskResult.objects.exists()


def test_the_house_knows_what_comes_round() -> None:
    known = periodic_tasks()
    assert {
        "tiekartta.jobs.tasks.prune",
        "tiekartta.voices.tasks.open_waiting_envelopes",
        "tiekartta.voices.tasks.close_past_their_day",
        "tiekartta.people.tasks.send_letters",
    } <= set(known)
    assert all(actions.TASK_PATH.match(path) for path in known)
    assert all(str(periodic.title) for periodic in known.values())


def test_a_task_does_not_come_round_more_often_than_every_half_minute() -> None:
    with pytest.raises(ValueError, match="half minute"):
        every(timedelta(seconds=1), title="x")
    assert timedelta(seconds=30) == schedule.SHORTEST


@pytest.mark.django_db
def test_a_worker_looks_at_the_clock(
    periodic: dict[str, Periodic], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(interval=0)
    rounds = []

    def stop_soon(**_words: object) -> int:
        rounds.append(1)
        if len(rounds) == 3:
            worker.stop()
        return 0

    monkeypatch.setattr("tiekartta.jobs.worker.requeue_abandoned", stop_soon)
    worker.run()
    assert (len(rounds), Job.objects.filter(task=TASK).count()) == (3, 1)
