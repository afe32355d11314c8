"""The nearest neighbours of answers: exact, by tiles of the matrix of their likenesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import safe_sparse_dot

from tiekartta.analysis.themes.places import Places

_SIDE = 1000  # answers on either side of a tile: 4 MB of likenesses are held at a time
_FAINT = 0.05  # a weaker tie is noise; words and characters alone reach 2.0
_SCALE = 1e5  # five digits are looked at, for the last bits differ between machines
_SLACK = np.float32(2 / _SCALE)  # how far rounding may move two likenesses past one another
_CROWDED = 64  # of a row in a tile; more that are alike are told apart in another way

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some answers in one language: ``rows`` are their numbers, ``turned`` their features."""

    language: int
    rows: NDArray[np.intp]
    places: Places
    turned: sparse.csr_matrix


@dataclass(slots=True)
class _Best:
    """The best likenesses met so far of answers in one language to those in another.

    ``floor`` (n,) is by answer what a likeness must reach to be among its ``wanted`` best.
    """

    wanted: int
    floor: NDArray[np.float32]
    heads: list[NDArray[np.intp]] = field(default_factory=list)
    tails: list[NDArray[np.intp]] = field(default_factory=list)
    values: list[NDArray[np.float32]] = field(default_factory=list)

    def meet(
        self, tile: NDArray[np.float32], heads: NDArray[np.intp], tails: NDArray[np.intp]
    ) -> None:
        """Look at a ``tile`` of likenesses, its rows of ``heads`` and its columns of ``tails``."""
        width = tile.shape[1]
        if not self.wanted:
            return
        if self.wanted < width:
            last = width - self.wanted
            here = np.partition(tile, last, axis=1)[:, last] - _SLACK
            self.floor[heads] = np.maximum(self.floor[heads], here)
        row, column = divmod(np.flatnonzero(self._chosen(tile, self.floor[heads])), width)
        self.heads.append(heads[row])
        self.tails.append(tails[column])
        self.values.append(tile[row, column])

    def _chosen(self, tile: NDArray[np.float32], floor: NDArray[np.float32]) -> NDArray[np.bool_]:
        chosen = tile >= floor[:, None]
        crowded = np.flatnonzero(np.count_nonzero(chosen, axis=1) > max(_CROWDED, self.wanted))
        if crowded.size:  # answers by the hundred that say the same: the first of them count
            keys = _ranks(tile[crowded]) * tile.shape[1] - np.arange(tile.shape[1])
            kept = np.argpartition(-keys, self.wanted - 1, axis=1)[:, : self.wanted]
            chosen[crowded] = False
            chosen[crowded[:, None], kept] = True
        return chosen

    def found(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """(head, tail, likeness) of the ``wanted`` best of every answer, faint ones left out."""
        if not self.heads:
            nobody = np.zeros(0, dtype=np.intp)
            return nobody, nobody, np.zeros(0, dtype=np.float32)
        heads, tails = np.concatenate(self.heads), np.concatenate(self.tails)
        values = np.concatenate(self.values)
        order = np.lexsort((tails, -_ranks(values), heads))
        heads, tails, values = heads[order], tails[order], np.round(values[order], 5)
        place = np.arange(heads.size) - np.searchsorted(heads, heads)
        kept = (place < self.wanted) & (values >= _FAINT)
        return heads[kept], tails[kept], values[kept]


def _ranks(likenesses: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.round(likenesses * _SCALE).astype(np.int64)


def neighbours(
    rows: Places, others: Places, *, same: bool, progress: Progress | None = None
) -> sparse.csr_matrix:
    """(len(rows), len(others)) sparse matrix of the 15 best likenesses of every row.

    Exact; of all likenesses a tile is held at a time, so memory is bounded. ``same`` says that
    ``rows`` are ``others``: a row's tie to itself is left out, and a tile also tells what is
    mirrored in it. Ties are broken by the order of ``others``. Where several languages are spoken
    each has its share of the 15.
    """
    best: dict[tuple[int, int], _Best] = {}

    def meet(tile: NDArray[np.float32], own: _Piece, other: _Piece) -> None:
        pair = own.language, other.language
        if pair not in best:
            floor = np.full(len(rows), np.float32(_FAINT) - _SLACK, dtype=np.float32)
            best[pair] = _Best(others.quota(*pair), floor)
        best[pair].meet(tile, own.rows, other.rows)

    for tile, own, other in _tiles(rows, others, same=same, progress=progress):
        meet(tile, own, other)
        if same and own is not other:
            meet(np.ascontiguousarray(tile.T), other, own)
    found = [(pair, *each.found()) for pair, each in best.items()]
    shape = (len(rows), len(others))
    if not found:
        return sparse.csr_matrix(np.zeros(shape, dtype=np.float32))
    heads = np.concatenate([heads for _, heads, _, _ in found])
    tails = np.concatenate([tails for _, _, tails, _ in found])
    weights = np.concatenate([values * others.bridges[pair] for pair, _, _, values in found])
    return sparse.csr_matrix((weights, (heads, tails)), shape=shape, dtype=np.float32)


def _tiles(
    rows: Places, others: Places, *, same: bool, progress: Progress | None
) -> Iterator[tuple[NDArray[np.float32], _Piece, _Piece]]:
    theirs = list(_pieces(others))
    mine = theirs if same else list(_pieces(rows))
    pairs = [(i, j) for i in range(len(mine)) for j in range(i if same else 0, len(theirs))]
    is_dense = bool(others.dense.any())
    for done, (i, j) in enumerate(pairs, start=1):
        own, other = mine[i], theirs[j]
        tile = safe_sparse_dot(own.places.features, other.turned, dense_output=True)
        if is_dense:
            tile += own.places.dense @ other.places.dense.T
        if own is other:
            np.fill_diagonal(tile, 0.0)
        yield tile, own, other
        if progress is not None:
            progress(done, len(pairs))


def _pieces(places: Places) -> Iterator[_Piece]:
    for language in np.unique(places.spoken).tolist():
        spoken = np.flatnonzero(places.spoken == language)
        for start in range(0, spoken.size, _SIDE):
            rows = spoken[start : start + _SIDE]
            part = places[rows]
            yield _Piece(language, rows, part, part.features.T.tocsr())
