"""Texts in the languages of a collection: what is written in some of them leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterable

from tiekartta.language.texts import TranslatedText

SHORT = 300
LONG = 2_000


def revised(old: TranslatedText, new: TranslatedText, languages: Iterable[str]) -> TranslatedText:
    """`old` with what `new` says in these languages; a text that did not change keeps its state."""
    return old.revised({code: new.text(code) for code in languages})
