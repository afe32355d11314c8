"""Where answers are in the space of likeness, and the nearest neighbours of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEIGHBOURS = 15
_CHUNK = 512  # rows of likenesses held in memory at a time
_FAINT = 0.05  # a weaker tie is noise; words and characters alone reach 2.0
_OWN = 3  # neighbours at least in an answer's own language
_BRIDGE = 4.0  # a bridge between two languages is strengthened at most so much

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """n answers; the product of two rows is their likeness, the sum of several cosines.

    ``features`` is (n, many) and sparse, ``dense`` (n, few); ``spoken`` (n,) the number of each
    answer's language; ``bridges`` (languages, languages) by how much ties between two languages
    are strengthened.
    """

    features: sparse.csr_matrix
    dense: NDArray[np.float32]
    spoken: NDArray[np.int64]
    bridges: NDArray[np.float32]

    def __len__(self) -> int:
        return int(self.spoken.size)

    def __getitem__(self, rows: NDArray[np.integer] | slice) -> Places:
        return dataclasses.replace(
            self, features=self.features[rows], dense=self.dense[rows], spoken=self.spoken[rows]
        )

    def likeness(self, others: Places) -> NDArray[np.float32]:
        """(n, m) array of likenesses, 0 and above (vectors may say a little less than 0)."""
        written = np.asarray((self.features @ others.features.T).todense(), dtype=np.float32)
        return np.asarray(written + self.dense @ others.dense.T, dtype=np.float32)

    def quota(self, own: int, other: int) -> int:
        """How many neighbours in language ``other`` an answer in language ``own`` gets of these.

        Each language has its share. Otherwise answers would neighbour only those of their own
        language, whose words are alike, and languages would come out as themes.
        """
        share = round(NEIGHBOURS * float((self.spoken == other).mean()))
        return max(share, _OWN) if own == other else share


def neighbours(
    rows: Places, others: Places, *, same: bool, progress: Progress | None = None
) -> sparse.csr_matrix:
    """(len(rows), len(others)) sparse matrix of the 15 best likenesses of every row.

    Exact, by chunks of 512 rows, so memory is bounded. ``same`` leaves out a row's tie to itself.
    Ties are broken by the order of ``others``. Where several languages are spoken each has its
    share of the 15.
    """
    turned = others.features.T.tocsr()
    by_language = {
        int(code): np.flatnonzero(others.spoken == code) for code in np.unique(others.spoken)
    }
    heads, tails, weights = [], [], []
    total = len(rows)
    for start in range(0, total, _CHUNK):
        part = rows[start : start + _CHUNK]
        block = np.asarray((part.features @ turned).todense(), dtype=np.float32)
        block += part.dense @ others.dense.T
        if same:
            index = np.arange(len(part))
            block[index, start + index] = 0.0
        for own in np.unique(part.spoken).tolist():
            mine = np.flatnonzero(part.spoken == own)
            for other, columns in by_language.items():
                found = _best(_cut(block, mine, columns), others.quota(own, other))
                heads.append(mine[found[0]] + start)
                tails.append(columns[found[1]])
                weights.append(found[2] * others.bridges[own, other])
        if progress is not None:
            progress(min(start + _CHUNK, total), total)
    shape = (total, len(others))
    if not heads:
        return sparse.csr_matrix(np.zeros(shape, dtype=np.float32))  # no rows: nothing is held
    best = (np.concatenate(weights), (np.concatenate(heads), np.concatenate(tails)))
    return sparse.csr_matrix(best, shape=shape, dtype=np.float32)


def _cut(
    block: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.float32]:
    """The chosen part of ``block``, without a copy when it is the whole."""
    return block if block.shape == (rows.size, columns.size) else block[np.ix_(rows, columns)]


def _best(
    block: NDArray[np.float32], wanted: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """(row, column, value) of the ``wanted`` largest of each row, faint ones left out."""
    width = block.shape[1]
    wanted = min(wanted, width)
    if not wanted:
        nothing = np.zeros(0, dtype=np.intp)
        return nothing, nothing, np.zeros(0, dtype=np.float32)
    # The last bits differ between machines, so five digits are looked at; the column breaks ties.
    keys = np.round(block * 1e5).astype(np.int64) * width - np.arange(width)
    if wanted < width:
        chosen = np.argpartition(-keys, wanted - 1, axis=1)[:, :wanted]
    else:
        chosen = np.broadcast_to(np.arange(width), block.shape)
    ranks = np.argsort(-np.take_along_axis(keys, chosen, axis=1), axis=1, kind="stable")
    order = np.take_along_axis(chosen, ranks, axis=1)
    best = np.round(np.take_along_axis(block, order, axis=1), 5)
    head, place = np.nonzero(best >= _FAINT)
    return head, order[head, place], best[head, place]


def bridged(directed: sparse.csr_matrix, places: Places) -> tuple[sparse.csr_matrix, Places]:
    """The same ties with those between languages as strong on average as those within one.

    And the places with the factors used, for answers that are placed later.
    """
    ties = directed.tocoo()
    size = len(places.bridges)
    pair = places.spoken[ties.row] * size + places.spoken[ties.col]
    sums = np.bincount(pair, weights=ties.data, minlength=size * size)
    counts = np.bincount(pair, minlength=size * size)
    within = np.arange(size) * (size + 1)
    usual = sums[within].sum() / max(counts[within].sum(), 1)
    means = np.divide(sums, counts, out=np.full(size * size, usual), where=counts > 0)
    factors = np.divide(usual, means, out=np.ones_like(means), where=means > 0)
    factors[within] = 1.0
    factors = np.round(np.clip(factors, 1 / _BRIDGE, _BRIDGE), 4).astype(np.float32)
    evened = (ties.data * factors[pair], (ties.row, ties.col))
    found = sparse.csr_matrix(evened, shape=directed.shape, dtype=np.float32)
    return found, dataclasses.replace(places, bridges=factors.reshape(size, size))


def mutual(directed: sparse.csr_matrix) -> sparse.csr_matrix:
    """The symmetric graph: a tie counts if either end has the other among its neighbours."""
    return sparse.csr_matrix(directed.maximum(directed.T))
