"""What cells and headers of surveys mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.people.states import RespondentGroup as G
from tiekartta.voices.importing.cells import allows_quoting, day_of, slash_order
from tiekartta.voices.importing.group_words import group_of
from tiekartta.voices.importing.packing import pack, unpack
from tiekartta.voices.importing.table import SourceTable


@pytest.mark.parametrize(
    ("value", "group"),
    [
        ("Henkilöstö", G.STAFF), ("Personal", G.STAFF), ("Staff", G.STAFF), ("työntekijä", G.STAFF),
        ("Asiakas", G.CLIENT), ("Klient", G.CLIENT), ("Client", G.CLIENT), ("Palvelunkäyttäjä", G.CLIENT),
        ("Kumppani", G.PARTNER), ("Yhteistyökumppani", G.PARTNER), ("Partner", G.PARTNER),
        ("Samarbetspartner", G.PARTNER), ("Asukas", G.RESIDENT), ("Invånare", G.RESIDENT),
        ("Kokemusasiantuntija (asiakas)", G.EXPERT_BY_EXPERIENCE), ("Luottamushenkilö", G.DECISION_MAKER),
        ("Olen asiakkaan läheinen", G.FAMILY), ("Esihenkilö", G.MANAGEMENT), ("Nuori", G.CHILD_YOUTH),
        ("STAFF", G.STAFF), ("Muu", None), ("", None),
    ],
)  # fmt: skip
def test_groups_are_told_from_their_words(value: str, group: G | None) -> None:
    assert group_of(value) == group


@pytest.mark.parametrize(
    "cell", ["Kyllä", "kyllä, nimettömänä", "Ja", "yes", "1", "x", "X", "TRUE"]
)
def test_a_clear_yes_allows_quoting(cell: str) -> None:
    assert allows_quoting(cell)


@pytest.mark.parametrize("cell", ["", "Ei", "nej", "no", "0", "en tiedä", "ehkä", "FALSE", "-"])
def test_anything_else_does_not_allow_quoting(cell: str) -> None:
    assert not allows_quoting(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05",
        "2026-03-05T09:12:00",
        "2026-03-05 09:12",
        "5.3.2026",
        "5.3.2026 klo 9.12",
        "05.03.26",
    ],
)
def test_days_as_survey_tools_write_them(cell: str) -> None:
    assert day_of(cell) == date(2026, 3, 5)


def test_days_with_slashes_follow_the_column() -> None:
    order = slash_order(["3/5/26 9:12", "3/14/26 10:00"])
    assert day_of("3/5/26 9:12", slashes=order) == date(2026, 3, 5)
    assert day_of("5/3/2026", slashes=slash_order(["5/3/2026"])) == date(2026, 3, 5)


@pytest.mark.parametrize("cell", ["", "eilen", "31.2.2026", "5.3.", "2026"])
def test_what_is_no_day_gives_none(cell: str) -> None:
    assert day_of(cell) is None


@given(st.text(max_size=40))
def test_no_cell_breaks_the_readers(cell: str) -> None:
    allows_quoting(cell)
    group_of(cell)
    assert day_of(cell) is None or isinstance(day_of(cell), date)


_cells = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(_cells, _cells), min_size=1, max_size=5))
def test_a_packed_table_comes_back_whole(rows: list[tuple[str, str]]) -> None:
    table = SourceTable(("a", "b"), tuple(rows), tuple(range(2, 2 + len(rows))), (1,))
    assert unpack(pack(table)) == table
