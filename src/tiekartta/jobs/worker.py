"""The worker: takes jobs from the queue until told to stop. A thread of `serve`, or a process."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import timedelta

import structlog
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from tiekartta.jobs.actions import queue_due, requeue_abandoned, requeue_lost
from tiekartta.journal.actors import SYSTEM

ABANDONED_AFTER = timedelta(seconds=15)
LOOK_AT_CLOCK = 10.0
"""Seconds between two looks at what comes round by itself."""
log = structlog.get_logger(__name__)


class Worker:
    """Runs what is queued, asks for what comes round, puts back what a dead worker left, and waits."""

    def __init__(self, *, interval: float = 0.5) -> None:
        self.interval = interval
        self.stopping = threading.Event()
        self.queue_worker: QueueWorker | None = None
        self._looked = float("-inf")
        self.name = f"worker-{secrets.token_hex(4)}"

    def run_until_empty(self) -> None:
        """Run everything that is ready now, unless told to stop."""
        self.queue_worker = QueueWorker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=self.name, excluded_queue_names=[],
        )  # fmt: skip
        if not self.stopping.is_set():
            self.queue_worker.run()

    def run(self) -> None:
        """Work until `stop`."""
        log.info("worker started", worker=self.name)
        while not self.stopping.is_set():
            close_old_connections()
            try:
                requeue_abandoned(by=SYSTEM, older_than=ABANDONED_AFTER)
                self._look_at_clock()
                # Taking work locks the writer, so an idle worker only reads.
                if DBTaskResult.objects.ready().exists():
                    self.run_until_empty()
            except Exception:
                log.exception("worker could not reach the queue", worker=self.name)
            self.stopping.wait(self.interval)
        close_old_connections()

    def _look_at_clock(self) -> None:
        if time.monotonic() - self._looked < LOOK_AT_CLOCK:
            return
        self._looked = time.monotonic()
        requeue_lost(by=SYSTEM, older_than=ABANDONED_AFTER)
        queue_due(by=SYSTEM)

    def stop(self) -> None:
        """Stop after the task that runs now."""
        self.stopping.set()
        if self.queue_worker is not None:
            self.queue_worker.running = False
