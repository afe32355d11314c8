"""Opinion maps beside red-dwarf, in one run: speed, coordinates, statistics and stability.

    python benchmarks/opinions.py --peer ENVIRONMENT [--data FOLDER] [--large]

ENVIRONMENT is a virtual environment with red-dwarf 0.4.0; without it the peer's columns are left
out. CPU seconds of user and system time in one thread, from votes in memory to the map (ours with
and without stability); the peer's pipeline is given its own list of votes. Coordinates and
statistics are compared up to sign, the peer's with an exact solver; statistics given its groups.
Stability of both: mean adjusted Rand index of the whole pipeline over subsamples of 80 %.
``--large`` adds 200,000 × 500 in memory and 84 million votes in blocks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402 - the number of threads is read on import

from tiekartta.analysis.opinions import OpinionMap, Votes, opinion_map, read_conversation  # noqa: E402 - as above
from tiekartta.analysis.provenance import VERSION  # noqa: E402 - as above

PEER = Path(__file__).with_name("opinions_peer.py")
CONVERSATIONS = (
    "american-assembly.bowling-green",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.freshwater",
    "vtaiwan.uberx",
)
SUBSAMPLES = 10


def synthetic(people: int, statements: int, given: int, *, seed: int = 1) -> Votes:
    """Two camps with loadings by statement; everybody votes on ``given`` statements."""
    rng = np.random.default_rng(seed)
    camp = np.where(rng.random(people) < 0.4, 1.0, -1.0)
    load = np.random.default_rng(99).normal(size=statements)
    columns = np.empty((people, given), dtype=np.uint16)
    for row in range(people):
        columns[row] = np.sort(rng.choice(statements, given, replace=False))
    chance = 1 / (1 + np.exp(-camp[:, None] * load[columns] * 1.2))
    values = np.where(rng.random(columns.shape) < chance, 1, -1).astype(np.int8)
    values[rng.random(columns.shape) < 0.1] = 0
    return Votes(
        [str(row) for row in range(people)],
        [str(column) for column in range(statements)],
        np.arange(people + 1, dtype=np.int64) * given,
        columns.reshape(-1),
        values.reshape(-1),
    )


def ours(votes: Votes, moderated: tuple[str, ...]) -> tuple[OpinionMap, float, float]:
    """(map with stability, CPU without, CPU with)."""
    start = time.process_time()
    opinion_map(votes, moderated=moderated, subsamples=0)
    bare = time.process_time() - start
    start = time.process_time()
    found = opinion_map(votes, moderated=moderated, subsamples=SUBSAMPLES)
    return found, bare, time.process_time() - start


def theirs(environment: Path, votes: Votes, moderated: tuple[str, ...], subsamples: int) -> dict[str, object]:  # fmt: skip
    """What the peer says of the same votes."""
    with tempfile.TemporaryDirectory() as folder:
        rows = np.repeat(np.arange(len(votes)), votes.given)
        file = Path(folder) / "votes.npz"
        hidden = [
            votes.statements.index(name) for name in moderated if name in set(votes.statements)
        ]
        np.savez(file, rows=rows, columns=votes.columns.astype(np.int64), values=votes.values, hidden=hidden)  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own script
            [environment / "bin/python", "-W", "ignore", PEER, file, str(subsamples)],
            stdout=subprocess.PIPE, check=True, text=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return] # - the peer's own shape


def compared(found: OpinionMap, votes: Votes, moderated: tuple[str, ...], peer: dict[str, object]) -> tuple[float, float]:  # fmt: skip
    """(largest difference of coordinates up to sign, of statistics given the peer's groups)."""
    places = np.array(peer["places"], dtype=float)
    apart = max(
        min(np.abs(found.places[:, axis] - sign * places[:, axis]).max() for sign in (1, -1))
        for axis in range(2)
    )
    groups = {
        name: group
        for name, group in zip(votes.participants, peer["groups"], strict=True)
        if group >= 0
    }  # type: ignore[call-overload] # - a list of numbers
    same = opinion_map(votes, moderated=moderated, group_of=groups, subsamples=0)
    ours_told = {each.id: each.group_informed_consensus for each in same.statements}
    differs = max(
        abs(ours_told[votes.statements[int(column)]] - value)  # type: ignore[operator] # - there are groups
        for column, value in peer["consensus"].items()  # type: ignore[attr-defined] # - by column
    )
    return float(apart), float(differs)


LARGE = """
import resource, sys, time
sys.path.insert(0, sys.argv[1])
from opinions import synthetic
from tiekartta.analysis.opinions import opinion_map
votes = synthetic(200_000, 500, 42)
start = time.process_time()
found = opinion_map(votes)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
sizes = [each.size for each in found.groups]
print(f"200,000 x 500: {time.process_time() - start:.1f} s CPU, peak {peak:.0f} MB, {sizes}, {found.stability}")
"""


def large() -> None:
    """200,000 people in a process of their own, so that the peak is theirs; then the blocks."""
    folder = Path(__file__).parent
    subprocess.run([sys.executable, "-c", LARGE, folder], check=True)  # noqa: S603 - our own script
    for arguments in (["none"], ["threads"], ["processes"], ["processes", "--kill"]):
        script = folder / "opinions_blocks.py"
        subprocess.run([sys.executable, script, *arguments], check=True)  # noqa: S603 - our own script


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/polis")  # fmt: skip
    parser.add_argument("--peer", type=Path, help="virtual environment with red-dwarf 0.4.0")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    print(f"Tiekartta {VERSION}, Python {platform.python_version()}, NumPy {np.__version__}")
    print("conversation | people × statements | groups | CPU s map | with stability | peer CPU s | ratio | coordinates differ | consensus differs | stability | peer")  # fmt: skip
    sets: list[tuple[str, Votes, tuple[str, ...]]] = []
    for name in CONVERSATIONS:
        if not (options.data / name).exists():
            print(f"{name}: not there, skipped")
            continue
        read = read_conversation(options.data / name)
        shown = set(read.votes.statements)
        sets.append((name, read.votes, tuple(each for each in read.moderated if each in shown)))
    sets.append(("synthetic", synthetic(20_000, 500, 100), ()))
    steady: list[tuple[float, float]] = []
    opinion_map(synthetic(300, 150, 40))  # what is loaded once
    for name, votes, moderated in sets:
        found, bare, whole = ours(votes, moderated)
        line = f"{name} | {len(votes)} × {len(votes.statements)} | {len(found.groups)} | {bare:.3f} | {whole:.2f}"
        if options.peer:
            times = SUBSAMPLES if name != "synthetic" else 0
            peer = theirs(options.peer, votes, moderated, times)
            apart, differs = compared(found, votes, moderated, peer)
            cpu = float(peer["cpu"])  # type: ignore[arg-type] # - a number
            line += f" | {cpu:.2f} | {cpu / bare:.0f} | {apart:.1e} | {differs:.1e} | {found.stability} | {peer['stability']}"
            if times:
                steady.append((found.stability or 0.0, float(peer["stability"])))  # type: ignore[arg-type] # - a number
        else:
            line += f" | – | – | – | – | {found.stability} | –"
        print(line, flush=True)
    if steady:
        mine, other = np.mean(steady, axis=0)
        print(f"mean stability of the conversations: {mine:.3f}, red-dwarf {other:.3f}")
    if options.large:
        large()


if __name__ == "__main__":
    main()
