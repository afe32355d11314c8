"""A table of answers as read from a file, and the limits that every reader keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tiekartta.voices.errors import SpreadsheetError

MAX_BYTES = 30_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_CHARACTERS = 20_000

Kind = Literal["csv", "xlsx"]
NumberedRow = tuple[int, list[str]]
"""Row number as a spreadsheet shows it, and cells."""

CODE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\])*|\d{1,3})[.)]\s+(?=\S)")
NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85]")
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Table:
    """Header and rows of equal width; rows without any content are left out.

    ``numbers``: for each row its number in the file. ``unnamed``: indexes of columns whose header
    is empty; their names are "#3" and the like, which pages replace by words. ``encoding`` and
    ``delimiter`` are empty for XLSX, ``delimiter`` also for a file of one column. ``digest``:
    sha256 of the file. ``filename`` as given, without folders.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    unnamed: tuple[int, ...]
    kind: Kind
    encoding: str
    delimiter: str
    digest: str
    filename: str

    def column(self, index: int) -> tuple[str, ...]:
        """All cells of one column."""
        return tuple(row[index] for row in self.rows)


def question_text(name: str) -> str:
    """A header without the code or number before it: "G1Q1. What next?" → "What next?"."""
    return CODE.sub("", name, count=1).strip()


def tidy(cell: str, row: int, column: int) -> str:
    """One cell as text: line ends as line feeds, no other control characters, no outer space.

    Raises SpreadsheetError nul_bytes or cell_too_long, which name the place.
    """
    if not cell:
        return ""
    if "\0" in cell:
        raise SpreadsheetError("nul_bytes", row=row, column=column)
    if not cell.isprintable():
        cell = CONTROLS.sub("", NEWLINES.sub("\n", cell))
    cell = cell.strip()
    if len(cell) > MAX_CHARACTERS:
        raise SpreadsheetError("cell_too_long", row=row, column=column, detail=str(MAX_CHARACTERS))
    return cell
