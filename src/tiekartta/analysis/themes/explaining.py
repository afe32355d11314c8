"""Why an answer is where it is: the words it shares with its theme, and the answers most like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from tiekartta.analysis.languages.lexicon import concepts
from tiekartta.analysis.themes.clustering import ORPHAN, Labels
from tiekartta.analysis.themes.places import Places
from tiekartta.analysis.themes.preparing import Prepared

WORDS = 6
NEIGHBOURS = 5
_CONCEPT = "\x00"  # before the id of a concept, which no word begins with
_DIGITS = 4

Weighted = tuple[tuple[str, float], ...]


def shared_words(
    answers: Sequence[Prepared], first: Labels, *, with_concepts: bool
) -> list[Weighted]:
    """For each answer up to six base forms, phrases and concepts it shares with its theme.

    A word counts by its part in the cosine of the answer with the other answers of the theme, if it
    is commoner there than elsewhere; weights (0–1) sum to at most 1. A concept is named in the
    language of the answer, so that an answer in another language than its theme has words too.
    """

    def terms(answer: Prepared) -> Iterator[str]:
        yield from answer.terms
        bases = [base for _, base in answer.words]
        yield from (
            f"{one} {other}" for one, other in pairwise(bases) if one and other and one != other
        )
        if with_concepts:
            yield from (_CONCEPT + concept for concept in answer.concepts)

    why: list[Weighted] = [()] * len(answers)
    model = TfidfVectorizer(analyzer=terms, sublinear_tf=True, min_df=min(2, len(answers)))
    try:
        rows = sparse.csr_matrix(model.fit_transform(answers))
    except ValueError:  # no word, or none that two answers share
        return why
    names = model.get_feature_names_out()
    overall = np.asarray(rows.mean(axis=0)).ravel()
    themes = np.unique(first[first != ORPHAN])
    for theme in themes.tolist():
        members = np.flatnonzero(first == theme)
        if members.size < 2:
            continue
        mine = rows[members]
        centre = np.asarray(mine.sum(axis=0)).ravel()
        is_typical = centre / members.size > overall if themes.size > 1 else centre > 0
        others = mine.multiply(centre * is_typical) - mine.multiply(mine).multiply(is_typical)
        scores = sparse.csr_matrix(others)
        for place, row in enumerate(members.tolist()):
            start, end = scores.indptr[place : place + 2]
            why[row] = _best(
                names[scores.indices[start:end]], scores.data[start:end], answers[row].read_as
            )
    return why


def _best(names: NDArray[np.object_], scores: NDArray[np.float64], language: str) -> Weighted:
    rounded = np.round(scores, 6)
    total = float(rounded[rounded > 0].sum())
    chosen: list[tuple[str, float]] = []
    order = sorted(range(rounded.size), key=lambda place: (-rounded[place], names[place]))
    for place in order:
        if rounded[place] <= 0 or len(chosen) == WORDS:
            break
        name = _readable(names[place], language)
        if any(name in other for other, _ in chosen):
            continue
        within = [rank for rank, (other, _) in enumerate(chosen) if other in name]
        weight = round(float(rounded[place]) / total, _DIGITS)
        if not within:
            chosen.append((name, weight))
        elif len(within) == 1 and " " not in name:
            # a compound says more than the part of it that comes first
            chosen[within[0]] = (name, chosen[within[0]][1])
    return tuple(chosen)


def _readable(name: str, language: str) -> str:
    if not name.startswith(_CONCEPT):
        return name
    spoken = concepts()[name.removeprefix(_CONCEPT)].names
    return str(spoken.get(language) or next(iter(spoken.values()))).lower()


def like_ones(
    graph: sparse.csr_matrix, rows: Places, first: Labels, ids: Sequence[str]
) -> list[Weighted]:
    """For each answer up to five of the same theme most like it, by cosine (0–1).

    ``graph`` is the (n, n) graph of neighbours, ``rows`` the places it was made of.
    """
    squares = np.asarray(rows.features.multiply(rows.features).sum(axis=1), dtype=np.float64)
    lengths = np.sqrt(squares.ravel() + (rows.dense.astype(np.float64) ** 2).sum(axis=1))
    found: list[Weighted] = []
    for row in range(graph.shape[0]):
        start, end = graph.indptr[row : row + 2]
        others, ties = graph.indices[start:end], graph.data[start:end]
        kept = (first[others] == first[row]) & (first[row] != ORPHAN)
        others = others[kept]
        scale = lengths[row] * lengths[others]
        like = np.divide(ties[kept], scale, out=np.zeros(others.size), where=scale > 0)
        like = np.round(np.clip(like, 0.0, 1.0), _DIGITS)
        order = np.lexsort((others, -like))[:NEIGHBOURS]
        found.append(tuple((ids[others[place]], float(like[place])) for place in order))
    return found
