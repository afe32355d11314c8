"""Forms of one name keep one number within a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.languages.personal_data.same_names import numbers_of


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["Maija Virtanen", "Maijalle", "Virtasen", "Pekka", "Pekan"], (1, 1, 1, 2, 2)),
        (["Maijan", "Maija Virtanen", "Virtaselta"], (1, 1, 1)),
        (["Matti Järvi", "Järven", "Matin"], (1, 1, 1)),
        (["Anna", "Annas", "Bo", "Bos"], (1, 1, 2, 2)),
        (["Kuvitelmo", "Kuvitelmolle", "Keksimö"], (1, 1, 2)),
        (["Maija", "Marja"], (1, 2)),
        ([], ()),
    ],
)
def test_forms_of_one_name_have_one_number(names: list[str], numbers: tuple[int, ...]) -> None:
    assert numbers_of(names) == numbers


@given(st.lists(st.text(max_size=20), max_size=8))
def test_numbers_begin_at_one_and_leave_none_out(names: list[str]) -> None:
    found = numbers_of(names)
    assert len(found) == len(names)
    assert sorted(set(found)) == list(range(1, len(set(found)) + 1))
    assert all(found[i] == found[names.index(name)] for i, name in enumerate(names))
