"""The same passes over votes that are too many for one table: blocks of people, one at a time.

A block is whatever ``read`` turns to :class:`Votes` with the same statements in the same order: the
path of a file written by :func:`write_block`, or a table itself. Sums are taken in the order of the
blocks, so the result is the same in one process, in threads and on a cluster.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.clusters import Crew, crew
from tiekartta.analysis.opinions import passes
from tiekartta.analysis.opinions.components import components_of
from tiekartta.analysis.opinions.errors import OpinionsError
from tiekartta.analysis.opinions.passes import Counts, Floats, Tally
from tiekartta.analysis.opinions.votes import Votes
from tiekartta.analysis.provenance import digest

Block = TypeVar("Block")
Result = TypeVar("Result")
Read = Callable[[Any], Votes]
_UNREADABLE = (
    OSError, EOFError, ValueError, KeyError, IndexError, AttributeError, zipfile.BadZipFile,
)  # fmt: skip


@dataclass(frozen=True)
class _Seen:
    """What the first pass brings from one block."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    given: NDArray[np.int32]
    tally: Tally
    digest: str


@dataclass(frozen=True, eq=False)
class InBlocks:
    """Votes in blocks; the first pass has been made. Open one with :func:`in_blocks`."""

    blocks: Sequence[Any]
    read: Read
    workers: Crew
    participants: Sequence[str]
    statements: Sequence[str]
    given: Counts
    counted: Tally
    edges: Counts
    """(blocks + 1,) number of the first person of each block, and of all."""
    digest: str

    def tally(self) -> Tally:
        """Counts by statement."""
        return self.counted

    def components(self, means: Floats, shown: NDArray[np.bool_]) -> Floats:
        """(2, m) directions from the second moments, summed block by block in order."""
        total = np.zeros((len(self.statements), len(self.statements)))
        for some in self._mapped(partial(_moments, self.read, means, shown), self.blocks):
            total += some
        return components_of(total)

    def places(self, counted: Tally, shown: NDArray[np.bool_], components: Floats) -> Floats:
        """(n, 2) places."""
        found = np.empty((len(self.participants), 2))
        work = partial(_places, self.read, counted, shown, components)
        for start, some in zip(self.edges, self._mapped(work, self.blocks), strict=False):
            found[start : start + len(some)] = some
        return found

    def by_group(self, groups: Counts, number: int) -> tuple[Counts, Counts, Counts]:
        """(groups, m) agrees, disagrees and votes."""
        parts = ((block, groups[a:b]) for block, a, b in self._spans())
        shape = (number, len(self.statements))
        total = np.zeros((3, *shape), dtype=np.int64)
        for some in self._mapped(partial(_by_group, self.read, number), parts):
            total += np.stack(some)
        return total[0], total[1], total[2]

    def of_people(self, chosen: Counts) -> Votes:
        """The votes of some people (rows, ascending), in memory."""
        parts = ((block, chosen[(chosen >= a) & (chosen < b)] - a) for block, a, b in self._spans())
        found = list(self._mapped(partial(_of_people, self.read), parts))
        return Votes(
            [name for some in found for name in some.participants],
            self.statements,
            np.concatenate([[0], np.cumsum(np.concatenate([some.given for some in found]))]),
            np.concatenate([some.columns for some in found]),
            np.concatenate([some.values for some in found]),
        )

    def _spans(self) -> Iterator[tuple[Any, int, int]]:
        yield from zip(self.blocks, self.edges[:-1].tolist(), self.edges[1:].tolist(), strict=True)

    def _mapped(self, work: Callable[[Block], Result], blocks: Iterable[Block]) -> Iterator[Result]:
        return self.workers.map_blocks(work, blocks)


@contextmanager
def in_blocks(
    blocks: Sequence[Any],
    *,
    read: Read | None = None,
    where: str | None = None,
    workers: int | None = None,
) -> Iterator[InBlocks]:
    """Votes in blocks, with workers that are up as long as the context is.

    ``where`` and ``workers`` as in :func:`tiekartta.analysis.clusters.map_blocks`. ``read`` must be
    a function that other processes can import; it defaults to :func:`read_block`. Raises
    OpinionsError when blocks have other statements than the first, and what the workers raise.
    """
    reading = read_block if read is None else read
    with crew(where, workers=workers) as found:
        seen = list(found.map_blocks(partial(_seen, reading), blocks))
        if not seen:
            raise OpinionsError("few_people", "there is no block of votes")
        if any(each.statements != seen[0].statements for each in seen):
            raise OpinionsError(
                "different_statements", "the blocks do not have the same statements"
            )
        total = seen[0].tally
        for each in seen[1:]:
            total = total + each.tally
        sizes = [len(each.participants) for each in seen]
        source = InBlocks(
            blocks,
            reading,
            found,
            tuple(name for each in seen for name in each.participants),
            seen[0].statements,
            np.concatenate([each.given for each in seen]).astype(np.int64),
            total,
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            digest([each.digest for each in seen]),
        )
        seen.clear()
        yield source


def write_block(votes: Votes, path: Path) -> None:
    """Write a block: the arrays of the votes and the names, compressed."""
    np.savez_compressed(
        path,
        starts=votes.starts,
        columns=votes.columns,
        values=votes.values,
        participants=np.array(list(votes.participants), dtype=np.str_),
        statements=np.array(list(votes.statements), dtype=np.str_),
    )


def read_block(path: str | Path) -> Votes:
    """Read what :func:`write_block` wrote. Raises OpinionsError for anything else."""
    try:
        # Opened here: NumPy leaves a file open that turns out to be no archive.
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as held:
            return Votes(
                held["participants"].tolist(),
                held["statements"].tolist(),
                held["starts"].astype(np.int64),
                held["columns"],
                held["values"].astype(np.int8),
            )
    except _UNREADABLE as error:
        if isinstance(error, OpinionsError):
            raise
        raise OpinionsError("bad_array", f"{Path(path).name} is no block of votes") from error


def _seen(read: Read, block: Any) -> _Seen:
    votes = read(block)
    return _Seen(
        tuple(votes.participants),
        tuple(votes.statements),
        votes.given.astype(np.int32),
        passes.tally(votes),
        votes.digest,
    )


def _moments(read: Read, means: Floats, shown: NDArray[np.bool_], block: Any) -> Floats:
    return passes.moments(read(block), means, shown)


def _places(
    read: Read, counted: Tally, shown: NDArray[np.bool_], components: Floats, block: Any
) -> Floats:
    return passes.places(read(block), counted, shown, components)


def _by_group(read: Read, number: int, part: tuple[Any, Counts]) -> tuple[Counts, Counts, Counts]:
    block, groups = part
    return passes.by_group(read(block), groups, number)


def _of_people(read: Read, part: tuple[Any, Counts]) -> Votes:
    block, rows = part
    return read(block).of_people(rows)
