"""Communities of the graph of answers: Louvain (Blondel and others 2008), best of several seeds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.clustering import Louvain, get_modularity

Labels = NDArray[np.int64]

_SEEDS = 5
_STEPS = 12
ORPHAN = -1


def smallest_theme(answers: int) -> int:
    """Fewest answers a theme may have: 2 below 60 answers, then 3, at a thousand and above 0.3 %."""
    return max(2 if answers < 60 else 3, round(answers * 0.003))


def communities(graph: sparse.csr_matrix, wanted: int, seed: int) -> Labels:
    """Community of each node, as near ``wanted`` in number as the graph allows; −1 for orphans.

    ``graph`` is a symmetric (n, n) matrix of likenesses. The resolution is bisected to the
    wanted number of communities; the best modularity of five seeds is kept.
    """
    labels = np.full(graph.shape[0], ORPHAN, dtype=np.int64)
    tied = np.flatnonzero(np.diff(graph.indptr))
    if not tied.size:
        return labels
    inner = graph[tied][:, tied].tocsr()
    least = smallest_theme(tied.size)
    low, high = 0.05, 12.0
    best: tuple[int, float, Labels] | None = None
    for _ in range(_STEPS):
        resolution = float(np.sqrt(low * high))
        found = merge_small(inner, louvain(inner, resolution, seed), least)
        count = _count(found)
        if best is None or abs(count - wanted) < best[0]:
            best = (abs(count - wanted), resolution, found)
        if count == wanted:
            break
        low, high = (resolution, high) if count < wanted else (low, resolution)
    assert best is not None  # noqa: S101 - the loop runs at least once
    labels[tied] = _best_of_seeds(inner, best[1], best[2], wanted, seed, least)
    return labels


def _best_of_seeds(
    graph: sparse.csr_matrix, resolution: float, first: Labels, wanted: int, seed: int, least: int
) -> Labels:
    others = (louvain(graph, resolution, seed + step) for step in range(1, _SEEDS))
    candidates = [first, *(merge_small(graph, found, least) for found in others)]
    return min(
        candidates,
        key=lambda found: (abs(_count(found) - wanted), -_modularity(graph, found, resolution)),
    )


def louvain(graph: sparse.csr_matrix, resolution: float, seed: int) -> Labels:
    """Community of each node of a graph that has edges, by modularity at this resolution."""
    model = Louvain(
        resolution=resolution,
        modularity="newman",
        shuffle_nodes=True,
        return_probs=False,
        return_aggregate=False,
        random_state=seed,
    )
    return np.asarray(model.fit_predict(graph), dtype=np.int64)


def _modularity(graph: sparse.csr_matrix, labels: Labels, resolution: float) -> float:
    whole = labels.copy()
    alone = np.flatnonzero(whole == ORPHAN)
    whole[alone] = whole.max() + 1 + np.arange(alone.size)
    return round(float(get_modularity(graph, whole, resolution=resolution)), 6)


def modularity_of(graph: sparse.csr_matrix) -> float:
    """Best modularity of ``graph`` in about ten communities: how clearly it falls into groups."""
    found = communities(graph, 10, 0)
    return _modularity(graph, found, 1.0) if graph.nnz else 0.0


def _count(labels: Labels) -> int:
    return int(np.unique(labels[labels != ORPHAN]).size)


def merge_small(graph: sparse.csr_matrix, labels: Labels, least: int) -> Labels:
    """Join every community under ``least`` nodes to the one it has most ties with, smallest first.

    One without ties to others is dissolved into orphans. Numbers come back as 0, 1, 2 …
    """
    labels = labels.copy()
    while True:
        numbers, sizes = np.unique(labels[labels != ORPHAN], return_counts=True)
        small = np.flatnonzero(sizes < least)
        if not small.size:
            break
        number = numbers[small[np.argmin(sizes[small])]]
        inside = np.flatnonzero(labels == number)
        ties = np.zeros(int(numbers.max()) + 1)
        block = graph[inside].tocoo()
        known = labels[block.col] != ORPHAN
        np.add.at(ties, labels[block.col[known]], block.data[known])
        ties[number] = 0.0
        labels[inside] = int(np.argmax(ties)) if ties.max() > 0 else ORPHAN
    kept = labels != ORPHAN
    labels[kept] = np.unique(labels[kept], return_inverse=True)[1]
    return labels
