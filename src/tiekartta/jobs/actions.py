"""Asking for work, and saying how it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tiekartta.jobs import tasks
from tiekartta.jobs.models import Job, Round
from tiekartta.jobs.queries import is_waiting_or_running
from tiekartta.jobs.schedule import Periodic, periodic_tasks
from tiekartta.jobs.states import ENDED, JobState
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal

TASK_PATH = re.compile(r"^tiekartta\.[a-z]+\.tasks(\.[a-z_]+)*\.[a-z_]+$")


@transaction.atomic
def queue(
    *,
    task: str,
    arguments: Mapping[str, Any],
    title: str,
    by: Actor,
    programme_id: object = "",
    next_url: str = "",
) -> Job:
    """Ask for work in the transaction of the change that needs it.

    `task` is the dotted path of a function in a folder's `tasks` module, called in a worker as
    `function(progress, **arguments)`. `arguments` holds ids, never content. `next_url` is where the
    person goes when it is done. Raises ValueError for a path outside the `tasks` modules.
    """
    if not TASK_PATH.match(task):
        raise ValueError(f"not a task of the house: {task}")
    job = Job.objects.create(
        task=task,
        arguments=dict(arguments),
        title=title[:200],
        asked_by=by.actor_key,
        language=get_language() or settings.LANGUAGE_CODE,
        programme_id=str(programme_id),
        next_url=next_url,
    )
    tasks.run.enqueue(str(job.pk))
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Actor) -> None:
    """Stop a job that has not ended.

    A running one stops at its next sign of progress, within a second while it computes in a process of
    its own. Raises Refusal when it has ended, or for somebody who did not ask for it.
    """
    if not _may_touch(job, by):
        raise Refusal(_("Only the person who asked for the work can cancel it."))
    if (
        not Job.objects.filter(pk=job.pk)
        .exclude(state__in=ENDED)
        .update(state=JobState.CANCELLED, ended_at=timezone.now())
    ):
        raise Refusal(_("The work has already ended."))


@transaction.atomic
def retry(*, job: Job, by: Actor) -> None:
    """Ask again for a job that failed or was cancelled."""
    if not _may_touch(job, by):
        raise Refusal(_("Only the person who asked for the work can start it again."))
    again = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED])
    if not again.update(state=JobState.QUEUED, attempts=0, message="", ended_at=None, done=0):
        raise Refusal(_("Only work that failed or was cancelled can be started again."))
    tasks.run.enqueue(str(job.pk))


def _may_touch(job: Job, by: Actor) -> bool:
    return by.actor_key in {job.asked_by, "system"}


def requeue_abandoned(*, by: Actor, older_than: timedelta, now: datetime | None = None) -> int:  # noqa: ARG001 - who asks is told, though only the worker does
    """Put back the jobs whose worker died: running, but without a heartbeat. Returns how many.

    One whose worker died at every attempt is the one that kills it, and fails. Looks outside any transaction: a waiting worker asks often, and must not hold the writer's lock.
    """
    abandoned = Job.objects.filter(
        state=JobState.RUNNING, heartbeat_at__lt=(now or timezone.now()) - older_than
    )
    put_back = 0
    for job in list(abandoned):
        attempts = job.attempts + 1
        again = attempts < tasks.MAX_ATTEMPTS
        with transaction.atomic(), translation.override(job.language):
            # Asked again: it may have ended, or shown a sign of life, since it was looked for.
            here = abandoned.filter(pk=job.pk, attempts=job.attempts)
            if again and here.update(state=JobState.QUEUED, attempts=attempts):
                tasks.run.enqueue(str(job.pk))
                put_back += 1
            elif not again:
                here.update(
                    state=JobState.FAILED, attempts=attempts, ended_at=timezone.now(),
                    message=_("The work broke off every time it was tried. Start it again, or tell whoever keeps this service."),
                )  # fmt: skip
    return put_back


def requeue_lost(*, by: Actor, older_than: timedelta, now: datetime | None = None) -> int:  # noqa: ARG001 - as above
    """Put back the jobs whose worker died between taking them from the queue and beginning. Returns how many."""
    lost = DBTaskResult.objects.running().filter(
        started_at__lt=(now or timezone.now()) - older_than
    )
    job_of = {row.pk: row.args_kwargs["args"][0] for row in lost}
    waiting = Job.objects.filter(pk__in=set(job_of.values()), state=JobState.QUEUED)
    still = {str(key) for key in waiting.values_list("pk", flat=True)}
    put_back = 0
    for key, job_id in job_of.items():
        if job_id in still:
            with transaction.atomic():
                # By one worker only. Should it stand in the queue twice, the second one finds it begun.
                if lost.filter(pk=key).update(
                    status=TaskResultStatus.FAILED, finished_at=timezone.now()
                ):
                    tasks.run.enqueue(job_id)
                    put_back += 1
    return put_back


def queue_due(*, by: Actor, now: datetime | None = None) -> int:
    """Ask for the tasks whose time has come round, each by one worker only. Returns how many.

    Reads outside any transaction; whoever moves the due time on with an UPDATE queues the job in the
    same transaction. A task whose last job has not ended is not asked for again.
    """
    moment = now or timezone.now()
    known = periodic_tasks()
    due = dict(Round.objects.filter(task__in=known).values_list("task", "next_due"))
    missing = [Round(task=path, next_due=moment) for path in known if path not in due]
    if missing:
        Round.objects.bulk_create(missing, ignore_conflicts=True)
        due = dict(Round.objects.filter(task__in=known).values_list("task", "next_due"))
    return sum(
        _ask_in_turn(known[path], seen, moment, by) for path, seen in due.items() if seen <= moment
    )


def _ask_in_turn(periodic: Periodic, seen: datetime, moment: datetime, by: Actor) -> bool:
    wanted = not is_waiting_or_running(periodic.task) and (
        periodic.is_needed is None or periodic.is_needed()
    )
    with transaction.atomic():
        mine = Round.objects.filter(task=periodic.task, next_due=seen).update(
            next_due=moment + periodic.interval
        )
        if not mine or not wanted:
            return False
        with translation.override(settings.LANGUAGE_CODE):
            queue(task=periodic.task, arguments={}, title=str(periodic.title), by=by)
        return True
