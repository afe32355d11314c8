"""Bradley–Terry beside choix in one run: 200 options, 100,000 comparisons, the same estimates.

    python benchmarks/pairwise.py --peer ENVIRONMENT

ENVIRONMENT is a virtual environment with choix 0.4.1; without it our side alone is printed. CPU
seconds of user and system time in one thread, best of the runs that fill two seconds. The peer's ``ilsr_pairwise``
goes from its list of (winner, loser) to strengths. Ours, in three ways: *strengths* from an array of
the same pairs; *whole*: the same with standard errors, intervals, order, fit and digest; *from list*:
whole, from the peer's list, which alone takes longer to read than to count. Two designs: opponents at
random, and a ladder where only options within five places of each other meet.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402 - the number of threads is read on import

from tiekartta.analysis.choosing.pairwise import PairProfile, count_pairs  # noqa: E402 - as above
from tiekartta.analysis.choosing.pairwise.model import climb  # noqa: E402 - as above
from tiekartta.analysis.provenance import VERSION  # noqa: E402 - as above

RUNS, SECONDS = 5, 2.0
PEER = """
import json, sys, time
import choix
data = [tuple(pair) for pair in json.load(open(sys.argv[1]))]
spent = []
while len(spent) < int(sys.argv[2]) or sum(spent) < float(sys.argv[4]):
    start = time.process_time()
    found = choix.ilsr_pairwise(int(sys.argv[3]), data)
    spent.append(time.process_time() - start)
print(json.dumps({"cpu": min(spent), "strengths": found.tolist()}))
"""


def comparisons(
    options: int, times: int, *, ladder: bool = False, seed: int = 1
) -> list[tuple[int, int]]:
    """Drawn from the model with standard normal strengths."""
    rng = np.random.default_rng(seed)
    strengths = np.sort(rng.normal(size=options)) if ladder else rng.normal(size=options)
    first = rng.integers(options, size=times)
    second = (first + rng.integers(1, 6 if ladder else options, size=times)) % options
    if ladder:
        apart = np.abs(first - second) <= 5
        first, second = first[apart], second[apart]
    wins = rng.random(len(first)) < 1 / (1 + np.exp(strengths[second] - strengths[first]))
    winners, losers = np.where(wins, first, second), np.where(wins, second, first)
    return list(zip(winners.tolist(), losers.tolist(), strict=True))


def least(work: Callable[[], object]) -> float:
    """CPU seconds of the best of several runs."""
    spent = list[float]()
    while len(spent) < RUNS or sum(spent) < SECONDS:
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def theirs(
    environment: Path, options: int, pairs: list[tuple[int, int]]
) -> tuple[list[float], float]:
    """(strengths, least CPU seconds)."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(pairs, file)
        file.flush()
        done = subprocess.run(  # noqa: S603 - our own script
            [
                environment / "bin/python",
                "-c",
                PEER,
                file.name,
                str(RUNS),
                str(options),
                str(SECONDS),
            ],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    found = json.loads(done.stdout)
    return found["strengths"], found["cpu"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--peer", type=Path, help="virtual environment with choix 0.4.1")
    environment = parser.parse_args().peer
    print(f"Tiekartta {VERSION}, Python {platform.python_version()}, NumPy {np.__version__}")
    if environment is None:
        print("choix is not measured: give --peer ENVIRONMENT")
    print("design, options × comparisons | strengths CPU ms | whole | from list | choix CPU ms | ratios | strengths differ at most")  # fmt: skip
    for options, times, ladder in ((200, 100_000, False), (200, 100_000, True)):
        pairs = comparisons(options, times, ladder=ladder)
        names = [f"{number:05}" for number in range(options)]
        table = np.array(pairs)
        spent = (
            least(lambda names=names, table=table: climb(PairProfile.of(names, table), 0.0)),
            least(
                lambda names=names, table=table: count_pairs(PairProfile.of(names, table), seed=1)
            ),
            least(
                lambda names=names, pairs=pairs: count_pairs(PairProfile.of(names, pairs), seed=1)
            ),
        )
        line = f"{'ladder' if ladder else 'random'}, {options} × {len(pairs):,} | "
        line += " | ".join(f"{1000 * each:.1f}" for each in spent)
        if environment is not None:
            peer, cpu = theirs(environment, options, pairs)
            result = count_pairs(PairProfile.of(names, table), seed=1)
            found = {each.option: each.strength for each in result.table}
            mine = np.array([found[name] for name in sorted(found)])
            apart = float(np.abs(mine - (np.array(peer) - np.mean(peer))).max())
            ratios = ", ".join(f"{cpu / each:.0f}" for each in spent)
            line += f" | {1000 * cpu:.0f} | {ratios} | {apart:.1e}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
