"""Small words and bars of the workshop. `{% load workshop %}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()
STEADY, FAIRLY = 0.75, 0.5
"""Mean Jaccard likeness over subsamples: from 0.75 a theme is as pure as hand-made ones, below 0.5 it dissolves."""


@register.filter
def stability_words(value: float | None) -> str:
    """How steady a theme is, in words; nothing where it was not measured."""
    if value is None:
        return ""
    if value >= STEADY:
        return _("steady")
    return _("fairly steady") if value >= FAIRLY else _("unsteady")


@register.filter
def of_voice(address: str, public_id: str) -> str:
    """An address made once for a column with VOICE in it, for one of its voices."""
    return address.replace("VOICE", public_id)


@register.filter
def whole_percent(value: float | None) -> str:
    """A share 0–1 as whole per cent."""
    return "" if value is None else _("%(percent)s %%") % {"percent": round(100 * value)}


@register.filter
def share_words(share: Any) -> str:
    """A share between two bounds in whole per cent; nothing where it may not be told."""
    if share.least is None or share.most is None:
        return ""
    if share.least == share.most:
        return _("%(percent)s %%") % {"percent": share.least}
    return _("%(least)s–%(most)s %%") % {"least": share.least, "most": share.most}


@dataclass(frozen=True)
class Circle:
    """A theme on the map, in the units of the drawing."""

    name: Any
    x: int
    y: int
    radius: int
    lines: tuple[tuple[int, str], ...]


LINE = 27
LONGEST_LINE = 14


def lines_of(words: str, y: int) -> tuple[tuple[int, str], ...]:
    """A title in at most three short lines around a height."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2]}…"]
    first = y - (len(lines) - 1) * LINE // 2 + LINE // 3
    return tuple((first + number * LINE, line) for number, line in enumerate(lines))
