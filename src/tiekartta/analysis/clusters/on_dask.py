"""Blocks on Dask: a cluster of this machine's own on the loopback interface, or one by address."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future as Promised
from concurrent.futures import wait
from contextlib import contextmanager
from typing import Any, TypeVar

from tiekartta.analysis.clusters.blocks import IN_FLIGHT, Crew, Done, in_order
from tiekartta.analysis.clusters.errors import ClusterError, ClusterMissingError

try:
    import dask
    from distributed import Client, Future, LocalCluster, WorkerPlugin, fire_and_forget
    from distributed.scheduler import KilledWorker
    from distributed.security import Security
except ImportError as error:  # pragma: no cover - the tests have it; one hides it in a process
    raise ClusterMissingError(
        "work in processes or on a cluster needs Dask: pip install 'tiekartta[cluster]'"
    ) from error

Block = TypeVar("Block")
Result = TypeVar("Result")

LOOPBACK = "127.0.0.1"
_ANSWERS = "15s"  # how long a scheduler may take to answer
_LOOKS = 5.0  # seconds between two looks at whether there are workers at all
_PATIENCE = 60.0  # seconds without any worker before something is done about it
_STARTING = 120.0  # seconds that workers begun anew may take to come, on however busy a machine
_REVIVALS = 3  # how many times in a row workers of our own are begun anew
_SETTINGS = {
    # Blocks are as large as the caller made them, and wait two to a worker: nothing to warn of.
    "distributed.admin.large-graph-warning-threshold": "1TB",
    "distributed.comm.timeouts.connect": _ANSWERS,
    # A lost worker comes back by itself; on a busy machine that takes longer than the usual 15 seconds,
    # after which it would be given up.
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    # Blocks are bounded by the caller; a worker that is paused or killed for its size only loses time.
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}

_held: dict[str, Callable[[Any], Any]] = {}
"""In a worker: the functions it was given, by the name of the run."""


class _Given(WorkerPlugin):  # type: ignore[misc] # - distributed's types are left out
    """Brings a run's function to every worker there is, and to those that come later.

    A function among the arguments of each block would be pickled with each; one held as data on a
    worker would be lost with it.
    """

    def __init__(self, run: str, function: Callable[[Any], Any]) -> None:
        self.name = run
        self.function = function

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - the form that distributed asks for
        _held[self.name] = self.function

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - the form that distributed asks for
        _held.pop(self.name, None)


def _on_worker(run: str, block: Any) -> Any:
    return _held[run](block)


def _called(load: Callable[[], object]) -> None:
    load()  # what it returns stays where it is


@contextmanager
def dask_crew(where: str, workers: int) -> Iterator[Crew]:
    """``workers`` processes of this machine for "processes", else the cluster at the address."""
    with dask.config.set(_SETTINGS):
        if where != "processes":
            with _connected(where) as client:
                yield _OnDask(client)
            return
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host=LOOPBACK,
                # Other users of this machine reach its loopback interface too.
                security=Security.temporary(),
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": f"{LOOPBACK}:0"},
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):

            def revive() -> None:
                cluster.scale(0)
                cluster.sync(cluster._correct_state)  # noqa: SLF001 - `scale` waits for nothing
                cluster.scale(workers)

            yield _OnDask(client, revive)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}") from error
    with client:
        if not client.nthreads():
            raise ClusterError(f"the Dask scheduler at {address} has no workers")
        yield client


class _OnDask:
    def __init__(self, client: Client, revive: Callable[[], None] | None = None) -> None:
        """``revive`` begins the workers anew, where they are our own."""
        self._client = client
        self._revive = revive
        self._revived = 0
        self._lost: float | None = None
        self.workers = max(1, sum(client.nthreads().values()))

    def _wait_for(self, future: Future) -> Any:
        """Its result; looks after the workers meanwhile, for without one it would never come.

        Waited for outside of Dask: its own wait with a limit breaks off what is being brought just
        then, and with a worker lost at that moment the break is neither a result nor an error.
        """
        coming: Promised[Any] = Promised()

        async def bring() -> None:
            try:
                coming.set_result(await self._client.gather(future, asynchronous=True))
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                coming.set_exception(error)

        self._client.loop.add_callback(bring)
        while not wait([coming], timeout=_LOOKS).done:
            self._look_after_workers()
        result = coming.result()
        self._revived, self._lost = 0, None
        return result

    def _look_after_workers(self) -> None:
        now = time.monotonic()
        if self._client.nthreads():
            self._lost = None
        elif self._lost is None:
            self._lost = now
        elif now - self._lost >= (_STARTING if self._revived else _PATIENCE):
            if self._revive is None or self._revived == _REVIVALS:
                raise ClusterError("all workers are gone, and none comes back")
            self._revived += 1
            self._lost = None
            self._revive()

    def warm(self, load: Callable[[], object]) -> None:
        """See `Crew`."""
        for worker in self._client.nthreads():
            call = self._client.submit(_called, load, workers=[worker], pure=False)
            fire_and_forget(call)

    def map_blocks(
        self,
        function: Callable[[Block], Result],
        blocks: Iterable[Block],
        *,
        progress: Done | None = None,
    ) -> Iterator[Result]:
        run = f"tiekartta-{uuid.uuid4().hex}"
        begun: dict[str, Future] = {}

        def begin(number: int, block: Block) -> Future:
            key = f"{run}-{number}"
            future = self._client.submit(_on_worker, run, block, key=key, pure=False)
            begun[key] = future
            return future

        def finish(future: Future) -> Result:
            try:
                result: Result = self._wait_for(future)
            except KilledWorker as error:
                raise ClusterError(
                    "a block of the data killed every worker it was given to; "
                    "most often the worker has too little memory"
                ) from error
            # The worker drops the result when nobody holds its future any more.
            begun.pop(future.key).release()
            return result

        self._client.register_plugin(_Given(run, function))
        try:
            yield from in_order(begin, finish, blocks, self.workers * IN_FLIGHT, progress)
        finally:
            if begun:
                self._client.cancel(list(begun.values()))
            self._client.unregister_worker_plugin(run)
