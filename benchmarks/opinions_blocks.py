"""84 million votes (2,000,000 people × 500 statements, 42 votes each) in blocks.

    python benchmarks/opinions_blocks.py none|threads|processes [--kill] [--blocks N] [--folder F]

Prints the seconds, the peak of memory of this process and of its largest worker, and the digest of
the result, which is the same in every mode. ``--kill`` kills one worker in the middle.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import threading
import time
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402 - the number of threads is read on import

from tiekartta.analysis.opinions import Votes, opinion_map  # noqa: E402 - as above
from tiekartta.analysis.opinions.blocks import in_blocks, write_block  # noqa: E402 - as above

PEOPLE, STATEMENTS, GIVEN = 20_000, 500, 42


def block(number: int) -> Votes:
    """The votes of 20,000 people."""
    rng = np.random.default_rng([7, number])
    camp = np.where(rng.random(PEOPLE) < 0.4, 1.0, -1.0)
    load = np.random.default_rng(99).normal(size=STATEMENTS)
    columns = np.sort(rng.permuted(np.tile(np.arange(STATEMENTS), (PEOPLE, 1)), axis=1)[:, :GIVEN], axis=1)  # fmt: skip
    chance = 1 / (1 + np.exp(-camp[:, None] * load[columns] * 1.2))
    values = np.where(rng.random(columns.shape) < chance, 1, -1).astype(np.int8)
    values[rng.random(columns.shape) < 0.1] = 0
    return Votes(
        [f"{number}-{row}" for row in range(PEOPLE)],
        [str(column) for column in range(STATEMENTS)],
        np.arange(PEOPLE + 1, dtype=np.int64) * GIVEN,
        columns.astype(np.uint16).reshape(-1),
        values.reshape(-1),
    )


def peak_of(process: int) -> int:
    """Greatest resident memory of a process so far, MB."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def workers() -> list[int]:
    """Process numbers of the Dask workers below this process."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                command = (folder / "cmdline").read_bytes()
            except (OSError, IndexError):
                continue
            if parent == os.getpid() and b"spawn_main" in command:
                found.append(int(folder.name))
    return found


def main() -> None:
    """Write the blocks where they are missing, make the map, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("where", choices=["none", "threads", "processes"])
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--blocks", type=int, default=100)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "tiekartta-blocks")  # fmt: skip
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    paths = []
    for number in range(options.blocks):
        path = options.folder / f"{number}.npz"
        if not path.exists():
            write_block(block(number), path)
        paths.append(str(path))
    highest: dict[int, int] = {}
    stopping = threading.Event()

    def watch() -> None:
        killed = not options.kill
        begun = time.monotonic()
        while not stopping.wait(0.5):
            for process in workers():
                highest[process] = max(highest.get(process, 0), peak_of(process))
            if not killed and time.monotonic() - begun > 30 and workers():
                os.kill(workers()[0], 9)
                killed = True
                print("one worker killed", flush=True)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    start = time.monotonic()
    where = None if options.where == "none" else options.where
    with in_blocks(paths, where=where, workers=2) as source:
        found = opinion_map(source)
    stopping.set()
    thread.join()
    votes = int(found.votes_given.sum())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{options.where}: {votes:,} votes, {time.monotonic() - start:.0f} s, peak {own} MB here,"
        f" {max(highest.values(), default=0)} MB in a worker, groups {[g.size for g in found.groups]},"
        f" stability {found.stability}, digest {found.provenance.output_digest[:16]}"
    )


if __name__ == "__main__":
    main()
