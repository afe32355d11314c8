"""One question as it is shown: the same on the page, in every file and in the public copy (INV-D5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tiekartta.analysis.disclosure import CHOSEN, AnswerTable, Disclosed, said
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.words import (
    Words,
    answer_words,
    background_words,
    decimal_words,
    item_words,
    leaning_words,
    share_words,
    words,
)
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys import QuestionForm

HIDDEN = said(None)


@dataclass(frozen=True)
class ShownAnswer:
    """One line: an answer, how many gave it, and what share of all respondents that is."""

    label: Words
    people: Disclosed
    share: str


@dataclass(frozen=True)
class ShownItem:
    """A table of answers. `label` is empty unless a question has several tables.

    `group` names the groups told together where a filter asked for one of them.
    """

    label: Words
    answers: tuple[ShownAnswer, ...]
    total: Disclosed
    group: str = ""
    mean: str = ""
    median: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it is told."""
        return not any(answer.people.is_shown for answer in self.answers)

    @property
    def heads(self) -> tuple[str, ...]:
        """Its answers."""
        return tuple(answer.label.text for answer in self.answers)

    @property
    def bars(self) -> list[tuple[str, Disclosed]]:
        """Rows of a chart."""
        return [(answer.label.text, answer.people) for answer in self.answers]


@dataclass(frozen=True)
class ShownPlace:
    """A choice in the order of a ranking; `mean` is empty where its order is not told."""

    label: Words
    mean: str


@dataclass(frozen=True)
class ShownQuestion:
    """A question with everything that is told of it. `told_on`: where it is older than the rest."""

    key: str
    number: int
    kind: QuestionKind
    text: Words
    items: tuple[ShownItem, ...] = ()
    order: tuple[ShownPlace, ...] = ()
    leaning: str = ""
    told_on: date | None = None
    is_background: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it was answered in own words."""
        return self.kind == QuestionKind.OPEN

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it is told."""
        return all(item.is_silent for item in self.items)

    @property
    def is_grid(self) -> bool:
        """Whether its tables have the same answers, so that one table shows them all."""
        return len(self.items) > 1 and len({item.heads for item in self.items}) == 1

    @property
    def stacks(self) -> list[tuple[str, list[tuple[str, Disclosed]], Disclosed]]:
        """Rows of a chart of several tables."""
        return [(item.label.text, item.bars, item.total) for item in self.items]


def show_question(
    question: QuestionForm,
    table: QuestionTable | None,
    *,
    number: int,
    chosen: Sequence[tuple[QuestionForm, str]] = (),
    told_on: date | None = None,
    is_background: bool = False,
) -> ShownQuestion:
    """A question of everybody, or of those who answered background variables as `chosen` says."""
    wanted = tuple(key for _variable, key in chosen)
    items: tuple[ShownItem, ...] = ()
    if table is not None:
        items = tuple(_items(question, table, chosen, wanted))
    order: tuple[ShownPlace, ...] = ()
    if table is not None and question.kind == QuestionKind.RANK and not wanted:
        order = _order(question, table)
    return ShownQuestion(
        key=question.key, number=number, kind=question.kind, text=words(question.text), items=items,
        order=order, told_on=told_on, is_background=is_background,
        leaning=leaning_words(table.leaning) if table is not None and not wanted else "",
    )  # fmt: skip


def _items(
    question: QuestionForm,
    table: QuestionTable,
    chosen: Sequence[tuple[QuestionForm, str]],
    wanted: tuple[str, ...],
) -> Iterator[ShownItem]:
    if question.kind in {QuestionKind.MULTI, QuestionKind.OPEN}:
        yield _one_of_several(question, table, chosen, wanted)
        return
    for key, each in table.items.items():
        row = each.line(*wanted)
        if row is None:
            continue
        total = each.totals[row]
        answers = tuple(
            _answer(_labels(question, wanted, part), cell, total)
            for part, cell in _in_order(question, each, each.cells[row])
        )
        mean, median = (
            _middle(question, each, row) if question.kind == QuestionKind.SCALE else ("", "")
        )
        label = item_words(question, key)
        if question.kind == QuestionKind.RANK and wanted:
            label = Words(_("Ranked first"))
        yield ShownItem(label, answers, total, _group(chosen, each, row), mean, median)


def _labels(question: QuestionForm, wanted: tuple[str, ...], part: tuple[str, ...]) -> Words:
    # Of groups only the first places of a ranking are told.
    if question.kind == QuestionKind.RANK and wanted and part[0]:
        found = [item_words(question, key) for key in part]
        return Words(" + ".join(each.text for each in found), found[0].language)
    return answer_words(question, part)


