"""INV-D3: what a reader can work out, against a general solver of linear programmes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from tiekartta.analysis.disclosure.audit import interval


def with_totals(body: NDArray[np.int64], *, two_way: bool) -> NDArray[np.int64]:
    wide = np.hstack([body, body.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)]) if two_way else wide


def by_programme(
    whole: NDArray[np.int64], hidden: NDArray[np.bool_], place: tuple[int, int]
) -> tuple[float, float]:
    """Every entry is a variable; what is shown is fixed."""
    rows, columns = whole.shape
    sums = []
    for row in range(rows):
        line = np.zeros(whole.shape)
        line[row] = 1
        line[row, -1] = -1
        sums.append(line.ravel())
    for column in range(columns) if rows > 1 else ():
        line = np.zeros(whole.shape)
        line[:, column] = 1
        line[-1, column] = -1
        sums.append(line.ravel())
    limits = [
        (0, None) if is_hidden else (value, value)
        for value, is_hidden in zip(whole.ravel().tolist(), hidden.ravel().tolist(), strict=True)
    ]
    goal = np.zeros(whole.shape)
    goal[place] = 1
    ends = [
        linprog(sign * goal.ravel(), A_eq=np.array(sums), b_eq=np.zeros(len(sums)), bounds=limits)
        for sign in (1, -1)
    ]
    return ends[0].fun, math.inf if ends[1].fun is None else -ends[1].fun


@settings(max_examples=150)
@given(st.data(), st.integers(1, 4), st.integers(1, 4))
def test_the_interval_is_that_of_the_linear_programme(
    data: st.DataObject, rows: int, columns: int
) -> None:
    counts = st.lists(st.integers(0, 14), min_size=rows * columns, max_size=rows * columns)
    body = np.array(data.draw(counts), dtype=np.int64).reshape(rows, columns)
    whole = with_totals(body, two_way=rows > 1)
    marks = st.lists(st.booleans(), min_size=whole.size, max_size=whole.size)
    hidden = np.array(data.draw(marks)).reshape(whole.shape)
    for row, column in np.argwhere(hidden).tolist():
        found = interval(whole, hidden, (row, column))
        assert found == pytest.approx(by_programme(whole, hidden, (row, column)), abs=1e-6)


def test_one_hidden_cell_is_a_subtraction_away_and_a_row_without_total_is_open() -> None:
    whole = with_totals(np.array([[12, 3, 40]]), two_way=False)
    hidden = np.zeros(whole.shape, dtype=bool)
    hidden[0, 1] = True
    assert interval(whole, hidden, (0, 1)) == (3, 3)
    hidden[0, 0] = True
    assert interval(whole, hidden, (0, 1)) == (0, 15)
    hidden[0, 3] = True
    assert interval(whole, hidden, (0, 1)) == (0, math.inf)
    assert interval(whole, hidden, (0, 3)) == (40, math.inf)
