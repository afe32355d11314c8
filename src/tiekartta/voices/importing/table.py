"""The table as it is kept between upload and import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiekartta.voices.spreadsheets import Table, question_text


@dataclass(frozen=True)
class SourceTable:
    """Header and rows of equal width; `numbers` are the rows' numbers in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    unnamed: tuple[int, ...] = ()

    @classmethod
    def of(cls, table: Table) -> SourceTable:
        """What is kept of a table that was read."""
        return cls(table.header, table.rows, table.numbers, table.unnamed)

    def name(self, column: int) -> str:
        """A column's name for people; an unnamed one is told by its place."""
        if column in self.unnamed:
            return _("Column %(number)s") % {"number": column + 1}
        return self.header[column]

    def question(self, column: int) -> str:
        """The question of an open column, without its code; empty when the column has no name."""
        return "" if column in self.unnamed else question_text(self.header[column])[:300]

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(number in the file, cells) of every row."""
        return zip(self.numbers, self.rows, strict=True)
