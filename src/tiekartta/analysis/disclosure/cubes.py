"""Answers by two background variables at once, safe beside the crossings by one (INV-D3, INV-D7).

Pairs of variables are crossed only around one of them: then what they have in common with each other is
its own crossing alone, which all of them rest on (docs/developing/disclosure.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tiekartta.analysis.disclosure.answers import UNANSWERED, AnswerTable, Part, joined, said
from tiekartta.analysis.disclosure.coarser import MOSTLY
from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed, Policy
from tiekartta.analysis.disclosure.crossings import Axis, Counts, Keys
from tiekartta.analysis.disclosure.linked import Atoms, Figure, protect


@dataclass(frozen=True)
class Told:
    """What is told already of the people of a crossing: figures by the keys they are made of.

    `at` says which of (first variable, second variable, answer) the rows and the columns of `table` are.
    """

    table: AnswerTable
    at: tuple[int, ...]

    def figures(self) -> Iterator[tuple[dict[int, Part], Disclosed]]:
        """Every cell: the part it stands for on each axis, and what is said of it."""
        for row, line in zip(self.table.rows, self.table.cells, strict=True):
            for column, cell in zip(self.table.columns, line, strict=True):
                yield dict(zip(self.at, (*row, column), strict=True)), cell


def disclose_by_two(
    counts: Counts,
    *,
    margins: Sequence[AnswerTable],
    told: Sequence[Told],
    policy: Policy | None = None,
    is_ordered: bool = False,
) -> AnswerTable | None:
    """Answers by two background variables at once.

    `margins` are everybody by the first variable, by the second, and by answer; `told` are the
    crossings of any two of them. Answers are put together while more than half would be hidden. None
    when the crossing would tell too much of what is told already, or nothing.
    """
    policy = policy or Policy()
    axes = [Axis.of(margin) for margin in margins]
    if not all(axis.parts for axis in axes):
        return None
    cube = _Cube(counts, axes)
    known = [(cube.atoms({a: part}), n) for a, part, n in cube.margins()]
    watched = [*cube.small(policy.k_full)]
    for place, cell in cube.inner(told):
        if cell.value is None:
            watched.append(Figure(cube.key(place), cube.atoms(place)))
        else:
            known.append((cube.atoms(place), cell.value))
    best: tuple[float, tuple[Part, ...], frozenset[Keys]] | None = None
    while True:
        asked = [Figure(key, cube.atoms(place), cube.n(place)) for key, place in cube.cells()]
        kept = protect(
            cube.size, told=known, watched=watched, asked=asked, policy=policy, true=cube.true
        )
        if kept is None:
            return None
        share = 1 - len(kept) / len(asked)
        if kept and (best is None or share < best[0]):
            best = (share, cube.columns, kept)
        if share <= MOSTLY or not cube.join_columns(is_ordered=is_ordered):
            break
    if best is None:
        return None
    _share, cube.columns, kept = best
    return cube.as_table(kept, [each for each in told if 2 not in each.at])


class _Cube:
    """First variable × second variable × answer; what is hidden of a margin as one."""

    def __init__(self, counts: Counts, axes: Sequence[Axis]) -> None:
        self._counts, self._axes = counts, axes
        self._parts = [[*axis.parts, *([axis.rest] if axis.rest else [])] for axis in axes]
        self._widths = [len(parts) for parts in self._parts]
        self.size = self._widths[0] * self._widths[1] * self._widths[2]
        self.columns = axes[2].parts

    def atoms(self, place: Mapping[int, Part]) -> Atoms:
        """The cells that a part on each axis named in `place` is made of."""
        chosen = [
            [
                n
                for n, part in enumerate(parts)
                if axis not in place or set(part) <= set(place[axis])
            ]
            for axis, parts in enumerate(self._parts)
        ]
        return tuple(
            (i * self._widths[1] + j) * self._widths[2] + k
            for i in chosen[0]
            for j in chosen[1]
            for k in chosen[2]
        )

    def n(self, place: Mapping[int, Part]) -> int:
        """The people there."""
        return sum(
            n
            for row, line in self._counts.items()
            for key, n in line.items()
            if all((*row, key)[axis] in part for axis, part in place.items())
        )

    @property
    def true(self) -> list[int]:
        """The people of every atom."""
        return [
            self.n({0: one, 1: other, 2: column})
            for one in self._parts[0]
            for other in self._parts[1]
            for column in self._parts[2]
        ]

    def key(self, place: Mapping[int, Part]) -> Keys:
        """A name: the first key of every part."""
        return tuple(place[axis][0] if axis in place else "*" for axis in range(3))

    def margins(self) -> Iterator[tuple[int, Part, int]]:
        """Every part of every axis with its people."""
        for axis, parts in enumerate(self._parts):
            for part in parts:
                yield axis, part, self.n({axis: part})

    def small(self, k_full: int) -> Iterator[Figure]:
        """Every cell, and sum of cells over one axis, of fewer people than that, as fine as margins are."""
        for dropped in (None, 0, 1, 2):
            axes = [axis for axis in range(3) if axis != dropped]
            for parts in product(*(self._parts[axis] for axis in axes)):
                place = dict(zip(axes, parts, strict=True))
                if self.n(place) < k_full:
                    yield Figure(self.key(place), self.atoms(place))

    def inner(self, told: Sequence[Told]) -> Iterator[tuple[dict[int, Part], Disclosed]]:
        """What is told of two axes at once, but for what is hidden of everybody."""
        for each in told:
            for place, cell in each.figures():
                if not any(part in self._axes[axis].hidden for axis, part in place.items()):
                    yield place, cell

    def cells(self) -> Iterator[tuple[Keys, dict[int, Part]]]:
        """Every cell of what is shown in the margins."""
        for one in self._axes[0].parts:
            for other in self._axes[1].parts:
                for column in self.columns:
                    place = {0: one, 1: other, 2: column}
                    yield self.key(place), place

    def join_columns(self, *, is_ordered: bool) -> bool:
        """Two answers put together; False where only two are left. Who passed over stays alone."""
        answers = tuple(part for part in self.columns if part != (UNANSWERED,))
        if len(answers) <= 2:
            return False
        sizes = {key: self.n({2: (key,)}) for part in answers for key in part}
        rest = tuple(part for part in self.columns if part == (UNANSWERED,))
        self.columns = (*joined(answers, sizes, is_ordered=is_ordered), *rest)
        return True

    def as_table(self, kept: frozenset[Keys], pairs: Sequence[Told]) -> AnswerTable:
        """Rows are the pairs of the two variables; their totals where they are told already."""
        columns = (*self.columns, *self._axes[2].hidden)
        rows = [
            (one, other)
            for one in (*self._axes[0].parts, *self._axes[0].hidden)
            for other in (*self._axes[1].parts, *self._axes[1].hidden)
        ]
        totals = {(place[0], place[1]): cell for told in pairs for place, cell in told.figures()}

        def cell(place: dict[int, Part]) -> Disclosed:
            is_in = place[2] in self.columns and all(
                place[axis] in self._axes[axis].parts for axis in (0, 1)
            )
            return said(self.n(place)) if is_in and self.key(place) in kept else HIDDEN

        return AnswerTable(
            columns,
            tuple(rows),
            tuple(
                tuple(cell({0: one, 1: other, 2: column}) for column in columns)
                for one, other in rows
            ),
            tuple(totals.get(row, HIDDEN) for row in rows),
        )
