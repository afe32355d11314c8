"""How firm themes are: whether they come back when a part of the answers is left out.

Cluster-wise stability by subsampling (Hennig 2007, Cluster-wise assessment of cluster stability):
the graph of neighbours without a fifth of the answers is clustered anew, and each theme is compared
with the community most like it (Jaccard index). A theme under 0.75 should be looked at by a person.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.themes.clustering import (
    ORPHAN,
    Labels,
    louvain,
    merge_small,
    smallest_theme,
)

FIRM = 0.75
"""Mean Jaccard index from which a theme is firm."""
LEAST, MOST = 5, 15
"""Numbers of themes among which the firmest is chosen."""
_SHARE = 0.8
_STEPS = 9
_TRIED = 6  # subsamples by which a number of themes is judged
_AS_FIRM = 0.02  # a difference that other subsamples would turn round
_DIGITS = 4

_Sample = tuple[NDArray[np.int64], sparse.csr_matrix]


def stability(
    graph: sparse.csr_matrix, first: Labels, wanted: int, *, subsamples: int, seed: int
) -> dict[int, float]:
    """Mean best Jaccard index (0–1) by number of the theme.

    ``graph`` is the (n, n) graph of neighbours and ``first`` the theme of each node or −1. Themes
    without a node are left out, and all of them when the graph is too small to be divided.
    """
    themes = np.unique(first[first != ORPHAN])
    if not subsamples or graph.shape[0] < 2 * _least(graph.shape[0]) or not graph.nnz:
        return {}
    resolution = _resolution(graph, max(1, wanted), seed)
    best = np.zeros((subsamples, themes.size))
    for round_, (kept, inner) in enumerate(_samples(graph, subsamples, seed)):
        found = found_at(inner, resolution, seed + round_)
        best[round_] = _best_jaccard(first[kept], found, themes)
    means = best.mean(axis=0)
    return {
        int(theme): round(float(mean), _DIGITS) for theme, mean in zip(themes, means, strict=True)
    }


def firmest_number(graph: sparse.csr_matrix, seed: int) -> int:
    """The number of themes, 5–15, that come back best from subsamples; fewer for few answers.

    Judged by the mean best Jaccard index over answers; of numbers about as firm the one nearest ten.
    """
    most = min(MOST, max(1, graph.shape[0] // 4))
    if most <= LEAST or not graph.nnz:
        return most
    samples = list(_samples(graph, _TRIED, seed))
    firm: dict[int, float] = {}
    for wanted in range(LEAST, most + 1):
        resolution = _resolution(graph, wanted, seed)
        whole = found_at(graph, resolution, seed)
        themes, sizes = np.unique(whole[whole != ORPHAN], return_counts=True)
        if themes.size in firm or not LEAST <= themes.size <= most:
            continue
        best = [
            _best_jaccard(whole[kept], found_at(inner, resolution, seed + round_), themes)
            for round_, (kept, inner) in enumerate(samples)
        ]
        firm[int(themes.size)] = float(np.average(np.mean(best, axis=0), weights=sizes))
    if not firm:
        return min(10, most)
    enough = max(firm.values()) - _AS_FIRM
    return min(
        (n for n in firm if firm[n] >= enough), key=lambda number: (abs(number - 10), number)
    )


def _least(answers: int) -> int:
    return 2 * smallest_theme(answers)


def _samples(graph: sparse.csr_matrix, rounds: int, seed: int) -> list[_Sample]:
    """Random parts of 80 % of the nodes and the graph between them."""
    draw = np.random.default_rng(seed)
    size = round(_SHARE * graph.shape[0])
    parts = [np.sort(draw.permutation(graph.shape[0])[:size]) for _ in range(rounds)]
    return [(part, graph[part][:, part].tocsr()) for part in parts]


def _resolution(graph: sparse.csr_matrix, wanted: int, seed: int) -> float:
    low, high = 0.05, 12.0
    best = (np.inf, 1.0)
    for _ in range(_STEPS):
        resolution = float(np.sqrt(low * high))
        count = int(found_at(graph, resolution, seed).max(initial=ORPHAN)) + 1
        best = min(best, (abs(count - wanted), resolution))
        if count == wanted:
            break
        low, high = (resolution, high) if count < wanted else (low, resolution)
    return best[1]


def found_at(graph: sparse.csr_matrix, resolution: float, seed: int) -> Labels:
    """Community of each node at this resolution of modularity; −1 for orphans."""
    labels = np.full(graph.shape[0], ORPHAN, dtype=np.int64)
    tied = np.flatnonzero(np.diff(graph.indptr))
    if tied.size:
        inner = graph[tied][:, tied].tocsr()
        labels[tied] = merge_small(
            inner, louvain(inner, resolution, seed), smallest_theme(tied.size)
        )
    return labels


def _best_jaccard(mine: Labels, found: Labels, themes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Best Jaccard index of each theme with a community; ``mine`` and ``found`` go side by side."""
    if not themes.size:
        return np.zeros(0)
    width = int(found.max(initial=ORPHAN)) + 1
    shared = np.zeros((int(themes.max()) + 1, max(width, 1)))
    both = (mine != ORPHAN) & (found != ORPHAN)
    np.add.at(shared, (mine[both], found[both]), 1.0)
    own = np.bincount(mine[mine != ORPHAN], minlength=shared.shape[0])[:, None]
    theirs = np.bincount(found[found != ORPHAN], minlength=shared.shape[1])[None, :]
    union = own + theirs - shared
    jaccard = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return np.asarray(jaccard[themes].max(axis=1), dtype=np.float64)
