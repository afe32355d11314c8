"""What single cells mean: permission to quote, and the day of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

_YES = frozenset(
    ["kyllä", "joo", "juu", "saa", "sallin", "suostun", "annan", "ja", "jo", "får", "tillåter", "samtycker", "yes", "y", "true", "ok", "1", "x", "k"]
)  # fmt: skip
_FIRST_WORD = re.compile(r"[^\W_]+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ])")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:$|[\s,])")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:$|[\s,])")

SlashOrder = Literal["day first", "month first"]


def allows_quoting(cell: str) -> bool:
    """Whether a cell gives permission to quote; anything but a clear yes does not."""
    first = _FIRST_WORD.search(cell.casefold())
    return first is not None and first.group() in _YES


def slash_order(cells: Iterable[str]) -> SlashOrder:
    """How a column writes 3/5/2026: month first where some second number is over twelve."""
    for cell in cells:
        found = _SLASHES.match(cell)
        if found and int(found[2]) > 12:
            return "month first"
    return "day first"


def day_of(cell: str, *, slashes: SlashOrder = "day first") -> date | None:
    """The day in a cell such as 2026-03-05T09:12, 5.3.2026 klo 9.12 or 3/5/26 9:12; None if there is none."""
    if found := _ISO.match(cell):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DOTS.match(cell):
        day, month, year = (int(part) for part in found.groups())
    elif found := _SLASHES.match(cell):
        day, month, year = (int(part) for part in found.groups())
        if slashes == "month first":
            day, month = month, day
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
