"""The answers to one question, made safe to show beside the number of respondents and earlier releases.

Everybody who could answer is in the table: who passed the question over is a column of its own
(`UNANSWERED`), because the number of respondents is known. Choices are put together where more than
half would be hidden otherwise. Then later tables of the same answers rest on this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.disclosure.coarser import MOSTLY
from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed, Policy
from tiekartta.analysis.disclosure.linked import Atoms, Figure, protect

UNANSWERED = ""
"""The column of those who passed the question over. It is left out where nobody did."""
Part = tuple[str, ...]
"""Keys that are counted together."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """What is told of the answers to one question. Nothing of a hidden number is kept.

    `rows` hold one part for each background variable; the one row `()` is everybody.
    """

    columns: tuple[Part, ...]
    rows: tuple[tuple[Part, ...], ...]
    cells: tuple[tuple[Disclosed, ...], ...]
    totals: tuple[Disclosed, ...]

    @property
    def is_silent(self) -> bool:
        """Whether no cell at all is shown."""
        return not any(cell.is_shown for line in self.cells for cell in line)

    @property
    def total(self) -> Disclosed:
        """Everybody, in a table of one row."""
        return self.totals[0]

    def line(self, *wanted: str) -> int | None:
        """The number of the row that holds these keys, one of each background variable."""
        for number, row in enumerate(self.rows):
            if all(key in part for key, part in zip(wanted, row, strict=True)):
                return number
        return None

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "columns": [list(part) for part in self.columns],
            "rows": [[list(part) for part in row] for row in self.rows],
            "cells": [[cell.value for cell in line] for line in self.cells],
            "totals": [total.value for total in self.totals],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> AnswerTable:
        """Read what `as_data` wrote."""
        return cls(
            columns=tuple(tuple(part) for part in data["columns"]),
            rows=tuple(tuple(tuple(part) for part in row) for row in data["rows"]),
            cells=tuple(tuple(said(value) for value in line) for line in data["cells"]),
            totals=tuple(said(value) for value in data["totals"]),
        )


def said(value: int | None) -> Disclosed:
    """A figure that is shown, or the mark of one that is not."""
    return HIDDEN if value is None else Disclosed("full", value)


def disclose_answers(
    counts: Mapping[str, int],
    policy: Policy | None = None,
    *,
    is_ordered: bool = False,
    is_joined: bool = True,
    before: Sequence[AnswerTable] = (),
) -> AnswerTable | None:
    """The table of answer → people, everybody in one of them.

    Where more than half of the answers would be hidden, neighbours (`is_ordered`) or the smallest are
    put together, down to two. `before` are the earlier releases of the same question, whose readers
    know that nobody has left since; None when no table may follow them (INV-D8). Raises ValueError for
    a negative count.
    """
    policy = policy or Policy()
    if any(n < 0 for n in counts.values()):
        raise ValueError("a count of people is not negative")
    chain = _Chain(counts, before, policy)
    singles = tuple((key,) for key in counts if key != UNANSWERED)
    first = None
    for parts in _coarser_and_coarser(singles, counts, policy, is_ordered=is_ordered):
        table = chain.told(parts)
        if table is None:
            return None
        first = first or table
        answers = [
            cell
            for part, cell in zip(table.columns, table.cells[0], strict=True)
            if part != (UNANSWERED,)
        ]
        hidden = sum(not cell.is_shown for cell in answers)
        if not is_joined or hidden <= MOSTLY * len(answers):
            return table
    return first


def _coarser_and_coarser(
    singles: tuple[Part, ...], counts: Mapping[str, int], policy: Policy, *, is_ordered: bool
) -> Iterator[tuple[Part, ...]]:
    """The parts as they are, then with more and more put together; those that must fail are passed over."""
    yield singles
    parts = singles
    while len(parts) > 2:
        parts = joined(parts, counts, is_ordered=is_ordered)
        small = sum(sum(counts[key] for key in part) < policy.k_full for part in parts)
        if small <= MOSTLY * len(parts):
            yield parts


def joined(
    parts: tuple[Part, ...], counts: Mapping[str, int], *, is_ordered: bool
) -> tuple[Part, ...]:
    """One part fewer: the two neighbours of fewest people, or the two smallest parts, put together."""
    sizes = [sum(counts.get(key, 0) for key in part) for part in parts]
    if is_ordered:
        one = min(range(len(parts) - 1), key=lambda n: (sizes[n] + sizes[n + 1], n))
        return (*parts[:one], parts[one] + parts[one + 1], *parts[one + 2 :])
    # One part of all that is rare is easier to name than several: what is joined already grows.
    grown = [n for n, part in enumerate(parts) if len(part) > 1]
    rare = grown[0] if grown else min(range(len(parts)), key=lambda n: (sizes[n], n))
    other = min((n for n in range(len(parts)) if n != rare), key=lambda n: (sizes[n], n))
    return (
        *(part for n, part in enumerate(parts) if n not in (rare, other)),
        parts[rare] + parts[other],
    )


class _Chain:
    """A table after its earlier releases. Atoms are the people of each answer, by the release they came in."""

    def __init__(
        self, counts: Mapping[str, int], before: Sequence[AnswerTable], policy: Policy
    ) -> None:
        earlier = [key for table in before for part in table.columns for key in part]
        self._columns = list(dict.fromkeys([*counts, *earlier]))
        self._counts, self._before, self._policy = counts, before, policy
        self._people = sum(counts.values())

    def told(self, parts: tuple[Part, ...]) -> AnswerTable | None:
        """The table of these parts and of those who passed over; None when it may not follow."""
        shown: frozenset[tuple[str, ...]] | None = frozenset()
        if UNANSWERED in self._columns:
            parts = (*parts, (UNANSWERED,))
        if self._people >= self._policy.k_full:
            shown = self._shown(parts)
        if shown is None:
            return None
        numbers = [sum(self._counts.get(key, 0) for key in part) for part in parts]
        cells = tuple(
            said(n if part in shown else None) for part, n in zip(parts, numbers, strict=True)
        )
        total = said(self._people if self._people >= self._policy.k_full else None)
        return AnswerTable(parts, ((),), (cells,), (total,))

    def _shown(self, parts: tuple[Part, ...]) -> frozenset[tuple[str, ...]] | None:
        now = len(self._before)
        told: list[tuple[Atoms, int]] = [(self._atoms(self._columns, 0, now), self._people)]
        watched: list[Figure] = []
        for release, table in enumerate(self._before):
            if table.total.value is not None:
                told.append((self._atoms(self._columns, 0, release), table.total.value))
            for part, cell in zip(table.columns, table.cells[0], strict=True):
                atoms = self._atoms(part, 0, release)
                if cell.value is None:
                    watched.append(Figure(part, atoms))
                else:
                    told.append((atoms, cell.value))
            watched += [
                Figure(part, self._atoms(part, release + 1, now), is_newcomers=True)
                for part in (*parts, tuple(self._columns))
            ]
        asked = [
            Figure(part, self._atoms(part, 0, now), sum(self._counts.get(key, 0) for key in part))
            for part in parts
        ]
        passed = self._counts.get(UNANSWERED, 0) > 0 and not self._before
        return protect(
            len(self._columns) * (now + 1), told=told, watched=watched, asked=asked, policy=self._policy,
            least=self._atoms((UNANSWERED,), 0, 0) if passed else (),
        )  # fmt: skip

    def _atoms(self, part: Sequence[str], first: int, last: int) -> Atoms:
        width = len(self._columns)
        places = [self._columns.index(key) for key in part]
        return tuple(width * come + place for come in range(first, last + 1) for place in places)
