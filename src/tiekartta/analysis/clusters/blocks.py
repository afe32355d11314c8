"""One function over many blocks of data, results in the order of the blocks, memory bounded.

Where the work is done changes nothing in what comes out: every block is handed to the function
once more if a worker dies with it, no block is lost or counted twice, and results are given back
in the order of the blocks. A function whose result depends on its block alone (no random state,
no sums of floats across blocks) so gives the same to the last bit in every mode.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

Block = TypeVar("Block")
Result = TypeVar("Result")

Done = Callable[[int], None]
"""Called with the number of blocks done so far, after each; what it raises cancels the rest."""

IN_FLIGHT = 2  # blocks a worker has at a time: one it works at and one that waits for it


class Crew(Protocol):
    """Workers that are up: several passes over the data need not start them anew."""

    workers: int

    def map_blocks(
        self,
        function: Callable[[Block], Result],
        blocks: Iterable[Block],
        *,
        progress: Done | None = None,
    ) -> Iterator[Result]:
        """As :func:`map_blocks`, with these workers."""
        ...

    def warm(self, load: Callable[[], object]) -> None:
        """Have every worker process call ``load`` once, without waiting: dictionaries, imports."""
        ...


def map_blocks(
    function: Callable[[Block], Result],
    blocks: Iterable[Block],
    *,
    where: str | None = None,
    workers: int | None = None,
    progress: Done | None = None,
) -> Iterator[Result]:
    """``function`` of every block, in the order of ``blocks``, whatever ``where``.

    ``where`` is None (in this thread), "threads", "processes" (Dask on the loopback interface of
    this machine, up only while this runs) or the address of a Dask scheduler ("tcp://…",
    "tls://…"). ``workers`` is how many threads or processes (None: one for each core); a cluster
    by address has its own. ``blocks`` is read lazily: at most two blocks a worker are held at a
    time, so a generator keeps memory bounded. On Dask both ``function`` and blocks are pickled;
    ``function`` goes to each worker once, so it may carry a model and keep a cache between blocks.
    A killed worker's blocks are done again. Closing the iterator, or an exception in ``progress``
    or ``function``, gives up the blocks that wait and comes to the caller.

    Raises ValueError for any other ``where``, ClusterMissingError where Dask is asked for and not
    installed, ClusterError when the scheduler doesn't answer or a block kills every worker.
    """
    _check(where)
    return _mapped(function, blocks, where, workers, progress)


def _mapped(
    function: Callable[[Block], Result],
    blocks: Iterable[Block],
    where: str | None,
    workers: int | None,
    progress: Done | None,
) -> Iterator[Result]:
    with crew(where, workers=workers) as found:
        yield from found.map_blocks(function, blocks, progress=progress)


@contextmanager
def crew(where: str | None = None, *, workers: int | None = None) -> Iterator[Crew]:
    """Workers for several passes, closed at the end; arguments and errors as `map_blocks`."""
    _check(where)
    if where is None:
        yield _Alone()
    elif where == "threads":
        yield _Threads(workers or os.cpu_count() or 1)
    else:
        from tiekartta.analysis.clusters.on_dask import dask_crew  # noqa: PLC0415 - needs an extra

        with dask_crew(where, workers or os.cpu_count() or 1) as found:
            yield found


def _check(where: str | None) -> None:
    if where in (None, "threads", "processes") or (where or "").startswith(("tcp://", "tls://")):
        return
    raise ValueError(
        f"where is 'threads', 'processes' or the address of a Dask scheduler, as in "
        f"tcp://10.0.0.5:8786, not {where!r}"
    )


class _Here:
    """Workers in this process, which need no warming: what they load is loaded once."""

    def warm(self, load: Callable[[], object]) -> None:
        """Do nothing: see `Crew`."""


class _Alone(_Here):
    workers = 1

    def map_blocks(
        self,
        function: Callable[[Block], Result],
        blocks: Iterable[Block],
        *,
        progress: Done | None = None,
    ) -> Iterator[Result]:
        for number, block in enumerate(blocks, start=1):
            result = function(block)
            if progress is not None:
                progress(number)
            yield result


class _Threads(_Here):
    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map_blocks(
        self,
        function: Callable[[Block], Result],
        blocks: Iterable[Block],
        *,
        progress: Done | None = None,
    ) -> Iterator[Result]:
        with ThreadPoolExecutor(self.workers) as pool:

            def begin(_number: int, block: Block) -> Future[Result]:
                return pool.submit(function, block)

            try:
                yield from in_order(begin, _result, blocks, self.workers * IN_FLIGHT, progress)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[Result]) -> Result:
    return future.result()


Begun = TypeVar("Begun")


def in_order(
    begin: Callable[[int, Block], Begun],
    finish: Callable[[Begun], Result],
    blocks: Iterable[Block],
    most: int,
    progress: Done | None,
) -> Iterator[Result]:
    """Results of begun blocks in order, with at most ``most`` of them begun and not yet finished."""
    waiting: deque[Begun] = deque()
    done = 0
    for number, block in enumerate(blocks):
        if len(waiting) >= most:
            result = finish(waiting.popleft())
            done += 1
            if progress is not None:
                progress(done)
            yield result
        waiting.append(begin(number, block))
    while waiting:
        result = finish(waiting.popleft())
        done += 1
        if progress is not None:
            progress(done)
        yield result
