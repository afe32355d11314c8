"""How often the language of a text is told, beside plain py3langid, and what base forms cost.

    python benchmarks/languages.py [--data FOLDER]

Shares in per cent: right, wrong and not told (None). "raw" is py3langid over its 142 languages, as
one would call it plainly; "restricted" is py3langid with the same languages as ours (it always
answers). Texts in other languages (`se` is Northern Sámi) are right when nothing of the survey's
languages is said; "se allowed" is a survey that has Northern Sámi. "cut" is 3 to 5 words in a row
out of a text. "two thirds" is a sentence in the first language with half as much of the second.
CPU in microseconds a text, models loaded before. Sets that are not there are said to be skipped.
"""

from __future__ import annotations

import argparse
import csv
import platform
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import simplemma
from py3langid.langid import LanguageIdentifier, _load_identifier

from tiekartta.analysis.languages import LANGUAGES, language_of, lemma, parts, tokens

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "tests/analysis/languages/languages_texts.tsv"
QUESTION = "Mitä sosiaalipalveluissa pitäisi mielestäsi kehittää?"
FORMS = {"staff": ("utf-8-sig", ";"), "client": ("utf-8", ","), "partner": ("cp1252", "\t")}
Row = tuple[str, str]
Teller = Callable[[str], str | None]


def county() -> list[Row]:
    """(language, text) of the invented county's answers."""
    with (ROOT / "tests/shell/demo_key.csv").open(encoding="utf-8") as file:
        key = {row["id"]: row["language"] for row in csv.DictReader(file)}
    rows = []
    for group, (encoding, delimiter) in FORMS.items():
        path = ROOT / f"src/tiekartta/shell/demo/answers/{group}.csv"
        with path.open(encoding=encoding, newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter=delimiter), 1):
                rows.append((key[f"{group}-{number:03d}"], row[QUESTION]))
    return [row for row in rows if row[0] in LANGUAGES and re.search(r"[^\W\d_]{2}", row[1])]


def public(path: Path, most: int = 2_000) -> list[Row]:
    """(language, text) of a public set; empty when the file is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        rows = [(row["lang"], row["text"]) for row in csv.DictReader(file) if row["text"].strip()]
    rows = [row for row in rows if row[0] in LANGUAGES]
    return random.Random(1).sample(rows, min(most, len(rows)))  # noqa: S311 - a sample, no secret


def cut(rows: Sequence[Row]) -> list[Row]:
    """Three to five words in a row of each text, digits left out."""
    draw = random.Random(2)  # noqa: S311 - the same
    found = []
    for language, text in rows:
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)
        count = draw.randint(3, 5)
        start = draw.randint(0, max(0, len(words) - count))
        if len(words) >= 3:
            found.append((language, " ".join(words[start : start + count])))
    return found


def two_thirds(rows: Sequence[Row]) -> list[Row]:
    """A text with half as many characters of a text in another language behind it."""
    by_language = {code: [text for c, text in rows if c == code] for code in LANGUAGES}
    found = []
    for one in LANGUAGES:
        for two in LANGUAGES:
            if one == two:
                continue
            for text, other in zip(by_language[one], by_language[two], strict=False):
                part = other[: len(text) // 2].rsplit(" ", 1)[0]
                found.append((one, f"{text} {part}"))
    return found


def own(kind: str) -> list[Row]:
    """(language, text) of our own small texts of one kind."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["language"], row["text"]) for row in rows if row["kind"] == kind]


