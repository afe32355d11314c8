"""Participatory budgets beside pabutools in one run: the same projects, how much faster.

    python benchmarks/budgets.py [--peer ENVIRONMENT] [--data FOLDER]

ENVIRONMENT is a virtual environment of its own with pabutools (GPL-3: never a dependency); without
it our side alone is printed. Equal shares with cost utilities and increments of one unit per voter,
CPU seconds of user and system time in one thread from votes in memory to the result (ours with
payments, losers and digests), best of three runs. The peer is given its votes one by one, as its
reader makes them, and merged into equal ballots, its fastest way.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import time
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

from tiekartta.analysis.choosing.budgets import BudgetProfile, count_budget  # noqa: E402 - the number of threads is read on import
from tiekartta.analysis.choosing.formats import read  # noqa: E402 - as above
from tiekartta.analysis.provenance import VERSION  # noqa: E402 - as above

RUNS = 3
FILES = ("Netherlands_Assen_2024.pb", "Poland_Swiecie_2023.pb")
PEER = """
import json, sys, time
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
instance, single = parse_pabulib(sys.argv[1])
told = {}
for name, profile in (("single", single), ("merged", single.as_multiprofile())):
    spent = []
    for _ in range(2):
        start = time.process_time()
        found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
        spent.append(time.process_time() - start)
    told[name] = min(spent)
told["projects"] = sorted(project.name for project in found)
print(json.dumps(told))
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/pabulib")  # fmt: skip
    parser.add_argument("--peer", type=Path, help="virtual environment with pabutools")
    options = parser.parse_args()
    print(f"Tiekartta {VERSION}, Python {platform.python_version()}")
    if options.peer is None:
        print("pabutools is not measured: give --peer ENVIRONMENT")
    print("file | projects | increments | official result | CPU s | pabutools single, merged | ratios | same projects")  # fmt: skip
    for name in FILES:
        file = options.data / name
        if not file.exists():
            print(f"{name}: not there, skipped")
            continue
        profile = read(file)
        if not isinstance(profile, BudgetProfile):
            raise TypeError(name)
        spent = []
        for _ in range(RUNS):
            start = time.process_time()
            result = count_budget(profile, completion="add1", seed=1)
            spent.append(time.process_time() - start)
        cpu = min(spent)
        agrees = "same" if frozenset(result.winners) == profile.official else "OTHER"
        line = f"{name} | {len(result.winners)} | {result.increments} | {agrees} | {cpu:.3f}"
        if options.peer is not None:
            done = subprocess.run(  # noqa: S603 - our own script
                [options.peer / "bin/python", "-c", PEER, file],
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            )
            peer = json.loads(done.stdout)
            single, merged = peer["single"], peer["merged"]
            same = "yes" if sorted(result.winners) == peer["projects"] else "NO"
            line += (
                f" | {single:.2f}, {merged:.2f} | {single / cpu:.0f}, {merged / cpu:.0f} | {same}"
            )
        print(line, flush=True)


if __name__ == "__main__":
    main()
