"""Words of the interface that stand on a page in another language than the page's own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from tests.page_reading import read_page

from tiekartta.voices.surveys.variants import NAMES

PLACE = re.compile(r"%\\?\((\w+)\\?\)[sd]")
OWN_NAMES = {"Tiekartta", *NAMES.values()}
SHOWN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "data-said")


def foreign_to(language: str, html: str) -> list[str]:
    """Sentences of the catalogues on a page, word for word, that its language says otherwise.

    Names of languages stay as their speakers write them. Texts of the survey are in no catalogue: tests
    look for those by themselves.
    """
    page = read_page(html)
    seen = [text for _around, text in page.texts]
    for name in SHOWN_ATTRIBUTES:
        seen += page.attributes(name)
    own, others = sentences(language)
    return [
        text
        for text in seen
        if text not in OWN_NAMES and len(text) > 2 and others.fullmatch(text) and not own.fullmatch(text)
    ]  # fmt: skip


@cache
def sentences(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Everything that the interface may say in a language, and everything in the other two."""
    own: set[str] = set()
    others: set[str] = set()
    for code in ("fi", "sv"):
        path = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            entries = [entry for entry in read_po(file, locale=code) if entry.id]
        for entry in entries:
            (own if code == language else others).update(_texts(entry.string))
            (own if language == "en" else others).update(_texts(entry.id))
    return _any(own), _any(others)


def _texts(said: str | tuple[str, ...] | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def _any(texts: set[str]) -> re.Pattern[str]:
    # One of places to fill and hardly a word would match whatever stands there.
    told = [
        " ".join(text.split()) for text in texts if not PLACE.search(text) or _letters(text) > 3
    ]
    return re.compile("|".join(PLACE.sub(".+", re.escape(text)) for text in sorted(told)))


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in PLACE.sub("", text))
