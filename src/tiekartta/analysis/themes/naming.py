"""Names and keywords of themes: base-form words and phrases by frequency × log(lift).

Where there are vectors a term also weighs by how near it is to the middle of its theme. A word that
few said could point at who said it, so a name or keyword is behind three answers of the theme at
least, two where the theme itself has under ten.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tiekartta.analysis.themes.preparing import Prepared, Term
from tiekartta.analysis.themes.unfit import UNFIT

Nearness = Callable[[Sequence[str], str], float]
"""How near the base forms of a term, in a language, are to the middle of a theme (0–1)."""

_KEYWORDS = 8
_BONUS = {1: 1.0, 2: 1.5, 3: 1.7}  # a phrase says more than a word
_AND = {"fi": "ja", "sv": "och", "en": "and"}
_UNNAMED = {"fi": "Teema", "sv": "Tema", "en": "Theme"}
_ENOUGH = 0.5  # share of the theme's answers above which one word names it alone
_POOR_ENDINGS = (
    "aa",
    "ää",
    "ea",
    "eä",
    "oa",
    "öä",
    "ua",
    "yä",
    "da",
    "dä",
    "lla",
    "llä",
    "sti",
    "inen",
)
_PLURALS = {"sv": ("", "r", "er", "or", "ar"), "en": ("", "s", "es")}
_POOR = 0.5  # Finnish verbs, adverbs and adjectives of these endings make poor names
_PHRASE = 0.4  # a phrase that often goes with a word replaces it in a name


@dataclass(slots=True)
class Vocabulary:
    """In how many answers of one language each term occurs, and how one of several is written."""

    answers: int = 0
    frequency: Counter[Term] = field(default_factory=Counter)
    surfaces: dict[Term, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def vocabularies(answers: Sequence[Prepared]) -> dict[str, Vocabulary]:
    """Vocabulary by language of all answers of a run."""
    found: dict[str, Vocabulary] = defaultdict(Vocabulary)
    written: dict[str, Counter[tuple[Term, str]]] = defaultdict(Counter)
    for answer in answers:
        vocabulary = found[answer.read_as]
        vocabulary.answers += 1
        vocabulary.frequency.update({term for term, _ in answer.phrases})
        written[answer.read_as].update(answer.phrases)
    for language, vocabulary in found.items():
        for (term, surface), times in written[language].items():
            if vocabulary.frequency[term] > 1:  # what one answer has names nothing
                vocabulary.surfaces[term][surface] = times
    return dict(found)


def fewest(answers: int) -> int:
    """Answers of a theme of so many ``answers`` that a word must be in to be shown for it."""
    return 3 if answers >= 10 else 2


def ranked_terms(
    members: Sequence[Prepared],
    vocabulary: Vocabulary,
    language: str,
    least: int,
    near: Nearness | None = None,
) -> list[tuple[Term, int, float]]:
    """(term, answers of ``members`` with it, score), best first; in ``least`` of them or more."""
    counts: Counter[Term] = Counter()
    for answer in members:
        counts.update({term for term, _ in answer.phrases})
    scored = []
    for term, count in counts.items():
        if count < least:
            continue
        lift = (count / len(members)) / (vocabulary.frequency[term] / vocabulary.answers)
        # a lone theme has lift 1 for all: the commonest word then names it
        score = count * max(math.log(lift), 0.001) * _BONUS[len(term)]
        if near is not None:
            score *= near(term, language)
        if _is_poor(term[-1], language):
            score *= _POOR
        if term[-1] in UNFIT[language]:
            score *= _POOR**2
        scored.append((term, count, score))
    return sorted(scored, key=lambda item: (-round(item[2], 6), item[0]))


def _is_poor(word: str, language: str) -> bool:
    return language == "fi" and len(word) > 4 and word.endswith(_POOR_ENDINGS)


def _may_name(word: str, language: str) -> bool:
    return word not in UNFIT[language] and not _is_poor(word, language)


def written(term: Term, vocabulary: Vocabulary, language: str) -> str | None:
    """The term as people write it: in Finnish the base form unless its plural is commoner.

    None for a phrase that never stands in a form fit for a title.
    """
    surfaces = vocabulary.surfaces[term]
    base = " ".join(term)
    if language != "fi" and len(term) == 1:
        endings = _PLURALS[language]
        fit = {s: n for s, n in surfaces.items() if s.lower() in {base + e for e in endings}}
        return min(fit or {base: 1}, key=lambda surface: (-fit.get(surface, 0), surface))
    if language != "fi":
        return min(surfaces, key=lambda surface: (-surfaces[surface], surface))
    fit = {s: n for s, n in surfaces.items() if _is_nominative(s, term[-1])}
    if fit:
        return min(fit, key=lambda surface: (-fit[surface], surface.lower() != base, surface))
    return base if len(term) == 1 else None


def _is_nominative(surface: str, base: str) -> bool:
    """Finnish: the last word in singular or plural nominative."""
    last = re.split("[ -]", surface)[-1].lower()
    return last == base or (last.endswith("t") and last[:2] == base[:2] and len(last) > 3)


def keywords(
    ranked: Sequence[tuple[Term, int, float]], vocabulary: Vocabulary, language: str
) -> tuple[str, ...]:
    """Up to eight single words that tell something, none part of another."""
    chosen: list[str] = []
    for term, _, _ in ranked:
        if term[-1] in UNFIT[language]:
            continue
        word = written(term, vocabulary, language) if len(term) == 1 else None
        if word is None or any(_overlap(word, other) for other in chosen):
            continue
        chosen.append(word)
        if len(chosen) == _KEYWORDS:
            break
    return tuple(chosen)


def _overlap(one: str, other: str) -> bool:
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short in long or (len(short) > 4 and short[: len(short) - 2] in long)


def names(
    ranked: Sequence[tuple[Term, int, float]],
    vocabulary: Vocabulary,
    language: str,
    members: int,
) -> Iterator[str]:
    """Names for a theme, best first, of one to three words and with a capital letter."""
    readable = [
        (text, term, count)
        for term, count, _ in ranked[:60]
        if (text := written(term, vocabulary, language)) is not None
    ]
    for place, (text, term, count) in enumerate(readable):
        if len(term) == 1:
            rest = readable[place + 1 :]
            yield from (
                _capital(p) for p, pair, n in rest if term[0] in pair and n >= _PHRASE * count
            )
            if count < _ENOUGH * members and _may_name(term[0], language):
                others = (
                    other
                    for other, pair, _ in rest[:20]
                    if len(pair) == 1 and _may_name(pair[0], language) and not _overlap(text, other)
                )
                yield from (
                    _capital(f"{text} {_AND[language]} {other}") for other in islice(others, 1)
                )
        yield _capital(text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def describe(
    members: Sequence[Prepared],
    vocabularies: Mapping[str, Vocabulary],
    taken: set[str] | None,
    suggested: Iterable[Mapping[str, str]] = (),
    near: Nearness | None = None,
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Keywords in the commonest language of ``members``, and a label by language, commonest first.

    The first of the ``suggested`` names that is free gives the label in every language it has.
    Otherwise words of the answers do, for a language of at least 15 % of them (and three) in which
    enough answers share a word. Labels differ (case apart) from ``taken``, which they are added to;
    None leaves labels out.
    """
    spoken = Counter(member.read_as for member in members)
    ranking = sorted(spoken.items(), key=lambda item: (-item[1], item[0]))
    words: tuple[str, ...] = ()
    labels = {} if taken is None else _suggested(suggested, taken, [code for code, _ in ranking])
    is_named = bool(labels)
    for rank, (language, count) in enumerate(ranking):
        if rank and (is_named or count < max(3, 0.15 * len(members))):
            continue
        own = [member for member in members if member.read_as == language]
        vocabulary = vocabularies[language]
        ranked = ranked_terms(own, vocabulary, language, fewest(len(members)), near)
        if rank and not ranked:
            continue
        words = words or keywords(ranked, vocabulary, language)
        if taken is not None and not is_named:
            labels[language] = _unused(
                names(ranked, vocabulary, language, len(own)), taken, language
            )
    return words, labels


def _suggested(
    suggested: Iterable[Mapping[str, str]], taken: set[str], languages: Sequence[str]
) -> dict[str, str]:
    """The first suggestion of which no name is taken, in the order of ``languages``."""
    for title in suggested:
        found = {name.casefold() for name in title.values()}
        if not found & taken:
            taken |= found
            codes = [code for code in languages if code in title]
            rest = [code for code in title if code not in codes]
            return {code: _capital(title[code]) for code in (*codes, *rest)}
    return {}


def _unused(candidates: Iterator[str], taken: set[str], language: str) -> str:
    for name in candidates:
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    stem = _UNNAMED.get(language, "Theme")
    name = next(
        name
        for number in range(1, len(taken) + 2)
        if (name := f"{stem} {number}").casefold() not in taken
    )
    taken.add(name.casefold())
    return name
