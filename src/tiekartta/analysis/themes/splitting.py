"""How the answers of one theme fall into parts: a proposal that people take or leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from tiekartta.analysis.themes import deciding, naming
from tiekartta.analysis.themes.clustering import ORPHAN, Labels
from tiekartta.analysis.themes.nearest import neighbours
from tiekartta.analysis.themes.places import Places, mutual
from tiekartta.analysis.themes.preparing import Prepared, prepare
from tiekartta.analysis.themes.shapes import Answer, Part
from tiekartta.analysis.themes.stability import found_at
from tiekartta.analysis.themes.vectors import Vectors

_FINE = 2.0  # resolution of the small communities that are joined to parts


def split(
    answers: Sequence[Answer],
    *,
    parts: int = 2,
    seed: int = 0,
    vectors: Vectors | None = None,
) -> tuple[Part, ...]:
    """At most ``parts`` parts of ``answers``, largest first; each answer is in exactly one.

    Fewer when they fall into fewer, none when there are no answers. An answer like no other goes
    into the largest part. For speed answers are compared by base forms (and ``vectors``) alone.
    Raises ValueError for two answers of the same id and ``parts`` outside 2–15.
    """
    if not 2 <= parts <= 15:
        raise ValueError("the number of parts is 2–15")
    ordered = sorted(answers, key=lambda answer: (answer.text, answer.id))
    if len({answer.id for answer in ordered}) != len(ordered):
        raise ValueError("two answers have the same id")
    if not ordered:
        return ()
    prepared = prepare(ordered)
    places = _places(prepared, vectors)
    graph = mutual(neighbours(places, places, same=True))
    labels = _joined(graph, found_at(graph, _FINE, seed), parts)
    ties = deciding.votes_for(graph, labels, max(1, int(labels.max(initial=ORPHAN)) + 1))
    first = ties.argmax(axis=1)
    stray = ties.max(axis=1) <= 0
    first[stray] = int(np.bincount(first[~stray], minlength=1).argmax())
    return tuple(_named(prepared, first, ties))


def _places(prepared: Sequence[Prepared], vectors: Vectors | None) -> Places:
    try:
        rows = sparse.csr_matrix(
            TfidfVectorizer(analyzer=_terms, sublinear_tf=True, dtype=np.float32).fit_transform(
                prepared
            )
        )
    except ValueError:  # no word in any answer
        rows = sparse.csr_matrix(np.zeros((len(prepared), 1), dtype=np.float32))
    dense = np.zeros((len(prepared), 0), dtype=np.float32)
    if vectors is not None and vectors.dimensions:
        dense = vectors.place(prepared)
    together = np.zeros(len(prepared), dtype=np.int64)
    return Places(rows, dense, together, np.ones((1, 1), dtype=np.float32))


def _terms(answer: Prepared) -> Sequence[str]:
    return answer.terms


def _joined(graph: sparse.csr_matrix, labels: Labels, parts: int) -> Labels:
    """Small communities joined, the smallest first, until there are ``parts``.

    Each joins the one it is most tied to for its size, so that parts come out of a size people can
    use; a cut at a low resolution would only shave off a few answers.
    """
    count = int(labels.max(initial=ORPHAN)) + 1
    home = np.arange(count)
    kept = labels != ORPHAN
    of_part = sparse.csr_matrix(
        (np.ones(int(kept.sum())), (np.flatnonzero(kept), labels[kept])),
        (labels.size, max(count, 1)),
    )
    between = np.asarray((of_part.T @ graph @ of_part).todense(), dtype=np.float64)
    sizes = np.bincount(labels[kept], minlength=count).astype(np.float64)
    for _ in range(count - parts):
        smallest = int(np.where(sizes > 0, sizes, np.inf).argmin())
        worth = np.round(between[smallest] / np.maximum(between.sum(axis=1), 1e-9), 6)
        worth[(sizes == 0) | (np.arange(count) == smallest)] = -1.0
        target = int(worth.argmax())
        between[target] += between[smallest]
        between[:, target] += between[:, smallest]
        between[smallest], between[:, smallest] = 0.0, 0.0
        sizes[target], sizes[smallest] = sizes[target] + sizes[smallest], 0.0
        home[home == smallest] = target
    joined = labels.copy()
    joined[kept] = np.unique(home[labels[kept]], return_inverse=True)[1]
    return joined


def _named(prepared: Sequence[Prepared], first: Labels, ties: np.ndarray) -> Iterator[Part]:
    vocabularies = naming.vocabularies(prepared)
    taken: set[str] = set()
    sizes = np.bincount(first, minlength=ties.shape[1])
    for number in np.argsort(-sizes, kind="stable").tolist():
        rows = np.flatnonzero(first == number)
        if not rows.size:
            continue
        order = rows[np.argsort(-np.round(ties[rows, number], 5), kind="stable")]
        members = [prepared[row] for row in order.tolist()]
        words, labels = naming.describe(members, vocabularies, taken)
        ids = tuple(member.id for member in members)
        yield Part(next(iter(labels.values())), labels, words, ids)
