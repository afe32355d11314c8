"""The lexicon as written in the tables beside this module.

A table has five columns: id, words in Finnish, Swedish and English (divided by '; ', the first is
the name of the concept) and the id of the broader concept. A word is a base form; one that ends
with '*' stands for every word that begins so; several words are a phrase. A '?' after a word says
that it depends on the context: another concept has it too. A row without words but its names
groups others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

LANGUAGES = ("fi", "sv", "en")
CONTEXT = "context"
"""Broadest concept of services, groups of people and the world at large: whom and what an answer
tells about, not what it wants."""
_STAR_INSIDE = re.compile(r"\*[^\s;?]")
_MISSING = {"", "*", "?"}
_NONE: frozenset[str] = frozenset()
_COLUMNS = ("id", *LANGUAGES, "broader concept")


@dataclass(frozen=True, slots=True)
class Concept:
    """``words`` are, by language, the words and phrases that mean it; '*' ends a beginning.

    ``shared`` are those of them that depend on the context: other concepts may have them too.
    """

    id: str
    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    broader: str | None
    shared: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, Concept]:
    """Every concept by id. That no two claim one word is left to the tests: it takes as long."""
    return _read(files(__package__))[0]


def read_tables(folder: Traversable) -> Mapping[str, Concept]:
    """Concepts of the tables in ``folder``.

    Raises ValueError naming the table and line of a row that is malformed or contradicts another:
    an id twice, an unknown broader concept, a word of two concepts that both do not mark with '?'.
    """
    found, places = _read(folder)
    _check_claims(found, places)
    return found


def _read(folder: Traversable) -> tuple[Mapping[str, Concept], Mapping[str, str]]:
    """Concepts, and table and line of each, by id."""
    found: dict[str, Concept] = {}
    places: dict[str, str] = {}
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not table.name.endswith(".tsv"):
            continue
        lines = table.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            place = f"{table.name}, line {number}"
            concept = _concept(line, place)
            if concept.id in found:
                before = places[concept.id]
                raise ValueError(f"{place}: {concept.id} is there twice, first in {before}")
            found[concept.id] = concept
            places[concept.id] = place
    for concept in found.values():
        if concept.broader is not None and concept.broader not in found:
            raise ValueError(
                f"{places[concept.id]}: {concept.id} has an unknown broader concept: "
                f"{concept.broader}"
            )
    return found, places


def _concept(line: str, place: str) -> Concept:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise ValueError(
            f"{place}: {len(cells)} columns, should be {len(_COLUMNS)} divided by tabs: "
            + ", ".join(_COLUMNS)
        )
    identifier, *columns, broader = cells
    if not identifier:
        raise ValueError(f"{place}: the id is missing")
    names, words, shared = {}, {}, {}
    for code, column in zip(LANGUAGES, columns, strict=True):
        entries = column.split("; ")
        if not _MISSING.isdisjoint(entries) or column.count(";") != len(entries) - 1:
            raise ValueError(f"{place}: a word or '; ' is missing in the column {code}")
        if _STAR_INSIDE.search(column):
            raise ValueError(f"{place}: '*' may stand only at the end of a word ({code})")
        names[code] = entries[0].rstrip("?")
        if names[code].endswith("*"):
            raise ValueError(
                f"{place}: the first word of {code} is the name, it may not end in '*'"
            )
        words[code] = tuple(dict.fromkeys(column.lower().replace("?", "").split("; ")))
        shared[code] = (
            frozenset(entry[:-1].lower() for entry in entries if entry[-1] == "?")
            if "?" in column
            else _NONE
        )
    return Concept(identifier, names, words, broader or None, shared)


def _check_claims(found: Mapping[str, Concept], places: Mapping[str, str]) -> None:
    for code in LANGUAGES:
        owners: dict[str, Concept] = {}
        for concept in found.values():
            for word in concept.words[code]:
                owner = owners.setdefault(word, concept)
                if owner is not concept and not (
                    word in concept.shared[code] and word in owner.shared[code]
                ):
                    raise ValueError(
                        f"{places[concept.id]}: '{word}' ({code}) is also a word of {owner.id} "
                        f"in {places[owner.id]}; take one away or mark both with '?'"
                    )


@lru_cache(maxsize=4096)
def broader_of(identifier: str) -> tuple[str, ...]:
    """Ids of the broader concepts, nearest first. Raises ValueError when they go in a ring."""
    chain: list[str] = []
    above = concepts()[identifier].broader
    while above is not None:
        if above in chain or above == identifier:
            raise ValueError(f"{identifier} is broader than itself")
        chain.append(above)
        above = concepts()[above].broader
    return tuple(chain)
