"""Texts that people read, in Finnish, Swedish, English and easy language.

A `TranslatedText` is a value: it is frozen, compares by content, and goes into JSON whole, so that an
edition can keep it (house rule 3). Each variant has a state of its own; a missing one shows the source
text with its language mark, never an empty page (INV-Q3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("fi", "sv", "en")
VARIANTS = (*LANGUAGES, "easy_fi", "easy_sv")
MAX_CHARACTERS = 20_000


class TextState(TextChoices):
    """How far one variant of a text has come."""

    MISSING = "missing", _("missing")
    MACHINE_DRAFT = "machine_draft", _("machine draft")
    CHECKED = "checked", _("checked")


@dataclass(frozen=True)
class Variant:
    """One language variant of a text and its state."""

    text: str
    state: TextState = TextState.CHECKED


@dataclass(frozen=True)
class ShownText:
    """What a reader gets: the text, the language it is in, and whether it is the one asked for."""

    text: str
    language: str
    is_asked: bool


@dataclass(frozen=True)
class TranslatedText:
    """A text with its source language and its variants.

    `variants` maps a code of `VARIANTS` to a `Variant`; blank texts are left out.
    """

    source: str = "fi"
    variants: Mapping[str, Variant] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str = "fi", **texts: str) -> TranslatedText:
        """Make a checked text: `TranslatedText.of(fi="Tiekartta", sv="Vägkarta")`.

        Raises ValueError for an unknown variant.
        """
        unknown = set(texts) - set(VARIANTS)
        if unknown or source not in LANGUAGES:
            raise ValueError(f"unknown language: {', '.join(sorted(unknown)) or source}")
        kept = {code: Variant(text.strip()) for code, text in texts.items() if text.strip()}
        if kept and source not in kept:
            source = next((code for code in LANGUAGES if code in kept), source)
        return cls(source, kept)

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> TranslatedText:
        """Read what `as_data` wrote."""
        if not data:
            return cls()
        variants = {
            code: Variant(entry["text"], TextState(entry["state"]))
            for code, entry in data.get("variants", {}).items()
            if code in VARIANTS
        }
        return cls(data.get("source", "fi"), variants)

    def as_data(self) -> dict[str, Any]:
        """Plain data, the same for equal texts."""
        return {
            "source": self.source,
            "variants": {
                code: {"text": variant.text, "state": str(variant.state.value)}
                for code, variant in sorted(self.variants.items())
            },
        }

    def revised(
        self, texts: Mapping[str, str], *, state: TextState = TextState.CHECKED
    ) -> TranslatedText:
        """The text with these variants written anew; others stay, and an unchanged one keeps its state.

        An empty text takes its variant away. Raises ValueError for an unknown variant.
        """
        if not set(texts) <= set(VARIANTS):
            raise ValueError(f"unknown language: {', '.join(sorted(set(texts) - set(VARIANTS)))}")
        kept = dict(self.variants)
        for code, written in texts.items():
            plain = written.replace("\r\n", "\n").strip()
            if not plain:
                kept.pop(code, None)
            elif plain != self.text(code):
                kept[code] = Variant(plain, state)
        source = self.source
        if kept and source not in kept:
            source = next((code for code in LANGUAGES if code in kept), source)
        return TranslatedText(source, kept)

    def state(self, code: str) -> TextState:
        """The state of one variant."""
        return self.variants[code].state if code in self.variants else TextState.MISSING

    def text(self, code: str) -> str:
        """The text of one variant, empty where it is missing."""
        return self.variants[code].text if code in self.variants else ""

    def shown(self, language: str | None = None) -> ShownText:
        """What a reader of `language` (default: the active one) is shown (INV-Q3)."""
        asked = (language or get_language() or "fi").split("-")[0]
        for code in (asked, self.source, *VARIANTS):
            if code in self.variants:
                return ShownText(self.variants[code].text, code.replace("easy_", ""), code == asked)
        return ShownText("", asked, is_asked=True)

    def __str__(self) -> str:
        return self.shown().text

    def __bool__(self) -> bool:
        return bool(self.variants)
