"""A rotation in which nobody visits a station twice (INV-S1)."""

from __future__ import annotations

import itertools
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.rotation import METHODS, RotationError, audit, plan, williams


def test_williams_order_begins_with_the_neighbours_on_both_sides() -> None:
    assert williams(6) == (0, 1, 5, 2, 4, 3)
    assert williams(5) == (0, 1, 4, 2, 3)
    assert williams(1) == (0,)


@pytest.mark.parametrize("stations", range(1, 41))
def test_steps_of_the_order_differ_when_stations_are_even_and_repeat_once_at_most_when_odd(
    stations: int,
) -> None:
    order = williams(stations)
    assert sorted(order) == list(range(stations))
    steps = Counter((b - a) % stations for a, b in itertools.pairwise(order))
    assert max(steps.values(), default=0) <= (1 if stations % 2 == 0 else 2)


@pytest.mark.parametrize(
    ("people", "stations", "size", "groups"),
    [(170, 10, 5, 34), (186, 10, 6, 31), (80, 8, 5, 16), (60, 7, 5, 12), (45, 9, 5, 9)],
)
def test_the_published_cases_come_out(people: int, stations: int, size: int, groups: int) -> None:
    made = plan(people, stations, rounds=stations, table_size=size)
    assert len(made.groups) == groups
    found = audit(made)
    assert found.holds
    assert found.predecessors == (1 if stations % 2 == 0 else 2)


def test_170_people_at_ten_stations_need_four_tables_at_most() -> None:
    made = plan(170, 10, rounds=4, table_size=5)
    assert made.tables == 4
    assert {group.size for group in made.groups} == {5}
    assert (
        sum(group.size for round_ in [0] for s in range(10) for group in made.at(s, round_)) == 170
    )
    assert made.warnings == ()


@given(
    st.integers(1, 700), st.integers(1, 30), st.integers(1, 12), st.integers(0, 30),
    st.sampled_from(sorted(METHODS)),
)  # fmt: skip
def test_every_plan_keeps_the_invariant(
    people: int, stations: int, size: int, more: int, method: str
) -> None:
    rounds = 1 + more % stations
    made = plan(people, stations, rounds=rounds, table_size=size, method=method)
    assert audit(made).holds
    sizes = [group.size for group in made.groups]
    assert sum(sizes) == people == made.participants
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1
    assert plan(people, stations, rounds=rounds, table_size=size, method=method) == made


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"participants": 0, "stations": 5}, "few_participants"),
        ({"participants": -3, "stations": 5}, "few_participants"),
        ({"participants": 10**9, "stations": 5}, "many_participants"),
        ({"participants": 50, "stations": 0}, "few_stations"),
        ({"participants": 50, "stations": 101}, "many_stations"),
        ({"participants": 50, "stations": 5, "rounds": 6}, "bad_rounds"),
        ({"participants": 50, "stations": 5, "rounds": 0}, "bad_rounds"),
        ({"participants": 50, "stations": 5, "table_size": 0}, "bad_table_size"),
        ({"participants": 50, "stations": 5, "table_size": 51}, "bad_table_size"),
        ({"participants": 50, "stations": 5, "method": "fishbowl"}, "unknown_method"),
    ],
)
def test_numbers_with_which_no_plan_exists_are_refused(
    arguments: dict[str, int], code: str
) -> None:
    with pytest.raises(RotationError) as refused:
        plan(**arguments)  # type: ignore[arg-type] # - a method among the cases is a word
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (plan(6, 3, table_size=2), {"small_group"}),
        (plan(90, 9, table_size=9), {"large_group"}),
        (plan(70, 10, table_size=7), {"unusual_size"}),
        (
            plan(250, 10, table_size=5, method="world-cafe"),
            {"many_people"},
        ),
        (plan(10, 2, rounds=2, table_size=5, method="world-cafe"), {"few_people"}),
        (plan(100, 10, rounds=2, table_size=5, method="world-cafe"), {"few_rounds"}),
        (plan(20, 10, table_size=5), {"idle_station"}),
        (plan(100, 10, rounds=10, table_size=5, minutes=15), {"long_day"}),
    ],
    ids=lambda value: "-".join(sorted(value)) if isinstance(value, set) else "",
)
def test_what_is_unwise_is_said(made: object, codes: set[str]) -> None:
    assert {warning.code for warning in made.warnings} == codes  # type: ignore[attr-defined] # - a plan


def test_plain_data_counts_from_one() -> None:
    data = json.loads(json.dumps(plan(12, 3, rounds=3, table_size=4).as_data()))
    assert data["groups"][0]["seats"] == [
        {"station": 1, "table": 1}, {"station": 2, "table": 1}, {"station": 3, "table": 1},
    ]  # fmt: skip
    assert data["provenance"]["parameters"] == {
        "stations": 3, "rounds": 3, "table_size": 4, "method": "stations",
    }  # fmt: skip
