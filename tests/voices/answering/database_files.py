"""Reads the files of a SQLite database as somebody would who stole them: every commit of the log, row by row.

Knows nothing of the product but its tables. The format is that of sqlite.org/fileformat2.html (WAL: a
header of 32 bytes; frames with a header of 24 bytes, whose second word is not zero where a commit ends).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Row = tuple[object, ...]
Table = dict[object, Row]
"""rowid → the row's values."""
WAL_HEADER, FRAME_HEADER = 32, 24


@dataclass
class Commit:
    """What one commit changed, by table: rows that came or became what they are, and rows that went."""

    new: dict[str, Table] = field(default_factory=dict)
    gone: dict[str, Table] = field(default_factory=dict)

    @property
    def tables(self) -> set[str]:
        """Every table that it touched."""
        return set(self.new) | set(self.gone)


def commits(folder: Path, name: str) -> Iterator[Commit]:
    """Every commit that the log still holds, the oldest first."""
    image = bytearray((folder / name).read_bytes())
    log = (folder / f"{name}-wal").read_bytes()
    size = struct.unpack(">I", log[8:12])[0]
    salts = log[16:24]
    before = tables(bytes(image))
    place, written = WAL_HEADER, False
    while place + FRAME_HEADER + size <= len(log):
        page, ends = struct.unpack(">II", log[place : place + 8])
        if log[place + 8 : place + 16] != salts:  # of an older log, not yet overwritten
            break
        start = place + FRAME_HEADER
        at = (page - 1) * size
        image.extend(b"\0" * (at + size - len(image)))
        image[at : at + size] = log[start : start + size]
        written = True
        place = start + size
        if ends:
            after = tables(bytes(image[: ends * size]))
            yield _between(before, after)
            before, written = after, False
    assert not written, "the log ends within a commit"


def tables(image: bytes) -> dict[str, Table]:
    """Every row of every table of a database image, by rowid."""
    plain = bytearray(image)
    plain[18:20] = b"\x01\x01"  # else it asks for a log that is not beside it
    connection = sqlite3.connect(":memory:")
    connection.text_factory = bytes
    connection.deserialize(bytes(plain))
    try:
        names = [
            row[0].decode()
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {
            name: {row[0]: row[1:] for row in connection.execute(f'SELECT rowid, * FROM "{name}"')}  # noqa: S608 - a name of its own
            for name in names
        }
    finally:
        connection.close()


def columns(image: bytes, table: str) -> list[str]:
    """Names of a table's columns."""
    plain = bytearray(image)
    plain[18:20] = b"\x01\x01"
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bytes(plain))
    try:
        return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    finally:
        connection.close()


def _between(before: dict[str, Table], after: dict[str, Table]) -> Commit:
    commit = Commit()
    for name in {*before, *after}:
        was, now = before.get(name, {}), after.get(name, {})
        new = {key: row for key, row in now.items() if was.get(key) != row}
        gone = {key: row for key, row in was.items() if key not in now}
        if new:
            commit.new[name] = new
        if gone:
            commit.gone[name] = gone
    return commit


def rank_correlation(one: list[int], other: list[int]) -> float:
    """Spearman's coefficient of two rankings without ties; 1 and -1 where one tells the other."""
    number = len(one)
    places = [{value: place for place, value in enumerate(sorted(row))} for row in (one, other)]
    apart = sum((places[0][a] - places[1][b]) ** 2 for a, b in zip(one, other, strict=True))
    return 1 - 6 * apart / (number * (number**2 - 1))
