"""Which columns of the board somebody's page lacks, has too many of, or has as they no longer are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiekartta.themes.queries import Column


@dataclass(frozen=True)
class Redrawing:
    """What makes the columns of a page those of now.

    `gone` are keys, `changed` stand where they stood, `new` come right after the column of a key.
    """

    gone: tuple[str, ...]
    changed: tuple[Column, ...]
    new: tuple[tuple[str, Column], ...]


def redrawing(there: Mapping[str, str], columns: Sequence[Column]) -> Redrawing | None:
    """From the columns `there` on the page, key to digest in their order, to those of now.

    None when the whole board is to be drawn: nothing is known of the page, a column stands elsewhere
    than it did, or the first of all is a new one. A browser takes as long to compare a column as to
    draw it, so one that is the same is better not sent at all.
    """
    now = [column.key for column in columns]
    gone = tuple(key for key in there if key not in now)
    stayed = [key for key in there if key not in gone]
    if not stayed or stayed != [key for key in now if key in there] or now[0] not in there:
        return None
    changed = (c for c in columns if c.key in there and c.digest != there[c.key])
    new = ((now[at - 1], c) for at, c in enumerate(columns) if c.key not in there)
    return Redrawing(gone, tuple(changed), tuple(new))
