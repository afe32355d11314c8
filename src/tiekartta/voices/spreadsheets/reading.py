"""Read a survey export as Webropol, LimeSurvey, Microsoft Forms or Excel wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePath

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets import csv_reading
from tiekartta.voices.spreadsheets.encodings import decode
from tiekartta.voices.spreadsheets.formats import is_workbook
from tiekartta.voices.spreadsheets.headers import MAX_TITLE_ROWS, split_header, unique_names
from tiekartta.voices.spreadsheets.table import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Kind,
    NumberedRow,
    Table,
    tidy,
)


@dataclass(frozen=True)
class _Source:
    """What a table carries besides its cells."""

    kind: Kind
    digest: str
    filename: str
    encoding: str = ""
    delimiter: str = ""


def read_table(content: bytes, *, filename: str) -> Table:
    """Read a CSV or XLSX file; the content tells which, ``filename`` is only kept for the record.

    Raises SpreadsheetError with one of its codes, naming row and column where it can.
    """
    if len(content) > MAX_BYTES:
        raise SpreadsheetError("too_large", detail=str(MAX_BYTES // 1_000_000))
    if not content.strip():
        raise SpreadsheetError("empty_file")
    digest = hashlib.sha256(content).hexdigest()
    name = PurePath(filename.replace("\\", "/")).name
    if is_workbook(content):
        from tiekartta.voices.spreadsheets import xlsx_reading  # noqa: PLC0415 - openpyxl is slow to load

        return _table(xlsx_reading.read_rows(content), _Source("xlsx", digest, name))
    text, encoding = decode(content)
    text = text.lstrip("\ufeff")
    if not text.strip("; ,\t\r\n"):
        raise SpreadsheetError("empty_file")
    delimiter, told = csv_reading.find_delimiter(text)
    rows = csv_reading.read_rows(text, delimiter)
    if told:
        next(rows)
    return _table(rows, _Source("csv", digest, name, encoding, delimiter))


def _table(found: Iterable[NumberedRow], source: _Source) -> Table:
    tidied = _tidied(found)
    first = list(islice(tidied, MAX_TITLE_ROWS + 2))
    names, used = split_header(first)
    numbers, width = [], len(names)
    rows: list[list[str]] = []
    for number, cells in chain(first[used:], tidied):
        if len(rows) == MAX_ROWS:
            raise SpreadsheetError("too_many_rows", row=number, detail=str(MAX_ROWS))
        even = _evened(cells, width, number) if source.kind == "csv" else cells
        width = max(width, len(even))
        numbers.append(number)
        rows.append(even)
    if not rows:
        raise SpreadsheetError("no_rows")
    names += [""] * (width - len(names))
    while not names[-1] and not any(len(row) == len(names) and row[-1] for row in rows):
        names.pop()
        rows = [row[: len(names)] for row in rows]
    header, unnamed = unique_names(names)
    return Table(
        header=header,
        rows=tuple(tuple(row) + ("",) * (len(names) - len(row)) for row in rows),
        numbers=tuple(numbers),
        unnamed=unnamed,
        kind=source.kind,
        encoding=source.encoding,
        delimiter=source.delimiter,
        digest=source.digest,
        filename=source.filename,
    )


def _tidied(source: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
    """Rows with content, cells tidied and equal short ones shared; keeps the limits."""
    seen: dict[str, str] = {}
    filled = 0
    for number, cells in source:
        tidy_cells = [tidy(cell, number, at) for at, cell in enumerate(cells, start=1)]
        if not any(tidy_cells):
            continue
        filled += len(tidy_cells)
        if len(tidy_cells) > MAX_COLUMNS and any(tidy_cells[MAX_COLUMNS:]):
            raise SpreadsheetError(
                "too_many_columns", row=number, column=MAX_COLUMNS + 1, detail=str(MAX_COLUMNS)
            )
        if filled > MAX_CELLS:
            raise SpreadsheetError("too_many_cells", row=number, detail=str(MAX_CELLS))
        yield number, [seen.setdefault(c, c) if len(c) < 40 else c for c in tidy_cells]


def _evened(cells: list[str], width: int, number: int) -> list[str]:
    """A row as wide as the header: empty surplus cells are cut, anything else is an error."""
    if len(cells) == width:
        return cells
    if len(cells) < width or any(cells[width:]):
        surplus = (at for at in range(width, len(cells)) if cells[at])
        at = next(surplus, len(cells))
        detail = f"{len(cells)}/{width}"
        raise SpreadsheetError("ragged_row", row=number, column=at + 1, detail=detail)
    return cells[:width]
