"""INV-D1, INV-D3, INV-D8: one question beside its respondents and what was told before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.disclosure.attacking import Attacker, narrow_cells

from tiekartta.analysis.disclosure import (
    UNANSWERED,
    AnswerTable,
    Policy,
    disclose_answers,
    leaning,
)

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 70))


def told(table: AnswerTable | None) -> dict[str, int | None]:
    assert table is not None
    return {
        "+".join(part): cell.value for part, cell in zip(table.columns, table.cells[0], strict=True)
    }


def test_answers_of_many_are_told_as_they_are() -> None:
    table = disclose_answers({"a": 40, "b": 20})
    assert told(table) == {"a": 40, "b": 20}
    assert table is not None
    assert table.total.value == 60


def test_who_passed_the_question_over_is_not_told_by_subtraction() -> None:
    """120 answered the survey: 40 + 50 + 28 would tell that two did not answer this."""
    table = disclose_answers({"a": 40, "b": 50, "c": 28, UNANSWERED: 2})
    assert told(table) == {"a": 40, "b": 50, "c": None, "": None}


def test_that_nobody_passed_a_question_over_is_let_be_told() -> None:
    assert told(disclose_answers({"a": 12, "b": 11})) == {"a": 12, "b": 11}


def test_rare_answers_are_put_together_where_more_than_half_would_be_hidden() -> None:
    assert told(disclose_answers({"a": 40, "b": 7, "c": 4})) == {"a": 40, "c+b": 11}


def test_steps_of_a_scale_are_put_together_with_their_neighbours_alone() -> None:
    counts = {"1": 6, "2": 0, "3": 5, "4": 2, "5": 29}
    table = disclose_answers(counts, is_ordered=True)
    assert told(table) == {"1+2+3+4": 13, "5": 29}


@pytest.mark.parametrize("counts", [{"a": 27, "b": 2}, {"a": 25, "b": 0}, {"a": 4, "b": 5}])
def test_a_small_group_that_answers_alike_shows_no_figure(counts: dict[str, int]) -> None:
    """Domain 7, R1: nine in ten of fewer than thirty."""
    table = disclose_answers(counts)
    assert table is not None
    assert table.is_silent


@given(st.lists(COUNTS, min_size=1, max_size=6), st.booleans(), st.integers(0, 15))
@settings(max_examples=120, deadline=None)
def test_no_answer_of_few_can_be_worked_out(
    numbers: list[int], is_ordered: bool, passed: int
) -> None:
    counts = {str(number): n for number, n in enumerate(numbers)}
    counts |= {UNANSWERED: passed} if passed else {}
    table = disclose_answers(counts, is_ordered=is_ordered)
    assert table is not None
    attacker = Attacker([list(counts)])
    if sum(counts.values()) >= 10:
        attacker.learns(lambda _atom: True, sum(counts.values()))
    if passed:  # the column is there: somebody did
        attacker.least[attacker.atoms.index((UNANSWERED,))] = 1
    attacker.reads(table.as_data(), [], 0)
    people = [(key,) for key, n in counts.items() for _each in range(n)]
    assert narrow_cells(attacker, people) == []


@given(st.lists(COUNTS, min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_is_told_is_true(numbers: list[int]) -> None:
    counts = {str(number): n for number, n in enumerate(numbers)}
    table = disclose_answers(counts)
    assert table is not None
    for part, cell in zip(table.columns, table.cells[0], strict=True):
        assert cell.value is None or cell.value == sum(counts[key] for key in part) >= 10


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_three_releases_together_tell_of_nobody(data: st.DataObject) -> None:
    """INV-D8: whoever kept all of them learns of no small number of newcomers."""
    size = data.draw(st.integers(2, 4))
    keys = [str(number) for number in range(size)]
    steps = [
        data.draw(st.lists(st.integers(0, most), min_size=size, max_size=size))
        for most in (20, 25, 40)
    ]
    counts = dict.fromkeys(keys, 0)
    tables: list[AnswerTable] = []
    come: list[tuple[str, str]] = []
    published: list[tuple[int, AnswerTable]] = []
    for number, step in enumerate(steps):
        counts = {key: counts[key] + n for key, n in zip(keys, step, strict=True)}
        come += [
            (str(number), key) for key, n in zip(keys, step, strict=True) for _each in range(n)
        ]
        table = disclose_answers(counts, before=tables)
        if table is not None:
            tables.append(table)
            published.append((number, table))
    # Releases that told nothing new hold no knowledge: only those published are read.
    attacker = Attacker([["0", "1", "2"], keys])
    for number, table in published:
        upto = {str(each) for each in range(number + 1)}
        data_ = table.as_data()
        attacker.learns(lambda atom, upto=upto: atom[0] in upto, data_["totals"][0])
        for part, value in zip(data_["columns"], data_["cells"][0], strict=True):
            attacker.learns(
                lambda atom, part=part, upto=upto: atom[0] in upto and atom[1] in part, value
            )
    for key in keys:
        for number, _table in published:
            upto = {str(each) for each in range(number + 1)}
            n = sum(person[1] == key and person[0] in upto for person in come)
            goal = attacker.row(lambda atom, key=key, upto=upto: atom[1] == key and atom[0] in upto)
            assert n >= 10 or attacker.width(goal) >= 5
    last = published[-1][0] if published else -1
    for number, table in published[:-1]:
        new = {str(each) for each in range(number + 1, last + 1)}
        for part in published[-1][1].columns:
            goal = attacker.row(lambda atom, part=part, new=new: atom[0] in new and atom[1] in part)
            n = sum(person[0] in new and person[1] in part for person in come)
            assert n == 0 or n >= 5 or attacker.width(goal) >= 5, table


def test_a_release_that_would_tell_three_newcomers_hides_what_grew_by_them() -> None:
    first = disclose_answers({"a": 20, "b": 30, "c": 25})
    assert first is not None
    second = told(disclose_answers({"a": 23, "b": 60, "c": 55}, before=[first]))
    assert second["b"] is None or second.get("a") is None
    assert second.get("a") is None


def test_a_table_may_not_follow_when_people_have_left() -> None:
    first = disclose_answers({"a": 20, "b": 30})
    assert first is not None
    assert disclose_answers({"a": 19, "b": 30}, before=[first]) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        disclose_answers({"a": -1})


def test_a_table_goes_into_data_and_back() -> None:
    table = disclose_answers({"a": 40, "b": 7, "c": 4})
    assert table is not None
    assert AnswerTable.from_data(table.as_data()) == table
    assert table.line() == 0
    assert table.line("x") is None if table.rows[0] else True


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({1: 0, 2: 0, 3: 0, 4: 0, 5: 7}, "high"),
        ({1: 5, 2: 1, 3: 0, 4: 0, 5: 0}, "low"),
        ({1: 2, 2: 1, 3: 2, 4: 1, 5: 2}, "middle"),
        ({1: 0, 2: 0, 3: 0, 4: 0, 5: 4}, None),
        ({1: 0, 2: 0, 3: 0, 4: 0, 5: 10}, None),  # it would tell that at most three said 1
        ({1: 0, 2: 0, 3: 0, 4: 2, 5: 26}, "high"),
    ],
)  # fmt: skip
def test_a_few_tell_a_direction_and_nothing_else(
    counts: dict[int, int], expected: str | None
) -> None:
    """INV-D1: from five to nine a direction only."""
    assert leaning(counts, Policy()) == expected
