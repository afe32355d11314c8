"""INV-D3, INV-D7: everything told of one question by background, taken together, tells of no few."""

from __future__ import annotations

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.analysis.disclosure.attacking import Attacker, Data, narrow_cells

from tiekartta.analysis.disclosure import (
    UNANSWERED,
    AnswerTable,
    Told,
    disclose_answers,
    disclose_by,
    disclose_by_two,
    disclose_choices,
    disclose_ranks,
)

People = list[tuple[str, str, str]]


def some_people(seed: int, number: int, passed: float) -> People:
    """(first variable, second variable, answer) of each, unevenly spread, the second hanging on the first."""
    chance = random.Random(seed)  # noqa: S311 - the same people for the same seed
    weights = [chance.choice([1, 2, 5, 9]) for _each in range(9)]
    found = []
    for _each in range(number):
        first = chance.choices("xyz", weights[:3])[0]
        second = chance.choices("mno", weights[3:6] if first == "x" else weights[2:5])[0]
        answer = chance.choices("abc", weights[6:])[0]
        found.append((first, second, UNANSWERED if chance.random() < passed else answer))
    return found


def counted(people: People, *axes: int) -> dict[tuple[str, ...], dict[str, int]]:
    rows: dict[tuple[str, ...], dict[str, int]] = {}
    for person in people:
        *row, answer = (person[axis] for axis in axes)
        line = rows.setdefault(tuple(row), {})
        line[answer] = line.get(answer, 0) + 1
    return rows


def everybody(people: People, axis: int, keys: str) -> AnswerTable:
    line = counted(people, axis).get((), {})
    counts = {key: line.get(key, 0) for key in keys}
    if UNANSWERED in line:
        counts[UNANSWERED] = line[UNANSWERED]
    table = disclose_answers(counts, is_ordered=axis == 2)
    assert table is not None
    return table


@given(st.integers(0, 10**6), st.integers(10, 400), st.sampled_from([0.0, 0.04, 0.3]))
@example(143, 130, 0.04)
@settings(max_examples=8, deadline=None)
def test_no_small_group_is_worked_out_of_everything_that_is_told(
    seed: int, number: int, passed: float
) -> None:
    people = some_people(seed, number, passed)
    one, other, answers = (
        everybody(people, 0, "xyz"),
        everybody(people, 1, "mno"),
        everybody(people, 2, "abc"),
    )
    by_one = disclose_by(counted(people, 0, 2), everybody=answers, background=one, is_ordered=True)
    by_other = disclose_by(
        counted(people, 1, 2), everybody=answers, background=other, is_ordered=True
    )
    between = disclose_by(counted(people, 0, 1), everybody=other, background=one)
    keys = [
        "a",
        "b",
        "c",
        *([UNANSWERED] if any(person[2] == UNANSWERED for person in people) else []),
    ]
    attacker = Attacker([list("xyz"), list("mno"), keys])
    attacker.learns(lambda _atom: True, number)
    attacker.reads(one.as_data(), [], 0)
    attacker.reads(other.as_data(), [], 1)
    attacker.reads(answers.as_data(), [], 2)
    if by_one:
        attacker.reads(by_one.as_data(), [0], 2)
    if by_other:
        attacker.reads(by_other.as_data(), [1], 2)
    if between:
        attacker.reads(between.as_data(), [0], 1)
    if by_one and by_other and between:
        both = disclose_by_two(
            counted(people, 0, 1, 2), margins=[one, other, answers],
            told=[Told(by_one, (0, 2)), Told(by_other, (1, 2)), Told(between, (0, 1))], is_ordered=True,
        )  # fmt: skip
        if both:
            attacker.reads(both.as_data(), [0, 1], 2)
    assert narrow_cells(attacker, people) == []


def test_a_crossing_of_enough_people_is_told_whole() -> None:
    people = [(group, "m", answer) for group in "xy" for answer in "ab" for _each in range(15)]
    answers, groups = everybody(people, 2, "ab"), everybody(people, 0, "xy")
    table = disclose_by(counted(people, 0, 2), everybody=answers, background=groups)
    assert table is not None
    assert [[cell.value for cell in line] for line in table.cells] == [[15, 15], [15, 15]]
    assert [total.value for total in table.totals] == [30, 30]
    assert table.line("y") == 1


