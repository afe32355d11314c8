"""What test jobs do; tests point the queue here in place of a folder's tasks."""

from __future__ import annotations

import os

from django.utils.translation import gettext as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.worker import Worker
from tiekartta.language.errors import Refusal

CALLS: list[str] = []
WORKERS: list[Worker] = []


def well(progress: Progress, *, word: str) -> None:
    progress.report(1, 2)
    CALLS.append(word)
    progress.report(2, 2)


def refuse(progress: Progress) -> None:
    raise Refusal("Ota ensin kahvia.")


def break_down(progress: Progress) -> None:
    CALLS.append("try")
    raise KeyError("secret content")


def refuse_in_words(progress: Progress) -> None:
    raise Refusal(_("The work has already ended."))


def stop_the_worker(progress: Progress) -> None:
    CALLS.append("stop")
    WORKERS.pop().stop()


def die(*_arguments: object) -> None:
    os._exit(9)


def come_round(progress: Progress) -> None:
    CALLS.append("round")
