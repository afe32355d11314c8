"""Tables of counts with their totals, safe against subtraction (INV-D3, INV-D7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.disclosure.audit import Place, interval
from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed, Policy

MOST_VARIABLES = 2
_EASE = 1e-6


@dataclass(frozen=True, slots=True)
class DisclosedTable:
    """Cells by row and column, totals beside them; hidden ones all carry the same mark.

    A one-way table has the single row "" (its column totals repeat its cells). Nothing of a hidden number is kept.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Disclosed, ...], ...]
    row_totals: tuple[Disclosed, ...]
    column_totals: tuple[Disclosed, ...]
    total: Disclosed

    def cell(self, column: str, row: str = "") -> Disclosed:
        """The cell of ``column`` (and ``row`` of a two-way table). KeyError if there is none."""
        if row not in self.rows or column not in self.columns:
            raise KeyError((row, column))
        return self.cells[self.rows.index(row)][self.columns.index(column)]

    @property
    def hidden(self) -> int:
        """Number of cells not shown."""
        return sum(not cell.is_shown for line in self.cells for cell in line)

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "rows": list(self.rows),
            "columns": list(self.columns),
            "cells": [[cell.as_data() for cell in line] for line in self.cells],
            "row_totals": [total.as_data() for total in self.row_totals],
            "column_totals": [total.as_data() for total in self.column_totals],
            "total": self.total.as_data(),
        }


def disclose_table(
    counts: Mapping[str, int] | Mapping[str, Mapping[str, int]], policy: Policy | None = None
) -> DisclosedTable:
    """The table of ``counts``: column → n, or row → column → n (a missing cell is zero).

    Every cell and total under k_full is hidden; then, while the shown figures let a reader narrow
    a hidden one to fewer than k_min, the smallest cell that helps is hidden too, and totals last.
    Raises ValueError for a negative count and TypeError when the two forms are mixed.
    """
    policy = policy or Policy()
    rows, columns, body = _read(counts)
    whole = _with_totals(body, two_way=rows != ("",))
    hidden = _protected(whole, policy)
    said = [
        [HIDDEN if hidden[place] else Disclosed("full", int(whole[place])) for place in line]
        for line in ([(r, c) for c in range(whole.shape[1])] for r in range(whole.shape[0]))
    ]
    return DisclosedTable(
        rows=rows,
        columns=columns,
        cells=tuple(tuple(line[:-1]) for line in said[: len(rows)]),
        row_totals=tuple(line[-1] for line in said[: len(rows)]),
        column_totals=tuple(said[-1][:-1]),
        total=said[-1][-1],
    )


def disclose_crossing(
    people: Iterable[Mapping[str, str]], by: Sequence[str], policy: Policy | None = None
) -> DisclosedTable:
    """The table of ``people`` (already filtered) by one or two background variables.

    Raises ValueError for none or more than two: finer crossings point at persons (INV-D7).
    """
    if not 1 <= len(by) <= MOST_VARIABLES:
        raise ValueError("a table is made by one or two background variables")
    if len(by) == 1:
        return disclose_table(Counter(person.get(by[0], "") for person in people), policy)
    crossed: dict[str, Counter[str]] = {}
    for person in people:
        crossed.setdefault(person.get(by[0], ""), Counter())[person.get(by[1], "")] += 1
    return disclose_table(crossed, policy)


def _read(
    counts: Mapping[str, Any],
) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.int64]]:
    nested = [isinstance(value, Mapping) for value in counts.values()]
    if any(nested) and not all(nested):
        raise TypeError("either every value is a count or every value is a row of counts")
    table: Mapping[str, Mapping[str, int]] = counts if any(nested) else {"": counts}
    rows = tuple(table)
    columns = tuple(dict.fromkeys(column for row in table.values() for column in row))
    body = np.array([[table[r].get(c, 0) for c in columns] for r in rows], dtype=np.int64)
    body = body.reshape(len(rows), len(columns))
    if (body < 0).any():
        raise ValueError("a count of people is not negative")
    return rows, columns, body


def _with_totals(body: NDArray[np.int64], *, two_way: bool) -> NDArray[np.int64]:
    wide = np.hstack([body, body.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)]) if two_way else wide


def _protected(whole: NDArray[np.int64], policy: Policy) -> NDArray[np.bool_]:
    """Which entries are hidden, so that every hidden one keeps an interval of k_min or more."""
    hidden = whole < policy.k_full
    safe: set[Place] = set()
    while True:
        bare = _bare(whole, hidden, policy, safe)
        if bare is None or hidden.all():
            return hidden
        hidden[_next_to_hide(whole, hidden, bare)] = True


def _bare(
    whole: NDArray[np.int64], hidden: NDArray[np.bool_], policy: Policy, safe: set[Place]
) -> Place | None:
    """The first hidden entry that can be narrowed too far. Hiding more never narrows: ``safe``."""
    for row, column in np.argwhere(hidden):
        place = (int(row), int(column))
        if place in safe:
            continue
        least, most = interval(whole, hidden, place)
        if most - least < policy.k_min - _EASE:
            return place
        safe.add(place)
    return None


def _next_to_hide(whole: NDArray[np.int64], hidden: NDArray[np.bool_], bare: Place) -> Place:
    """The smallest shown cell in the row or column of ``bare``, else any cell, else a total."""
    rows, columns = whole.shape
    totals_row = rows - 1 if rows > 1 else rows
    shown = [(int(row), int(column)) for row, column in np.argwhere(~hidden)]

    def order(place: Place) -> tuple[bool, bool, int, Place]:
        is_total = place[0] == totals_row or place[1] == columns - 1
        aside = place[0] != bare[0] and place[1] != bare[1]
        return is_total, aside, int(whole[place]), place

    return min(shown, key=order)