def test_what_is_hidden_of_everybody_is_hidden_of_every_group() -> None:
    people = [(group, "m", answer) for group in "xy" for answer in "ab" for _each in range(20)]
    people += [("x", "m", "c")] * 3
    answers = disclose_answers({"a": 40, "b": 40, "c": 3}, is_joined=False)
    assert answers is not None
    groups = everybody(people, 0, "xy")
    table = disclose_by(counted(people, 0, 2), everybody=answers, background=groups)
    assert table is not None
    hidden = [
        part
        for part, cell in zip(answers.columns, answers.cells[0], strict=True)
        if not cell.is_shown
    ]
    assert len(hidden) == 2
    for part in hidden:
        at = table.columns.index(part)
        assert not any(line[at].is_shown for line in table.cells)


def test_groups_are_put_together_where_most_would_be_hidden() -> None:
    people: People = [("x", "m", answer) for answer in "ab" for _each in range(40)]
    people += [(group, "m", answer) for group in "yz" for answer in "ab" for _each in range(7)]
    answers, groups = everybody(people, 2, "ab"), everybody(people, 0, "xyz")
    table = disclose_by(counted(people, 0, 2), everybody=answers, background=groups)
    assert table is not None
    assert {"y", "z"} <= {key for (part,) in table.rows for key in part if len(part) > 1}
    assert table.line("y") == table.line("z")


def test_nothing_is_crossed_of_too_few() -> None:
    people: People = [("x", "m", "a")] * 4 + [("y", "m", "b")] * 3
    answers, groups = everybody(people, 2, "ab"), everybody(people, 0, "xy")
    assert disclose_by(counted(people, 0, 2), everybody=answers, background=groups) is None


def test_who_chose_and_who_did_not_are_both_protected() -> None:
    told = disclose_choices({"a": 30, "b": 55, "c": 4}, 60)
    assert {key: table.is_silent for key, table in told.items()} == {
        "a": False,
        "b": True,
        "c": True,
    }


def test_a_bound_on_choices_tells_nothing_of_a_rare_one() -> None:
    """Forty people of two choices each: 30 + 30 + 18 would leave two."""
    told = disclose_choices({"a": 30, "b": 30, "c": 18, "d": 2}, 40, most=2)
    shown = sum(table.cells[0][0].value or 0 for table in told.values())
    assert 80 - shown >= 5
    assert told["d"].is_silent


@given(st.lists(st.permutations("abc"), min_size=0, max_size=120), st.integers(0, 4))
@settings(max_examples=30, deadline=None)
def test_places_of_a_ranking_tell_of_no_few(orders: list[list[str]], passed: int) -> None:
    """Whoever ranks gives every place once: rows and columns both have known sums."""
    counts = placed(orders)
    people = len(orders) + passed
    attacker = Attacker([list("abc"), list("123")])
    if passed == 0 and people >= 10:
        for place in "123":
            attacker.learns(lambda atom, place=place: atom[1] == place, people)
    for key, table in disclose_ranks(counts, people, list("123")).items():
        reads_places(attacker, key, table.as_data(), is_whole=passed == 0)
    for key, place in attacker.atoms:
        goal = attacker.row(lambda atom, at=(key, place): atom == at)
        assert counts[key].get(place, 0) >= 10 or attacker.width(goal) >= 5


def placed(orders: list[list[str]]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {key: {} for key in "abc"}
    for order in orders:
        for place, key in enumerate(order, start=1):
            counts[key][str(place)] = counts[key].get(str(place), 0) + 1
    return counts


def reads_places(attacker: Attacker, key: str, data: Data, *, is_whole: bool) -> None:
    if is_whole:
        attacker.learns(lambda atom: atom[0] == key, data["totals"][0])
    for part, value in zip(data["columns"], data["cells"][0], strict=True):
        attacker.learns(lambda atom, part=part: atom[0] == key and atom[1] in part, value)
