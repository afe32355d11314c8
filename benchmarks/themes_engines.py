"""The engines that are compared. Each runs in a process of its own, so that memory can be told.

    python benchmarks/themes_engines.py ENGINE < {"texts": [...], "wanted": n, "vectors": FILE}

writes ``{"labels": [...], "cpu": seconds, "start": seconds, "memory": MB}`` on its last line, like
`themes_bertopic.py`, which needs an environment of its own. ``start`` is what importing, loading
dictionaries and reading vectors took; ``cpu`` everything after.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Ran:
    """What came of an engine: a label for each text, CPU seconds and peak memory in MB."""

    labels: list[Any]
    cpu: float
    start: float
    memory: float


def run(engine: str, texts: list[str], wanted: int, vectors: Path | None = None) -> Ran:
    """Run one of our own engines on ``texts``. Raises RuntimeError with what it said on failure."""
    return _run([sys.executable, str(HERE / "themes_engines.py"), engine], texts, wanted, vectors)


def run_bertopic(environment: Path, texts: list[str], wanted: int) -> Ran:
    """Run BERTopic in its own environment. Raises RuntimeError with what it said on failure."""
    python = environment / "bin" / "python"
    return _run([str(python), str(HERE / "themes_bertopic.py")], texts, wanted, None)


def _run(command: list[str], texts: list[str], wanted: int, vectors: Path | None) -> Ran:
    asked = {"texts": texts, "wanted": wanted, "vectors": str(vectors) if vectors else None}
    done = subprocess.run(  # noqa: S603 - our own scripts
        command, input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    return Ran(**json.loads(done.stdout.strip().splitlines()[-1]))


def spent() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _ready() -> None:
    from tiekartta.analysis.languages import language_of, lemma  # noqa: PLC0415 - counted as start

    for word, language in (("jonossa", "fi"), ("köerna", "sv"), ("queues", "en")):
        lemma(word, language)
    language_of("zzz qqq xxx " * 5)  # loads what tells languages apart, foreign ones too


def _ours(asked: dict[str, Any]) -> Callable[[], list[Any]]:
    from tiekartta.analysis.themes import Answer, condense  # noqa: PLC0415 - counted as start
    from tiekartta.analysis.themes.condensing import exact  # noqa: F401, PLC0415 - the same
    from tiekartta.analysis.themes.vectors import Vectors  # noqa: PLC0415 - the same

    _ready()
    vectors = Vectors.read(asked["vectors"]) if asked["vectors"] else None
    answers = [Answer(f"{n:06}", text) for n, text in enumerate(asked["texts"])]

    def work() -> list[Any]:
        # how firm the themes are is told in the product; the peers do not, so it is left out
        result = condense(answers, wanted=min(asked["wanted"], 50), vectors=vectors, subsamples=0)
        return [a.themes[0][0] if a.themes else "" for a in result.assignments]

    return work


def _peer(name: str, asked: dict[str, Any]) -> Callable[[], list[Any]]:
    from sklearn.cluster import KMeans  # noqa: PLC0415 - counted as start
    from sklearn.decomposition import NMF  # noqa: PLC0415 - the same
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - the same

    from tiekartta.analysis.themes import Answer  # noqa: PLC0415 - the same
    from tiekartta.analysis.themes.preparing import prepare  # noqa: PLC0415 - the same

    _ready()
    answers = [Answer(f"{n:06}", text) for n, text in enumerate(asked["texts"])]

    def work() -> list[Any]:
        model = TfidfVectorizer(analyzer=lambda a: a.terms, sublinear_tf=True)
        rows = model.fit_transform(prepare(answers))
        if name == "k-means":
            means = KMeans(asked["wanted"], n_init=5, random_state=0)
            return [int(label) for label in means.fit_predict(rows)]
        factors = NMF(asked["wanted"], init="nndsvd", max_iter=1000, random_state=0)
        return [int(label) for label in factors.fit_transform(rows).argmax(axis=1)]

    return work


def main() -> None:
    """Run the engine that is named once and write what came of it."""
    engine = sys.argv[1]
    asked = json.load(sys.stdin)
    work = _ours(asked) if engine == "ours" else _peer(engine, asked)
    start = spent()
    labels = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"labels": labels, "cpu": spent() - start, "start": start, "memory": peak}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
