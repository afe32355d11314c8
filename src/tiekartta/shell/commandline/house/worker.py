"""`tiekartta worker`."""

from __future__ import annotations

import argparse
import signal

from tiekartta.jobs.actions import queue_due
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM


def add_options(parser: argparse.ArgumentParser) -> None:
    """When to stop."""
    parser.add_argument("--until-empty", action="store_true", help="stop when nothing is queued")
    parser.set_defaults(run=work)


def work(options: argparse.Namespace) -> None:
    """Run the worker in this process."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: worker.stop())
    if options.until_empty:
        queue_due(by=SYSTEM)
        worker.run_until_empty()
        return
    print("Worker waits for work (stop with Ctrl+C)", flush=True)
    worker.run()
