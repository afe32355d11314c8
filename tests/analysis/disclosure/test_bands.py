"""Bands beside exact column sums: what is hidden cannot be worked out (INV-D3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from tiekartta.analysis.disclosure import Disclosed, DisclosedTable, Policy, disclose_bands

COUNTS = st.integers(2, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 45), min_size=columns, max_size=columns), min_size=1, max_size=6
    )
)


def table_of(body: list[list[int]]) -> DisclosedTable:
    """The last row is frank."""
    counts = {f"t{r}": {f"g{c}": n for c, n in enumerate(row)} for r, row in enumerate(body)}
    return disclose_bands(counts, frank=[f"t{len(body) - 1}"] if len(body) > 1 else ())


def test_every_figure_is_a_band_of_ten_and_none_is_exact() -> None:
    table = table_of([[34, 12], [57, 20]])
    assert table.cell("g0", "t0") == Disclosed("band", least=30, most=39)
    assert table.row_totals[1] == Disclosed("band", least=70, most=79)
    levels = {cell.level for row in table.cells for cell in row}
    assert levels == {"band"}
    assert {total.level for total in (*table.column_totals, table.total)} == {"hidden"}


def test_a_wider_policy_makes_wider_bands() -> None:
    table = disclose_bands({"a": {"x": 55, "y": 61}, "b": {"x": 70, "y": 99}}, Policy(25, 10))
    assert table.cell("x", "a") == Disclosed("band", least=50, most=74)


def test_the_only_small_cell_of_a_column_is_not_told_by_its_sum() -> None:
    # The column sums to 42: without a second hidden cell the small one would be 42 less 40.
    table = table_of([[2, 60], [40, 60]])
    assert table.cell("g0", "t0").level == "hidden"
    assert table.cell("g0", "t1").level in {"band", "hidden"}


def test_a_frank_row_says_that_a_figure_is_small() -> None:
    table = table_of([[40, 60], [50, 70], [3, 12]])
    assert table.cell("g0", "t2") == Disclosed("band", least=0, most=9)


def test_a_negative_count_is_no_count() -> None:
    with pytest.raises(ValueError, match="not negative"):
        table_of([[-1, 2]])


def test_an_empty_table_is_a_table() -> None:
    assert disclose_bands({}).rows == ()


def _attack(table: DisclosedTable, sums: list[int], place: tuple[int, int]) -> tuple[float, float]:
    """The range of a cell in whole numbers, from what is published and the exact column sums."""
    rows, columns = len(table.rows), len(table.columns)
    lines, low, high = [], [], []
    least, most = np.zeros(rows * columns), np.full(rows * columns, np.inf)
    for r in range(rows):
        for c in range(columns):
            cell = table.cells[r][c]
            if cell.least is not None and cell.most is not None:
                least[r * columns + c], most[r * columns + c] = cell.least, cell.most
        total = table.row_totals[r]
        line = np.zeros(rows * columns)
        line[r * columns : (r + 1) * columns] = 1
        lines.append(line)
        low.append(0 if total.least is None else total.least)
        high.append(np.inf if total.most is None else total.most)
    for c in range(columns):
        line = np.zeros(rows * columns)
        line[c::columns] = 1
        lines.append(line)
        low.append(sums[c])
        high.append(sums[c])
    goal = np.zeros(rows * columns)
    goal[place[0] * columns + place[1]] = 1
    rule = LinearConstraint(np.array(lines), low, high)
    found = []
    for sign in (1, -1):
        answer = milp(
            sign * goal, constraints=rule, bounds=Bounds(least, most),
            integrality=np.ones(rows * columns),
        )  # fmt: skip
        found.append(sign * answer.fun)
    return found[0], found[1]


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_no_small_figure_is_narrowed_below_five_values_by_another_solver(
    body: list[list[int]],
) -> None:
    table = table_of(body)
    sums = [sum(column) for column in zip(*body, strict=True)]
    if all(cell.level == "hidden" for row in table.cells for cell in row):
        return  # nothing is told; what column sums alone tell is not this table's
    for r, row in enumerate(body):
        for c, n in enumerate(row):
            if n < 10:
                least, most = _attack(table, sums, (r, c))
                assert least <= n <= most
                assert most - least >= 5 - 1e-6
