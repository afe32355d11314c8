"""Answers placed by the vectors of their words.

The place of an answer is the mean of the vectors of its base forms and compound parts. Words common
in the language weigh less (smooth inverse frequency; Arora and others 2017), and so do words common
among these answers: what everybody says tells nobody apart. From it is taken the mean of its
language: words of one language lie together whatever they mean, and without that the language would
be the strongest theme of all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.themes.preparing import Prepared
from tiekartta.analysis.themes.vectors.reading import Table, read_tables, unit

_COMMON = 1e-3  # share of use at which a word weighs half (Arora and others 2017)
_LEAST = 0.01  # rarity of a word that every answer has
_FAR, _UNKNOWN = 0.05, 0.3  # nearness of a term far off, and of one without a vector
_ALL = ""  # the centre of all answers, for a language that has none


@dataclass(frozen=True, slots=True)
class Learned:
    """What answers taught: ``centres``, their mean by language code; ``counts``, in how many of
    the ``answers`` each base form is."""

    centres: Mapping[str, NDArray[np.float32]]
    counts: Mapping[str, int]
    answers: int

    def centre(self, language: str) -> NDArray[np.float32]:
        """What to take from answers in ``language``."""
        return self.centres.get(language, self.centres[_ALL])

    def rarity(self, word: str) -> float:
        """Smooth inverse document frequency."""
        return math.log((self.answers + 1) / (self.counts.get(word, 0) + 1)) + _LEAST


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of words (`read`) or of whole answers (`of`)."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    """Row of ``array`` by answer id."""
    array: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    origin: str = ""
    """Digest of what they were made from, for the provenance of a run."""

    @classmethod
    def read(cls, path: str | Path) -> Vectors:
        """Vectors of the file at ``path`` (form: :mod:`.reading`).

        Raises ValueError saying what is wrong with the file, OSError when it cannot be opened.
        """
        return cls(tables=read_tables(path), origin=sha256(Path(path).read_bytes()).hexdigest())

    @classmethod
    def of(cls, array: NDArray[np.floating], ids: Sequence[str]) -> Vectors:
        """Vectors of whole answers from anywhere: row n of ``array`` (n, d) for answer ids[n].

        Answers that are not in ``ids`` are placed by their words alone. Raises ValueError for
        another shape, numbers that are not finite, and an id that is there twice.
        """
        found = np.array(array, dtype=np.float32)
        if found.ndim != 2 or len(found) != len(ids):
            raise ValueError(f"{len(ids)} ids need an array of as many rows, not {found.shape}")
        if not np.isfinite(found).all():
            raise ValueError("the array holds numbers that are not finite")
        rows = {answer: row for row, answer in enumerate(ids)}
        if len(rows) != len(ids):
            raise ValueError("an id is there twice")
        origin = sha256(found.tobytes() + "\0".join(ids).encode("utf-8", "replace")).hexdigest()
        return cls(answers=rows, array=unit(found), origin=origin)

    @property
    def dimensions(self) -> int:
        """d: the length of a vector."""
        table = next(iter(self.tables.values()), None)
        return int(self.array.shape[1] if table is None else table.vectors.shape[1])

    def learned(self, prepared: Sequence[Prepared]) -> Learned:
        """What the answers ``prepared`` teach of their languages and words."""
        counts = Counter(term for answer in prepared for term in dict.fromkeys(answer.terms))
        bare = Learned({}, counts, len(prepared))
        rows = self._means(prepared, bare)
        spoken = np.array([answer.read_as for answer in prepared], dtype=object)
        placed = np.linalg.norm(rows, axis=1) > 0
        found = {_ALL: rows[placed].mean(axis=0) if placed.any() else np.zeros(rows.shape[1])}
        for code in sorted(set(spoken[placed].tolist())):
            found[code] = rows[placed & (spoken == code)].mean(axis=0)
        return replace(bare, centres={c: mean.astype(np.float32) for c, mean in found.items()})

    def place(
        self, prepared: Sequence[Prepared], learned: Learned | None = None
    ) -> NDArray[np.float32]:
        """(n, d) rows of length 1, centred per language; zeros where no word is known.

        ``learned`` is what the answers themselves teach unless given.
        """
        taught = self.learned(prepared) if learned is None else learned
        rows = self._means(prepared, taught)
        placed = np.linalg.norm(rows, axis=1) > 0
        for row in np.flatnonzero(placed).tolist():
            rows[row] -= taught.centre(prepared[row].read_as)
        # two answers alone in their language would be made opposites by rounding
        return unit(np.round(rows, 6))

    def nearness(
        self, members: Sequence[Prepared], learned: Learned
    ) -> Callable[[Sequence[str], str], float]:
        """A function that tells how near a term, in a language, is to the middle of ``members``.

        It is the cosine, 0.05–1; `_UNKNOWN` for a term without a vector.
        """
        middle = unit(self.place(members, learned).mean(axis=0, keepdims=True))[0]

        def near(words: Sequence[str], language: str) -> float:
            table = self.tables.get(language)
            if table is None or not any(word in table.rows for word in words):
                return _UNKNOWN
            row = unit(_mean(words, table, learned)[None, :]) - learned.centre(language)
            return max(float(round(float(unit(row)[0] @ middle), 4)), _FAR)

        return near

    def _means(self, prepared: Sequence[Prepared], learned: Learned) -> NDArray[np.float32]:
        """(n, d) places before centring, of length 1."""
        rows = np.zeros((len(prepared), self.dimensions), dtype=np.float32)
        for place, answer in enumerate(prepared):
            row = self.answers.get(answer.id)
            if row is not None:
                rows[place] = self.array[row]
            elif answer.read_as in self.tables:
                rows[place] = _mean(answer.terms, self.tables[answer.read_as], learned)
        return unit(rows)


def _mean(terms: Sequence[str], table: Table, learned: Learned) -> NDArray[np.float32]:
    known = [(row, term) for term in terms if (row := table.rows.get(term)) is not None]
    if not known:
        return np.zeros(table.vectors.shape[1], dtype=np.float32)
    rows = [row for row, _ in known]
    weights = _COMMON / (_COMMON + table.shares[rows])
    weights *= np.array([learned.rarity(term) for _, term in known])
    return np.asarray(weights @ table.vectors[rows] / len(rows), dtype=np.float32)
