"""Every row of a table checked against the settings: all problems, or all answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.importing.cells import allows_quoting, day_of, slash_order
from tiekartta.voices.importing.settings import (
    MOST_GROUP_VALUES,
    SKIP,
    ImportSettings,
    group_values,
    plain_value,
)
from tiekartta.voices.importing.table import SourceTable
from tiekartta.voices.receipts import is_code, normal
from tiekartta.voices.states import VoiceKind

OLDEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """One respondent: group, day, permission, receipt, and what was said to which question."""

    group: RespondentGroup
    said_on: date | None
    quote_ok: bool
    receipt: str
    said: tuple[tuple[str, VoiceKind, str], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops the import. `row` and `column` count from 1; None: the whole table."""

    message: str
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        values = {"row": self.row, "column": self.column, "message": self.message}
        if self.row and self.column:
            return _("Row %(row)s, column %(column)s: %(message)s") % values
        if self.column:
            return _("Column %(column)s: %(message)s") % values
        return self.message


def prepare(
    table: SourceTable, settings: ImportSettings, *, today: date
) -> tuple[list[Answer], list[Problem]]:
    """The answers in the order of the file, and the problems; with problems the answers are no use.

    Texts are trimmed, empty cells say nothing, and a row in which nothing is said gives no answer.
    """
    problems = _whole(table, settings)
    if problems:
        return [], problems
    reader = _RowReader(table, settings, today=today)
    answers = [
        answer for number, cells in table.numbered() if (answer := reader.read(number, cells))
    ]
    if not answers and not reader.problems:
        reader.problems.append(
            Problem(_("The chosen columns hold no answer at all. Choose other columns."))
        )
    return answers, reader.problems


def _whole(table: SourceTable, settings: ImportSettings) -> list[Problem]:
    found = []
    if not settings.name.strip():
        found.append(Problem(_("Give the collection a name.")))
    if not settings.open_columns:
        found.append(Problem(_("Choose at least one column of open answers.")))
    if settings.group_column is None and settings.fixed_group is None:
        found.append(
            Problem(_("Choose the column of the respondent group, or one group for all rows."))
        )
    columns = [
        *settings.open_columns,
        *(
            at
            for at in (
                settings.group_column, settings.receipt_column, settings.quote_column, settings.date_column,
            )
            if at is not None
        ),
    ]  # fmt: skip
    if any(not 0 <= at < len(table.header) for at in columns):
        found.append(Problem(_("The settings name a column that the file does not have.")))
    elif len(set(columns)) != len(columns):
        found.append(Problem(_("A column has two uses. Give each column one use.")))
    elif settings.group_column is not None:
        values = group_values(table, settings.group_column)
        if len(values) > MOST_GROUP_VALUES:
            text = _(
                "the column has more than %(most)s different values, so it cannot tell the group. Choose another column, or one group for all rows."
            )
            found.append(
                Problem(text % {"most": MOST_GROUP_VALUES}, column=settings.group_column + 1)
            )
    return found


class _RowReader:
    """Reads rows one by one and gathers what is wrong in them."""

    def __init__(self, table: SourceTable, settings: ImportSettings, *, today: date) -> None:
        self.settings = settings
        self.questions = {at: table.question(at) for at in settings.open_columns}
        self.latest = today + timedelta(days=1)
        self.problems: list[Problem] = []
        self._seen_codes: dict[str, int] = {}
        column = settings.date_column
        self._slashes = (
            slash_order(row[column] for row in table.rows) if column is not None else "day first"
        )

    def read(self, number: int, cells: tuple[str, ...]) -> Answer | None:
        settings = self.settings
        said = tuple(
            (self.questions[at], kind, text)
            for at, kind in settings.open_columns.items()
            if (text := cells[at].strip())
        )
        if not said:
            return None
        group = self._group(number, cells)
        if group == SKIP:
            return None
        day = self._cell(number, cells, settings.date_column, self._day)
        code = self._cell(number, cells, settings.receipt_column, self._code)
        if not isinstance(group, RespondentGroup):
            return None
        quote = settings.quote_column
        return Answer(
            group=group,
            said_on=day or settings.collected_on,
            quote_ok=quote is not None and allows_quoting(cells[quote]),
            receipt=code or "",
            said=said,
        )

    def _cell(
        self,
        number: int,
        cells: tuple[str, ...],
        column: int | None,
        meaning: Callable[[str, int], Any],
    ) -> Any:
        """What a filled cell means; a Problem becomes one of ours with its place."""
        if column is None or not cells[column]:
            return None
        found = meaning(cells[column], number)
        if isinstance(found, Problem):
            self.problems.append(Problem(found.message, number, column + 1))
            return None
        return found

    def _group(self, number: int, cells: tuple[str, ...]) -> RespondentGroup | str | None:
        settings = self.settings
        if settings.group_column is None:
            return settings.fixed_group
        plain = plain_value(cells[settings.group_column])
        chosen = settings.groups.get(plain, "")
        if chosen == SKIP:
            return SKIP
        if chosen:
            return RespondentGroup(chosen)
        if plain:
            text = _("no group is chosen for “%(value)s”.") % {
                "value": cells[settings.group_column][:80]
            }
        else:
            text = _("the respondent group is missing.")
        self.problems.append(Problem(text, number, settings.group_column + 1))
        return None

    def _day(self, cell: str, number: int) -> date | Problem:  # noqa: ARG002 - every meaning gets the row
        day = day_of(cell, slashes=self._slashes)
        if day is None:
            return Problem(
                _("“%(value)s” is not a day. Write it as 5.3.2026.") % {"value": cell[:40]}
            )
        if not OLDEST <= day <= self.latest:
            return Problem(_("the day %(value)s cannot be right.") % {"value": cell[:40]})
        return day

    def _code(self, cell: str, number: int) -> str | Problem:
        if not is_code(cell):
            return Problem(
                _(
                    "this is no receipt code: a code has at least 12 letters and digits, and is not a mere number."
                )
            )
        plain = normal(cell)
        first = self._seen_codes.setdefault(plain, number)
        if first != number:
            return Problem(
                _("the same receipt code is on row %(row)s. Everybody has a code of their own.")
                % {"row": first}
            )
        return plain
