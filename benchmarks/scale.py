"""A million answers on two workers: seconds, CPU, memory, quality, and a worker killed meanwhile.

    python benchmarks/scale.py [--data FOLDER] [--answers N …] [--workers 2]

The answers are made from the 15,739 labelled ones of text-yle2015: one is the sentences of as many
real answers to the same statement in the same language as a real one has sentences, of each about
one word in twelve left out and one in twelve put in place of another, drawn from all words used of
that statement. So no two are alike but by chance, words are as common as they are, and the label is
known. They are written to a file first, which is not measured; the engine reads it twice.

"seconds" is wall clock with the start of the workers; "CPU" and "memory" are of all processes
together (resident sets added up, so that pages they share count several times), every 0.1 s. NMI is
against the labels. Each run is in a process of its own. "killed" is a run in which one worker gets
SIGKILL when half of the answers are placed: its digest must be that of the undisturbed run. Last,
20,000 answers in one process beside the exact model, which compares every pair.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
SOURCE = "text-yle2015/dev/yle2015.csv"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CHANGED = 12  # one word in so many is left out, and one in so many is another


def make(source: Path, target: Path, count: int) -> None:
    """Write ``count`` answers made from those of ``source``: id, label and text, by tabs."""
    import csv  # noqa: PLC0415 - only the process that writes needs it

    with source.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sentences: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    counts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        key = (row["label"], row["lang"])
        found = [part.split() for part in _SENTENCE.split(row["text"]) if part.split()]
        sentences[key] += found
        counts[key].append(min(len(found), 12))
    words = {key: [word for part in found for word in part] for key, found in sentences.items()}
    kinds = [(row["label"], row["lang"]) for row in rows]
    draw = random.Random(1)  # noqa: S311 - texts to measure with, no secret
    with target.open("w", encoding="utf-8") as out:
        for number in range(count):
            kind = draw.choice(kinds)
            text: list[str] = []
            for part in draw.choices(sentences[kind], k=draw.choice(counts[kind])):
                text += part
            for _ in range(1 + len(text) // _CHANGED):
                text[draw.randrange(len(text))] = draw.choice(words[kind])
                if len(text) > 3:
                    del text[draw.randrange(len(text))]
            out.write(f"{number:07d}\t{kind[0]}\t{' '.join(text)}\n")


class Meter:
    """Peak of the resident memory of this process and its children, in megabytes."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._stop.wait(0.1):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak = max(self.peak, total / 1e6)

    def stop(self) -> float:
        """The peak so far; nothing is watched any more."""
        self._stop.set()
        self._thread.join()
        return self.peak


def kill_a_worker() -> None:
    """SIGKILL to the youngest worker process."""
    workers = [
        child
        for child in psutil.Process().children(recursive=True)
        if "--multiprocessing-fork" in child.cmdline()
    ]
    os.kill(max(workers, key=lambda child: child.create_time()).pid, signal.SIGKILL)


def measured(path: Path, how: str, workers: int, *, is_killed: bool, is_exact: bool) -> dict:
    """One run in this process."""
    from sklearn.metrics import normalized_mutual_info_score  # noqa: PLC0415 - after the meter

    from tiekartta.analysis.themes import Answer, condense  # noqa: PLC0415 - after the meter
    from tiekartta.analysis.themes.condensing import exact  # noqa: PLC0415 - after the meter

    def answers() -> Iterator[Answer]:
        with path.open(encoding="utf-8") as file:
            for line in file:
                number, _label, text = line.rstrip("\n").split("\t")
                yield Answer(number, text)

    marks: list[tuple[float, float]] = []

    def progress(done: int, total: int) -> None:
        if is_killed and done * 3 >= total * 2 and len(marks) == 0:
            marks.append((done, time.perf_counter()))
            kill_a_worker()

    meter = Meter()
    start, cpu = time.perf_counter(), time.process_time()
    if is_exact:
        result = exact(list(answers()), wanted=12, subsamples=0)
    else:
        result = condense(
            answers,
            wanted=12,
            where=None if how == "here" else how,
            workers=workers,
            progress=progress,
        )
    seconds = time.perf_counter() - start
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - cpu + children.ru_utime + children.ru_stime
    memory = meter.stop()
    with path.open(encoding="utf-8") as file:
        labels = [line.split("\t", 2)[1] for line in file]
    first = [a.themes[0][0] if a.themes else "" for a in result.assignments]
    return {
        "answers": len(labels),
        "how": "exact" if is_exact else how + (", killed" if is_killed else ""),
        "seconds": seconds,
        "cpu": cpu,
        "memory": memory,
        "nmi": float(normalized_mutual_info_score(labels, first)),
        "digest": result.provenance.output_digest[:16],
        "was_killed": bool(marks) or not is_killed,
    }


def run(path: Path, how: str, workers: int, *flags: str) -> dict:
    """`measured` in a process of its own; prints its line."""
    load = os.getloadavg()[0]
    done = subprocess.run(  # noqa: S603 - this very script
        [sys.executable, __file__, "--one", str(path), how, str(workers), *flags],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found: dict = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{found['answers']:>9,} {found['how']:<18} {found['seconds']:7.1f} s "
        f"{found['cpu']:7.1f} s CPU {found['memory']:6.0f} MB  NMI {found['nmi']:.3f}  "
        f"{found['digest']}  (load before {load:.1f})",
        flush=True,
    )
    return found


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--one"]:
        path, how, workers, *flags = sys.argv[2:]
        found = measured(
            Path(path),
            how,
            int(workers),
            is_killed="killed" in flags,
            is_exact="exact" in flags,
        )
        print(json.dumps(found))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--answers", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    source = chosen.data / SOURCE
    if not source.exists():
        sys.exit(f"skipped: {source} is not there")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.tsv"
        for count in chosen.answers:
            make(source, path, count)
            plain = run(path, "processes", chosen.workers)
            killed = run(path, "processes", chosen.workers, "killed")
            same = killed["digest"] == plain["digest"] and killed["was_killed"]
            print(f"          a worker killed: {'the same' if same else 'ANOTHER'} result")
            if count == min(chosen.answers):
                others = [run(path, how, chosen.workers) for how in ("here", "threads")]
                same = {found["digest"] for found in others} == {plain["digest"]}
                print(f"          here, threads, processes: {'the same' if same else 'ANOTHER'}")
        make(source, path, 20_000)
        placed, whole = run(path, "here", 1), run(path, "here", 1, "exact")
        print(
            f"          NMI of the sample's model to the exact one: {placed['nmi'] / whole['nmi']:.2f}"
        )


if __name__ == "__main__":
    main()
