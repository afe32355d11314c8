"""Rows of the first visible sheet with content, values as a reader of the sheet would write them.

openpyxl reads the sheet row by row; with defusedxml installed (it is a dependency) it refuses
entity declarations. Formulas give the value that was stored when the file was saved.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import DEFUSEDXML, load_workbook

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets.table import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, NumberedRow
from tiekartta.voices.spreadsheets.xlsx_archive import check_archive

SHEET_ROWS = 1_048_576
"""Rows that Excel has; empty ones below the data are common and cost nothing."""
ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f])_")
ERRORS = frozenset({"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
)
"""What zipfile, the XML parser and openpyxl raise on damaged files."""


def read_rows(content: bytes) -> list[NumberedRow]:
    """Rows with content and their numbers.

    Raises SpreadsheetError: damaged, encrypted, zip_bomb, forbidden_xml, no_sheet, too_many_rows,
    too_many_columns, too_many_cells.
    """
    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: workbooks cannot be read safely")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Forms and Webropol write no default style
            return _rows(content)
    except UNREADABLE as error:
        causes = (error, error.__cause__)
        forbidden = any(isinstance(each, DefusedXmlException) for each in causes)
        raise SpreadsheetError("forbidden_xml" if forbidden else "damaged") from None


def _rows(content: bytes) -> list[NumberedRow]:
    check_archive(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = list(_sheet_rows(sheet))
                if rows:
                    return rows
    finally:
        book.close()
    raise SpreadsheetError("no_sheet")


def _sheet_rows(sheet: Any) -> Iterator[NumberedRow]:
    filled = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > SHEET_ROWS:
            raise SpreadsheetError("too_many_rows", row=number, detail=str(MAX_ROWS))
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            detail = str(MAX_COLUMNS)
            raise SpreadsheetError("too_many_columns", row=number, column=len(cells), detail=detail)
        filled += len(cells)
        if filled > MAX_CELLS:
            raise SpreadsheetError("too_many_cells", row=number, detail=str(MAX_CELLS))
        if cells:
            yield number, cells


def _text(value: Any) -> str:
    """A value as text: dates in ISO form, whole numbers without a decimal point."""
    if value is None or (isinstance(value, str) and value in ERRORS):
        return ""
    if isinstance(value, str):
        return ESCAPED.sub(lambda code: chr(int(code[1], 16)), value) if "_x00" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat().removesuffix("T00:00:00").partition(".")[0]
    return str(value)
