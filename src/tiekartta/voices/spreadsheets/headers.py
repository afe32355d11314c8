"""Which row names the columns: title rows above it, names in two rows, empty and equal names."""

from __future__ import annotations

import re

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets.table import NumberedRow

MAX_TITLE_ROWS = 10
SPACE = re.compile(r"\s+")
NUMBER = re.compile(r"[\d\s.,:/–-]+")


def split_header(rows: list[NumberedRow]) -> tuple[list[str], int]:
    """Names of the columns and how many of the first rows they take, titles included.

    ``rows`` are the first rows of a file that have content. A title is a row with one filled cell
    above a row with more (Webropol writes the survey's name and the date so). Raises
    SpreadsheetError no_header.
    """
    if not rows:
        raise SpreadsheetError("no_header")
    at = _header_at(rows)
    names = rows[at][1]
    if at + 1 < len(rows):
        lower = rows[at + 1][1]
        if _is_second_row(names, lower):
            return _joined(names, lower), at + 2
    return [SPACE.sub(" ", name).strip() for name in names], at + 1


def unique_names(names: list[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names made unique by a number, "#3" for the empty third one, and which were empty."""
    used: set[str] = set()
    unique = []
    for index, name in enumerate(names):
        wanted = candidate = name or f"#{index + 1}"
        number = 2
        while candidate in used:
            candidate = f"{wanted} ({number})"
            number += 1
        used.add(candidate)
        unique.append(candidate)
    return tuple(unique), tuple(index for index, name in enumerate(names) if not name)


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _header_at(rows: list[NumberedRow]) -> int:
    if _filled(rows[0][1]) != 1:
        return 0
    wide = [_filled(cells) > 1 for _, cells in rows]
    if True not in wide[: MAX_TITLE_ROWS + 1]:
        return 0
    at = wide.index(True)
    # A lone note beside a list of answers is no header: most rows below it must be wide too.
    rows_below, wide_below = len(wide) - at - 1, sum(wide[at + 1 :])
    return at if wide_below * 2 > rows_below else 0


def _is_second_row(upper: list[str], lower: list[str]) -> bool:
    """The row below completes the names: a matrix question stands once above all its items.

    Every column must get a name, the items must be words, and below a name of its own (such as
    the respondent's number) the cell must be empty, which no row of answers has.
    """
    width = max(len(upper), len(lower))
    above = [cell.strip() for cell in upper] + [""] * (width - len(upper))
    below = [cell.strip() for cell in lower] + [""] * (width - len(lower))
    if all(above) or any(cell and NUMBER.fullmatch(cell) for cell in below):
        return False
    alone = [
        index for index in range(width) if above[index] and (index + 1 == width or above[index + 1])
    ]
    covered = all(above[index] or below[index] for index in range(width))
    return bool(alone) and covered and not any(below[index] for index in alone)


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    names, question = [], ""
    for index in range(width):
        above = SPACE.sub(" ", upper[index]).strip() if index < len(upper) else ""
        item = SPACE.sub(" ", lower[index]).strip() if index < len(lower) else ""
        question = above or question
        names.append(f"{question} – {item}" if item else question)
    return names
