"""Where over half of a table would be hidden, a coarser one is proposed (INV-D3)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.disclosure import coarser, disclose_table, hidden_share

FINE = {
    "Pohjoinen": {"staff": 30, "client": 3, "partner": 2},
    "Itä": {"staff": 14, "client": 4, "partner": 1},
    "Etelä": {"staff": 6, "client": 5, "partner": 7},
}


def test_small_rows_and_columns_are_put_together_until_half_is_told() -> None:
    assert hidden_share(disclose_table(FINE)) > 0.5
    found = coarser(FINE)
    assert found is not None
    assert hidden_share(found.table) <= 0.5
    assert sorted(name for part in found.rows for name in part) == sorted(FINE)
    assert sorted(name for part in found.columns for name in part) == ["client", "partner", "staff"]
    assert found.table.total.value == 72


def test_a_table_that_tells_enough_is_left_as_it_is() -> None:
    assert coarser({"a": {"x": 20, "y": 30}, "b": {"x": 40, "y": 25}}) is None


def test_where_nothing_helps_one_hidden_cell_is_left() -> None:
    found = coarser({"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 0}})
    assert found is not None
    assert (len(found.table.rows), len(found.table.columns)) == (1, 1)
    assert not found.table.cells[0][0].is_shown


COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60))


@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=40)
def test_nobody_is_lost_and_at_most_half_is_hidden(body: list[list[int]]) -> None:
    counts = {f"r{r}": {f"c{c}": n for c, n in enumerate(line)} for r, line in enumerate(body)}
    found = coarser(counts)
    if found is None:
        return
    total = sum(map(sum, body))
    assert found.table.total.value in (None, total)
    single = len(found.rows) == len(found.columns) == 1
    assert single or hidden_share(found.table) <= 0.5
    for row, names in zip(found.table.rows, found.rows, strict=True):
        for column, parts in zip(found.table.columns, found.columns, strict=True):
            real = sum(counts[r][c] for r in names for c in parts)
            assert found.table.cell(column, row).value in (None, real)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        coarser({"a": {"x": -1}})
