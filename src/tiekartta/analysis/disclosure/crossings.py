"""Answers by one or two background variables, safe beside what is told of everybody (INV-D3, INV-D7).

What is hidden of everybody stays hidden in every row: then nothing that a crossing tells says more of
it, and crossings of one question with different variables say nothing more of each other. Two
variables at once are in `cubes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tiekartta.analysis.disclosure.answers import UNANSWERED, AnswerTable, Part, joined, said
from tiekartta.analysis.disclosure.coarser import MOSTLY
from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed, Policy
from tiekartta.analysis.disclosure.linked import Atoms, Figure, protect

Keys = tuple[str, ...]
Counts = Mapping[Keys, Mapping[str, int]]
"""Row (a key of each background variable) → answer → people."""


def disclose_by(
    counts: Counts,
    *,
    everybody: AnswerTable,
    background: AnswerTable,
    policy: Policy | None = None,
    is_ordered: bool = False,
    rows_are_ordered: bool = False,
) -> AnswerTable | None:
    """Answers by one background variable; `everybody` and `background` are told already.

    Rows or answers are put together while more than half would be hidden. None when nothing is told.
    """
    policy = policy or Policy()
    columns, rows = Axis.of(everybody), Axis.of(background)
    if not columns.parts or not rows.parts:
        return None
    table = _Crossing(counts, columns, rows, policy)
    best = None
    while True:
        shown = table.shown()
        share = 1 - len(shown) / (len(table.rows) * len(table.columns))
        if shown and (best is None or share < best[0]):
            best = (share, table, shown)
        if shown and share <= MOSTLY:
            break
        coarser = [
            each
            for each in (
                table.with_fewer_columns(is_ordered=is_ordered),
                table.with_fewer_rows(is_ordered=rows_are_ordered),
            )
            if each is not None
        ]
        if not coarser:
            break
        table = min(coarser, key=lambda each: each.small)
    if best is None:
        return None
    _share, table, shown = best
    return table.as_table(shown, background)


@dataclass(frozen=True)
class Axis:
    """The parts of a told table that are shown, and the keys of those that are not, as one."""

    parts: tuple[Part, ...]
    hidden: tuple[Part, ...]

    @classmethod
    def of(cls, table: AnswerTable) -> Axis:
        pairs = list(zip(table.columns, table.cells[0], strict=True))
        return cls(
            tuple(part for part, cell in pairs if cell.is_shown),
            tuple(part for part, cell in pairs if not cell.is_shown),
        )

    @property
    def rest(self) -> Part:
        """Every key of the hidden parts: their sum is known to whoever subtracts."""
        return tuple(key for part in self.hidden for key in part)


class _Crossing:
    """One table with both margins known. Atoms are its cells, what is hidden of a margin as one."""

    def __init__(self, counts: Counts, columns: Axis, rows: Axis, policy: Policy) -> None:
        self._counts, self._policy = counts, policy
        self._column_axis, self._row_axis = columns, rows
        self.columns, self.rows = columns.parts, rows.parts

    def n(self, row: Part, column: Part) -> int:
        """The people of a cell."""
        return sum(self._counts.get((r,), {}).get(c, 0) for r in row for c in column)

    @property
    def small(self) -> float:
        """Share of cells under the threshold."""
        cells = [self.n(row, column) for row in self.rows for column in self.columns]
        return sum(n < self._policy.k_full for n in cells) / len(cells)

    def shown(self) -> frozenset[Keys]:
        """(row, column) of the cells that may be told, each part named by its first key."""
        if self.small == 1:
            return frozenset()
        rows = [*self.rows, self._row_axis.rest]
        columns = [*self.columns, self._column_axis.rest]
        width = len(columns)
        asked, watched = [], []
        for r, row in enumerate(rows):
            for c, column in enumerate(columns):
                n = self.n(row, column)
                figure = Figure((str(r), str(c)), (r * width + c,), n)
                if r < len(self.rows) and c < len(self.columns):
                    asked.append(figure)
                elif row and column and n < self._policy.k_full:
                    watched.append(figure)
        told: list[tuple[Atoms, int]] = []
        for r, row in enumerate(rows):
            atoms = tuple(r * width + c for c in range(width))
            told.append((atoms, sum(self.n(row, column) for column in columns)))
        for c, column in enumerate(columns):
            atoms = tuple(r * width + c for r in range(len(rows)))
            told.append((atoms, sum(self.n(row, column) for row in rows)))
        size = width * len(rows)
        true = [self.n(row, column) for row in rows for column in columns]
        kept = protect(
            size, told=told, watched=watched, asked=asked, policy=self._policy, true=true
        )
        if kept is None:
            return frozenset()
        return frozenset((self.rows[int(r)][0], self.columns[int(c)][0]) for r, c in kept)

    def with_fewer_columns(self, *, is_ordered: bool) -> _Crossing | None:
        """Two answers put together; who passed over stays alone."""
        answers = tuple(part for part in self.columns if part != (UNANSWERED,))
        if len(answers) <= 2:
            return None
        sizes = {
            key: sum(line.get(key, 0) for line in self._counts.values())
            for part in answers
            for key in part
        }
        found = self._copy()
        rest = tuple(part for part in self.columns if part == (UNANSWERED,))
        found.columns = (*joined(answers, sizes, is_ordered=is_ordered), *rest)
        return found

    def with_fewer_rows(self, *, is_ordered: bool) -> _Crossing | None:
        """Two groups put together; who did not tell stays alone."""
        groups = tuple(part for part in self.rows if part != (UNANSWERED,))
        if len(groups) <= 2:
            return None
        sizes = {key: sum(self._counts.get((key,), {}).values()) for part in groups for key in part}
        found = self._copy()
        rest = tuple(part for part in self.rows if part == (UNANSWERED,))
        found.rows = (*joined(groups, sizes, is_ordered=is_ordered), *rest)
        return found

    def _copy(self) -> _Crossing:
        found = _Crossing(self._counts, self._column_axis, self._row_axis, self._policy)
        found.columns, found.rows = self.columns, self.rows
        return found

    def as_table(self, shown: frozenset[Keys], background: AnswerTable) -> AnswerTable:
        """With the hidden rows and columns of the margins, as marks."""
        columns = (*self.columns, *self._column_axis.hidden)
        rows = (*self.rows, *self._row_axis.hidden)
        known = dict(zip(background.columns, background.cells[0], strict=True))

        def cell(row: Part, column: Part) -> Disclosed:
            is_told = row in self.rows and column in self.columns and (row[0], column[0]) in shown
            return said(self.n(row, column)) if is_told else HIDDEN

        def total(row: Part) -> Disclosed:
            if row not in self.rows:
                return HIDDEN
            inner = [known[part] for part in background.columns if part[0] in row]
            return said(sum(each.value or 0 for each in inner))

        return AnswerTable(
            columns,
            tuple((row,) for row in rows),
            tuple(tuple(cell(row, column) for column in columns) for row in rows),
            tuple(total(row) for row in rows),
        )
