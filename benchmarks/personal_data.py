"""How much of what points at a person is found in marked texts, beside plain patterns and a name list.

    python benchmarks/personal_data.py [--answers FILE] [--misses]

The texts (`tests/analysis/languages/personal_data_texts.tsv`, written for this project, invented
persons only) carry their marks as ⟦kind:what⟧. They are divided in two by a digest of the text: the
search was tuned on the first half only, the second is held out; a third part
(`personal_data_later_texts.tsv`) was written when the search was done. A marked place is found when a finding of its
kind covers at least half of it, which is what a screener needs to see it; a finding is right when it
touches a marked place of any kind. "exact" is the share of found places with the same ends.

The peer: plain patterns (what one writes in ten minutes, no check digits) and the same lists of
names without inflection. ``--answers`` counts how many answers of a real survey would be held.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import platform
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiekartta.analysis.languages.personal_data import find_personal_data
from tiekartta.analysis.languages.personal_data.name_lists import GIVEN_NAMES, SURNAMES

FOLDER = Path(__file__).resolve().parents[1] / "tests/analysis/languages"
TEXTS = FOLDER / "personal_data_texts.tsv"
LATER = FOLDER / "personal_data_later_texts.tsv"
_MARK = re.compile(r"⟦(\w+):(.+?)⟧")
Span = tuple[str, int, int]
Finder = Callable[[str], Sequence[Span]]


@dataclass(frozen=True)
class Marked:
    """A text with the places (kind, start, end) that point at a person."""

    language: str
    text: str
    places: tuple[Span, ...]
    held_out: bool


def read_marked(path: Path = TEXTS) -> list[Marked]:
    """The marked texts in order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_marked(row["language"], row["text"]) for row in rows]


def _marked(language: str, written: str) -> Marked:
    text, places, end = "", [], 0
    for match in _MARK.finditer(written):
        text += written[end : match.start()]
        places.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    held_out = hashlib.sha256(written.encode()).digest()[0] % 2 == 1
    return Marked(language, text + written[end:], tuple(places), held_out)


def ours(text: str) -> Sequence[Span]:
    """What the search of the project finds."""
    return [(found.kind, found.start, found.end) for found in find_personal_data(text)]


_PLAIN = {
    "email": r"\S+@\S+\.\w+",
    "phone": r"(?:\+358|0)[\d -]{6,14}\d",
    "personal_identity_code": r"\b\d{6}[-+A]\d{3}[0-9A-Z]\b",
    "iban": r"\bFI\d{2}[ \d]{14,18}",
    "street_address": r"\b[A-ZÅÄÖ]\w+(?:katu|tie|kuja|polku|gatan|vägen) \d+",
    "plate": r"\b[A-Z]{3}-\d{3}\b",
    "social_media": r"(?<!\w)@\w+",
    "date_of_birth": r"\b\d{1,2}\.\d{1,2}\.\d{4}\b",
}


