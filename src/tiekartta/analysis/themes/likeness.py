"""How alike answers are: base forms, characters, concepts and vectors, and the graph of neighbours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from tiekartta.analysis.languages.detection import LANGUAGES
from tiekartta.analysis.themes.clustering import modularity_of
from tiekartta.analysis.themes.letters import letters
from tiekartta.analysis.themes.meaning import Meaning
from tiekartta.analysis.themes.naming import Nearness
from tiekartta.analysis.themes.nearest import Progress, neighbours
from tiekartta.analysis.themes.places import NEIGHBOURS, Places, bridged, mutual
from tiekartta.analysis.themes.preparing import Prepared
from tiekartta.analysis.themes.vectors import Vectors
from tiekartta.analysis.themes.vectors.placing import Learned

__all__ = ["NEIGHBOURS", "Places", "Progress", "Space", "mutual", "neighbours"]

_SAMPLE = 600  # answers by which it is judged how well words alone group them
_VECTORS, _VECTORS_MIXED = 0.5, 1.0
"""Weight of vectors where one language is spoken, and where several are: there they are a bridge."""
_MIXED = 0.05  # share of answers in other languages than the commonest from which it is several


@dataclass(slots=True)
class Space:
    """What answers are compared by, fitted to them: a row product is the sum of the cosines."""

    meaning: Meaning
    vectors: Vectors | None = None
    learned: Learned | None = None
    weight: float = 0.0

    @classmethod
    def fitted(
        cls, answers: Sequence[Prepared], vectors: Vectors | None = None
    ) -> tuple[Space, Places]:
        """The space of ``answers`` and their places in it."""
        written = list(_written(answers))
        space = cls(Meaning.fitted(answers))
        if space.meaning.share:
            space.meaning = space.meaning.beside(_clarity(written, answers))
        if vectors is not None and vectors.dimensions:
            space.vectors, space.learned = vectors, vectors.learned(answers)
            space.weight = _weight(answers)
        return space, space._placed(answers, written)

    def graph(
        self, rows: Places, progress: Progress | None = None
    ) -> tuple[sparse.csr_matrix, Places]:
        """(graph of neighbours, places it was made of) of the answers at ``rows``."""
        directed, rows = bridged(neighbours(rows, rows, same=True, progress=progress), rows)
        graph = mutual(directed)
        if not self.meaning.share:
            return graph, rows
        width = self.meaning.width
        fields = self.meaning.smoothed(rows.dense[:, :width], graph)
        moved = Places(
            rows.features,
            np.hstack([fields, rows.dense[:, width:]]),
            rows.spoken,
            np.ones_like(rows.bridges),
        )
        directed, moved = bridged(neighbours(moved, moved, same=True, progress=progress), moved)
        return mutual(directed), moved

    def nearness(self, members: Sequence[Prepared]) -> Nearness | None:
        """How near terms are to the middle of ``members``; None without vectors."""
        if self.vectors is None or self.learned is None or not members:
            return None
        return self.vectors.nearness(members, self.learned)

    def _placed(self, answers: Sequence[Prepared], written: Sequence[sparse.csr_matrix]) -> Places:
        concepts, fields = self.meaning.place(answers)
        blocks = [*written, concepts]
        dense = [fields]
        if self.vectors is not None:
            rows = self.vectors.place(answers, self.learned)
            dense.append(rows * np.float32(math.sqrt(self.weight)))
        return Places(
            sparse.csr_matrix(sparse.hstack(blocks, format="csr"), dtype=np.float32),
            np.hstack(dense).astype(np.float32),
            _spoken(answers),
            np.ones((len(LANGUAGES), len(LANGUAGES)), dtype=np.float32),
        )


def _written(answers: Sequence[Prepared]) -> Iterator[sparse.csr_matrix]:
    """Base forms and runs of letters; neither where no word is in any answer, or none is shared."""
    words = TfidfVectorizer(
        analyzer=lambda answer: answer.terms, sublinear_tf=True, dtype=np.float32
    )
    with suppress(ValueError):
        yield sparse.csr_matrix(words.fit_transform(answers))
    with suppress(ValueError):
        yield letters([answer.characters for answer in answers], 2 if len(answers) >= 50 else 1)


def _clarity(written: Sequence[sparse.csr_matrix], answers: Sequence[Prepared]) -> float:
    """How well words and characters alone group the answers (modularity, −0.5–1)."""
    if not written:
        return 0.0
    step = max(1, len(answers) // _SAMPLE)
    rows = sparse.csr_matrix(sparse.hstack(written, format="csr")[::step][:_SAMPLE])
    nothing = np.zeros((rows.shape[0], 0), dtype=np.float32)
    together = np.zeros(rows.shape[0], dtype=np.int64)
    places = Places(rows, nothing, together, np.ones((1, 1), dtype=np.float32))
    return modularity_of(mutual(neighbours(places, places, same=True)))


def _spoken(answers: Sequence[Prepared]) -> NDArray[np.int64]:
    number = {code: place for place, code in enumerate(LANGUAGES)}
    return np.array([number[answer.read_as] for answer in answers], dtype=np.int64)


def _weight(answers: Sequence[Prepared]) -> float:
    spoken = Counter(answer.read_as for answer in answers)
    others = len(answers) - max(spoken.values(), default=0)
    return _VECTORS_MIXED if others >= _MIXED * max(len(answers), 1) else _VECTORS
