"""Two releases together tell no more than either may (INV-D8)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tiekartta.analysis.disclosure import disclose_table, may_follow


def table(*counts: int) -> dict[str, int]:
    return {f"c{number}": count for number, count in enumerate(counts)}


def test_the_same_figures_may_be_published_again() -> None:
    first = disclose_table(table(20, 30))
    assert may_follow(first, first)


@pytest.mark.parametrize(("newcomers", "may"), [(1, False), (4, False), (5, True), (30, True)])
def test_a_figure_may_grow_only_by_five_or_more(newcomers: int, may: bool) -> None:
    assert (
        may_follow(disclose_table(table(20, 30)), disclose_table(table(20 + newcomers, 30))) is may
    )


def test_a_hidden_figure_that_is_shown_later_does_not_tell_what_it_was() -> None:
    before = disclose_table(table(12, 4, 11))
    assert not before.cell("c1").is_shown
    close = disclose_table(table(12, 10, 11))
    assert close.cell("c1").value == 10
    assert may_follow(before, close)  # earlier 4–10: seven values
    assert not may_follow(disclose_table(table(12, 9, 11)), disclose_table(table(12, 10, 11)))


def test_tables_of_other_rows_or_columns_do_not_follow() -> None:
    with pytest.raises(ValueError, match="same rows"):
        may_follow(disclose_table(table(20)), disclose_table(table(20, 30)))


def test_a_figure_that_shrank_is_refused() -> None:
    assert not may_follow(disclose_table(table(40, 30)), disclose_table(table(30, 30)))


def possible(
    before: list[int | None], now: list[int | None], highest: int
) -> list[tuple[int, ...]]:
    """Every pair of one-way tables of two cells and total that a reader cannot rule out, by trying."""
    found = []
    span = range(highest + 1)
    for a, b, c, d in product(span, repeat=4):
        if c < a or d < b:
            continue
        told = zip([*before, *now], [a, b, a + b, c, d, c + d], strict=True)
        if all(said is None or said == real for said, real in told):
            found.append((a, b, c, d))
    return found


@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
@settings(max_examples=50)
def test_what_may_follow_leaves_five_values_open_by_trying_all_tables(counts: list[int]) -> None:
    a, b, more, others = counts
    before, now = disclose_table(table(a, b)), disclose_table(table(a + more, b + others))
    shown = [
        [*(cell.value for cell in each.cells[0]), each.row_totals[0].value]
        for each in (before, now)
    ]
    assume(any(value is not None for line in shown for value in line))
    if not may_follow(before, now):
        return
    open_ = possible(shown[0], shown[1], 34)
    for place in range(4):
        said = [*shown[0][:2], *shown[1][:2]][place]
        if said is None:
            values = {each[place] for each in open_}
            assert len(values) > 4 or max(values) == 0
