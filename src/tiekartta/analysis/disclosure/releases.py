"""Results published again while answers come in: what two releases tell together (INV-D8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.disclosure.counts import Disclosed, Policy
from tiekartta.analysis.disclosure.tables import DisclosedTable

_EASE = 1e-6


def may_follow(before: DisclosedTable, now: DisclosedTable, policy: Policy | None = None) -> bool:
    """Whether ``now`` may be published when readers have kept ``before``.

    Both are tables of the same rows and columns, of people of whom none has left in between. The
    reader knows every figure shown in either and that no cell has shrunk. ``now`` is refused when
    this narrows a hidden figure of either table, or the newcomers of any cell or total, to fewer
    than ``k_min`` values; that a figure has not changed at all is let be told. Raises ValueError for
    tables of other rows or columns.
    """
    if (before.rows, before.columns) != (now.rows, now.columns):
        raise ValueError("only tables of the same rows and columns follow one another")
    policy = policy or Policy()
    shown = [_entries(table) for table in (before, now)]
    if shown[0] == shown[1]:
        return True
    steps = [
        after - earlier
        for earlier, after in zip(*shown, strict=True)
        if earlier is not None and after is not None
    ]
    if any(step < 0 or 0 < step < policy.k_min for step in steps):
        return False
    return _nothing_narrowed(before, shown, policy.k_min)


def _entries(table: DisclosedTable) -> list[int | None]:
    """Cells, row totals, column totals and the total, row by row; None where hidden."""
    lines: list[tuple[Disclosed, ...]] = [
        (*cells, total) for cells, total in zip(table.cells, table.row_totals, strict=True)
    ]
    if table.rows != ("",):
        lines.append((*table.column_totals, table.total))
    return [each.value for line in lines for each in line]


def _nothing_narrowed(table: DisclosedTable, shown: list[list[int | None]], least: int) -> bool:
    """By linear programmes over both tables and what came in between."""
    from scipy.optimize import linprog  # noqa: PLC0415 - half a second that most processes never need

    size = len(shown[0])
    sums = _sums(len(table.rows), len(table.columns), two_way=table.rows != ("",))
    none = np.zeros_like(sums)
    equations = np.vstack([np.hstack([sums, none]), np.hstack([none, sums])])
    # What was there before is not less now.
    grown = np.hstack([np.eye(size), -np.eye(size)])
    values = [*shown[0], *shown[1]]
    bounds = [(0, None) if value is None else (value, value) for value in values]
    goals = [_unit(place, 2 * size) for place, value in enumerate(values) if value is None]
    goals += [
        _unit(size + place, 2 * size) - _unit(place, 2 * size)
        for place in range(size)
        if shown[0][place] is None or shown[1][place] is None
    ]
    for goal in goals:
        ends = [
            linprog(
                sign * goal, A_eq=equations, b_eq=np.zeros(len(equations)), A_ub=grown,
                b_ub=np.zeros(size), bounds=bounds, method="highs",
            )
            for sign in (1, -1)
        ]  # fmt: skip
        if ends[0].fun is None or ends[1].fun is None:  # nothing bounds it
            continue
        low, high = float(ends[0].fun), -float(ends[1].fun)
        if high - low < least - _EASE and high > _EASE:
            return False
    return True


def _unit(place: int, size: int) -> NDArray[np.float64]:
    found = np.zeros(size)
    found[place] = 1.0
    return found


def _sums(rows: int, columns: int, *, two_way: bool) -> NDArray[np.float64]:
    """One line for each total: what it is the sum of, and minus itself."""
    high = rows + 1 if two_way else rows
    lines = []
    for row in range(high):
        line = np.zeros((high, columns + 1))
        line[row, :-1], line[row, -1] = 1, -1
        lines.append(line.ravel())
    for column in range(columns + 1 if two_way else 0):
        line = np.zeros((high, columns + 1))
        line[:-1, column], line[-1, column] = 1, -1
        lines.append(line.ravel())
    return np.array(lines)
