"""Language variants of a survey as words of its addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORDS = {"fi": "fi", "sv": "sv", "en": "en", "easy_fi": "selko", "easy_sv": "lattlast"}
"""Code of a variant → its word in an address."""
NAMES = {
    "fi": "Suomi", "sv": "Svenska", "en": "English", "easy_fi": "Selkosuomi",
    "easy_sv": "Lättläst svenska",
}  # fmt: skip
"""Each variant as its own readers call it; not translated."""
ROOT = "vastaa"
LANGUAGE_PARAMETER = "sivukieli"
"""By it other public pages are asked for in the language of the page that leads to them."""
_PATH = re.compile(rf"^/{ROOT}/[^/]+/({'|'.join(WORDS.values())})/")
_CODES = {word: code for code, word in WORDS.items()}


def variant_of(word: str) -> str:
    """The code of a variant by its word in an address; empty for an unknown word."""
    return _CODES.get(word, "")


def language_of(variant: str) -> str:
    """fi, sv or en: the language of a variant."""
    return variant.removeprefix("easy_")


def is_easy(variant: str) -> bool:
    """Whether a variant is in easy language."""
    return variant.startswith("easy_")


def language_of_path(path: str) -> str:
    """The language that the address of a survey names; empty for any other address.

    >>> language_of_path("/vastaa/bcdfghjkmn/lattlast/")
    'sv'
    """
    found = _PATH.match(path)
    return language_of(_CODES[found[1]]) if found else ""


def best_variant(offered: Sequence[str], language: str) -> str:
    """The variant for a reader of a language; empty when it is not among those offered."""
    if len(offered) == 1:
        return offered[0]
    return next((code for code in offered if code == language), "")
