"""Pure calls of `analysis` in a process of their own, so that pages stay quick while they compute."""

from __future__ import annotations

import contextlib
import inspect
import multiprocessing
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.conf import settings

if TYPE_CHECKING:  # the process that computes reads this module, and no tables
    from tiekartta.jobs.progress import Progress

P = ParamSpec("P")
R = TypeVar("R")
Report = Callable[[int, int], None]

LOOK_SECONDS = 0.5
"""How often somebody who computes looks whether the job was cancelled."""


class ComputingEnded(RuntimeError):  # noqa: N818 - what happened, not whose fault
    """The process ended without an answer: killed, or out of memory."""


def compute(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a pure function of `analysis`: plain data in, plain data out (house rule 8).

    Raises what the function raises, ValueError for a function of another place, ComputingEnded. In a
    process of its own unless TIEKARTTA_COMPUTE is `inline`; it ends with this one.
    """
    return _computed(function, args, kwargs, report=None, check=None)


def compute_for(
    progress: Progress, report: Report, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """`compute` for a job that may be cancelled meanwhile.

    `report` gets the (done, total) of a function that takes `progress=`. Raises Cancelled as well: the
    process is stopped within a second, a call in this process at its next sign of progress.
    """
    return _computed(function, args, kwargs, report=report, check=progress.check)


def _computed(
    function: Callable[..., R],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    *,
    report: Report | None,
    check: Callable[[], None] | None,
) -> R:
    if not function.__module__.startswith("tiekartta.analysis."):
        raise ValueError(f"only analysis may be computed elsewhere: {function.__module__}")
    tells = report is not None and "progress" in inspect.signature(function).parameters
    if settings.TIEKARTTA_COMPUTE == "inline":
        return function(*args, **kwargs, **({"progress": report} if tells else {}))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_answer, args=(there, function, args, kwargs, tells), daemon=True
    )
    with here:
        process.start()
        there.close()
        try:
            is_done, answer = _awaited(here, function, report, check)
        except BaseException:
            _stop(process)
            raise
        process.join(timeout=10)
    if is_done:
        result: R = answer
        return result
    raise answer


def _awaited(
    here: Connection,
    function: Callable[..., Any],
    report: Report | None,
    check: Callable[[], None] | None,
) -> tuple[bool, Any]:
    """(True, result) or (False, error), passing on every sign of progress before it."""
    try:
        while True:
            if check is not None and not here.poll(LOOK_SECONDS):
                check()
                continue
            kind, told = here.recv()
            if kind != "progress":
                return kind == "done", told
            if report is not None:
                report(*told)
    except EOFError as error:
        raise ComputingEnded(f"{function.__qualname__} gave no answer") from error


def _stop(process: BaseProcess) -> None:
    process.terminate()
    process.join(timeout=2)
    if process.is_alive():
        process.kill()
        process.join(timeout=2)


def _answer(
    there: Connection,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    tells: bool,  # noqa: FBT001 - what a process is started with is positional
) -> None:
    """In the process: send signs of progress, then ("done", result) or ("failed", error)."""

    def report(done: int, total: int) -> None:
        there.send(("progress", (done, total)))

    try:
        told = ("done", function(*args, **kwargs, **({"progress": report} if tells else {})))
    except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
        told = ("failed", error)
    with contextlib.suppress(BrokenPipeError):  # whoever asked has gone
        there.send(told)
