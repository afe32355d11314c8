"""Answers by background: every question by every variable, and by the pairs that may be asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from tiekartta.analysis.disclosure import (
    UNANSWERED,
    AnswerTable,
    Crossing,
    Policy,
    Told,
    disclose_all_by,
    disclose_all_by_two,
)
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import (
    ORDERED,
    By,
    Heard,
    Values,
    background_of,
    pairs_of,
    told_questions,
)
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys import QuestionForm


@dataclass(frozen=True)
class _Crossed:
    """One item to cross: its values, what is told of everybody, and whether its answers have an order."""

    key: str
    values: Values
    everybody: AnswerTable
    is_ordered: bool


def _crossable(heard: Heard, question: QuestionForm, table: QuestionTable) -> Iterator[_Crossed]:
    if question.kind == QuestionKind.OPEN:
        return
    lists = heard.lists(question)
    if question.kind == QuestionKind.RANK:
        if table.first is not None:
            yield _Crossed("", _firsts(lists, heard.people), table.first, is_ordered=False)
        return
    for key, everybody in table.items.items():
        yield _Crossed(key, lists[key], everybody, question.kind in ORDERED)


def _firsts(lists: Mapping[str, Values], people: int) -> Values:
    found = [UNANSWERED] * people
    for key, values in lists.items():
        for place, value in enumerate(values):
            if value == "1":
                found[place] = key
    return found


Run = Callable[
    [Callable[[list[Any]], list[AnswerTable | None]], list[Any]], list[AnswerTable | None]
]
"""How a list of tables is worked out: here, or in a process of its own."""
Place = tuple[str, str]
"""(key of the question, keys of the background variables joined by a comma)."""


def tell_groups(
    heard: Heard, told: Mapping[str, QuestionTable], policy: Policy, run: Run
) -> dict[Place, QuestionTable]:
    """Every question by every background variable, and by every pair that may be asked for.

    `told` are the tables of everybody. What nothing may be told of is left out.
    """
    singles = _gathered(
        run(disclose_all_by, [*_singles(heard, told, policy)]), _places(heard, told)
    )
    pairs = [*_pairs(heard, told, singles, policy)]
    tables = run(disclose_all_by_two, [crossing for _place, _item, crossing in pairs])
    return singles | _gathered(tables, [(place, item) for place, item, _crossing in pairs])


def _gathered(
    tables: Sequence[AnswerTable | None], places: Iterable[tuple[Place, str]]
) -> dict[Place, QuestionTable]:
    items: dict[Place, dict[str, AnswerTable]] = {}
    for table, (place, item) in zip(tables, places, strict=True):
        if table is not None:
            items.setdefault(place, {})[item] = table
    return {place: QuestionTable(found) for place, found in items.items()}


def _by_each(
    heard: Heard, told: Mapping[str, QuestionTable]
) -> Iterator[tuple[QuestionForm, QuestionForm, _Crossed]]:
    """(question, background variable, item) of everything that is crossed by one variable."""
    variables = [each for each in background_of(heard.form) if each.key in told]
    for question in told_questions(heard.form):
        if question.key not in told:
            continue
        for item in _crossable(heard, question, told[question.key]):
            for variable in variables:
                if variable.key != question.key:
                    yield question, variable, item


def _places(heard: Heard, told: Mapping[str, QuestionTable]) -> Iterator[tuple[Place, str]]:
    for question, variable, item in _by_each(heard, told):
        yield (question.key, variable.key), item.key


def _singles(heard: Heard, told: Mapping[str, QuestionTable], policy: Policy) -> Iterator[Crossing]:
    for _question, variable, item in _by_each(heard, told):
        yield Crossing(
            counts=_rows([heard.lists(variable)[""]], item.values), everybody=item.everybody,
            backgrounds=(told[variable.key].items[""],), policy=policy, is_ordered=item.is_ordered,
            rows_are_ordered=variable.kind == QuestionKind.SCALE,
        )  # fmt: skip


def _pairs(
    heard: Heard,
    told: Mapping[str, QuestionTable],
    singles: Mapping[Place, QuestionTable],
    policy: Policy,
) -> Iterator[tuple[Place, str, Crossing]]:
    """What is crossed by two variables, where both crossings by one of them are told."""
    variables = {each.key: each for each in background_of(heard.form)}
    for pair in pairs_of(heard.form):
        between = singles.get((pair[1], pair[0]))
        if between is None:
            continue
        groups = [heard.lists(variables[key])[""] for key in pair]
        for question in told_questions(heard.form):
            by_one = [singles.get((question.key, key)) for key in pair]
            if question.key not in told or question.key in pair or None in by_one:
                continue
            for item in _crossable(heard, question, told[question.key]):
                known = [table.items.get(item.key) for table in by_one if table is not None]
                if None in known:
                    continue
                one, other = cast("list[AnswerTable]", known)
                yield (
                    (question.key, ",".join(pair)),
                    item.key,
                    Crossing(
                        counts=_rows(groups, item.values), everybody=item.everybody,
                        is_ordered=item.is_ordered,
                        backgrounds=tuple(told[key].items[""] for key in pair), policy=policy,
                        told=(Told(one, (0, 2)), Told(other, (1, 2)), Told(between.items[""], (0, 1))),
                    ),
                )  # fmt: skip


def _rows(groups: Sequence[Values], values: Values) -> dict[By, dict[str, int]]:
    rows: dict[By, dict[str, int]] = {}
    for (*row, answer), n in Counter(zip(*groups, values, strict=True)).items():
        rows.setdefault(tuple(row), {})[answer] = n
    return rows
