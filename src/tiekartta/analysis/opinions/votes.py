"""Who voted what on which statement, kept as compactly as it can be read row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.errors import OpinionsError
from tiekartta.analysis.provenance import digest

AGREE, PASS, DISAGREE = 1, 0, -1
Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Votes:
    """Votes of n people on m statements in compressed rows: 3–5 bytes a vote.

    Row i is ``values[starts[i]:starts[i + 1]]`` (int8: 1 agree, 0 pass, −1 disagree) on the
    statements ``columns[…]``, ascending; what is not there was not voted on. Make one with
    :meth:`of`, :meth:`of_table` or a reader. Raises OpinionsError for arrays that do not fit.
    """

    participants: Sequence[str]
    statements: Sequence[str]
    starts: Rows
    columns: NDArray[Any]
    values: NDArray[np.int8]

    def __post_init__(self) -> None:
        fits = (
            self.starts.size == len(self.participants) + 1
            and self.columns.size == self.values.size == int(self.starts[-1])
            and bool(np.all(np.diff(self.starts) >= 0))
        )
        if not fits:
            raise OpinionsError("bad_array", "the arrays of votes do not fit one another")
        if self.columns.size and int(self.columns.max()) >= len(self.statements):
            raise OpinionsError("bad_array", "a vote is on a statement that is not there")
        if self.values.size and (int(self.values.max()) > AGREE or int(self.values.min()) < -1):
            raise OpinionsError("bad_vote", "a vote is 1 (agree), 0 (pass) or -1 (disagree)")

    @classmethod
    def of(
        cls,
        votes: Iterable[tuple[str, str, int]],
        *,
        statements: Iterable[str] = (),
        participants: Iterable[str] = (),
    ) -> Votes:
        """From (participant, statement, vote) in order of time: of several the last one holds.

        ``statements`` and ``participants`` may name some that nobody voted on or who did not vote.
        People and statements are put in order of their names, numbers by size.
        """
        last: dict[tuple[str, str], int] = {}
        for person, statement, vote in votes:
            if vote not in (AGREE, PASS, DISAGREE):
                raise OpinionsError("bad_vote", "a vote is 1 (agree), 0 (pass) or -1 (disagree)")
            last[person, statement] = vote
        people = sorted({*participants, *(person for person, _ in last)}, key=natural)
        asked = sorted({*statements, *(statement for _, statement in last)}, key=natural)
        row = {name: number for number, name in enumerate(people)}
        column = {name: number for number, name in enumerate(asked)}
        heads = np.fromiter((row[person] for person, _ in last), np.int64, len(last))
        tails = np.fromiter((column[statement] for _, statement in last), np.int64, len(last))
        values = np.fromiter(last.values(), np.int8, len(last))
        order = np.lexsort((tails, heads))
        counts = np.bincount(heads, minlength=len(people))
        return cls(
            tuple(people),
            tuple(asked),
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            tails[order].astype(narrow(len(asked))),
            values[order],
        )

    @classmethod
    def of_table(
        cls,
        table: NDArray[np.int8],
        *,
        unseen: int = -128,
        participants: Sequence[str] | None = None,
        statements: Sequence[str] | None = None,
    ) -> Votes:
        """From an (n, m) table with ``unseen`` where nobody voted; names default to numbers."""
        seen = table != unseen
        starts = np.concatenate([[0], np.cumsum(seen.sum(axis=1))]).astype(np.int64)
        _, columns = np.nonzero(seen)
        return cls(
            participants if participants is not None else [str(n) for n in range(table.shape[0])],
            statements if statements is not None else [str(n) for n in range(table.shape[1])],
            starts,
            columns.astype(narrow(table.shape[1])),
            table[seen].astype(np.int8),
        )

    def __len__(self) -> int:
        """Number of people."""
        return len(self.participants)

    @cached_property
    def given(self) -> Rows:
        """(n,) number of votes of each person."""
        return np.diff(self.starts)

    def rows(self, start: int, stop: int) -> tuple[Rows, Rows, NDArray[np.int8]]:
        """(row from ``start``, column, value) of every vote of people ``start`` … ``stop − 1``."""
        first, last = int(self.starts[start]), int(self.starts[stop])
        heads = np.repeat(np.arange(stop - start), self.given[start:stop])
        return heads, self.columns[first:last].astype(np.int64), self.values[first:last]

    def of_people(self, chosen: Rows) -> Votes:
        """The votes of some people (rows, ascending)."""
        lengths = self.given[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        within = np.arange(int(starts[-1])) - np.repeat(starts[:-1], lengths)
        places = np.repeat(self.starts[:-1][chosen], lengths) + within
        people = [self.participants[row] for row in chosen.tolist()]
        return Votes(people, self.statements, starts, self.columns[places], self.values[places])

    @cached_property
    def digest(self) -> str:
        """sha256 of who voted what."""
        return digest(
            [
                list(self.participants),
                list(self.statements),
                fingerprint(self.starts),
                fingerprint(self.columns, "<i4"),
                fingerprint(self.values, "<i1"),
            ]
        )


def fingerprint(array: NDArray[Any], kind: str = "<i8") -> str:
    """sha256 of an array's numbers, whatever type they are kept in."""
    return hashlib.sha256(np.ascontiguousarray(array, dtype=kind).data).hexdigest()


def narrow(size: int) -> type[np.uint16 | np.int32]:
    """The smallest type that numbers ``size`` columns."""
    return np.uint16 if size <= 65_535 else np.int32


def natural(name: str) -> tuple[int, int, str]:
    """Key that puts numbers by size before words."""
    plain = name.strip()
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= 18
    return (0, int(plain), name) if is_number else (1, 0, name)