def _in_order(
    question: QuestionForm, table: AnswerTable, cells: Sequence[Disclosed]
) -> list[tuple[tuple[str, ...], Disclosed]]:
    """Parts as the question has them; those who passed over last."""
    keys = [str(step) for step in range(*(question.scale or (0, 0)))] if question.scale else []
    keys += [choice.key for choice in (*question.options, *question.columns)]
    if question.scale:
        keys.append(str(question.scale[1]))
    place = {key: number for number, key in enumerate(keys)}
    pairs = list(zip(table.columns, cells, strict=True))
    if question.kind == QuestionKind.RANK:
        return pairs
    return sorted(
        pairs, key=lambda pair: min((place.get(key, len(keys)) for key in pair[0]), default=0)
    )


def labels_of_row(question: QuestionForm, table: AnswerTable) -> list[tuple[int, Words]]:
    """(place of a column, its words) in the order of the question; of choices only the chosen."""
    if question.kind == QuestionKind.MULTI:
        at = table.columns.index((CHOSEN,))
        return [(at, Words(_("Chose this")))]
    places = {part: number for number, part in enumerate(table.columns)}
    cells = [HIDDEN for _part in table.columns]
    return [
        (places[part], _labels(question, ("",), part))
        for part, _cell in _in_order(question, table, cells)
    ]


def _one_of_several(
    question: QuestionForm,
    table: QuestionTable,
    chosen: Sequence[tuple[QuestionForm, str]],
    wanted: tuple[str, ...],
) -> ShownItem:
    answers = []
    total, group = HIDDEN, ""
    keys = [option.key for option in question.options] or [""]
    for key in keys:
        each = table.items.get(key)
        row = each.line(*wanted) if each is not None else None
        cell = HIDDEN
        if each is not None and row is not None:
            cell = (
                each.cells[row][each.columns.index((CHOSEN,))]
                if (CHOSEN,) in each.columns
                else HIDDEN
            )
            total = each.totals[row]
            group = group or _group(chosen, each, row)
        label = item_words(question, key) if key else answer_words(question, (CHOSEN,))
        answers.append(_answer(label, cell, total))
    return ShownItem(Words(""), tuple(answers), total, group)


def _answer(label: Words, cell: Disclosed, total: Disclosed) -> ShownAnswer:
    return ShownAnswer(label, cell, share_words(cell, total))


def _group(chosen: Sequence[tuple[QuestionForm, str]], table: AnswerTable, row: int) -> str:
    parts = [
        background_words(variable, part).text
        for (variable, _key), part in zip(chosen, table.rows[row], strict=True)
        if len(part) > 1
    ]
    return "; ".join(parts)


def _middle(question: QuestionForm, table: AnswerTable, row: int) -> tuple[str, str]:
    """Mean and median, where every step of the scale is shown: then they tell nothing more."""
    steps: list[tuple[int, int]] = []
    for part, cell in zip(table.columns, table.cells[row], strict=True):
        if part == ("",):
            continue
        if len(part) > 1 or cell.value is None:
            return "", ""
        steps.append((int(part[0]), cell.value))
    people = sum(n for _step, n in steps)
    if not people or question.scale is None:
        return "", ""
    mean = sum(step * n for step, n in steps) / people
    ordered = sorted(steps)
    return decimal_words(mean), decimal_words(
        (_at(ordered, (people - 1) // 2) + _at(ordered, people // 2)) / 2
    )


def _at(ordered: Sequence[tuple[int, int]], place: int) -> int:
    for step, n in ordered:
        if place < n:
            return step
        place -= n
    return ordered[-1][0]


def _order(question: QuestionForm, table: QuestionTable) -> tuple[ShownPlace, ...]:
    """Choices by their mean place; those with a hidden figure last, as the question has them."""
    told, untold = [], []
    for option in question.options:
        each = table.items.get(option.key)
        mean = _mean_place(each) if each is not None else None
        if mean is None:
            untold.append(ShownPlace(words(option.text), ""))
        else:
            told.append((mean, ShownPlace(words(option.text), decimal_words(mean))))
    told.sort(key=lambda pair: pair[0])
    return (*(place for _mean, place in told), *untold) if told else ()


def _mean_place(table: AnswerTable) -> float | None:
    people = weight = 0
    for part, cell in zip(table.columns, table.cells[0], strict=True):
        if part == ("",):
            continue
        if len(part) > 1 or cell.value is None:
            return None
        people += cell.value
        weight += int(part[0]) * cell.value
    return weight / people if people else None
