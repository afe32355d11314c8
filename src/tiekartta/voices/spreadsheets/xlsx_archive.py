"""Is it safe to unpack a workbook? Judged from the archive's own list before anything is read."""

from __future__ import annotations

import io
import re
import zipfile

from tiekartta.voices.errors import SpreadsheetError
from tiekartta.voices.spreadsheets.table import MAX_CELLS

MAX_UNPACKED = 250_000_000
MAX_PARTS = 5_000
MAX_SMALL_PART = 20_000_000
"""Bytes of styles, relations and other parts that are read whole."""
MAX_RATIO = 150
RATIO_FROM = 5_000_000
"""Ratios below this size say nothing: a short sheet of equal rows packs very well."""
LARGE_PARTS = re.compile(r"xl/(worksheets/[^/]+\.xml|sharedstrings\.xml|media/.*)", re.IGNORECASE)
STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
BLOCK = 1 << 20


def check_archive(content: bytes) -> None:
    """Raise SpreadsheetError zip_bomb, encrypted or too_many_cells; damaged when unreadable."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise SpreadsheetError("zip_bomb")
        for part in parts:
            _check_part(part)
        for part in parts:
            if part.filename.lower().endswith("sharedstrings.xml"):
                _count_strings(archive, part)


def _check_part(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise SpreadsheetError("encrypted")
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_FROM and ratio > MAX_RATIO:
        raise SpreadsheetError("zip_bomb")
    if part.file_size > MAX_SMALL_PART and not LARGE_PARTS.fullmatch(part.filename.lstrip("/")):
        raise SpreadsheetError("zip_bomb")


def _count_strings(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """The list of texts is read whole by openpyxl, so it is counted first."""
    count = 0
    with archive.open(part) as source:
        while block := source.read(BLOCK):
            count += len(STRING.findall(block))
            if count > MAX_CELLS:
                raise SpreadsheetError("too_many_cells", detail=str(MAX_CELLS))
