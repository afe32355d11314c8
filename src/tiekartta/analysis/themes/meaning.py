"""Answers as concepts of the lexicon and as the fields those concepts belong to.

Concepts bridge synonyms and languages; fields (the broadest concepts) bring together answers that
tell of the same thing in words of their own. Services and groups of people say whom an answer is
about and not what it wants, so they are concepts but make no field.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.languages.lexicon import CONTEXT, broader_of, concepts_of
from tiekartta.analysis.themes.preparing import Prepared

CONCEPTS = 0.6
FIELDS = 3.0
_SURE = 12.0  # weight of evidence from which an answer's concepts count in full
_NAMED = 2.0  # a word that names the field itself is surer than one that belongs to it
_SMOOTH, _ROUNDS = 0.6, 5
_FROM, _FULL = 0.34, 0.40
"""Share of meaningful words that mean a concept with a field, from which the lexicon counts, and
counts in full.

Measured: answers on developing social services 0.46; promises and opinions of election candidates
0.28–0.30, questions to ministers 0.28, gambling and an encyclopaedia 0.14–0.18. Outside its own
ground the lexicon stays silent, for there its fields would cut across what the answers are about.
"""
_LOOKED_AT = 2_000  # answers that tell how far they are on the lexicon's own ground
_CLEAR, _UNCLEAR = 0.60, 0.45
"""Modularity of what words alone make of the answers from which the lexicon is silent, and below
which it counts in full: 0.62–0.75 where people speak of set topics, 0.37 where each has a story."""


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """Weight of each concept by how rare it is among the answers it was fitted to.

    ``share`` (0–1) is how far these answers are on the lexicon's own ground.
    """

    rarity: Mapping[str, float]
    columns: Mapping[str, int]
    fields: Mapping[str, int]
    share: float

    @classmethod
    def fitted(cls, answers: Sequence[Prepared]) -> Meaning:
        """Rarity (smooth inverse document frequency) of the concepts of ``answers``.

        Off the lexicon's own ground they are not even looked up.
        """
        share = float(np.clip((_coverage(answers) - _FROM) / (_FULL - _FROM), 0.0, 1.0))
        if not share:
            return cls({}, {}, {}, 0.0)
        counts = Counter(concept for answer in answers for concept in answer.concepts)
        rarity = {
            concept: math.log((len(answers) + 1) / (count + 1)) + 0.1
            for concept, count in sorted(counts.items())
        }
        fields = sorted({field for concept in rarity if (field := field_of(concept))})
        return cls(
            rarity,
            {concept: n for n, concept in enumerate(rarity)},
            {field: n for n, field in enumerate(fields)},
            share,
        )

    def beside(self, clarity: float) -> Meaning:
        """The same, quieter the better words alone tell the answers apart (their modularity)."""
        needed = float(np.clip((_CLEAR - clarity) / (_CLEAR - _UNCLEAR), 0.0, 1.0))
        return dataclasses.replace(self, share=self.share * needed)

    @property
    def width(self) -> int:
        """Number of columns that fields take."""
        return max(len(self.fields), 1)

    def place(self, answers: Sequence[Prepared]) -> tuple[sparse.csr_matrix, NDArray[np.float32]]:
        """(n, concepts) and (n, fields); the row products are at most CONCEPTS and FIELDS.

        Both are zeros off the lexicon's own ground.
        """
        fields = np.zeros((len(answers), self.width), dtype=np.float64)
        if not self.share:
            nothing = np.zeros((len(answers), 1), dtype=np.float32)
            return sparse.csr_matrix(nothing), fields.astype(np.float32)
        width = max(len(self.columns), 1)
        strengths: list[float] = []
        columns: list[int] = []
        ends = [0]
        for row, answer in enumerate(answers):
            for concept, strength in self._strengths(answer).items():
                columns.append(self.columns[concept])
                strengths.append(strength)
            ends.append(len(columns))
            for field, strength in self.fields_of(answer).items():
                fields[row, self.fields[field]] = strength
        trust = np.minimum(1.0, fields.sum(axis=1) / _SURE)
        held = np.array(strengths), np.array(columns, dtype=np.int64), np.array(ends)
        concepts = sparse.csr_matrix(held, shape=(len(answers), width))
        norms = np.sqrt(np.asarray(concepts.multiply(concepts).sum(axis=1))).ravel()
        own = _scaling(norms, trust * math.sqrt(CONCEPTS * self.share))
        return (
            sparse.csr_matrix(sparse.diags(own) @ concepts, dtype=np.float32),
            _scaled(fields, trust * math.sqrt(FIELDS * self.share)),
        )

    def fields_of(self, answer: Prepared) -> dict[str, float]:
        """Strength of each field in ``answer``; empty when it speaks of none."""
        found: dict[str, float] = defaultdict(float)
        for concept, strength in self._strengths(answer).items():
            field = field_of(concept)
            if field is not None:
                found[field] += strength * (_NAMED if field == concept else 1.0)
        return dict(found)

    def _strengths(self, answer: Prepared) -> dict[str, float]:
        return {
            concept: math.sqrt(weight) * self.rarity[concept]
            for concept, weight in answer.concepts.items()
            if concept in self.rarity
        }

    def smoothed(self, own: NDArray[np.float32], graph: sparse.csr_matrix) -> NDArray[np.float32]:
        """Fields of each answer (n, fields) mixed with those of its neighbours in ``graph``.

        An answer of few words so borrows what is known from answers like it (second-order
        likeness; Zhou and others 2004, Learning with local and global consistency).
        """
        start = own.astype(np.float64)
        reach = np.asarray(graph.sum(axis=1)).ravel()
        walk = (
            sparse.diags(np.divide(1.0, reach, out=np.zeros_like(reach), where=reach > 0)) @ graph
        )
        mixed = start
        for _ in range(_ROUNDS):
            mixed = (1 - _SMOOTH) * start + _SMOOTH * np.asarray(walk @ mixed)
        lengths = np.sqrt((start**2).sum(axis=1))
        borrowed = np.maximum(lengths, np.sqrt((mixed**2).sum(axis=1)))
        return _scaled(np.round(mixed, 6), borrowed)


def field_of(concept: str) -> str | None:
    """The broadest concept above (or itself); None for services and groups of people."""
    broadest = (concept, *broader_of(concept))[-1]
    return None if broadest == CONTEXT else broadest


def _coverage(answers: Sequence[Prepared]) -> float:
    """Mean share of the meaningful words of an answer that mean a concept with a field.

    Of very many answers every so manieth is looked at.
    """
    shares = []
    for answer in answers[:: max(1, len(answers) // _LOOKED_AT)]:
        known = [surface for surface, base in answer.words if base is not None]
        if known:
            met = sum(_has_field(surface, answer.read_as) for surface in known)
            shares.append(met / len(known))
    return float(np.mean(shares)) if shares else 0.0


@lru_cache(maxsize=50_000)
def _has_field(surface: str, language: str) -> bool:
    word = surface.lower().rstrip("-")
    return any(field_of(concept) is not None for concept in concepts_of(word, language))


def _scaled(rows: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float32]:
    norms = np.sqrt((rows**2).sum(axis=1))
    return np.asarray(rows * _scaling(norms, lengths)[:, None], dtype=np.float32)


def _scaling(norms: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(lengths, norms, out=np.zeros_like(norms), where=norms > 0)
