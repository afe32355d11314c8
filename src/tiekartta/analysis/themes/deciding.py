"""What people decided, turned into rows and columns; and themes for the answers left free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tiekartta.analysis.themes.clustering import ORPHAN, Labels, communities
from tiekartta.analysis.themes.linking import bonds
from tiekartta.analysis.themes.shapes import Decisions

_SAME_TOPIC = 0.5  # of the ties expected if a new community were part of an old theme
_TOUCHED = 0.02  # share of a community's ties that makes an old theme count
_FINER = 1.5
"""How many communities the free answers are parted into for each theme wanted: a new topic of a few
answers stands out among small communities."""
_SMALL, _MOST = 1 / 1.5, 2.0
"""How far votes for a new theme are evened out by its size, and by how much at most. Measured with
one topic of twelve held back, four times over: precision of new themes 0.90 and recall 0.88 (0.95 and
0.83 without), none when nothing is new (benchmarks/reruns.py)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Decisions by row: ``frozen`` is the fixed theme of each answer or −1."""

    frozen: Labels
    pinned: NDArray[np.bool_]
    forbidden: frozenset[tuple[int, int]]
    """(row, fixed theme)."""
    bond: NDArray[np.int64]
    """Number of the bond of each row, 0 … n−1: rows of one number have one first theme."""
    apart: frozenset[tuple[int, int]]
    """(bond, bond) that share no theme."""

    def linked(self, graph: sparse.csr_matrix) -> sparse.csr_matrix:
        """``graph`` with the strongest tie between rows of one bond, and none between those apart."""
        together = _chains(self.bond)
        if together.size:
            tie = max(float(graph.max()), 1.0) if graph.nnz else 1.0
            weights = np.full(together.shape[0], tie, dtype=np.float32)
            extra = sparse.csr_matrix((weights, together.T), shape=graph.shape)
            graph = graph.maximum(extra).maximum(extra.T)
        if not self.apart:
            return sparse.csr_matrix(graph)
        found = graph.tocoo()
        low = np.minimum(self.bond[found.row], self.bond[found.col])
        high = np.maximum(self.bond[found.row], self.bond[found.col])
        span = int(self.bond.max(initial=0)) + 1
        cut = np.array([one * span + other for one, other in sorted(self.apart)])
        kept = ~np.isin(low * span + high, cut)
        ties = (found.data[kept], (found.row[kept], found.col[kept]))
        return sparse.csr_matrix(ties, shape=graph.shape)


def _chains(bond: NDArray[np.int64]) -> NDArray[np.int64]:
    """(pairs, 2) rows that follow one another in a bond."""
    order = np.argsort(bond, kind="stable")
    same = bond[order][:-1] == bond[order][1:]
    return np.stack([order[:-1][same], order[1:][same]], axis=1)


def check(decisions: Decisions) -> None:
    """Raise ValueError when decisions contradict one another or name a theme that is not fixed."""
    keys = [theme.key for theme in decisions.fixed]
    if len(set(keys)) != len(keys):
        raise ValueError("two fixed themes have the same key")
    names = [theme.label.casefold() for theme in decisions.fixed]
    if len(set(names)) != len(names):
        raise ValueError("two fixed themes have the same label")
    asked = set(decisions.pinned.values()) | {key for _, key in decisions.rejected}
    if unknown := sorted(asked - set(keys)):
        raise ValueError(f"not a fixed theme: {', '.join(unknown)}")
    bonds(decisions)


def bind(decisions: Decisions, ids: Sequence[str]) -> Bound:
    """Decisions as rows of ``ids``. A pin wins over membership; the first theme wins a tie."""
    row: Mapping[str, int] = {answer: number for number, answer in enumerate(ids)}
    column = {theme.key: number for number, theme in enumerate(decisions.fixed)}
    decided = bonds(decisions)
    frozen = np.full(len(ids), ORPHAN, dtype=np.int64)
    first = np.arange(len(ids), dtype=np.int64)
    pinned = np.zeros(len(ids), dtype=np.bool_)
    forbidden: set[tuple[int, int]] = set()
    lead: dict[int, int] = {}
    for number, tied in enumerate(decided.all):
        here = [row[answer] for answer in tied.answers if answer in row]
        if not here:
            continue
        lead[number] = min(here)
        first[here] = lead[number]
        forbidden |= {(place, column[key]) for place in here for key in tied.banned}
        if tied.home is not None:
            frozen[here] = column[tied.home]
    pinned[[row[answer] for answer in decisions.pinned if answer in row]] = True
    bond = np.unique(first, return_inverse=True)[1].astype(np.int64)
    apart = frozenset(
        (min(pair), max(pair))
        for one, other in decided.apart
        if one in lead and other in lead
        for pair in [(int(bond[lead[one]]), int(bond[lead[other]]))]
    )
    return Bound(frozen, pinned, frozenset(forbidden), bond, apart)


def themes_of(graph: sparse.csr_matrix, bound: Bound, fixed: int, wanted: int, seed: int) -> Labels:
    """Theme of each node: 0 … fixed−1 for the fixed ones, from ``fixed`` on for new ones.

    Frozen answers stay. The free ones are clustered on their own, finely; communities that are
    tied to fixed themes less than half as much as if they belonged there are new themes, joined
    where they belong to one another. The others go answer by answer by neighbour vote.
    """
    labels = bound.frozen.copy()
    free = np.flatnonzero(labels == ORPHAN)
    if not free.size:
        return labels
    target = wanted if not fixed else round(_FINER * wanted)
    found = communities(graph[free][:, free].tocsr(), max(1, min(target, free.size // 4)), seed)
    if not fixed:
        labels[free] = found
        return labels
    votes = votes_for(graph, labels, fixed)
    for row, theme in bound.forbidden:
        votes[row, theme] = 0.0
    sizes = np.bincount(labels[labels >= 0], minlength=fixed)
    parts = [free[found == number] for number in range(int(found.max(initial=ORPHAN)) + 1)]
    fresh = _joined(graph, [part for part in parts if _is_new(graph, votes, part, sizes)])
    for number, part in enumerate(fresh, start=fixed):
        labels[part] = number
    votes = votes_for(graph, labels, fixed + len(fresh))
    for row, theme in bound.forbidden:
        votes[row, theme] = 0.0
    lost = np.flatnonzero((labels == ORPHAN) & (votes.max(axis=1, initial=0.0) > 0))
    labels[lost] = votes[lost].argmax(axis=1)
    return labels


def _is_new(
    graph: sparse.csr_matrix,
    votes: NDArray[np.float64],
    inside: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> bool:
    """Whether a community is too weakly tied to the nearest fixed theme, and to all together.

    The nearest tells a topic that grew from a new one; all together a part of an old topic that
    the runs before had divided otherwise.
    """
    within = float(graph[inside][:, inside].sum())
    outward = votes[inside].sum(axis=0)
    total = float(outward.sum())
    if total <= 0:
        return True
    nearest = int(outward.argmax())
    near = int(sizes[outward > _TOUCHED * total].sum())
    return (
        _belonging(float(outward[nearest]), within, int(sizes[nearest]), inside.size) < _SAME_TOPIC
        and _belonging(total, within, near, inside.size) < _SAME_TOPIC
    )


def _belonging(outward: float, within: float, theirs: int, own: int) -> float:
    """Ties to a theme of ``theirs`` answers over those of answers that were part of it (about 1)."""
    if outward + within <= 0:
        return 0.0
    return outward / (outward + within) / (theirs / (theirs + max(own - 1, 1)))


def _joined(graph: sparse.csr_matrix, parts: list[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """``parts`` with those that belong to one another joined, the firmest ties first."""
    parts = list(parts)
    while len(parts) > 1:
        ranked = [
            (_belonging(between, within, other.size, one.size), -first, -second)
            for first, one in enumerate(parts)
            for within in [float(graph[one][:, one].sum())]
            for second, other in enumerate(parts)
            if first != second
            for between in [float(graph[one][:, other].sum())]
        ]
        best, first, second = max(ranked)
        if best < _SAME_TOPIC:
            break
        parts[-first] = np.concatenate([parts[-first], parts[-second]])
        del parts[-second]
    return parts


def votes_for(ties: sparse.csr_matrix, labels: Labels, themes: int) -> NDArray[np.float64]:
    """(rows, themes) array: the weight of every row's ties to the answers of every theme.

    ``ties`` is (rows, n) and ``labels`` the theme of each of the n.
    """
    known = np.flatnonzero((labels >= 0) & (labels < themes))
    belongs = sparse.csr_matrix(
        (np.ones(known.size), (known, labels[known])), shape=(labels.size, max(themes, 1))
    )
    return np.asarray((ties @ belongs).todense(), dtype=np.float64)[:, :themes]


def evened(votes: NDArray[np.float64], frozen: Labels, fixed: int) -> NDArray[np.float64]:
    """``votes`` (rows, themes) with those for new themes as if they were larger, the fixed ones' size.

    A large theme has more of everybody's neighbours for its size alone, and what is new is small:
    neighbour-weighted k nearest neighbours (Tan 2005), with the usual size of the fixed themes in
    place of the largest. ``frozen`` is the fixed theme of each row or −1.
    """
    if not fixed or votes.shape[1] == fixed:
        return votes
    first = np.where(votes.max(axis=1) > 0, votes.argmax(axis=1), ORPHAN)
    first = np.where(frozen == ORPHAN, first, frozen)
    sizes = np.bincount(first[first != ORPHAN], minlength=votes.shape[1])
    larger = np.median(sizes[:fixed]) / np.maximum(sizes[fixed:], 1)
    found = votes.copy()
    found[:, fixed:] *= np.round(np.clip(larger**_SMALL, 1.0, _MOST), 4)
    return found
