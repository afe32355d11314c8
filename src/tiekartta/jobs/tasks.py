"""The one task of the queue: run a job row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tiekartta.jobs.models import Job
from tiekartta.jobs.progress import Cancelled, Heartbeat, Progress, running
from tiekartta.jobs.schedule import every, periodic_tasks
from tiekartta.jobs.states import JobState
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal

MAX_ATTEMPTS = 3
BACK_OFF = (timedelta(seconds=5), timedelta(seconds=30))
KEPT = timedelta(days=1)
log = structlog.get_logger(__name__)


@task
def run(job_id: str) -> None:
    """Run one job. A refusal ends it; another error is tried again up to three times."""
    if not Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, heartbeat_at=timezone.now(), turn=F("turn") + 1
    ):
        return
    job = Job.objects.get(pk=job_id)
    with translation.override(job.language):
        _work(job)


def _work(job: Job) -> None:
    heartbeat = Heartbeat(job)
    # A SQLite test database lives in one connection: the thread would write into another one.
    if not connection.in_atomic_block:
        heartbeat.start()
    try:
        import_string(job.task)(Progress(job), **job.arguments)
    except Cancelled:
        log.info("job cancelled", job=str(job.pk), task=job.task)
    except Refusal as refusal:
        _end(job, JobState.FAILED, str(refusal))
    except Exception as error:
        # Whatever breaks a task must not break the worker.
        log.exception("job failed", job=str(job.pk), task=job.task)
        _try_again(job, error)
    else:
        _end(job, JobState.DONE, "")
    finally:
        if heartbeat.is_alive():
            heartbeat.stop()


def _end(job: Job, state: JobState, message: str) -> None:
    running(job.pk, job.turn).update(state=state, message=message, ended_at=timezone.now())


def _try_again(job: Job, error: Exception) -> None:
    attempts = job.attempts + 1
    if attempts >= MAX_ATTEMPTS:
        running(job.pk, job.turn).update(attempts=attempts)
        kind = type(error).__name__
        _end(job, JobState.FAILED, _("The work failed unexpectedly (%(kind)s).") % {"kind": kind})
        return
    if running(job.pk, job.turn).update(state=JobState.QUEUED, attempts=attempts):
        run.using(run_after=timezone.now() + BACK_OFF[attempts - 1]).enqueue(str(job.pk))


def _served() -> tuple[QuerySet[Job], QuerySet[Any]]:
    """Rounds that are done, and the queue's own notes, a day after they ended."""
    before = timezone.now() - KEPT
    rounds = Job.objects.filter(
        task__in=list(periodic_tasks()), asked_by=SYSTEM.actor_key, state=JobState.DONE,
        ended_at__lt=before,
    )  # fmt: skip
    return rounds, DBTaskResult.objects.finished().filter(finished_at__lt=before)


@every(
    timedelta(hours=6),
    title=gettext_lazy("Clearing away work that has ended"),
    is_needed=lambda: any(rows.exists() for rows in _served()),
)
def prune(progress: Progress) -> None:  # noqa: ARG001 - every task takes its progress
    """Delete what has served; what failed stays."""
    for rows in _served():
        rows.delete()
