"""A variant as it is shown: its questions in order, of everybody or of a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.voices.results.filtering import Chosen
from tiekartta.voices.results.tables import QuestionTable
from tiekartta.voices.results.tallying import told_questions
from tiekartta.voices.results.telling import ShownQuestion, labels_of_row, show_question
from tiekartta.voices.results.words import Words, background_words, item_words, share_words, words
from tiekartta.voices.states import BlockKind
from tiekartta.voices.surveys import QuestionForm, SurveyForm

Tables = Mapping[tuple[str, str], tuple[QuestionTable, date]]
"""(key of the question, background variables joined by a comma) → what is told, and since when."""


def show_questions(
    form: SurveyForm, tables: Tables, *, told_on: date | None, chosen: Chosen = ()
) -> Iterator[ShownQuestion]:
    """Every question of which results are told; background variables that make the group are left out."""
    by = ",".join(variable.key for variable, _key in chosen)
    background = {question.key for question in form.questions(BlockKind.BACKGROUND)}
    for number, question in enumerate(told_questions(form), start=1):
        if question.key in by.split(","):
            continue
        table, since = tables.get((question.key, by), (None, None))
        yield show_question(
            question, table, number=number, chosen=chosen, is_background=question.key in background,
            told_on=since if since != told_on else None,
        )  # fmt: skip


@dataclass(frozen=True)
class ShownCell:
    """A figure of a crossing under the answer that it counts."""

    column: Words
    people: Disclosed
    share: str


@dataclass(frozen=True)
class ShownGroup:
    """A row of a crossing: who they are, the figures in order, and how many they are."""

    labels: tuple[Words, ...]
    rows: tuple[ShownCell, ...]
    total: Disclosed

    @property
    def is_silent(self) -> bool:
        """Whether none of its answers is shown."""
        return not any(cell.people.is_shown for cell in self.rows)


@dataclass(frozen=True)
class ShownCrossing:
    """One item of a question by background variables. `heads` name the variables, `columns` the answers."""

    label: Words
    heads: tuple[Words, ...]
    columns: tuple[Words, ...]
    groups: tuple[ShownGroup, ...]

    @property
    def told(self) -> tuple[ShownGroup, ...]:
        """The groups of which something is shown."""
        return tuple(group for group in self.groups if not group.is_silent)

    @property
    def untold(self) -> str:
        """The names of the others."""
        silent = [group for group in self.groups if group.is_silent]
        return "; ".join(", ".join(label.text for label in group.labels) for group in silent)

    @property
    def stacks(self) -> list[tuple[str, list[tuple[str, Disclosed]], Disclosed]]:
        """Rows of a chart, as far as the size of a group is told."""
        return [
            (
                ", ".join(label.text for label in group.labels),
                [(cell.column.text, cell.people) for cell in group.rows],
                group.total,
            )
            for group in self.told
            if group.total.is_shown
        ]


def show_crossing(
    question: QuestionForm, table: QuestionTable | None, variables: tuple[QuestionForm, ...]
) -> tuple[ShownCrossing, ...]:
    """A question by one or two background variables, every item with a table of its own."""
    if table is None:
        return ()
    heads = tuple(words(variable.text) for variable in variables)
    found = []
    for key, each in table.items.items():
        order = labels_of_row(question, each)
        groups = []
        for row, line, total in zip(each.rows, each.cells, each.totals, strict=True):
            labels = tuple(
                background_words(variable, part)
                for variable, part in zip(variables, row, strict=True)
            )
            cells = tuple(
                ShownCell(label, line[at], share_words(line[at], total)) for at, label in order
            )
            groups.append(ShownGroup(labels, cells, total))
        columns = tuple(label for _at, label in order)
        label = item_words(question, key) if key else Words("")
        found.append(ShownCrossing(label, heads, columns, tuple(groups)))
    return tuple(found)
