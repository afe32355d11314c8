"""Rows of a CSV file: which delimiter, quoted line ends, and where exactly a file is broken."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets.table import MAX_CHARACTERS, NumberedRow

DELIMITERS = (";", "\t", ",")
NO_DELIMITER = "\x1f"
SEP_LINE = re.compile(r'"?sep=([;,|\t])"?', re.IGNORECASE)
SAMPLE_ROWS = 100
SAMPLE_CHARACTERS = 200_000


def find_delimiter(text: str) -> tuple[str, bool]:
    """The delimiter, and whether Excel's first line ``sep=;`` said so.

    Otherwise the one that cuts most rows of a sample into equally many cells; the empty text when
    none does, for a file of one column.
    """
    told = SEP_LINE.fullmatch(text[:20].splitlines()[0])
    if told:
        return told[1], True
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        score = _score(text[:SAMPLE_CHARACTERS], delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best, False


def read_rows(text: str, delimiter: str) -> Iterator[NumberedRow]:
    """Rows with their numbers, the first line being row 1.

    Raises SpreadsheetError: unbalanced_quotes or cell_too_long, naming row and column.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter or NO_DELIMITER, strict=True)
    number = 0
    while True:
        start = lines.read
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _broken(text[start:], delimiter or NO_DELIMITER, number) from None
        yield number, cells


class _Lines:
    """Lines of a text that knows how many characters it has handed out."""

    def __init__(self, text: str) -> None:
        self.lines = io.StringIO(text, newline="")
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.read += len(line)
        return line


def _score(sample: str, delimiter: str) -> float:
    """How well a delimiter explains a sample: 0 when it does not, else wider and evener is more."""
    widths = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) >= SAMPLE_ROWS:
                break
    except csv.Error:  # a cell beyond csv's own limit: judge by the rows before it
        pass
    wide = [width for width in widths if width > 1]
    if len(wide) * 5 < len(widths) * 2 or not wide:
        return 0.0
    width, times = Counter(wide).most_common(1)[0]
    share = times / len(wide)
    if share < 0.5:
        return 0.0
    if widths[0] < width and _is_prose(sample, delimiter):
        return 0.0
    return share + min(width, 50) / 1000


def _is_prose(sample: str, delimiter: str) -> bool:
    """The mark stands in sentences, before a space, rather than between cells."""
    marks = sample.count(delimiter)
    return sample.count(delimiter + " ") * 2 > marks


def _broken(rest: str, delimiter: str, row: int) -> SpreadsheetError:
    """Why the row at the start of ``rest`` cannot be read, and in which column."""
    column, length, longest = 1, 0, (0, 1)
    quoted = closed = False
    for mark in rest:
        if quoted:
            quoted, closed = mark != '"', mark == '"'
            length += 1
        elif mark == '"' and (closed or not length):
            quoted, closed, length = True, False, length + 1
        elif mark == delimiter or mark in "\r\n":
            longest = max(longest, (length, column))
            if mark != delimiter:
                break
            column, length, closed = column + 1, 0, False
        elif closed:
            return SpreadsheetError("unbalanced_quotes", row=row, column=column)
        elif length > 2 * MAX_CHARACTERS:
            break
        else:
            length += 1
    if quoted:
        return SpreadsheetError("unbalanced_quotes", row=row, column=column)
    _, column = max(longest, (length, column))
    return SpreadsheetError("cell_too_long", row=row, column=column, detail=str(MAX_CHARACTERS))