def sets(folder: Path) -> Iterator[tuple[str, list[Row], tuple[str, ...]]]:
    """(name, rows, languages of the survey)."""
    sib = [
        row for code in LANGUAGES for row in public(folder / f"text-sib200/dev/sib200-{code}.csv")
    ]
    yle = public(folder / "text-yle2015/dev/yle2015.csv")
    for name, rows in (("sib200", sib), ("yle", yle), ("county", county())):
        for code in LANGUAGES:
            chosen = [row for row in rows if row[0] == code]
            if chosen or name == "sib200":
                yield f"{name} {code}", chosen, LANGUAGES
                yield f"{name} {code} cut", cut(chosen), LANGUAGES
    yield "sib200 two thirds", two_thirds(sib), LANGUAGES
    for kind in ("short", "spoken", "misspelt", "mixed", "foreign"):
        yield f"own {kind}", own(kind), LANGUAGES
    sami = [row for row in own("foreign") if row[0] == "se"]
    yield "own Sámi, se allowed", sami, (*LANGUAGES, "se")


def _shares(
    rows: Sequence[Row], allowed: Sequence[str], teller: Teller
) -> tuple[float, float, float]:
    """(right, wrong) in per cent and CPU in microseconds a text."""
    start = time.process_time()
    told = [teller(text) for _, text in rows]
    spent = 1e6 * (time.process_time() - start) / len(rows)
    truth = [code if code in allowed else None for code, _ in rows]
    told = [code if code in allowed else None for code in told]
    right = sum(one == two for one, two in zip(truth, told, strict=True))
    wrong = sum(two is not None and one != two for one, two in zip(truth, told, strict=True))
    return 100 * right / len(rows), 100 * wrong / len(rows), spent


def _peer(allowed: Sequence[str] | None) -> Teller:
    identifier: LanguageIdentifier = _load_identifier(
        norm_probs=True, langs=list(allowed) if allowed else None
    )
    return lambda text: str(identifier.classify(text)[0])


def lines(folder: Path) -> Iterator[str]:
    """The report on languages, a line at a time."""
    yield f"{'set':24}{'n':>6}{'right':>8}{'wrong':>7}{'raw':>8}{'wrong':>7}{'restr.':>8}{'wrong':>7}{'µs':>7}{'peer':>7}"
    raw = _peer(None)
    for name, rows, allowed in sets(folder):
        if not rows:
            yield f"{name:24}skipped: the file is not there"
            continue
        restricted = _peer(allowed)
        ours = _shares(rows, allowed, lambda text, a=allowed: language_of(text, allowed=a))
        plain, bound = _shares(rows, allowed, raw), _shares(rows, allowed, restricted)
        yield (
            f"{name:24}{len(rows):6}{ours[0]:8.1f}{ours[1]:7.1f}{plain[0]:8.1f}{plain[1]:7.1f}"
            f"{bound[0]:8.1f}{bound[1]:7.1f}{ours[2]:7.0f}{bound[2]:7.0f}"
        )


def costs(folder: Path) -> Iterator[str]:
    """CPU of base forms and parts by distinct word, first and second time, beside simplemma."""
    for code in LANGUAGES:
        rows = [
            text
            for c, text in [*county(), *public(folder / "text-yle2015/dev/yle2015.csv")]
            if c == code
        ]
        words = sorted({word for text in rows for word in tokens(text)})
        if not words:
            continue
        lemma("x", code)
        spent = []
        for work in (lambda w, c=code: (lemma(w, c), parts(w, c)),) * 2 + (
            lambda w, c=code: simplemma.lemmatize(w, lang=c),
        ):
            if len(spent) == 2:
                simplemma.lemmatize("x", lang=code)
            start = time.process_time()
            for word in words:
                work(word)
            spent.append(1e6 * (time.process_time() - start) / len(words))
        yield (
            f"base form and parts, {code}: {len(words)} distinct words, {spent[0]:.0f} µs each, again"
            f" {spent[1]:.2f} µs; simplemma (no parts) {spent[2]:.0f} µs, ratio {spent[0] / spent[2]:.2f}"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    chosen = parser.parse_args()
    language_of("Tämä on lause")
    print(f"{platform.machine()} · Python {platform.python_version()}")
    for line in (*lines(chosen.data), *costs(chosen.data)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
