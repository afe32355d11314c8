"""`tiekartta serve --workers 2`: two processes behind one port, watched, and gone with the one that began them."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECONDS = 90
BEGUN = "from multiprocessing.spawn import spawn_main"


class Several:
    """The process that was begun, and those that it began."""

    def __init__(self, folder: Path) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TIEKARTTA_", "DATABASE_URL"))},
            "TIEKARTTA_DATA_DIR": str(folder),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tiekartta", "serve", "--port", "0", "--workers", "2"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        told = re.search(r":(\d+)/", self.process.stdout.readline())
        assert told is not None
        self.port = int(told[1])

    def children(self) -> set[int]:
        """Processes that serve pages."""
        found = set()
        for line in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(line.read_text().rpartition(") ")[2].split()[1])
                words = (line.parent / "cmdline").read_text()
            except (OSError, IndexError):  # it has just ended
                continue
            if parent == self.process.pid and BEGUN in words:
                found.add(int(line.parent.name))
        return found

    def answers(self) -> bool:
        """Whether somebody serves pages."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Connection": "close"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def wait_for(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.fixture
def several(tmp_path: Path) -> Iterator[Several]:
    house = Several(tmp_path)
    wait_for(lambda: len(house.children()) == 2 and house.answers(), "two processes serve")
    yield house
    house.process.kill()
    house.process.wait()
    assert house.process.stdout is not None
    house.process.stdout.close()


def alive(numbers: set[int]) -> set[int]:
    return {number for number in numbers if Path(f"/proc/{number}/cmdline").exists()}


def test_a_process_that_dies_is_replaced_and_all_end_on_sigterm(several: Several) -> None:
    first = several.children()
    os.kill(min(first), signal.SIGKILL)
    wait_for(lambda: len(several.children() - first) == 1, "a new one")
    wait_for(several.answers, "it serves")
    begun = several.children()
    several.process.terminate()
    several.process.wait(timeout=SECONDS)
    assert alive(begun) == set()


def test_none_is_left_when_the_one_that_began_them_is_killed(several: Several) -> None:
    begun = several.children()
    several.process.kill()
    wait_for(lambda: not alive(begun), "they end by themselves")
    assert not several.answers()


@pytest.mark.parametrize("number", ["0", "65", "-1", "x"])
def test_the_number_of_processes_is_bounded(number: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tiekartta", "serve", "--workers", number], capture_output=True, text=True,
        timeout=SECONDS, check=False, env={**os.environ, "TIEKARTTA_DATA_DIR": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, "--workers" in done.stderr) == (2, True)
