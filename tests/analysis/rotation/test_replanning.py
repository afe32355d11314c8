"""Late arrivals and no-shows move nobody who is seated (INV-S1, S003-16)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.rotation import Plan, RotationError, audit, plan, replan


def codes(made: Plan) -> list[str]:
    return [change.code for change in made.changes]


def test_people_who_come_late_fill_the_smallest_groups() -> None:
    made = plan(33, 7, rounds=3, table_size=5)
    later = replan(made, late=2)
    assert later.participants == 35
    assert {group.size for group in later.groups} == {5}
    assert codes(later) == ["joined", "joined"]


def test_a_tableful_of_late_people_forms_a_group_where_there_is_most_room() -> None:
    made = plan(45, 10, rounds=4, table_size=5)
    later = replan(made, late=5, round_=1)
    formed = later.groups[-1]
    assert (formed.size, formed.joins, formed.seats[0]) == (5, 1, None)
    assert all(later.at(station, 1) for station in range(10))
    assert audit(later).holds


def test_one_or_two_more_than_tables_hold_sit_in_as_extra_people() -> None:
    later = replan(plan(50, 10, rounds=4, table_size=5), late=2)
    assert len(later.groups) == 10
    assert sorted(group.size for group in later.groups)[-2:] == [6, 6]


def test_those_who_did_not_come_leave_their_group_smaller_and_it_is_said_when_too_small() -> None:
    later = replan(plan(50, 10, rounds=4, table_size=5), absent={3: 3})
    assert later.groups[3].size == 2
    assert [warning.code for warning in later.warnings] == ["small_group"]


def test_an_emptied_group_gives_up_its_table_from_then_on() -> None:
    made = plan(50, 10, rounds=4, table_size=5)
    later = replan(made, absent={3: 5}, round_=2)
    assert later.groups[3].seats[2:] == (None, None)
    assert later.groups[3].seats[:2] == made.groups[3].seats[:2]
    assert codes(later)[0] == "emptied"


def test_a_group_is_sent_elsewhere_later_when_stations_would_be_unevenly_full() -> None:
    made = plan(60, 5, rounds=5, table_size=5)  # groups 0–11: stations of 0 and 1 have three
    later = replan(made, absent={2: 5, 3: 0}, round_=1)
    assert audit(later).spread <= 2
    for before, after in zip(made.groups, later.groups, strict=True):
        assert after.seats[:2] == before.seats[:2] or not after.size


@given(
    st.integers(10, 260), st.integers(2, 14), st.integers(3, 8), st.integers(0, 13),
    st.integers(0, 40), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 8)), max_size=12),
)  # fmt: skip
def test_nobody_seated_is_moved_and_nobody_is_lost(
    people: int, stations: int, size: int, when: int, late: int, gone: list[tuple[int, int]]
) -> None:
    made = plan(people, stations, rounds=stations, table_size=size)
    round_ = when % stations
    absent = {
        group % len(made.groups): min(number, made.groups[group % len(made.groups)].size)
        for group, number in gone
    }
    later = replan(made, round_=round_, late=late, absent=absent)
    assert later.participants == people + late - sum(absent.values())
    found = audit(later)
    assert not found.revisits
    assert not found.idle
    assert not found.clashes
    for before, after in zip(made.groups, later.groups, strict=False):
        assert after.seats[:round_] == before.seats[:round_]
        assert after.seats[round_] == before.seats[round_] or not after.size
    told = {warning.code for warning in later.warnings}
    assert ("uneven_stations" in told) == (found.spread > 1)
    assert ("repeated_predecessor" in told) == (found.predecessors > 2)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"round_": 9}, "bad_round"),
        ({"round_": -1}, "bad_round"),
        ({"late": -1}, "bad_number"),
        ({"absent": {0: -1}}, "bad_number"),
        ({"absent": {0: 6}}, "bad_number"),
        ({"absent": {99: 1}}, "unknown_group"),
    ],
)
def test_impossible_changes_are_refused(arguments: dict[str, object], code: str) -> None:
    with pytest.raises(RotationError) as refused:
        replan(plan(50, 10, rounds=4), **arguments)  # type: ignore[arg-type] # - cases of many kinds
    assert refused.value.code == code
