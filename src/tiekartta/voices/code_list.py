"""Codes as a CSV file that spreadsheets read without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Semicolons, a byte order mark and one line a row, as Finnish and Swedish Excel read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def code_table(headings: Sequence[str], codes: Sequence[str], *, group: str, address: str) -> str:
    """One line a code, with the group it is for and the address where it is typed."""
    return csv_table(headings, ([code, group, address] for code in codes))
