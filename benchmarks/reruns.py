"""What a new run keeps and what it finds new, on public answers with one topic held back.

    python benchmarks/reruns.py [--data FOLDER] [--seeds N]

Answers of eleven of the twelve topics are condensed, and all the themes approved with the answers
in them. Then as many answers come again, 30 of them on the topic held back. Printed: of the answers
in themes told to be new, the share on the topic held back (precision); of the answers on that topic,
the share in such a theme (recall); approved answers that stayed; and themes told to be new when no
topic is held back. Beside it a fresh run over all answers: the approved answers whose theme has
another match than before, which is what people would lose without frozen answers.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tiekartta.analysis.themes import (
    Answer,
    Condensation,
    Decisions,
    FixedTheme,
    compare,
    condense,
)

ANSWERS = "text-yle2015/dev/yle2015.csv"
EACH, HELD = 25, 30


@dataclass(frozen=True)
class Trial:
    """What one held-back topic came to; shares 0–1, None where nothing was told to be new."""

    precision: float | None
    recall: float
    kept: float
    lost_afresh: float
    false_news: int


def read(path: Path) -> dict[str, list[str]]:
    """Finnish answers by topic."""
    found = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["lang"] == "fi" and row["text"].strip():
                found[row["label"]].append(row["text"])
    return dict(found)


def approved(result: Condensation) -> Decisions:
    """All themes of a result fixed, with their answers."""
    return Decisions(
        fixed=tuple(FixedTheme(t.id, t.label, result.members(t.id)) for t in result.themes)
    )


def members(result: Condensation) -> dict[str, set[str]]:
    """Ids of answers by theme."""
    return {theme.id: set(result.members(theme.id)) for theme in result.themes}


def trial(topics: dict[str, list[str]], held: str, seed: int) -> Trial:
    """One topic held back."""
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    old, new = [], []
    for topic in sorted(topics):
        if topic == held:
            continue
        chosen = draw.sample(topics[topic], 2 * EACH)
        old += [Answer(f"{topic}-old-{n}", text) for n, text in enumerate(chosen[:EACH])]
        new += [Answer(f"{topic}-new-{n}", text) for n, text in enumerate(chosen[EACH:])]
    late = [
        Answer(f"{held}-late-{n}", text) for n, text in enumerate(draw.sample(topics[held], HELD))
    ]
    first = condense(old, wanted=11, subsamples=0)
    decisions = approved(first)
    again = condense([*old, *new, *late], wanted=11, subsamples=0, decisions=decisions)
    fresh = condense([*old, *new, *late], wanted=12, subsamples=0)
    without = condense([*old, *new], wanted=11, subsamples=0, decisions=decisions)
    told = [answer for theme in again.news for answer in again.members(theme)]
    right = sum(answer.startswith(held) for answer in told)
    key = {theme.id: theme.key for theme in again.themes}
    now = {a.answer: key[a.themes[0][0]] for a in again.assignments if a.themes}
    fixed = {answer: theme.key for theme in decisions.fixed for answer in theme.members}
    moved = compare(members(first), members(fresh)).moved
    return Trial(
        precision=right / len(told) if told else None,
        recall=right / HELD,
        kept=float(np.mean([now.get(answer) == home for answer, home in fixed.items()])),
        lost_afresh=len(moved) / len(fixed),
        false_news=len(without.news),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data"
    )
    parser.add_argument("--seeds", type=int, default=4)
    options = parser.parse_args()
    path = options.data / ANSWERS
    if not path.exists():
        print(f"skipped {ANSWERS}: the file is not there")
        return
    topics = read(path)
    trials = []
    for seed in range(options.seeds):
        for held in sorted(topics):
            found = trial(topics, held, seed)
            trials.append(found)
            precision = "  – " if found.precision is None else f"{found.precision:.2f}"
            print(
                f"{held:>6}: precision {precision}, recall {found.recall:.2f}, kept {found.kept:.2f},"
                f" a fresh run moves {found.lost_afresh:.2f}, false news {found.false_news}"
            )
    told = [found.precision for found in trials if found.precision is not None]
    print(
        f"mean of {len(trials)}: precision {np.mean(told):.2f},"
        f" recall {np.mean([found.recall for found in trials]):.2f},"
        f" kept {np.mean([found.kept for found in trials]):.3f},"
        f" a fresh run moves {np.mean([found.lost_afresh for found in trials]):.2f},"
        f" false news {np.mean([found.false_news for found in trials]):.2f} themes a run"
    )


if __name__ == "__main__":
    main()
