"""Where answers are in the space of likeness, and the graph of those near to one another."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

NEIGHBOURS = 15
_OWN = 3  # neighbours at least in an answer's own language
_BRIDGE = 4.0  # a bridge between two languages is strengthened at most so much


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
