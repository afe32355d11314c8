"""Work in blocks: the same results in the same order wherever it is done (issue of scale, S003-6)."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import psutil
import pytest
from distributed import LocalCluster
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.clusters import ClusterError, Crew, crew, map_blocks, on_dask

# Dask drops, without closing it, a connection that it was just making to a worker that is killed.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")


@pytest.fixture(scope="module", autouse=True)
def _dropped_connections() -> Iterator[None]:
    """They are told in this module, not in a later one."""
    yield
    gc.collect()


def squares(block: list[int]) -> list[int]:
    return [number * number for number in block]


def refuse_seven(block: int) -> int:
    if block == 7:
        raise LookupError("seven")
    return block


def die_once(block: tuple[int, str]) -> int:
    """Kill this process at block 5, the first time that it comes."""
    number, mark = block
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(_block: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def workers() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if "--multiprocessing-fork" in child.cmdline()
    ]


@pytest.fixture(scope="module")
def processes() -> Iterator[Crew]:
    with crew("processes", workers=2) as found:
        yield found


BLOCKS = [[1, 2], [3], [], [4, 5, 6], [7]] * 5


@pytest.mark.parametrize("where", [None, "threads"])
def test_results_come_in_the_order_of_the_blocks(where: str | None) -> None:
    assert list(map_blocks(squares, BLOCKS, where=where)) == [squares(b) for b in BLOCKS]


def test_processes_give_what_one_process_gives(processes: Crew) -> None:
    assert list(processes.map_blocks(squares, BLOCKS)) == list(map_blocks(squares, BLOCKS))


def test_a_crew_serves_several_passes(processes: Crew) -> None:
    first = list(processes.map_blocks(squares, BLOCKS))
    assert list(processes.map_blocks(sum, first)) == [sum(squares(block)) for block in BLOCKS]


@given(st.lists(st.lists(st.integers(), max_size=4), max_size=20), st.integers(1, 4))
def test_threads_change_nothing(blocks: list[list[int]], count: int) -> None:
    found = map_blocks(squares, blocks, where="threads", workers=count)
    assert list(found) == [squares(block) for block in blocks]


@pytest.mark.parametrize("where", [None, "threads"])
def test_blocks_are_read_only_a_few_ahead(where: str | None) -> None:
    read = 0

    def blocks() -> Iterator[list[int]]:
        nonlocal read
        for number in range(50):
            read += 1
            yield [number]

    for done, _ in enumerate(map_blocks(squares, blocks(), where=where, workers=2)):
        assert read <= done + 1 + 2 * 2


def test_processes_read_only_a_few_blocks_ahead(processes: Crew) -> None:
    read = 0

    def blocks() -> Iterator[list[int]]:
        nonlocal read
        for number in range(30):
            read += 1
            yield [number]

    for done, _ in enumerate(processes.map_blocks(squares, blocks())):
        assert read <= done + 1 + 2 * 2


def test_progress_counts_the_blocks() -> None:
    counted: list[int] = []
    list(map_blocks(squares, BLOCKS, progress=counted.append))
    assert counted == list(range(1, len(BLOCKS) + 1))


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("where", [None, "threads", "processes"])
def test_what_progress_raises_stops_the_rest(where: str | None) -> None:
    read: list[int] = []

    def blocks() -> Iterator[list[int]]:
        for number in range(1_000):
            read.append(number)
            yield [number]

    def progress(done: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        list(map_blocks(squares, blocks(), where=where, workers=1, progress=progress))
    assert len(read) < 10


def test_the_workers_are_gone_when_the_iterator_is_closed() -> None:
    before = {child.pid for child in workers()}
    found = map_blocks(squares, BLOCKS, where="processes", workers=1)
    assert next(found) == [1, 4]
    assert {child.pid for child in workers()} > before
    found.close()  # type: ignore[attr-defined] # - an iterator of ours is a generator
    assert {child.pid for child in workers()} == before


@pytest.mark.parametrize("where", [None, "threads"])
def test_an_error_of_the_function_comes_to_the_caller(where: str | None) -> None:
    with pytest.raises(LookupError, match="seven"):
        list(map_blocks(refuse_seven, range(20), where=where))


def test_an_error_on_a_worker_comes_to_the_caller(processes: Crew) -> None:
    with pytest.raises(LookupError, match="seven"):
        list(processes.map_blocks(refuse_seven, range(20)))


def test_a_killed_workers_blocks_are_done_again(processes: Crew, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    blocks = [(number, str(mark)) for number in range(20)]
    assert list(processes.map_blocks(die_once, blocks)) == list(range(20))
    assert mark.exists()


def test_a_worker_killed_from_outside_changes_nothing(processes: Crew) -> None:
    found = []
    for result in processes.map_blocks(squares, BLOCKS):
        found.append(result)
        if len(found) == 8:
            os.kill(workers()[0].pid, signal.SIGKILL)
    assert found == [squares(block) for block in BLOCKS]


def test_workers_that_are_given_up_are_begun_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on a machine so busy that a killed worker is not back in time."""
    monkeypatch.setitem(on_dask._SETTINGS, "distributed.deploy.lost-worker-timeout", "10ms")
    monkeypatch.setattr(on_dask, "_LOOKS", 0.5)
    monkeypatch.setattr(on_dask, "_PATIENCE", 1.0)
    mark = tmp_path / "killed"
    blocks = [(number, str(mark)) for number in range(12)]
    with crew("processes", workers=1) as found:
        assert list(found.map_blocks(die_once, blocks)) == list(range(12))
        assert list(found.map_blocks(squares, BLOCKS)) == [squares(block) for block in BLOCKS]
    assert mark.exists()


