"""No real person, organisation or project of the source texts stands in the project.

The names themselves must not stand here either, so `real_names.txt` holds salted digests, one a
line, as `kind digest`:

- `word`: the word exactly; `stem`: every word that begins so (Finnish inflects at the end);
- `first`: a first word worth looking behind; `pair` and `pairstem`: two words in a row, the second
  exactly or by its beginning.

To add a name, append the line that `line("stem", "name")` gives.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("real_names.txt")
SALT = b"tiekartta/real-names/1:"
SHORTEST_STEM = 4
LARGEST_FILE = 3_000_000
WORD = re.compile(r"[^\W\d_]+")
# Written by machines from packages of others; their authors' names are not ours to judge.
NOT_OURS = re.compile(r"/vendor(ed)?/|(^|/)(uv\.lock|requirements/.*\.txt|CACHEDIR\.TAG)$")
# Reference lists of all municipalities and common surnames: single words there name nobody.
WORD_LISTS = frozenset({"src/tiekartta/analysis/languages/personal_data/name_lists.py"})

Digests = frozenset[str]


def digest(kind: str, *words: str) -> str:
    """Salted SHA-256 of a kind and its casefolded words, first 24 hexadecimal digits."""
    text = " ".join((kind, *(word.casefold() for word in words)))
    return hashlib.sha256(SALT + text.encode()).hexdigest()[:24]


def line(kind: str, *words: str) -> str:
    """The line of `real_names.txt` for a name."""
    return f"{kind} {digest(kind, *words)}"


def read_list(path: Path = LIST) -> Digests:
    return frozenset(entry.split()[1] for entry in path.read_text().splitlines() if entry)


def stems(word: str) -> Iterator[str]:
    return (word[:end] for end in range(SHORTEST_STEM, len(word) + 1))


def is_named(word: str, names: Digests) -> bool:
    return digest("word", word) in names or any(digest("stem", s) in names for s in stems(word))


def is_named_pair(first: str, second: str, names: Digests) -> bool:
    return digest("pair", first, second) in names or any(
        digest("pairstem", first, stem) in names for stem in stems(second)
    )


def found(texts: Iterable[tuple[str, str]], names: Digests) -> set[str]:
    """Places (`file: words`) where a listed name stands; texts are (file, text) pairs."""
    judged: dict[str, bool] = {}
    opens: dict[str, bool] = {}
    hits = set()
    for place, text in texts:
        is_list = place in WORD_LISTS
        words = WORD.findall(text.casefold())
        for word in set(words):
            if word not in judged:
                judged[word] = is_named(word, names)
                opens[word] = digest("first", word) in names
            if judged[word] and not is_list:
                hits.add(f"{place}: {word}")
        for first, second in itertools.pairwise(words):
            if opens[first] and is_named_pair(first, second, names):
                hits.add(f"{place}: {first} {second}")
    return hits


def project_files() -> list[Path]:
    """Files that git follows or would follow; without git, everything outside dot folders."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if answer.returncode == 0:
        return [ROOT / name for name in sorted(set(answer.stdout.decode().split("\0"))) if name]
    inside = (path for path in ROOT.rglob("*") if path.is_file())
    return [p for p in inside if not any(x.startswith(".") for x in p.relative_to(ROOT).parts)]


def project_texts() -> Iterator[tuple[str, str]]:
    for path in project_files():
        place = path.relative_to(ROOT).as_posix()
        if NOT_OURS.search(place) or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            continue
        content = path.read_bytes()
        if b"\0" in content[:8000]:
            yield place, place
            continue
        try:
            yield place, f"{place}\n{content.decode('utf-8-sig')}"
        except UnicodeDecodeError:
            yield place, f"{place}\n{content.decode('cp1252', errors='replace')}"


def test_no_real_name_stands_in_the_project() -> None:
    assert found(project_texts(), read_list()) == set()


def test_project_texts_are_really_read() -> None:
    places = {place for place, _ in project_texts()}
    assert {"pyproject.toml", "src/tiekartta/shell/demo/answers/partner.csv"} <= places


def test_list_is_well_formed_and_not_in_clear() -> None:
    entries = LIST.read_text().splitlines()
    assert len(entries) > 50
    shape = re.compile(r"(word|stem|first|pair|pairstem) [0-9a-f]{24}")
    assert [entry for entry in entries if not shape.fullmatch(entry)] == []


def test_planted_names_are_caught_also_inflected() -> None:
    names = frozenset(
        {
            digest("stem", "Kuviteltu"),
            digest("word", "Kxq"),
            digest("first", "Aamu"),
            digest("pairstem", "Aamu", "Olematto"),
        }
    )
    texts = [
        ("stem", "tehtiin Kuvitellussa ja KUVITELTULASSA"),
        ("word", "kxq:n sivut, ei kxqz"),
        ("pair", "kiitos Aamu\nOlemattomalle"),
        ("clean", "aamu oli kaunis, olematon vaiva"),
        *((place, "kxq aamu olematto") for place in WORD_LISTS),
    ]
    assert found(texts, names) == {
        "stem: kuviteltulassa",
        "word: kxq",
        "pair: aamu olemattomalle",
        *(f"{place}: aamu olematto" for place in WORD_LISTS),
    }
