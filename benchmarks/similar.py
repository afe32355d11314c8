"""How well pairs of answers that say the same are found, beside rapidfuzz, on a paraphrase corpus.

    python benchmarks/similar.py [--data FOLDER]

Labelled pairs of Finnish sentences (4 a paraphrase, 3 one in its context, 2 related, 1 unrelated):
precision and recall of labels 3–4 at our two limits, average precision over all limits, and the
peer (token_set_ratio) at the limit where it recalls as much. Then the CPU time of comparing every
pair of answers of a public set. The peer is not installed with Tiekartta: `pip install rapidfuzz`.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from tiekartta.analysis.themes import Answer, similar
from tiekartta.analysis.themes.pairing import RELATED, SAME, rows_of
from tiekartta.analysis.themes.preparing import prepare
from tiekartta.analysis.themes.stances import reasons, stance_of

HAS_PEER = find_spec("rapidfuzz") is not None
fuzz: Any = import_module("rapidfuzz.fuzz") if HAS_PEER else None
process: Any = import_module("rapidfuzz.process") if HAS_PEER else None

PARAPHRASES = "text-paraphrase/dev/opus-pb-fi.csv"
ANSWERS = "text-yle2015/dev/yle2015.csv"
MANY = 2000


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def ours(rows: list[dict[str, str]]) -> NDArray[np.float64]:
    """Likeness of each pair as `similar` computes it."""
    texts = [row["text1"] for row in rows] + [row["text2"] for row in rows]
    answers = [Answer(str(n), text, language="fi") for n, text in enumerate(texts)]
    written, _ = rows_of(answers, prepare(answers), None)
    half = len(rows)
    return np.asarray(written[:half].multiply(written[half:]).sum(axis=1)).ravel()


def turned(rows: list[dict[str, str]]) -> NDArray[np.bool_]:
    """Whether the stance check keeps a pair from being called the same."""
    found = []
    for row in rows:
        stances = []
        for text in (row["text1"], row["text2"]):
            ready = prepare([Answer("1", text, language="fi")])[0]
            words = {written.lower() for written, _ in ready.words}
            words |= {base for _, base in ready.words if base}
            stances.append(stance_of(text, words, "fi"))
        found.append(bool({"negated", "opposite"} & set(reasons(*stances))))
    return np.array(found)


def at(
    limit: float, likeness: NDArray[np.float64], is_same: NDArray[np.bool_]
) -> tuple[float, float]:
    """(precision, recall) of pairs at least as alike as ``limit``."""
    told = likeness >= limit
    met = float((told & is_same).sum())
    return met / max(float(told.sum()), 1.0), met / float(is_same.sum())


def limit_of(recall: float, likeness: NDArray[np.float64], is_same: NDArray[np.bool_]) -> float:
    """The highest limit at which at least ``recall`` of the same pairs are told."""
    ranked = np.sort(likeness[is_same])[::-1]
    return float(ranked[min(int(np.ceil(recall * ranked.size)), ranked.size) - 1])


def judge(rows: list[dict[str, str]]) -> None:
    """Print precision and recall of both."""
    is_same = np.array([row["label"][0] in "34" for row in rows])
    mine = ours(rows)
    peer = None
    if fuzz is not None:
        peer = np.array(
            [fuzz.token_set_ratio(r["text1"].lower(), r["text2"].lower()) / 100 for r in rows]
        )
    print(f"{len(rows)} pairs, {is_same.sum()} say the same")
    for limit in (SAME, RELATED):
        precision, recall = at(limit, mine, is_same)
        line = f"likeness >= {limit:.2f}: precision {precision:.2f}, recall {recall:.2f}"
        if peer is not None:
            theirs = at(limit_of(recall, peer, is_same), peer, is_same)
            line += f"; token_set_ratio at that recall: precision {theirs[0]:.2f}"
            line += f" ({precision / theirs[0]:.2f} times)"
        print(line)
    held = turned(rows)
    checked = at(SAME, np.where(held, 0.0, mine), is_same)
    print(f"called the same (stance checked): precision {checked[0]:.2f}, recall {checked[1]:.2f}")
    wrong = (mine >= SAME) & ~is_same
    print(f"of {wrong.sum()} wrong ones the stance check stops {(wrong & held).sum()}")
    line = f"average precision {average_precision_score(is_same, mine):.3f}"
    if peer is not None:
        line += f"; token_set_ratio {average_precision_score(is_same, peer):.3f}"
    print(line)


def cpu(call: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def speed(texts: list[str]) -> None:
    """Print the CPU time of comparing every pair."""
    answers = [Answer(f"{n:06}", text, language="fi") for n, text in enumerate(texts)]
    similar(answers[:200])
    mine = cpu(lambda: similar(answers))
    line = f"every pair of {len(texts)} answers: {mine:.1f} s of CPU"
    if process is not None:
        lowered = [text.lower() for text in texts]
        theirs = cpu(lambda: process.cdist(lowered, lowered, scorer=fuzz.token_set_ratio))
        line += f"; token_set_ratio {theirs:.1f} s ({theirs / mine:.1f} times)"
    print(line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data"
    )
    folder = parser.parse_args().data
    if fuzz is None:
        print("rapidfuzz is not installed: no peer in this run")
    for name, measure in ((PARAPHRASES, judge), (ANSWERS, None)):
        if not (folder / name).exists():
            print(f"skipped {name}: the file is not there")
        elif measure:
            measure(read(folder / name))
        else:
            rows = [
                row for row in read(folder / name) if row["lang"] == "fi" and row["text"].strip()
            ]
            speed([row["text"] for row in rows[:MANY]])


if __name__ == "__main__":
    main()
