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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word amid others: what it means by itself, the phrases that it may begin as (further words,
    concept), and the further words of phrases that it stands for."""

    means: tuple[tuple[str, float], ...]
    begins: tuple[tuple[tuple[str, ...], str], ...]
    fits: frozenset[str]


@lru_cache(maxsize=100_000)
def _word(word: str, language: str) -> _Word:
    phrases = _phrases(language)
    base = lemma(word, language)
    keys = [form for form in dict.fromkeys((word, base)) if form in phrases.first]
    if word.startswith(phrases.first_begins):
        keys += [key for n in range(2, len(word) + 1) if (key := f"{word[:n]}*") in phrases.first]
    begins = tuple(phrase for key in keys for phrase in phrases.first[key])
    fits = {form for form in (word, base) if form in phrases.further}
    fits.update(phrases.further_of_base.get(base, ()))
    fits.update(
        f"{begin}*"
        for form in {word, base}
        for length in phrases.further_lengths
        if (begin := form[:length]) in phrases.further_begins
    )
    return _Word(_of_word(word, language), begins, frozenset(fits))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases by their first word; and their further words, as written and by base form.

    The beginnings ('…*' in the lexicon) among both are also by themselves.
    """

    first: dict[str, list[tuple[tuple[str, ...], str]]]
    first_begins: tuple[str, ...]
    further: frozenset[str]
    further_of_base: dict[str, set[str]]
    further_begins: frozenset[str]
    further_lengths: tuple[int, ...]


@lru_cache(maxsize=8)
def _phrases(language: str) -> _Phrases:
    first = dict(_index(language).phrases)
    further = {word for phrases in first.values() for rest, _ in phrases for word in rest}
    whole = frozenset(word for word in further if not word.endswith("*"))
    begins = frozenset(word[:-1] for word in further - whole)
    of_base: dict[str, set[str]] = defaultdict(set)
    for word in whole:
        of_base[lemma(word, language)].add(word)
    return _Phrases(
        first,
        tuple(sorted(word[:-1] for word in first if word.endswith("*"))),
        whole,
        dict(of_base),
        begins,
        tuple(sorted({len(begin) for begin in begins})),
    )


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
    read = [_word(word, language) for word in words]
    for place, word in enumerate(read):
        lead = 1.0 + _LEAD * _FADING**place
        for identifier, weight in word.means:
            found[identifier] += weight * lead
        if word.begins and any(after.fits for after in read[place + 1 : place + 2 + _GAP]):
            for rest, identifier in word.begins:
                if _follows(read, place + 1, rest):
                    found[identifier] += _PHRASE * lead
    return dict(found)


def _follows(read: Sequence[_Word], place: int, rest: tuple[str, ...]) -> bool:
    for pattern in rest:
        for at in range(place, min(place + 1 + _GAP, len(read))):
            if pattern in read[at].fits:
                place = at + 1
                break
        else:
            return False
    return True
