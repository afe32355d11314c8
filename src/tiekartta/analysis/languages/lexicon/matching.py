"""Which concepts the words of an answer mean.

A word is looked up as written, in base form and by the parts of a compound, so that
'perhejonossa' means a queue. Of the beginnings that fit a word only the longest counts:
'palautua' (to recover) is no 'palaute' (feedback). What an answer wants and whom it tells about
are looked up apart, so that 'lääkärijono' means both a queue and a doctor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tiekartta.analysis.languages.lexicon.concepts import (
    CONTEXT,
    LANGUAGES,
    broader_of,
    concepts,
)
from tiekartta.analysis.languages.words import lemma, parts

_GAP = 2  # words that may stand between the words of a phrase
_PART = 0.6  # weight of a concept met as a part of a compound only
_PHRASE = 1.5  # a phrase is surer than a word
_LEAD, _FADING = 2.0, 0.85  # people say first what they want: the first word weighs triple
_LONGEST = 24  # characters of a beginning


@dataclass(slots=True)
class _Layer:
    """Ids by the word and by the beginning."""

    whole: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    begins: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of_form(self, form: str) -> list[str]:
        if form in self.whole:
            return self.whole[form]
        for length in range(min(len(form), _LONGEST), 1, -1):
            if form[:length] in self.begins:
                return self.begins[form[:length]]
        return []


@dataclass(slots=True)
class _Index:
    """What is wanted, whom it is about, and ids by the first word of a phrase."""

    layers: tuple[_Layer, _Layer] = field(default_factory=lambda: (_Layer(), _Layer()))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(
        default_factory=lambda: defaultdict(list)
    )


@lru_cache(maxsize=8)
def _index(language: str) -> _Index:
    index = _Index()
    for concept in concepts().values():
        layer = index.layers[CONTEXT in (concept.id, *broader_of(concept.id))]
        for entry in concept.words[language]:
            words = entry.replace("-", " ").split()
            if len(words) > 1:
                index.phrases[words[0]].append((tuple(words[1:]), concept.id))
            elif entry.endswith("*"):
                layer.begins[entry[:-1]].append(concept.id)
            else:
                layer.whole[words[0]].append(concept.id)
    return index


@lru_cache(maxsize=100_000)
def _of_word(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """(concept, weight) of one lower-case word, whatever stands around it."""
    base = lemma(word, language)
    forms = tuple(dict.fromkeys((word, base)))
    found: dict[str, float] = {}
    for layer in _index(language).layers:
        met = {identifier for form in forms for identifier in layer.of_form(form)}
        found.update(dict.fromkeys(met, 1.0))
        if met and base in layer.whole:
            continue  # the whole is known: its parts say no more
        for part in parts(word, language):
            for identifier in layer.of_form(part):
                found.setdefault(identifier, _PART)
    return tuple(sorted(found.items()))


@lru_cache(maxsize=200_000)
def _fits(word: str, pattern: str, language: str) -> bool:
    base = lemma(word, language)
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1]) or base.startswith(pattern[:-1])
    return pattern in (word, base) or base == lemma(pattern, language)


@lru_cache(maxsize=100_000)
def _starts(word: str, language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """(rest of the phrase, concept) of the phrases that may begin with this word."""
    phrases = _index(language).phrases
    keys = [word, lemma(word, language), *(f"{word[:n]}*" for n in range(2, len(word) + 1))]
    return tuple(phrase for key in dict.fromkeys(keys) for phrase in phrases.get(key, ()))


def concepts_of(word: str, language: str) -> tuple[str, ...]:
    """Ids of the concepts that one lower-case word means as a whole, not by a part of it."""
    return tuple(identifier for identifier, weight in _of_word(word, language) if weight == 1.0)


def concepts_in(words: Sequence[str], language: str) -> dict[str, float]:
    """Weight by id of the concepts that ``words`` (lower case, in order) mean.

    A concept met twice weighs more than one met once, and one met early more than one met late:
    an answer mostly begins with what it is about. Empty for a language without a lexicon.
    """
    found: dict[str, float] = defaultdict(float)
    if language not in LANGUAGES:
        return found
    for place, word in enumerate(words):
        lead = 1.0 + _LEAD * _FADING**place
        for identifier, weight in _of_word(word, language):
            found[identifier] += weight * lead
        for rest, identifier in _starts(word, language):
            if _follows(words, place + 1, rest, language):
                found[identifier] += _PHRASE * lead
    return dict(found)


def _follows(words: Sequence[str], place: int, rest: tuple[str, ...], language: str) -> bool:
    for pattern in rest:
        ahead = range(place, min(place + 1 + _GAP, len(words)))
        at = next((n for n in ahead if _fits(words[n], pattern, language)), None)
        if at is None:
            return False
        place = at + 1
    return True
