"""How a task says that it gets on, and learns that it was cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone

from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState

HEARTBEAT_SECONDS = 3.0
REPORT_SECONDS = 0.4
log = structlog.get_logger(__name__)


class Cancelled(Exception):  # noqa: N818 - a state, not a fault
    """Somebody cancelled the job."""


def running(job_id: UUID, turn: int) -> QuerySet[Job]:
    """The job, while it runs and no other worker has begun it after this turn."""
    return Job.objects.filter(pk=job_id, state=JobState.RUNNING, turn=turn)


class Progress:
    """Given to every task. `report(done, total)` may be called as often as one likes."""

    def __init__(self, job: Job) -> None:
        self.job_id, self._turn = job.pk, job.turn
        self.asked_by = job.asked_by
        self._reported = 0.0

    def report(self, done: int, total: int) -> None:
        """Show how far the work is. Raises Cancelled. Call it outside transactions."""
        moment = time.monotonic()
        if moment - self._reported < REPORT_SECONDS and done < total:
            return
        self._reported = moment
        if not self._running().update(done=done, total=total, heartbeat_at=timezone.now()):
            raise Cancelled

    def check(self) -> None:
        """Raise Cancelled when somebody has stopped the job, or another worker has begun it. Only reads."""
        if not self._running().exists():
            raise Cancelled

    def _running(self) -> QuerySet[Job]:
        return running(self.job_id, self._turn)

    def part(self, start: int, end: int, total: int) -> Callable[[int, int], None]:
        """What a long call may report to: its own (done, of all) between `start` and `end` of `total`."""

        def report(done: int, of_all: int) -> None:
            share = min(max(done / of_all, 0.0), 1.0) if of_all else 0.0
            self.report(start + int(share * (end - start)), total)

        return report


class Heartbeat(threading.Thread):
    """Says every few seconds that the worker lives, also while a task computes."""

    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True, name="heartbeat")
        self.job_id, self._turn = job.pk, job.turn
        self._stop_event = threading.Event()

    def run(self) -> None:
        while not self._stop_event.wait(HEARTBEAT_SECONDS):
            try:
                self.beat()
            except DatabaseError:
                # One beat may fail while the database is busy; the next one is soon.
                log.warning("heartbeat failed", job=str(self.job_id), exc_info=True)
        connection.close()

    def beat(self) -> None:
        """Say it once."""
        close_old_connections()
        running(self.job_id, self._turn).update(heartbeat_at=timezone.now())

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stop_event.set()
        self.join(timeout=10)
