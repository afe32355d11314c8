"""A table as bytes: it is read from the upload once, and kept so until it is imported."""

from __future__ import annotations

import json
import zlib

from tiekartta.voices.importing.table import SourceTable


def pack(table: SourceTable) -> bytes:
    """Compressed JSON; the same for equal tables."""
    data = [table.header, table.rows, table.numbers, table.unnamed]
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpack(content: bytes) -> SourceTable:
    """What `pack` packed."""
    header, rows, numbers, unnamed = json.loads(zlib.decompress(content))
    return SourceTable(
        tuple(header), tuple(tuple(row) for row in rows), tuple(numbers), tuple(unnamed)
    )
