"""How fast results are worked out, shown and written to files, beside pandas counting the same crossings.

    python benchmarks/results.py [--answers N] [--questions N] [--times N] [--peer PYTHON]

Makes a survey of N answers to N questions (three of them background), invented and always the same,
in a database file of its own. Then, in one run on one machine:

* release: what a worker does once: everything that is told of everybody, by each of three background
  variables and by two pairs of them, protected; seconds of the wall and of all processes;
* pages and files: median of so many times, as the serving process sees them (no network);
* peer: `pandas.crosstab` of the same answers by the same variables, in the Python given with ``--peer``
  (it needs pandas). It only counts: nothing is protected. The ratio is to its total.

It is no test: figures hang on the machine. They are in docs/developing/disclosure.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PEER = """
import json, sys, time
import pandas
frame = pandas.read_csv(sys.argv[1], dtype=str)
background = json.loads(sys.argv[2])
start = time.perf_counter()
number = 0
for question in frame.columns:
    frame[question].value_counts(); number += 1
    others = [variable for variable in background if variable != question]
    for variable in others:
        pandas.crosstab(frame[variable], frame[question]); number += 1
    for other in others[1:] if background[0] in others else []:
        pandas.crosstab([frame[background[0]], frame[other]], frame[question]); number += 1
print(json.dumps({"seconds": time.perf_counter() - start, "tables": number, "version": pandas.__version__}))
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--answers", type=int, default=5000)
    options.add_argument("--questions", type=int, default=20)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--peer", default="")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TIEKARTTA_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings"}  # fmt: skip
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415 - reads the settings above

        django.setup()
        from benchmarks.results_house import House  # noqa: PLC0415 - needs Django

        house = House(chosen.answers, chosen.questions, random.Random(7))  # noqa: S311 - a made crowd
        _measure(house, chosen, Path(folder))


def _measure(house: Any, chosen: argparse.Namespace, folder: Path) -> None:
    print(
        f"{chosen.answers} answers x {chosen.questions} questions, {platform.platform()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    start, cpu = time.perf_counter(), _cpu()
    house.release()
    wall, used = time.perf_counter() - start, _cpu() - cpu
    print(f"release: {wall:.1f} s, {used:.1f} s of CPU, {house.tables} tables")
    for name, act in house.acts():
        print(f"{name}: {_median(act, chosen.times):.0f} ms")
    if not chosen.peer:
        print("peer: not measured, give --peer a Python with pandas")
        return
    table = folder / "answers.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, house.names)
        writer.writeheader()
        writer.writerows(house.rows)
    done = subprocess.run(  # noqa: S603 - the Python that was given
        [chosen.peer, "-c", PEER, str(table), json.dumps(house.background)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    peer = json.loads(done.stdout)
    print(
        f"pandas {peer['version']}: {peer['seconds']:.2f} s for {peer['tables']} tables; release takes {wall / peer['seconds']:.1f} times as long"
    )


def _median(act: Callable[[], object], times: int) -> float:
    took = []
    for _turn in range(times):
        start = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took)


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
