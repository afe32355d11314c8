"""Merged ballots in the same state (money left, load borne, winners approved) as one class.

Rules look at classes instead of ballots: there are hundreds where ballots are tens of thousands.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.tally import Tally


class Classes:
    """Which class each merged ballot is in, and the mass behind each option in each class.

    ``place[b]``: class of ballot b. ``matrix[c, o]``: mass of the ballots of class c that approve
    option o, in double precision; exact when the tally is light.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.place = np.zeros(len(tally.masses), dtype=np.int64)
        self.matrix = np.zeros((64, tally.many))
        self.matrix[0] = tally.backing
        self.size = 1

    def copy(self) -> Classes:
        """An independent copy."""
        other = Classes.__new__(Classes)
        other.tally, other.size = self.tally, self.size
        other.place, other.matrix = self.place.copy(), self.matrix.copy()
        return other

    def new(self) -> int:
        """The number of a further class, which is empty."""
        if self.size == len(self.matrix):
            self.matrix = np.concatenate([self.matrix, np.zeros_like(self.matrix)])
        self.size += 1
        return self.size - 1

    def of(self, ballots: NDArray[np.intp]) -> tuple[list[int], NDArray[np.intp]]:
        """The classes that these ballots are in, and for each ballot the index in that list."""
        places = self.place[ballots]
        seen = np.zeros(self.size, dtype=np.int64)
        seen[places] = 1
        found = np.flatnonzero(seen)
        seen[found] = np.arange(len(found))
        return found.tolist(), seen[places]

    def move(
        self, ballots: NDArray[np.intp], kind: NDArray[np.intp], old: list[int], new: list[int]
    ) -> None:
        """Move ballots of the classes ``old`` to ``new`` (by ``kind``, as from :meth:`of`)."""
        if not len(ballots):
            return
        order = np.argsort(kind, kind="stable")
        ordered = ballots[order]
        rows = self.tally.marks.take(ordered, axis=0)
        sizes = np.bincount(kind, minlength=len(old))
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        if self.tally.is_plain:
            sums = np.add.reduceat(rows, starts, axis=0, dtype=np.int32)
        else:
            sums = np.add.reduceat(rows * self.tally.mass[ordered, None], starts, axis=0)
        self.matrix[old] -= sums
        np.add.at(self.matrix, new, sums)
        self.place[ballots] = np.array(new)[kind]

    def masses(self, option: int) -> dict[int, int]:
        """Class → exact mass of its ballots that approve an option, without empty ones."""
        if self.tally.is_light:
            column = self.matrix[: self.size, option]
            held = np.flatnonzero(column)
            return dict(zip(held.tolist(), map(int, column[held].tolist()), strict=True))
        found: dict[int, int] = {}
        supporters = self.tally.supporters(option)
        for ballot, place in zip(supporters.tolist(), self.place[supporters].tolist(), strict=True):
            found[place] = found.get(place, 0) + self.tally.masses[ballot]
        return found
