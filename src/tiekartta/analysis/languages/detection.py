"""Which of the survey's languages an answer is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tiekartta.analysis.languages.stopwords import STOP_WORDS
from tiekartta.analysis.languages.words import tokens

LANGUAGES = ("fi", "sv", "en")
_LOOKED_AT = 2_000  # characters; more does not change the verdict and costs time
# All in nats, the unit of py3langid's log probabilities.
_WORD = 1.5  # for a word that only one of the languages has among its commonest
_LETTER = 2.0  # against a language that hardly writes a letter of the text
_MARGIN = 0.5  # how far the best language must be before the second
_FOREIGN = (
    20.0  # how far another language must be before all of the survey's: short texts stay below
)
_FOREIGN_PER_LETTER = 1.0
_SHARE = {
    "fi": 0.12
}  # of the words of a text, common ones of one language; Finnish inflects instead
_SHARE_ELSE = 0.3
_OURS = "åäöéšž"
_NEIGHBOURS = {"sv": frozenset(("no", "nb", "nn", "da"))}
"""Languages that misspelt or dialectal text is taken for, so never said to be foreign."""


def language_of(
    text: str, *, allowed: tuple[str, ...] = LANGUAGES, words: Sequence[str] | None = None
) -> str | None:
    """The language of ``text`` among ``allowed``, or None when it cannot be told.

    py3langid (Lui and Baldwin 2012) among ``allowed``, with the commonest words and letters of each
    language beside it, which decide in short, spoken and misspelt texts. A text in two languages has
    the one of which there is more. None for texts without Latin letters, of one letter, such as
    fit two languages alike, and those evidently in another language (Northern Sámi, unless 'se' is
    allowed). ``words`` are the tokens of the text where they are known. Raises ValueError for a
    code that py3langid does not know.
    """
    sample = unicodedata.normalize("NFC", text[:_LOOKED_AT])
    if allowed != LANGUAGES:
        _check(allowed)
    low = sample.lower()
    hits: dict[str, float] = {}
    if len(allowed) > 1:
        told = tokens(sample) if words is None or len(text) > _LOOKED_AT else words
        hits = _hits(told, allowed)
        if (plain := _plain(hits, len(told), low)) is not None:
            return plain
    letters = [character for character in sample if character.isalpha()]
    latin = sum(1 for character in letters if character <= "ɏ")
    if len(letters) < 2 or latin * 2 < len(letters):
        return None
    if len(allowed) == 1:
        return allowed[0]
    chances = _chances(sample)
    if _is_foreign(chances, allowed, len(letters)):
        return None
    scores = {
        code: chances[code] + _WORD * hits[code] - _LETTER * _strange(low, code) for code in allowed
    }
    ranked = sorted(allowed, key=lambda code: (-scores[code], allowed.index(code)))
    clear = scores[ranked[0]] - scores[ranked[1]] >= _MARGIN
    return ranked[0] if clear else None


def _plain(hits: Mapping[str, float], words: int, low: str) -> str | None:
    """The language that common words alone leave no doubt of: the model costs ten times as much.

    ``hits`` of at least two languages, among so many ``words``; ``low`` is the text in lower case.
    """
    second, best = sorted(hits, key=lambda code: hits[code])[-2:]
    enough = hits[best] >= max(3, _SHARE.get(best, _SHARE_ELSE) * words)
    if not enough or hits[second] > hits[best] / 4:
        return None
    used = set(low)
    ours = all(letter <= "\x7f" or letter in _OURS or not letter.isalpha() for letter in used)
    return best if ours else None


def _hits(words: Sequence[str], allowed: tuple[str, ...]) -> dict[str, float]:
    """How many of the words are among the commonest of each language, shared ones in part."""
    found = dict.fromkeys(allowed, 0.0)
    having = _having(allowed)
    for word in words:
        codes = having.get(word, ())
        for code in codes:
            found[code] += 1 / len(codes)
    return found


@lru_cache(maxsize=8)
def _having(allowed: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The languages that have a word among their commonest."""
    found: dict[str, tuple[str, ...]] = {}
    for code in allowed:
        for word in STOP_WORDS.get(code, ()):
            found[word] = (*found.get(word, ()), code)
    return found


def _strange(low: str, code: str) -> int:
    """1 when the text has a letter that the language hardly writes."""
    strange = {"fi": "åwxzq", "sv": "", "en": "äöå"}.get(code, "")
    return int(any(letter in low for letter in strange))


def _is_foreign(chances: dict[str, float], allowed: Sequence[str], letters: int) -> bool:
    near = {other for code in allowed for other in _NEIGHBOURS.get(code, ())}
    best = max(chances[code] for code in allowed)
    other = max(chance for code, chance in chances.items() if code not in near)
    ahead = other - best
    return ahead >= _FOREIGN and ahead >= _FOREIGN_PER_LETTER * letters


def _chances(sample: str) -> dict[str, float]:
    """Log probability, up to a constant, of every language py3langid knows."""
    return {str(code): float(chance) for code, chance in _identifier().rank(sample)}


@lru_cache(maxsize=64)
def _known() -> frozenset[str]:
    return frozenset(str(code) for code in _identifier().nb_classes)


def _check(allowed: Sequence[str]) -> None:
    unknown = [code for code in allowed if code not in _known()]
    if unknown:
        raise ValueError(f"unknown languages: {', '.join(unknown)}")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import _load_identifier  # noqa: PLC0415 - read when first asked for

    return _load_identifier(norm_probs=False, langs=None)
