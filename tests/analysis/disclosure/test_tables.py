"""INV-D3: what is published is attacked with another solver (integers, from ``as_data`` only)."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import eye_array, kron

from tiekartta.analysis.disclosure import Policy, disclose_crossing, disclose_table

FAR = 1e5
"""Where nothing bounds an entry, its interval ends here."""
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60))


def published_grid(data: dict) -> list[list[int | None]]:
    """Body, row totals, column totals and total as a reader sees them; None for the mark."""
    lines = [
        [cell["value"] for cell in line] + [total["value"]]
        for line, total in zip(data["cells"], data["row_totals"], strict=True)
    ]
    if data["rows"] == [""]:
        return lines
    return [*lines, [c["value"] for c in data["column_totals"]] + [data["total"]["value"]]]


def widths_a_reader_can_reach(data: dict) -> list[float]:
    """Width of the interval of whole numbers that each hidden entry can still be."""
    grid = published_grid(data)
    rows, columns = len(grid), len(grid[0])
    size = rows * columns
    low, high = np.zeros(size), np.full(size, FAR)
    for place, value in enumerate(value for line in grid for value in line):
        if value is not None:
            low[place] = high[place] = value
    sums = []
    for row in range(rows):
        line = np.zeros((rows, columns))
        line[row, :-1], line[row, -1] = 1, -1
        sums.append(line.ravel())
    if rows > 1:
        for column in range(columns):
            line = np.zeros((rows, columns))
            line[:-1, column], line[-1, column] = 1, -1
            sums.append(line.ravel())
    hidden = [place for place in range(size) if low[place] != high[place]]
    if not hidden:
        return []
    # Both ends of every hidden entry at once: a copy of the table for each end.
    ends = [(place, sign) for place in hidden for sign in (1, -1)]
    goal = np.zeros((len(ends), size))
    for copy, (place, sign) in enumerate(ends):
        goal[copy, place] = sign
    found = milp(
        goal.ravel(),
        constraints=LinearConstraint(kron(eye_array(len(ends)), np.array(sums)), 0, 0),
        bounds=Bounds(np.tile(low, len(ends)), np.tile(high, len(ends))),
        integrality=np.ones(goal.size),
    )
    reached = found.x.reshape(goal.shape)
    at = [reached[copy, place] for copy, (place, _) in enumerate(ends)]
    return [at[2 * each + 1] - at[2 * each] for each in range(len(hidden))]


@settings(max_examples=1500, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=7), st.sampled_from([(10, 5), (20, 8)]))
def test_no_hidden_cell_of_a_one_way_table_can_be_narrowed(
    counts: list[int], k: tuple[int, int]
) -> None:
    policy = Policy(*k)
    data = disclose_table({f"c{n}": count for n, count in enumerate(counts)}, policy).as_data()
    hidden = sum(cell["value"] is None for cell in data["cells"][0])
    if hidden == len(counts) == 1:
        assert data["total"]["value"] is None
    elif data["total"]["value"] is not None and hidden:
        shown = sum(cell["value"] or 0 for cell in data["cells"][0])
        assert hidden >= 2
        assert data["total"]["value"] - shown >= policy.k_min


@settings(max_examples=2000, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda columns: st.lists(
            st.lists(COUNTS, min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    )
)
def test_no_hidden_cell_of_a_two_way_table_can_be_narrowed(body: list[list[int]]) -> None:
    counts = {f"r{r}": {f"c{c}": n for c, n in enumerate(line)} for r, line in enumerate(body)}
    data = disclose_table(counts).as_data()
    assert all(width >= 5 - 1e-6 for width in widths_a_reader_can_reach(data))


@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_what_is_shown_is_true_and_of_ten_people_or_more(body: list[list[int]]) -> None:
    counts = {f"r{r}": {f"c{c}": n for c, n in enumerate(line)} for r, line in enumerate(body)}
    table = disclose_table(counts)
    for row, line in counts.items():
        for column, n in line.items():
            assert table.cell(column, row).value in (None, n)
            assert n >= 10 or table.cell(column, row).value is None
    assert table.total.value in (None, sum(map(sum, body)))


def test_one_small_cell_takes_a_second_one_with_it() -> None:
    table = disclose_table({"a": 40, "b": 3, "c": 12, "d": 30})
    assert [table.cell(c).value for c in "abcd"] == [40, None, None, 30]
    assert table.total.value == 85
    assert table.hidden == 2


def test_a_safe_table_is_shown_whole() -> None:
    table = disclose_table({"x": {"a": 10, "b": 20}, "y": {"a": 30, "b": 40}})
    assert table.hidden == 0
    assert [t.value for t in table.row_totals] == [30, 70]
    assert [t.value for t in table.column_totals] == [40, 60]


def test_hidden_cells_share_one_mark_and_keep_no_number() -> None:
    one = disclose_table({"a": 40, "b": 3, "c": 12})
    other = disclose_table({"a": 40, "b": 4, "c": 11})
    assert one == other
    assert pickle.dumps(one) == pickle.dumps(other)
    assert {c.level for line in one.cells for c in line} == {"full", "hidden"}


@pytest.mark.parametrize(
    "counts", [{}, {"a": 0}, {"a": 3, "b": 2}, {"r": {"a": 0}, "s": {"a": 4}}, {"r": {}}]
)
def test_tables_of_nobody_or_few_show_nothing(counts: dict) -> None:
    data = disclose_table(counts).as_data()
    assert all(cell["value"] is None for line in data["cells"] for cell in line)
    assert data["total"]["value"] is None


def test_a_cell_that_is_missing_counts_as_zero_and_an_unknown_one_is_refused() -> None:
    table = disclose_table({"x": {"a": 30}, "y": {"b": 30}})
    assert table.cell("b", "x").value is None
    with pytest.raises(KeyError):
        table.cell("c", "x")


def test_malformed_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        disclose_table({"a": -1})
    with pytest.raises(TypeError, match="either"):
        disclose_table({"a": 1, "b": {"c": 2}})  # type: ignore[dict-item] # - the mistake is the test


PEOPLE = [{"unit": u, "role": r, "age": "40"} for u in "ab" for r in "xy" for _ in range(15)]


def test_people_are_crossed_by_one_or_two_variables() -> None:
    assert disclose_crossing(PEOPLE, ["unit"]).cell("a").value == 30
    assert disclose_crossing(PEOPLE, ["unit", "role"]).cell("x", "a").value == 15


@pytest.mark.parametrize("by", [[], ["unit", "role", "age"]])
def test_no_more_than_two_background_variables_are_crossed(by: list[str]) -> None:
    """INV-D7."""
    with pytest.raises(ValueError, match="one or two"):
        disclose_crossing(PEOPLE, by)
