"""CPU time of Equal Shares beside abcvoting, from lists of ballots to the committee with payments.

    python benchmarks/choosing.py --peer FOLDER [--ballots 10000] [--options 100] [--winners 10 20]

FOLDER is an environment of its own that holds abcvoting 2.19.2; it weighs over a gigabyte. Both
count the same random ballots, each in a fresh process, the peer by its fastest algorithm (double
precision) and by its exact one; ours is exact. The smallest of several runs is taken for both.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = """
import json, sys, time
from tiekartta.analysis.choosing import Profile, elect
given = json.load(open(sys.argv[1]))
names = [f"{number:04}" for number in range(given["options"])]
best, runs = None, int(sys.argv[2])
for _ in range(runs):
    start = time.process_time()
    profile = Profile.of(names, given["ballots"])
    elected = elect(profile, winners=given["winners"], seed=0)
    used = time.process_time() - start
    best = used if best is None else min(best, used)
start = time.process_time()
paid = sum(amount for each in elected for _, amount in each.payments.items())
print(json.dumps({"cpu": best, "winners": sorted(int(names[each.option]) for each in elected),
                  "paid": str(paid), "listing": time.process_time() - start}))
"""
PEER = """
import json, sys, time
from abcvoting import abcrules
from abcvoting.preferences import Profile
given = json.load(open(sys.argv[1]))
best = None
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    profile = Profile(given["options"])
    profile.add_voters(given["ballots"])
    found = abcrules.compute("equal-shares", profile, given["winners"], algorithm=sys.argv[3], resolute=True)
    used = time.process_time() - start
    best = used if best is None else min(best, used)
print(json.dumps({"cpu": best, "winners": sorted(map(int, found[0]))}))
"""


def run(python: str, code: str, *words: str) -> dict[str, object]:
    """The line of JSON that a program prints, on one thread."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(  # noqa: S603 - our own programs in named environments
        [python, "-c", code, *words], capture_output=True, text=True, check=True,
        env={**os.environ, **threads},
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print a line a number of winners."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", type=Path, help="an environment with abcvoting 2.19.2")
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--options", type=int, default=100)
    parser.add_argument("--approving", type=float, default=0.1, help="share approved (default 0.1)")
    parser.add_argument("--winners", type=int, nargs="+", default=[10, 20])
    told = parser.parse_args()
    peer = told.peer / "bin" / "python" if told.peer else None
    if peer is None or not peer.exists():
        print("abcvoting is left out: name an environment that holds it with --peer FOLDER.")
    import random  # noqa: PLC0415 - here only

    chance = random.Random(0)  # noqa: S311 - invented ballots, no secret
    ballots = [
        [each for each in range(told.options) if chance.random() < told.approving]
        for _ in range(told.ballots)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.json"
        for winners in told.winners:
            path.write_text(
                json.dumps({"ballots": ballots, "options": told.options, "winners": winners})
            )
            ours = run(sys.executable, OURS, str(path), "15")
            line = f"{told.ballots:,} x {told.options}, {winners} winners: ours {1000 * float(str(ours['cpu'])):.1f} ms"
            for algorithm in ("fastest", "gmpy2-fractions") if peer and peer.exists() else ():
                theirs = run(str(peer), PEER, str(path), "2", algorithm)
                ratio = float(str(theirs["cpu"])) / float(str(ours["cpu"]))
                same = "same" if theirs["winners"] == ours["winners"] else "OTHER"
                line += f"; {algorithm} {float(str(theirs['cpu'])):.2f} s, ratio {ratio:.0f}, {same} winners"
            print(line, flush=True)


if __name__ == "__main__":
    main()