def test_a_cluster_that_loses_its_workers_for_good_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(on_dask, "_LOOKS", 0.2)
    monkeypatch.setattr(on_dask, "_PATIENCE", 0.5)
    with LocalCluster(
        n_workers=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        found = map_blocks(squares, BLOCKS, where=cluster.scheduler_address)
        assert next(found) == squares(BLOCKS[0])
        cluster.scale(0)
        with pytest.raises(ClusterError, match="none comes back"):
            list(found)


def take_too_long(_block: int) -> int:
    raise TimeoutError("too long")


def test_a_function_that_gives_up_waiting_is_no_lost_worker(processes: Crew) -> None:
    with pytest.raises(TimeoutError, match="too long"):
        list(processes.map_blocks(take_too_long, range(3)))


def test_a_block_that_kills_every_worker_is_told() -> None:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        pytest.raises(ClusterError, match="too little memory"),
    ):
        list(map_blocks(die, range(3), where="processes", workers=1))


def test_own_workers_are_reached_from_this_machine_only(processes: Crew) -> None:
    assert processes.workers == 2
    for process in (psutil.Process(), *workers()):
        listening = [c.laddr.ip for c in process.net_connections("inet") if c.status == "LISTEN"]
        assert set(listening) == {"127.0.0.1"}


def test_a_cluster_by_address_stays_up() -> None:
    with LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        for _ in range(2):
            found = map_blocks(squares, BLOCKS, where=cluster.scheduler_address)
            assert list(found) == [squares(block) for block in BLOCKS]


def test_an_address_where_nothing_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_dask, "_ANSWERS", "1s")
    monkeypatch.setitem(on_dask._SETTINGS, "distributed.comm.timeouts.connect", "1s")
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1$"):
        list(map_blocks(squares, BLOCKS, where="tcp://127.0.0.1:1"))


def test_another_place_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="'everywhere'"):
        map_blocks(squares, BLOCKS, where="everywhere")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    )


def test_dask_is_loaded_only_when_asked_for() -> None:
    run(
        "import sys; from tiekartta.analysis.clusters import map_blocks\n"
        "assert list(map_blocks(len, [[1], []], where='threads')) == [1, 0]\n"
        "assert not {'dask', 'distributed'} & set(sys.modules)"
    )


def test_without_dask_the_extra_is_named() -> None:
    done = run(
        "import sys; sys.modules['distributed'] = None\n"
        "from tiekartta.analysis.clusters import ClusterMissingError, map_blocks\n"
        "try:\n"
        "    list(map_blocks(len, [[1]], where='processes'))\n"
        "except ClusterMissingError as error:\n"
        "    print(error)"
    )
    assert "pip install 'tiekartta[cluster]'" in done.stdout
