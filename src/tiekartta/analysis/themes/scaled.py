"""What assigned answers add up to: themes of the right size, overlaps, orphans, views by group."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.themes import balance
from tiekartta.analysis.themes.assigning import MOST, REASONS, Assigned, Reasons
from tiekartta.analysis.themes.compact import Assignments
from tiekartta.analysis.themes.describing import OVERLAP
from tiekartta.analysis.themes.shapes import (
    Assignment,
    Condensation,
    Overlap,
)

_DIGITS = 4


@dataclass(slots=True)
class Whole:
    """Columns of `assigning.Assigned` for all answers; ``ids`` once they are in order of id."""

    themes: NDArray[np.int8]
    weights: NDArray[np.uint16]
    languages: NDArray[np.int8]
    between: NDArray[np.int64]
    reasons: Reasons
    places: dict[str, int] = dataclasses.field(default_factory=dict)
    """Place in the vocabulary of ``reasons``, by base form."""
    ids: list[str] = dataclasses.field(default_factory=list)
    pinned: frozenset[int] = frozenset()

    @classmethod
    def empty(cls, answers: int, themes: int) -> Whole:
        """Room for ``answers``, none assigned."""
        return cls(
            np.full((answers, MOST), -1, dtype=np.int8),
            np.zeros((answers, MOST), dtype=np.uint16),
            np.full(answers, -1, dtype=np.int8),
            np.zeros((themes, themes), dtype=np.int64),
            Reasons(
                [],
                np.full((answers, REASONS), -1, dtype=np.int32),
                np.zeros((answers, REASONS), dtype=np.uint8),
            ),
        )

    def fill(self, start: int, block: Assigned) -> None:
        """Put a block's answers at ``start`` and after."""
        rows = slice(start, start + len(block.themes))
        self.themes[rows], self.weights[rows] = block.themes, block.weights
        self.languages[rows] = block.languages
        self.between += block.between
        met = block.reasons
        places = [self.places.setdefault(base, len(self.places)) for base in met.vocabulary]
        # −1 takes the last of them, which stands for no word.
        self.reasons.words[rows] = np.array([*places, -1], dtype=np.int32)[met.words]
        self.reasons.percents[rows] = met.percents

    def order(self, ids: Sequence[str], order: NDArray[np.int64]) -> None:
        """Bring the rows into ``order``, which is the order of ``ids``."""
        self.ids = [ids[row] for row in order.tolist()]
        self.themes, self.weights = self.themes[order], self.weights[order]
        self.languages = self.languages[order]
        vocabulary = sorted(self.places)  # in the order of meeting, blocks would show
        moved = np.full(len(vocabulary) + 1, -1, dtype=np.int32)
        moved[[self.places[base] for base in vocabulary]] = np.arange(len(vocabulary))
        self.reasons = Reasons(
            vocabulary, moved[self.reasons.words[order]], self.reasons.percents[order]
        )

    def settle(self, exact: Mapping[int, Assignment], number: Mapping[str, int]) -> None:
        """Give the answers of the sample the themes that the exact model gave them."""
        for row, assignment in exact.items():
            self.themes[row], self.weights[row] = -1, 0
            for place, (theme, weight) in enumerate(assignment.themes[:MOST]):
                self.themes[row, place] = number[theme]
                self.weights[row, place] = round(weight * 10_000)


def condensed(core: Condensation, whole: Whole, groups: Sequence[str | None]) -> Condensation:
    """``core`` (of the sample) for all answers; ``groups`` by row in order of id.

    Themes are numbered anew, largest first. Provenance is still that of the sample.
    """
    number = {theme.id: n for n, theme in enumerate(core.themes)}
    row_of = {a.answer: a for a in core.assignments}
    exact = {row: row_of[i] for row, i in enumerate(whole.ids) if i in row_of}
    whole.settle(exact, number)
    first = whole.themes[:, 0].astype(np.int64)
    sizes = np.bincount(first[first >= 0], minlength=len(core.themes)).tolist()
    counts = _by_group(first, groups, len(core.themes))
    ranking = sorted(range(len(core.themes)), key=lambda n: (-sizes[n], core.themes[n].label))
    names = [""] * len(core.themes)
    for rank, place in enumerate(ranking, start=1):
        names[place] = f"t{rank}"
    themes = tuple(
        dataclasses.replace(
            core.themes[n],
            id=names[n],
            size=sizes[n],
            cohesion=_cohesion(whole.between, n),
            groups={group: row[n] for group, row in counts.items() if row[n]},
        )
        for n in ranking
    )
    renamed = {theme: names[n] for theme, n in number.items()}
    assignments = Assignments(
        whole.ids,
        names,
        whole.themes,
        whole.weights,
        whole.languages,
        whole.reasons,
        {row: _renamed(assignment, renamed) for row, assignment in exact.items()},
        whole.pinned,
    )
    return dataclasses.replace(
        core,
        themes=themes,
        assignments=assignments,
        overlaps=_overlaps(whole.between, names),
        orphans=tuple(whole.ids[row] for row in np.flatnonzero(first < 0).tolist()),
        news=tuple(theme.id for theme in themes if theme.id in {renamed[n] for n in core.news}),
        groups=balance.views(themes, balance.sizes(groups), len(whole.ids)),
    )


def _renamed(assignment: Assignment, names: Mapping[str, str]) -> Assignment:
    themes = tuple((names[theme], weight) for theme, weight in assignment.themes)
    return dataclasses.replace(assignment, themes=themes)


def _by_group(
    first: NDArray[np.int64], groups: Sequence[str | None], themes: int
) -> dict[str, list[int]]:
    """Answers of each theme by group, for the groups that are told."""
    names = sorted({group for group in groups if group is not None})
    place: dict[str | None, int] = {name: number for number, name in enumerate(names)}
    codes = np.fromiter((place.get(g, -1) for g in groups), np.int64, len(groups))
    told = (codes >= 0) & (first >= 0)
    cells = np.bincount(codes[told] * themes + first[told], minlength=len(names) * themes)
    rows = cells.reshape(len(names), themes) if themes else np.zeros((len(names), 0), np.int64)
    return dict(zip(names, rows.tolist(), strict=True))


def _cohesion(between: NDArray[np.int64], theme: int) -> float:
    total = int(between[theme].sum())
    return round(int(between[theme, theme]) / total, _DIGITS) if total else 0.0


def _overlaps(between: NDArray[np.int64], names: Sequence[str]) -> tuple[Overlap, ...]:
    """As for answers compared pair by pair, with shares in place of tie weights."""
    totals = between.sum(axis=1)
    found = []
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            weaker = int(min(totals[one], totals[other]))
            mean = int(between[one, other] + between[other, one]) / 2
            strength = round(min(mean / weaker, 1.0), _DIGITS) if weaker else 0.0
            if strength >= OVERLAP:
                found.append(Overlap(names[one], names[other], strength))
    return tuple(sorted(found, key=lambda o: (-o.strength, o.first, o.second)))
