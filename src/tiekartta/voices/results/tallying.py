"""Counting the answers of one variant, and protecting what is told of them (INV-D1–D3, D7, D8).

Bare counts are born and used here; what leaves are `QuestionTable`s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiekartta.analysis.disclosure import (
    CHOSEN,
    NOT_CHOSEN,
    UNANSWERED,
    AnswerTable,
    Policy,
    disclose_answers,
    disclose_choices,
    disclose_ranks,
    leaning,
    said,
)
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import QuestionForm, SurveyForm

MOST_CATEGORIES = 12
"""Answers that a background variable may have to be crossed with."""
ORDERED = {QuestionKind.SCALE, QuestionKind.MATRIX}
Values = list[str]
By = tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """What the respondents of one variant chose, each by their place among `people`.

    `chosen`: key of a closed question → place → value as `Answer.value` holds it; `said`: key of an
    open question → how many people answered it.
    """

    form: SurveyForm
    people: int
    chosen: Mapping[str, Mapping[int, Any]]
    said: Mapping[str, int]
    _lists: dict[str, dict[str, Values]] = field(default_factory=dict, compare=False)

    def lists(self, question: QuestionForm) -> dict[str, Values]:
        """Item of a question → what each respondent answered to it, `UNANSWERED` where nothing."""
        if question.key not in self._lists:
            self._lists[question.key] = _lists_of(
                question, self.chosen.get(question.key, {}), self.people
            )
        return self._lists[question.key]


def told_questions(form: SurveyForm) -> tuple[QuestionForm, ...]:
    """The questions of which results are told; nominations and contacts are kept apart (INV-A1)."""
    return tuple(form.questions(BlockKind.CONTENT, BlockKind.BACKGROUND))


def background_of(form: SurveyForm) -> tuple[QuestionForm, ...]:
    """The background variables that answers may be crossed with."""
    return tuple(
        question
        for question in form.questions(BlockKind.BACKGROUND)
        if question.kind in {QuestionKind.SINGLE, QuestionKind.SCALE}
        and len(answers_of(question)) <= MOST_CATEGORIES
    )


def pairs_of(form: SurveyForm) -> tuple[By, ...]:
    """The pairs of background variables that may be asked for at once.

    All are around the first one: three pairs of three variables would together tell of all three at
    once (docs/developing/disclosure.md).
    """
    first, *others = background_of(form) or (None,)
    return tuple((first.key, other.key) for other in others) if first is not None else ()


def answers_of(question: QuestionForm) -> tuple[str, ...]:
    """The keys that an item of a question may have as its answer, in order."""
    if question.kind == QuestionKind.SCALE and question.scale:
        return tuple(str(step) for step in range(question.scale[0], question.scale[1] + 1))
    if question.kind == QuestionKind.MATRIX:
        return tuple(column.key for column in question.columns)
    if question.kind == QuestionKind.RANK:
        return tuple(str(place) for place in range(1, len(question.options) + 1))
    if question.kind in {QuestionKind.MULTI, QuestionKind.OPEN}:
        return (CHOSEN, NOT_CHOSEN)
    return tuple(option.key for option in question.options)


def _lists_of(question: QuestionForm, chosen: Mapping[int, Any], people: int) -> dict[str, Values]:
    if question.kind in {QuestionKind.MULTI, QuestionKind.RANK}:
        items = {option.key: _filled(question, people) for option in question.options}
        for place, value in chosen.items():
            for rank, key in enumerate(value, start=1):
                if key in items:
                    items[key][place] = CHOSEN if question.kind == QuestionKind.MULTI else str(rank)
        return items
    if question.kind == QuestionKind.MATRIX:
        items = {row.key: [UNANSWERED] * people for row in question.rows}
        for place, value in chosen.items():
            for row, column in value.items():
                if row in items:
                    items[row][place] = column
        return items
    answers = [UNANSWERED] * people
    for place, value in chosen.items():
        answers[place] = str(value) if question.kind == QuestionKind.SCALE else value[0]
    return {"": answers}


def _filled(question: QuestionForm, people: int) -> Values:
    return [NOT_CHOSEN if question.kind == QuestionKind.MULTI else UNANSWERED] * people


def _counted(question: QuestionForm, values: Values) -> dict[str, int]:
    """In the order of the question, those that nobody chose too, and those who passed over if any."""
    found = Counter(values)
    counts = {key: found.get(key, 0) for key in answers_of(question)}
    # A key that the form does not hold would be a person that nobody counts.
    passed = len(values) - sum(counts.values())
    return {**counts, UNANSWERED: passed} if passed else counts


def tell_everybody(
    heard: Heard,
    question: QuestionForm,
    policy: Policy,
    *,
    before: Sequence[QuestionTable] = (),
    is_final: bool = True,
) -> QuestionTable | None:
    """What is told of a question of everybody; None when nothing may follow the earlier releases."""
    if question.kind == QuestionKind.OPEN:
        answered = heard.said.get(question.key, 0)
        passed = heard.people - answered
        counts = {CHOSEN: answered, **({UNANSWERED: passed} if passed else {})}
        tables = [each.items[""] for each in before if "" in each.items]
        table = disclose_answers(counts, policy, is_joined=False, before=tables)
        return QuestionTable({"": table}) if table else None
    if question.kind == QuestionKind.RANK:
        return _ranking(heard, question, policy) if is_final else None
    if question.kind == QuestionKind.MULTI:
        return _choices(heard, question, policy, before)
    items: dict[str, AnswerTable] = {}
    for key, values in heard.lists(question).items():
        table = disclose_answers(
            _counted(question, values), policy, is_ordered=question.kind in ORDERED,
            before=[each.items[key] for each in before if key in each.items],
        )  # fmt: skip
        if table is None:
            return None
        items[key] = table
    found = QuestionTable(items)
    if question.kind == QuestionKind.SCALE and is_final and found.is_silent:
        steps = _counted(question, heard.lists(question)[""])
        lean = leaning({int(key): n for key, n in steps.items() if key != UNANSWERED}, policy)
        return QuestionTable(items, leaning=lean or "")
    return found


def _choices(
    heard: Heard, question: QuestionForm, policy: Policy, before: Sequence[QuestionTable]
) -> QuestionTable | None:
    counts = {key: values.count(CHOSEN) for key, values in heard.lists(question).items()}
    earlier = {key: [each.items[key] for each in before if key in each.items] for key in counts}
    told = disclose_choices(
        counts, heard.people, most=question.most_choices, policy=policy, before=earlier
    )
    return QuestionTable(told) if len(told) == len(counts) else None


def _ranking(heard: Heard, question: QuestionForm, policy: Policy) -> QuestionTable:
    lists = heard.lists(question)
    counts = {
        key: {place: n for place, n in Counter(values).items() if place != UNANSWERED}
        for key, values in lists.items()
    }
    told = disclose_ranks(counts, heard.people, answers_of(question), policy)
    return QuestionTable(told, first=_first_places(told, heard.people, policy))


def _first_places(
    told: Mapping[str, AnswerTable], people: int, policy: Policy
) -> AnswerTable | None:
    """Which choice came first, as far as the places of every choice tell it."""
    table = next(iter(told.values()), None)
    if table is None or ("1",) not in table.columns or people < policy.k_full:
        return None
    at = table.columns.index(("1",))
    cells = {key: each.cells[0][at] for key, each in told.items()}
    columns = [(key,) for key in cells]
    lines = list(cells.values())
    hidden = next((cell for cell in lines if not cell.is_shown), None)
    passed = people - sum(cell.value or 0 for cell in lines)
    if hidden is not None or passed:  # where all are shown, so may be those who gave no first place
        columns.append((UNANSWERED,))
        lines.append(hidden or said(passed))
    return AnswerTable(tuple(columns), ((),), (tuple(lines),), table.totals)
