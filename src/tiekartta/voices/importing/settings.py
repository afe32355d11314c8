"""What the person who imports says about the columns, and a first guess at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.importing.cells import allows_quoting
from tiekartta.voices.importing.group_words import group_of
from tiekartta.voices.importing.table import SourceTable
from tiekartta.voices.spreadsheets import Guess
from tiekartta.voices.states import OPEN_ANSWERS, ColumnUse, VoiceKind

SKIP = "skip"
"""Instead of a group: rows with this value are left out."""
MOST_GROUP_VALUES = 30
_QUOTE_WORDS = ("lainata", "siteera", "lainau", "citera", "quote", "quoting", "verbatim")
_GOOD_PRACTICE = ("hyvä käytän", "hyviä käytän", "toimii hyvin", "god praxis", "goda praxis", "fungerar bra", "good practice", "works well", "working well")  # fmt: skip
_PRAISE = ("kiitos", "kiitä", "kehu", "tack", "beröm", "praise", "thank")


@dataclass(frozen=True)
class ImportSettings:
    """Columns by index (from 0). `groups` maps a value as `group_values` gives it to a group or SKIP.

    Either `group_column` with `groups`, or `fixed_group`. `collected_on` is the day of answers whose
    own day is not told.
    """

    name: str = ""
    open_columns: Mapping[int, VoiceKind] = field(default_factory=dict)
    group_column: int | None = None
    fixed_group: RespondentGroup | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    receipt_column: int | None = None
    quote_column: int | None = None
    date_column: int | None = None
    collected_on: date | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data for the draft."""
        return {
            "name": self.name,
            "open_columns": {str(at): kind.value for at, kind in self.open_columns.items()},
            "group_column": self.group_column,
            "fixed_group": self.fixed_group.value if self.fixed_group else None,
            "groups": dict(self.groups),
            "receipt_column": self.receipt_column,
            "quote_column": self.quote_column,
            "date_column": self.date_column,
            "collected_on": self.collected_on.isoformat() if self.collected_on else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ImportSettings:
        """What `as_data` gave."""
        fixed, day = data.get("fixed_group"), data.get("collected_on")
        return cls(
            name=data.get("name", ""),
            open_columns={
                int(at): VoiceKind(kind) for at, kind in data.get("open_columns", {}).items()
            },
            group_column=data.get("group_column"),
            fixed_group=RespondentGroup(fixed) if fixed else None,
            groups=data.get("groups", {}),
            receipt_column=data.get("receipt_column"),
            quote_column=data.get("quote_column"),
            date_column=data.get("date_column"),
            collected_on=date.fromisoformat(day) if day else None,
        )

    def use_of(self, column: int) -> ColumnUse:
        """What one column is used for."""
        if column in self.open_columns:
            return ColumnUse(self.open_columns[column].value)
        single = {
            self.group_column: ColumnUse.GROUP, self.receipt_column: ColumnUse.RECEIPT,
            self.quote_column: ColumnUse.QUOTE, self.date_column: ColumnUse.DAY,
        }  # fmt: skip
        return single.get(column, ColumnUse.UNUSED)


def kind_of_use(use: str) -> VoiceKind | None:
    """The kind of voice that an open column gives."""
    return VoiceKind(use) if use in OPEN_ANSWERS else None


def plain_value(cell: str) -> str:
    """A group cell as it is compared: one space between words, no case."""
    return " ".join(cell.split()).casefold()


def group_values(
    table: SourceTable, column: int, *, most: int = MOST_GROUP_VALUES
) -> list[tuple[str, str]]:
    """(compared, as written) of the different values of a column, commonest first; at most `most` + 1.

    The empty value is among them when a row has no value.
    """
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for row in table.rows:
        plain = plain_value(row[column])
        counts[plain] += 1
        written.setdefault(plain, row[column])
        if len(counts) > most:
            break
    return [(plain, written[plain]) for plain, _number in counts.most_common()]


def guess_settings(table: SourceTable, guess: Guess, *, file_name: str) -> ImportSettings:
    """The settings that fit the guessed columns; people correct them."""
    quote = _quote_column(table, guess)
    groups: dict[str, str] = {}
    if guess.group is not None:
        for plain, value in group_values(table, guess.group):
            found = group_of(value)
            groups[plain] = found.value if found else ""
    return ImportSettings(
        name=PurePath(file_name).stem[:200],
        open_columns={at: _kind(table.header[at]) for at in guess.open_answers if at != quote},
        group_column=guess.group,
        groups=groups,
        receipt_column=guess.receipt,
        quote_column=quote,
        date_column=guess.answered,
    )


def _kind(question: str) -> VoiceKind:
    plain = question.casefold()
    if any(words in plain for words in _GOOD_PRACTICE):
        return VoiceKind.GOOD_PRACTICE
    return VoiceKind.PRAISE if any(words in plain for words in _PRAISE) else VoiceKind.NEED


def _quote_column(table: SourceTable, guess: Guess) -> int | None:
    """A column of few values that asks for permission to quote and gets some yes."""
    taken = {guess.group, guess.receipt, *guess.personal, *guess.metadata}
    for column, name in enumerate(table.header):
        if column in taken or not any(word in name.casefold() for word in _QUOTE_WORDS):
            continue
        values = {row[column] for row in table.rows if row[column]}
        if len(values) <= 6 and any(allows_quoting(value) for value in values):
            return column
    return None
