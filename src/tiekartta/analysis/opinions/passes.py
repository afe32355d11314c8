"""The passes over the votes: counts, second moments, places, counts by group.

Each takes one block of people and gives something that adds up, so that the same functions serve
one table in memory and blocks on many machines. Chunks bound the memory. Agree and disagree swapped
everywhere gives exactly the negative of every place: no operation here treats the signs unlike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.votes import Votes

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
_CHUNK = 1_000_000  # cells of a dense block of rows


@dataclass(frozen=True)
class Tally:
    """(m,) arrays for each statement: how many agreed, disagreed, and voted at all."""

    agrees: Counts
    disagrees: Counts
    votes: Counts

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.agrees + other.agrees,
            self.disagrees + other.disagrees,
            self.votes + other.votes,
        )

    @property
    def means(self) -> Floats:
        """(m,) mean vote of those who voted, −1…1; 0 where nobody did."""
        return (self.agrees - self.disagrees) / np.maximum(self.votes, 1)


def tally(votes: Votes) -> Tally:
    """First pass: counts by statement."""
    disagrees, passes, agrees = _counted(votes.columns.astype(np.int64), votes.values, len(votes.statements))  # fmt: skip
    return Tally(agrees, disagrees, disagrees + passes + agrees)


def _counted(cells: Counts, values: NDArray[np.int8], number: int) -> Counts:
    """(3, number) disagrees, passes and agrees in each cell."""
    return np.bincount(cells * 3 + (values + 1), minlength=3 * number).reshape(number, 3).T.copy()


def moments(votes: Votes, means: Floats, shown: NDArray[np.bool_]) -> Floats:
    """Second pass: (m, m) sum over people of products of centred votes.

    A vote that was not given counts as the statement's mean, so it is 0 when centred; so is every
    vote on a statement that is not ``shown``.
    """
    size = len(votes.statements)
    active = np.flatnonzero(shown)
    place = np.full(size, -1)
    place[active] = np.arange(active.size)
    inner = np.zeros((active.size, active.size))
    step = max(1, _CHUNK // max(active.size, 1))
    for start in range(0, len(votes), step):
        stop = min(start + step, len(votes))
        heads, columns, values = votes.rows(start, stop)
        centred = values - means[columns]
        spots = heads * active.size
        spots += place[columns]
        if active.size < size:
            kept = shown[columns]
            spots, centred = spots[kept], centred[kept]
        dense = np.zeros((stop - start) * active.size)
        dense[spots] = centred
        table = dense.reshape(stop - start, active.size)
        inner += table.T @ table
    total = np.zeros((size, size))
    total[np.ix_(active, active)] = inner
    return total


def places(votes: Votes, counted: Tally, shown: NDArray[np.bool_], components: Floats) -> Floats:
    """Third pass: (n, 2) places, scaled by √(statements / votes given).

    Polis' projection: somebody who has voted little would else stand near the middle only because
    of that. Hidden statements count as voted on, as they do there; statements that nobody has
    voted on do not count.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - loaded when computed

    asked = counted.votes > 0
    size, hidden = int(asked.sum()), int((asked & ~shown).sum())
    means = counted.means
    found = np.zeros((len(votes), 2))
    step = max(1, _CHUNK // max(len(asked), 1))
    loads = np.where(shown, components, 0.0).T
    for start in range(0, len(votes), step):
        stop = min(start + step, len(votes))
        first, last = int(votes.starts[start]), int(votes.starts[stop])
        columns = votes.columns[first:last]
        edges = votes.starts[start : stop + 1] - first
        centred = votes.values[first:last] - means[columns]
        table = csr_array((centred, columns, edges), shape=(stop - start, len(asked)))
        seen = np.concatenate([[0], np.cumsum(shown[columns])])
        given = hidden + seen[edges[1:]] - seen[edges[:-1]]
        found[start:stop] = (table @ loads) * np.sqrt(size / np.maximum(given, 1))[:, None]
    # The last bits depend on the machine; nobody sees them.
    return np.round(found, 10) + 0.0


def by_group(votes: Votes, groups: Counts, number: int) -> tuple[Counts, Counts, Counts]:
    """Fourth pass: (groups, m) agrees, disagrees and votes; people of group −1 are left out."""
    size = len(votes.statements)
    group = np.repeat(groups, votes.given)
    kept = group >= 0
    cells = group[kept] * size + votes.columns[kept].astype(np.int64)
    disagrees, passes, agrees = _counted(cells, votes.values[kept], number * size).reshape(3, number, size)  # fmt: skip
    return agrees, disagrees, disagrees + passes + agrees
