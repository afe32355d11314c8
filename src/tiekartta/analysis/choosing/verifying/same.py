"""One comparison, told in a sentence."""

from __future__ import annotations

from typing import Any

LONGEST = 80


def same(found: Any, expected: Any, name: str) -> list[str]:
    """Nothing when both are equal and of one kind; else one sentence."""
    if found == expected and type(found) is type(expected):
        return []
    return [f"{name}: {short(found)} is said, {short(expected)} is right"]


def short(value: Any) -> str:
    """A value in few characters."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}…"
