"""Cells that no spreadsheet takes for a formula, and figures as they stand in files."""

from __future__ import annotations

import re

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.voices.results.method import people_words

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@|%\t\r\n＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def cell_text(text: str) -> str:
    """A text for CSV: a sign in front of what may begin a formula, no control characters."""
    clean = plain(text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def plain(text: str) -> str:
    """Without the control characters that XML and spreadsheets refuse."""
    return _CONTROL.sub("", text)


def people_cell(people: Disclosed, k_full: int = 10, k_min: int = 5) -> int | str:
    """A shown figure as a number, another in words."""
    return people.value if people.value is not None else people_words(people, k_full, k_min)
