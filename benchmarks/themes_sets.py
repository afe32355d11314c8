"""The labelled sets that engines are measured on: public ones in ``../shared/data``, and our own."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Labelled:
    """Answers with the theme each really has; ``same`` tells versions of one sentence."""

    name: str
    texts: list[str]
    labels: list[str]
    languages: list[str]
    same: list[str] = field(default_factory=list)

    @property
    def themes(self) -> int:
        """How many there really are."""
        return len(set(self.labels))


@dataclass(frozen=True)
class Source:
    """Where a set comes from: ``rows`` drawn by chance, in one language if given."""

    paths: tuple[str, ...]
    rows: int | None = None
    language: str | None = None
    single: bool = False
    parallel: bool = False


_YLE = ("text-yle2015/dev/yle2015.csv",)
_GAMBLING = ("text-themefinder/dev/gambling-synthetic.csv",)
_SIB = {code: f"text-sib200/dev/sib200-{code}.csv" for code in ("fi", "sv", "en")}
_TITLES = tuple(f"text-finna-titles/dev/finna-{code}.csv" for code in ("fi", "sv", "en"))

SOURCES = {
    "county": Source(()),
    "themefinder": Source(_GAMBLING, single=True),
    "themefinder-all": Source(_GAMBLING),
    "yle-300": Source(_YLE, 300, "fi"),
    "yle-600": Source(_YLE, 600, "fi"),
    "yle-3000": Source(_YLE, 3_000, "fi"),
    "yle-mixed-3000": Source(_YLE, 3_000),
    "yle-10000": Source(_YLE, 10_000),
    "vkk": Source(("text-vkk/dev/vkk.csv",)),
    "sib200-fi": Source((_SIB["fi"],)),
    "sib200-sv": Source((_SIB["sv"],)),
    "sib200-en": Source((_SIB["en"],)),
    "sib200-three": Source(tuple(_SIB.values()), parallel=True),
    "finna-titles": Source(_TITLES, 3_000),
}

ROOT = Path(__file__).resolve().parents[1]
FORMS = {"staff": ("utf-8-sig", ";"), "client": ("utf-8", ","), "partner": ("cp1252", "\t")}
QUESTION = "Mitä sosiaalipalveluissa pitäisi mielestäsi kehittää?"


def read_county() -> Labelled:
    """The invented county's answers with the key only tests read; those without a theme left out."""
    with (ROOT / "tests/shell/demo_key.csv").open(encoding="utf-8") as file:
        key = {row["id"]: row for row in csv.DictReader(file)}
    rows = []
    for group, (encoding, delimiter) in FORMS.items():
        path = ROOT / f"src/tiekartta/shell/demo/answers/{group}.csv"
        with path.open(encoding=encoding, newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter=delimiter), 1):
                rows.append((row[QUESTION], key[f"{group}-{number:03d}"]))
    rows = [row for row in rows if row[1]["theme"] != "none"]
    labels = [row["theme"] for _, row in rows]
    languages = [row["language"] for _, row in rows]
    return Labelled("county", [text for text, _ in rows], labels, languages)


def read(name: str, folder: Path) -> Labelled | str:
    """The set, or why it is skipped."""
    source = SOURCES[name]
    if not source.paths:
        return read_county()
    rows: list[dict[str, str]] = []
    for path in source.paths:
        if not (folder / path).exists():
            return "the data are not there"
        with (folder / path).open(encoding="utf-8") as file:
            code = Path(path).stem[-2:]
            rows += [{"lang": code, **row} for row in csv.DictReader(file) if row["text"].strip()]
    rows = [row for row in rows if source.language in (None, row["lang"])]
    if source.single:
        rows = [row for row in rows if row["n_labels"] == "1"]
    if source.rows is not None:
        rows = random.Random(1).sample(rows, source.rows)  # noqa: S311 - a sample, no secret
    # an answer with several labels counts by its first one
    return Labelled(
        name,
        [row["text"] for row in rows],
        [row["label"].split("|")[0] for row in rows],
        [row["lang"] for row in rows],
        [row["id"] for row in rows] if source.parallel else [],
    )
