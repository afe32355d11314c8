"""A million answers coming in and their assignments going out, without a million objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.themes.assigning import Reasons
from tiekartta.analysis.themes.shapes import Answer, Assignment

Source = Iterable[Answer] | Callable[[], Iterable[Answer]]
"""Answers that can be read more than once: a collection, or a function that begins anew."""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """Answers held as columns of equal length: a third of the memory of as many `Answer`."""

    ids: Sequence[str]
    texts: Sequence[str]
    groups: Sequence[str | None] | None = None
    languages: Sequence[str | None] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Answer]:
        nothing = [None] * len(self.ids)
        rows = zip(
            self.ids, self.texts, self.groups or nothing, self.languages or nothing, strict=True
        )
        return (Answer(*row) for row in rows)


def reading(source: Source) -> Iterator[Answer]:
    """The answers of ``source`` from the first one.

    Raises ValueError for a generator or another iterator, which could be read only once.
    """
    answers = source() if callable(source) else source
    if answers is source and iter(answers) is answers:
        raise ValueError(
            "answers are read twice: give a sequence, or a function that returns a new iterator"
        )
    return iter(answers)


class Assignments(Sequence[Assignment]):
    """One assignment per answer in order of id, each made when it is asked for.

    ``themes``, ``weights`` and ``reasons`` are as in `assigning.Assigned`; ``exact`` holds by row
    those of the sample, which also tell their neighbours.
    """

    def __init__(
        self,
        ids: Sequence[str],
        names: Sequence[str],
        themes: NDArray[np.int8],
        weights: NDArray[np.uint16],
        languages: NDArray[np.int8],
        reasons: Reasons,
        exact: Mapping[int, Assignment],
        pinned: frozenset[int] = frozenset(),
    ) -> None:
        self._ids, self._names = ids, names
        self._themes, self._weights, self._languages = themes, weights, languages
        self._reasons = reasons
        self._exact, self._pinned = exact, pinned

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Assignment: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Assignment, ...]: ...
    def __getitem__(self, place: int | slice) -> Assignment | tuple[Assignment, ...]:
        if isinstance(place, slice):
            return tuple(self._made(row) for row in range(*place.indices(len(self))))
        row = range(len(self))[place]
        return self._made(row)

    def __iter__(self) -> Iterator[Assignment]:
        return (self._made(row) for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(other) != len(self):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((len(self), *self._names))

    def _made(self, row: int) -> Assignment:
        known = self._exact.get(row)
        if known is not None:
            return known
        pairs = zip(self._themes[row].tolist(), self._weights[row].tolist(), strict=True)
        themes = tuple(
            (self._names[theme], round(weight / 10_000, _DIGITS))
            for theme, weight in pairs
            if theme >= 0
        )
        code = int(self._languages[row])
        language = LANGUAGES[code] if code >= 0 else None
        words: dict[str, float] = {}
        if themes:
            told = self._reasons.words[row].tolist(), self._reasons.percents[row].tolist()
            for place, percent in zip(*told, strict=True):
                if place >= 0 and percent:
                    words.setdefault(self._reasons.vocabulary[place], percent / 100)
        is_pinned = row in self._pinned
        return Assignment(self._ids[row], language, themes, is_pinned, tuple(words.items()))

    def first(self) -> NDArray[np.int64]:
        """(n,) number of the first theme of each answer, −1 for an orphan."""
        found: NDArray[np.int64] = self._themes[:, 0].astype(np.int64)
        return found

    def digest(self) -> str:
        """Hexadecimal sha256 of everything it holds."""
        total = hashlib.sha256()
        reasons = self._reasons
        columns = [self._themes, self._weights, self._languages, reasons.words, reasons.percents]
        for column in columns:
            total.update(np.ascontiguousarray(column).tobytes())
        for start in range(0, len(self), 10_000):
            total.update("\0".join(self._ids[start : start + 10_000]).encode("utf-8", "replace"))
        total.update("\0".join(reasons.vocabulary).encode("utf-8", "replace"))
        total.update(repr(sorted(self._exact.items())).encode())
        total.update(repr((sorted(self._pinned), list(self._names))).encode())
        return total.hexdigest()
