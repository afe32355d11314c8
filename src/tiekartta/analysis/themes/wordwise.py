"""What one word tells on its own: base form, compound parts, runs of letters and concepts."""

from __future__ import annotations

import re
from functools import lru_cache

from tiekartta.analysis.languages import STOP_WORDS, language_of, lemma, parts, tokens
from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.languages.lexicon import concepts_of

_READ = 20_000  # characters of an answer that are read
# What screening put in place of personal data, "[e-mail address]": nobody said it.
_REDACTED = re.compile(r"\[[^\]\[\n]{1,40}\]")
_RUNS = (3, 4, 5)


def readable(text: str) -> str:
    """The part of ``text`` that is read, without what screening put in."""
    short = text[:_READ]
    return _REDACTED.sub(" ", short) if "[" in short else short


def loaded() -> None:
    """Load what words are looked up in: some seconds that a worker can spend while it waits."""
    language_of("qwrtpsdfghjklzxcvb")  # nothing that stop words tell
    for code in LANGUAGES:
        features_of("qwrtpsdfghjklzxcvb", code)


def words_and_language(text: str, given: str | None) -> tuple[tuple[str, ...], str | None]:
    """Lower-case words of the part of ``text`` that is read, and its language: ``given`` or found."""
    read = readable(text)
    words = tokens(read)
    return words, given or language_of(read, words=words)


@lru_cache(maxsize=100_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The base form of a lower-case word and the parts of a compound that carry meaning.

    Empty for a stop word and a single letter, which tell nothing.
    """
    base = lemma(word, language)
    if _is_empty(word, base, language):
        return ()
    return base, *(part for part in parts(word, language) if not _is_empty(part, part, language))


def features_of(word: str, language: str) -> list[str]:
    """Features of a lower-case word, marked w (base form, part), c (letters), k (concept).

    Empty for a stop word and a single letter, which tell nothing.
    """
    terms = terms_of(word, language)
    if not terms:
        return []
    found = [f"w{term}" for term in terms]
    edged = f" {word} "
    found += [
        f"c{edged[start : start + run]}" for run in _RUNS for start in range(len(edged) - run + 1)
    ]
    found += [f"k{concept}" for concept in sorted(concepts_of(word, language))]
    return found


def _is_empty(word: str, base: str, language: str) -> bool:
    stop = STOP_WORDS[language]
    return len(base) < 2 or word in stop or base in stop
