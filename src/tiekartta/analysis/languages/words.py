"""Tokens, base forms and the parts of compounds.

The dictionaries are simplemma's, read with its low-memory strategy (70 MB for the three languages
instead of 370) and only when the first word asks for them, so that a web process that merely
imports this module pays nothing. Every function is cached per distinct word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tiekartta.analysis.languages.irregular import IRREGULAR, LINKS, WHOLES
from tiekartta.analysis.languages.lexicon_corrections import CORRECTIONS, SHORT_HEADS

_WORD = re.compile(r"[^\W\d_]+(?:['’:][^\W\d_]+)?")
_WORD_AND_HYPHEN = re.compile(_WORD.pattern + "-?")
_LONGEST = 60  # characters; longer runs are keyboard noise
_DIVIDED = ("fi", "sv")  # languages that write compounds together


def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words of ``text`` in order; hyphens divide; digits and signs are left out."""
    plain = unicodedata.normalize("NFC", text).lower()
    return tuple(word for word in _WORD.findall(plain) if len(word) <= _LONGEST)


def written_words(text: str) -> tuple[tuple[str, str], ...]:
    """(as written, lower-case token) of the words of ``text`` in order.

    A word that begins a sentence is in lower case, others keep their capitals; a hyphen stays at
    the end of the word before it ('tasa-', 'arvo').
    """
    plain = unicodedata.normalize("NFC", text)
    found = []
    for match in _WORD_AND_HYPHEN.finditer(plain):
        word = match.group()
        if len(word) > _LONGEST:
            continue
        low = word.lower()
        before = plain[max(match.start() - 3, 0) : match.start()].rstrip()
        starts = not before or before[-1] in ".!?:;•*-–\n"
        kept = low if starts and word[1:].islower() else word
        found.append((kept, low.rstrip("-")))
    return tuple(found)


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The base form of a lower-case word; the word itself when nothing is known about it.

    An unknown Finnish or Swedish compound keeps its left part and takes the base form of its
    right one ('hyvinvointialueen' → 'hyvinvointialue'), as cutting it would lose the meaning.
    """
    if word in CORRECTIONS.get(language, {}):
        return CORRECTIONS[language][word]
    word = word.split(":", maxsplit=1)[0] or word  # 'thl:n' and its like
    known = _known(word, language)
    if known is not None:
        return known
    division = _divide(word, language)
    if division is not None:
        left, right = division
        return left + lemma(right, language)
    guess = _rules().get_lemma(word, language) if len(word) > 5 else None
    return guess.lower() if guess and len(guess) >= len(word) - 5 else word


@lru_cache(maxsize=200_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """Base forms of the two or more parts of a compound; empty for a simple word."""
    base = lemma(word, language)
    division = _divide(base, language)
    if division is None:
        return ()
    found: list[str] = []
    left, right = division
    for piece in (_base_of_left(left, language), lemma(right, language)):
        # some base forms are longer than the piece they come from; only shorter ones go deeper
        found.extend((parts(piece, language) if len(piece) < len(base) else ()) or (piece,))
    return tuple(found)


def lemmas(text: str, language: str) -> tuple[str, ...]:
    """Base forms of the words of ``text`` in order, stop words included."""
    return tuple(lemma(word, language) for word in tokens(text))


def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of ``language`` has this lower-case word in some form."""
    return _dictionary(language).get(word) is not None


@lru_cache(maxsize=200_000)
def _divide(word: str, language: str) -> tuple[str, str] | None:
    """The best division of a compound: longest known right part whose left part may stand so."""
    if language not in _DIVIDED or len(word) < 7 or word in WHOLES[language]:
        return None
    cuts = range(3, len(word) - 2)
    for cut in sorted(cuts, key=lambda cut: word[:cut] not in WHOLES[language]):
        left, right = word[:cut], word[cut:]
        if len(right) < 4 and right not in SHORT_HEADS[language]:
            continue
        if _is_head(right, language) and _is_modifier(left, language):
            return left, right
    return None


def _is_head(right: str, language: str) -> bool:
    return right in SHORT_HEADS[language] or _known(right, language) is not None


def _is_modifier(left: str, language: str) -> bool:
    """Nominative or genitive (Finnish); base form (Swedish); with a linking end in both."""
    known = _known(left, language)
    if left in WHOLES[language] or known == left or _linked(left, language) is not None:
        return True
    if language == "sv":
        return left.endswith("s") and len(left) > 7 and _divide(left[:-1], language) is not None
    if left in CORRECTIONS["fi"]:
        return True
    if known is None:
        return len(left) > 6 and _divide(left, language) is not None
    return left.endswith("n") and len(left) > 3


def _linked(left: str, language: str) -> str | None:
    """The base form of a left part with a linking end ('asumis-', 'hälso-'), or None."""
    for link, end in LINKS[language]:
        if left.endswith(link) and len(left) >= 4 + len(link) - (link == "s" and not end):
            base = left[: len(left) - len(link)] + end
            if base in WHOLES[language] or _known(base, language) == base:
                return base
    return None


def _base_of_left(left: str, language: str) -> str:
    known = _known(left, language)
    if known == left:
        return left
    return _linked(left, language) or lemma(left, language)


@lru_cache(maxsize=32_768)  # ends of words come again and again
def _known(word: str, language: str) -> str | None:
    """The base form that the tables or the dictionary give, in lower case."""
    found = IRREGULAR.get(language, {}).get(word)
    if found is None:
        found = _dictionary(language).get(word)
    return found.lower() if found is not None else None


def _dictionary(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _factory().get_dictionary(language)
    return found


@lru_cache(maxsize=1)
def _factory() -> Any:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415 - lazy

    return StreamDictionaryFactory()


@lru_cache(maxsize=1)
def _rules() -> Any:
    from simplemma.strategies.rules import RulesStrategy  # noqa: PLC0415 - lazy

    return RulesStrategy()
