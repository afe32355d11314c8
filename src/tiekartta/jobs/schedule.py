"""Work that comes round by itself: a task says how often with `every`, and a worker asks for it then."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from types import MappingProxyType
from typing import TypeVar

from django.apps import apps
from django.utils.functional import Promise

from tiekartta.jobs.progress import Progress

Task = TypeVar("Task", bound=Callable[[Progress], None])
FOLDERS = "tiekartta."
SHORTEST = timedelta(seconds=30)


@dataclass(frozen=True)
class Periodic:
    """A task that comes round. `title` is lazily translated; people see it only when the work fails.

    `is_needed` only reads; where it says no, nothing is queued this time.
    """

    task: str
    interval: timedelta
    title: str | Promise
    is_needed: Callable[[], bool] | None = None


_periodic: dict[str, Periodic] = {}


def every(
    interval: timedelta, *, title: str | Promise, is_needed: Callable[[], bool] | None = None
) -> Callable[[Task], Task]:
    """Mark a task of a folder's `tasks` module as one that comes round (docs/developing/jobs.md).

    Raises ValueError for less than half a minute.
    """
    if interval < SHORTEST:
        raise ValueError("a task comes round every half minute at most")

    def register(task: Task) -> Task:
        path = f"{task.__module__}.{task.__qualname__}"
        _periodic[path] = Periodic(path, interval, title, is_needed)
        return task

    return register


def periodic_tasks() -> Mapping[str, Periodic]:
    """What all folders have marked, by dotted path; reads their `tasks` modules first."""
    for app in apps.get_app_configs():
        name = f"{app.name}.tasks"
        if app.name.startswith(FOLDERS) and find_spec(name) is not None:
            importlib.import_module(name)
    return MappingProxyType(_periodic)
