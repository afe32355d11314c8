"""What a reader can work out of a table: the feasible interval of every hidden entry.

An entry is a cell or a total, each row and column sums to its total, and nothing is negative. Such
linear programmes are flows in a network (L. H. Cox 1995): the grand total flows into the column
totals, these through the cells into the row totals, and these back. By how much an entry can grow is
the greatest flow that can be sent from its end back to its beginning through the other hidden
entries, each of which may grow without limit or shrink to zero. Whole numbers, so they are exact.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Place = tuple[int, int]
Node = tuple[str, int]
Room = dict[Node, dict[Node, float]]
"""How much more can flow from one node to another."""


def interval(
    whole: NDArray[np.int64], hidden: NDArray[np.bool_], place: Place
) -> tuple[float, float]:
    """(least, most) that the entry at ``place`` can be, knowing every entry not ``hidden``.

    Both arrays are (rows + 1, columns + 1), totals last; a one-way table is (1, columns + 1)
    and then has no column sums. ``most`` is infinite when nothing bounds it.
    """
    now = int(whole[place])
    start, end = _ends(whole.shape, place)
    others = hidden.copy()
    others[place] = False
    down = _greatest_flow(_room(whole, others), start, end, float(now))
    return now - down, now + _greatest_flow(_room(whole, others), end, start, math.inf)


def _ends(shape: tuple[int, ...], place: Place) -> tuple[Node, Node]:
    """Where the flow through an entry comes from and where it goes."""
    rows, columns = shape
    row, column = place
    # A one-way table has no column sums: all its columns begin in one node.
    at_column: Node = ("column", column if rows > 1 and column < columns - 1 else -1)
    if rows == 1:
        at_row: Node = ("row", 0)
        return (at_row, at_column) if column == columns - 1 else (at_column, at_row)
    at_row = ("row", row if row < rows - 1 else -1)
    if (row == rows - 1) != (column == columns - 1):
        return at_row, at_column
    return at_column, at_row


def _room(whole: NDArray[np.int64], hidden: NDArray[np.bool_]) -> Room:
    room: Room = {}
    for row, column in np.argwhere(hidden).tolist():
        start, end = _ends(whole.shape, (row, column))
        ahead, back = room.setdefault(start, {}), room.setdefault(end, {})
        ahead[end] = math.inf
        back[start] = back.get(start, 0.0) + float(whole[row, column])
    return room


def _greatest_flow(room: Room, start: Node, end: Node, most: float) -> float:
    """From start to end, at most ``most``, by shortest paths with room left; uses up the room."""
    sent = 0.0
    while sent < most and (path := _path(room, start, end)):
        more = min(most - sent, *(room[one][other] for one, other in path))
        if math.isinf(more):
            return more
        for one, other in path:
            room[one][other] -= more
            room[other][one] = room[other].get(one, 0.0) + more
        sent += more
    return sent


def _path(room: Room, start: Node, end: Node) -> list[tuple[Node, Node]]:
    """The shortest one with room; empty when there is none."""
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        one = waiting.popleft()
        for other, left in room.get(one, {}).items():
            if left > 0 and other not in came:
                came[other] = one
                waiting.append(other)
    return list(_steps(came, end)) if end in came else []


def _steps(came: dict[Node, Node], end: Node) -> Iterator[tuple[Node, Node]]:
    while came[end] != end:
        yield came[end], end
        end = came[end]
