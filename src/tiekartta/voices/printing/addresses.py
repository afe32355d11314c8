"""The addresses that stand on paper and in letters, whole, and their QR codes."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from tiekartta.voices.surveys.variants import WORDS

BOTH = "fi-sv"
"""The word for Finnish and Swedish on one sheet."""


def open_link(survey_id: str, code: str) -> str:
    """Where anybody answers, in one language variant."""
    return f"{settings.PUBLIC_URL}{reverse('voices:answer', args=[survey_id, WORDS[code]])}"


def token_link(token: str) -> str:
    """Where one code opens its survey."""
    return f"{settings.PUBLIC_URL}{reverse('voices:code_link', args=[token])}"


def typed_at() -> str:
    """Where a code is typed."""
    return f"{settings.PUBLIC_URL}{reverse('voices:code')}"


def receipt_at() -> str:
    """Where a receipt is typed."""
    return f"{settings.PUBLIC_URL}{reverse('trace:receipt')}"


def without_scheme(address: str) -> str:
    """An address as people read it: "tiekartta.example/k/"."""
    return address.removeprefix("https://").removeprefix("http://")


def codes_of(word: str, offered: tuple[str, ...]) -> tuple[str, ...]:
    """The variants behind a word of an address, those of a collection only; empty for an unknown word."""
    if word == BOTH:
        return ("fi", "sv") if {"fi", "sv"} <= set(offered) else ()
    return tuple(code for code in offered if WORDS.get(code) == word)


def words_of(offered: tuple[str, ...]) -> list[str]:
    """The words under which something can be printed, the pair first."""
    pair = [BOTH] if {"fi", "sv"} <= set(offered) else []
    return pair + [WORDS[code] for code in offered]