def peer(text: str) -> Sequence[Span]:
    """Plain patterns, and names as they stand in the lists."""
    spans = [(k, *m.span()) for k, pattern in _PLAIN.items() for m in re.finditer(pattern, text)]
    names = re.finditer(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?", text)
    listed = GIVEN_NAMES | SURNAMES
    return spans + [("name", *m.span()) for m in names if set(m[0].lower().split()) & listed]


@dataclass
class Score:
    """Counts of one kind: marked places, found, found with the same ends; findings and right ones."""

    marked: int = 0
    found: int = 0
    exact: int = 0
    given: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Share of the marked places that are found; 1 when there are none."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that touch a marked place; 1 when there are none."""
        return self.right / self.given if self.given else 1.0


def measured(texts: Iterable[Marked], finder: Finder) -> dict[str, Score]:
    """Score by kind, by "kind language" and by "all"."""
    scores: dict[str, Score] = {}

    def add(kind: str, language: str, field: str) -> None:
        for key in (kind, f"{kind} {language}", "all"):
            score = scores.setdefault(key, Score())
            setattr(score, field, getattr(score, field) + 1)

    for marked in texts:
        found = finder(marked.text)
        for place in marked.places:
            add(place[0], marked.language, "marked")
            if any(
                f[0] == place[0] and 2 * _shared(f, place) >= place[2] - place[1] for f in found
            ):
                add(place[0], marked.language, "found")
            if place in found:
                add(place[0], marked.language, "exact")
        for finding in found:
            add(finding[0], marked.language, "given")
            if any(_shared(finding, place) for place in marked.places):
                add(finding[0], marked.language, "right")
    return scores


def _shared(one: Span, two: Span) -> int:
    return max(0, min(one[2], two[2]) - max(one[1], two[1]))


def table(texts: Sequence[Marked]) -> Iterator[str]:
    """The report of one half, a line at a time."""
    yield f"{'kind':32}{'n':>5}{'recall':>8}{'precis.':>8}{'exact':>7}   {'peer r.':>8}{'peer p.':>8}"
    own, other = measured(texts, ours), measured(texts, peer)
    for kind in sorted(own, key=lambda k: (k == "all", k)):
        one, two = own[kind], other.get(kind, Score(marked=own[kind].marked))
        yield (
            f"{kind:32}{one.marked:5}{one.recall:8.3f}{one.precision:8.3f}"
            f"{one.exact / max(one.found, 1):7.2f}   {two.recall:8.3f}{two.precision:8.3f}"
        )


def misses(texts: Iterable[Marked]) -> Iterator[str]:
    """What of the first half was missed, and what was found for nothing."""
    for marked in texts:
        found = ours(marked.text)
        for place in marked.places:
            if place not in found:
                near = [marked.text[f[1] : f[2]] for f in found if _shared(f, place)]
                yield f"missed {place[0]} {marked.text[place[1] : place[2]]!r} {near} | {marked.text}"
        for finding in found:
            if not any(_shared(finding, place) for place in marked.places):
                yield f"wrong {finding[0]} {marked.text[finding[1] : finding[2]]!r} | {marked.text}"


def real(path: Path) -> Iterator[str]:
    """How many answers of a real survey would be held, and the time it takes."""
    if not path.exists():
        yield f"skipped: {path} is not there"
        return
    with path.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    for name, finder in (("ours", ours), ("peer", peer)):
        finder("Maija Virtanen 040 123 4567")  # read the lists outside the measure
        start = time.process_time()
        kinds = [Counter(found[0] for found in finder(text)) for text in texts]
        spent = 1e6 * (time.process_time() - start) / len(texts)
        held = sum(bool(found) for found in kinds)
        total = dict(sum(kinds, Counter()))
        yield f"{path.name} {name}: {held} of {len(texts)} held, {total}, {spent:.0f} µs of CPU each"


_HOSTILE = (
    "a@",
    "1-",
    "FI21 ",
    "+358 ",
    "Anna ",
    "Maija ja ",
    "von ",
    "x piste ",
    "A. ",
    "\x00",
    "\u202eب ",
)


def growth() -> Iterator[str]:
    """How many times the CPU a text twice as long takes: 2 is linear; the worst of several."""
    spent: dict[int, float] = {}
    for length in (20_000, 40_000, 80_000):
        start = time.process_time()
        for piece in _HOSTILE:
            find_personal_data(piece * (length // len(piece)))
        spent[length] = (time.process_time() - start) / len(_HOSTILE)
    ratios = ", ".join(f"{spent[n] / spent[n // 2]:.2f}" for n in (40_000, 80_000))
    yield f"hostile texts: {1e3 * spent[20_000]:.0f} ms of CPU for 20,000 characters; twice as long: × {ratios}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path("../shared/data/text-yle2015/dev/edistettavat-asiat.csv")
    parser.add_argument("--answers", type=Path, default=default, help="a CSV with a column 'text'")
    parser.add_argument("--misses", action="store_true", help="what was missed in the first half")
    chosen = parser.parse_args()
    texts = read_marked()
    halves = [[t for t in texts if t.held_out is held_out] for held_out in (False, True)]
    if chosen.misses:
        print(*misses(halves[0]), sep="\n")
        return
    print(f"{platform.machine()} · Python {platform.python_version()} · {len(texts)} texts")
    titles = ("first half (tuned on)", "second half (held out)", "written later")
    for name, half in zip(titles, [*halves, read_marked(LATER)], strict=True):
        print(f"\n{name}: {len(half)} texts", *table(half), sep="\n")
    print("", *real(chosen.answers), *growth(), sep="\n")


if __name__ == "__main__":
    main()
