"""Which names of a text mean the same person, so that each person keeps one number in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tiekartta.analysis.languages.personal_data.inflection import forms
from tiekartta.analysis.languages.personal_data.words_as_names import Word, words_of

_LIKE_START = 4  # letters that two forms of an unlisted name share at least
_LONGEST_ENDING = 5


def numbers_of(names: Sequence[str]) -> tuple[int, ...]:
    """A number for each name in order, from 1; forms of one name get the same.

    "Maija Virtanen", "Maijalle" and "Virtasen" are one. Where a later name fits several, it is the
    first. Two persons with the same first name get one number unless their surnames are there.
    """
    known: list[list[Word]] = []
    numbers = []
    for name in names:
        words = words_of(name) or [Word(name, name, 0, len(name), shouted=False)]
        at = next((at for at, kept in enumerate(known) if _one_person(words, kept)), None)
        if at is None:
            known.append(list(words))
            at = len(known) - 1
        elif len(words) > len(known[at]):
            known[at] = list(words)
        numbers.append(at + 1)
    return tuple(numbers)


def _one_person(some: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether every word of the shorter name is a form of one in the longer."""
    shorter, longer = sorted((some, others), key=len)
    return all(any(_one_name(word, other) for other in longer) for word in shorter)


def _one_name(some: Word, other: Word) -> bool:
    if some.low == other.low or some.low in _forms(other.low) or other.low in _forms(some.low):
        return True
    bases = ((some.given, other.given), (some.family, other.family))
    if any(mine is not None and mine == theirs for mine, theirs in bases):
        return True
    is_listed = any(base is not None for pair in bases for base in pair)
    return not is_listed and _alike(some.low, other.low)


@lru_cache(maxsize=1_000)
def _forms(low: str) -> frozenset[str]:
    return frozenset(forms(low, softens=True)) if low else frozenset()


def _alike(some: str, other: str) -> bool:
    """Whether two unlisted words differ in their endings only, as forms of one name do."""
    shorter, longer = sorted((some, other), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    enough = max(_LIKE_START, len(shorter) - 2)
    return start >= enough and len(longer) - start <= _LONGEST_ENDING
