"""A table of counts in bands of ten, safe against subtraction also beside exact column sums (INV-D3).

Where most cells are near the limit, hiding single cells of an exact table hides nearly all of it.
Bands say less of each cell and so may say something of many more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.disclosure.audit import Place
from tiekartta.analysis.disclosure.counts import HIDDEN, Disclosed, Policy
from tiekartta.analysis.disclosure.tables import DisclosedTable

_EASE = 1e-6
Body = tuple[tuple[int, ...], ...]
Bounds = NDArray[np.float64]


def disclose_bands(
    counts: Mapping[str, Mapping[str, int]],
    policy: Policy | None = None,
    *,
    frank: Collection[str] = (),
) -> DisclosedTable:
    """The table row → column → n with every figure in a band as wide as ``k_full``, none exact.

    Column sums are not in the result, but safe beside it: they may be known from elsewhere. Under
    ``k_full`` nothing is said. Then, as long as bands, row totals and exact column sums together
    narrow such a figure to fewer than ``k_min`` values, the smallest band that helps is hidden too,
    row totals last. In the rows of ``frank`` a small figure is told to be small: from 0 to under
    ``k_full``. Raises ValueError for a negative count.
    """
    policy = policy or Policy()
    rows = tuple(counts)
    columns = tuple(dict.fromkeys(column for row in counts.values() for column in row))
    body = tuple(tuple(counts[row].get(column, 0) for column in columns) for row in rows)
    if any(n < 0 for line in body for n in line):
        raise ValueError("a count of people is not negative")
    said = _said(body, len(columns), policy, tuple(row in frank for row in rows))
    return DisclosedTable(
        rows=rows,
        columns=columns,
        cells=tuple(line[:-1] for line in said),
        row_totals=tuple(line[-1] for line in said),
        column_totals=tuple(HIDDEN for _column in columns),
        total=HIDDEN,
    )


def _band_of(n: int, policy: Policy) -> Disclosed:
    """The band that ``n`` is in: from a multiple of ``k_full`` to the next."""
    least = n // policy.k_full * policy.k_full
    return Disclosed("band", least=least, most=least + policy.k_full - 1)


@lru_cache(maxsize=256)
def _said(
    body: Body, columns: int, policy: Policy, frank: tuple[bool, ...]
) -> tuple[tuple[Disclosed, ...], ...]:
    """Cells of every row and its total last. Kept, because pages ask for the same table often."""
    whole = np.array([[*line, sum(line)] for line in body], dtype=np.int64)
    whole = whole.reshape(len(body), columns + 1)
    is_frank = np.array(frank, dtype=bool).reshape(-1, 1)
    silent = (whole < policy.k_full) & ~is_frank
    is_known_small = True  # while nothing else is silent, silence tells that a figure is small
    safe: set[Place] = set()
    while True:
        bare = _bare(whole, silent, policy, safe, is_known_small=is_known_small)
        if bare is None:
            break
        silent[_next_to_hide(whole, silent, is_frank, bare)] = True
        is_known_small = False
    return tuple(
        tuple(
            HIDDEN if silent[row, column] else _band_of(int(whole[row, column]), policy)
            for column in range(columns + 1)
        )
        for row in range(len(body))
    )


def _bare(
    whole: NDArray[np.int64],
    silent: NDArray[np.bool_],
    policy: Policy,
    safe: set[Place],
    *,
    is_known_small: bool,
) -> Place | None:
    """The first small figure that can be narrowed too far. Saying less never narrows: ``safe``."""
    if silent.all():
        return None
    least = np.where(silent, 0, whole // policy.k_full * policy.k_full).astype(float)
    most = np.where(silent, np.inf, least + policy.k_full - 1)
    if is_known_small:
        most = np.where(silent, policy.k_full - 1, most)
    known = tuple(int(n) for n in whole[:, :-1].sum(axis=0))
    for row, column in np.argwhere(whole < policy.k_full):
        place = (int(row), int(column))
        if place in safe:
            continue
        if _play(whole, least, most, place) < policy.k_min:
            low, high = feasible(least, most, known, place)
            if high - low < policy.k_min - _EASE:
                return place
        safe.add(place)
    return None


def _play(whole: NDArray[np.int64], least: Bounds, most: Bounds, place: Place) -> float:
    """How far a figure can surely move by one exchange with others; the programme tells it exactly.

    A cell gives to one in its column, and either the totals of both rows take it, or a second column
    takes it back. A total moves as its cells do.
    """
    more, less = most - whole, whole - least
    last = whole.shape[1] - 1
    row, column = place
    if column == last:
        return max((_play(whole, least, most, (row, c)) for c in range(last)), default=0.0)
    others = np.arange(whole.shape[0]) != row
    reach = 0.0
    for here, there in ((more, less), (less, more)):
        own = min(here[row, column], here[row, last])
        best = np.minimum(there[others, column], there[others, last]).max(initial=0.0)
        best = min(own, best)
        for second in range(last):
            if second != column:
                ring = np.minimum(there[others, column], here[others, second]).max(initial=0.0)
                best = max(best, min(here[row, column], there[row, second], ring))
        reach += best
    return float(reach)


def feasible(
    least: Bounds, most: Bounds, known: tuple[int, ...], place: Place
) -> tuple[float, float]:
    """(least, most) that a figure can be: rows sum to their totals, columns to what is known.

    Both arrays are (rows, columns + 1), totals last.
    """
    rows, width = least.shape
    goal = np.zeros(rows * width)
    goal[place[0] * width + place[1]] = 1.0
    sums = np.zeros((rows + width - 1, rows * width))
    for row in range(rows):
        sums[row, row * width : row * width + width - 1] = 1.0
        sums[row, row * width + width - 1] = -1.0
    for column in range(width - 1):
        sums[rows + column, column::width] = 1.0
    targets = np.concatenate([np.zeros(rows), np.array(known, dtype=float)])
    limits = list(
        zip(least.ravel(), [None if np.isinf(m) else m for m in most.ravel()], strict=True)
    )
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to load, and few processes need it

    low = linprog(goal, A_eq=sums, b_eq=targets, bounds=limits, method="highs")
    high = linprog(-goal, A_eq=sums, b_eq=targets, bounds=limits, method="highs")
    return (
        0.0 if low.fun is None else float(low.fun),
        np.inf if high.fun is None else -float(high.fun),
    )


def _next_to_hide(
    whole: NDArray[np.int64], silent: NDArray[np.bool_], is_frank: NDArray[np.bool_], bare: Place
) -> Place:
    """The smallest told figure in the row or column of ``bare``, else any; totals, frank rows last."""
    last = whole.shape[1] - 1

    def order(place: Place) -> tuple[bool, bool, bool, int, Place]:
        aside = place[0] != bare[0] and place[1] != bare[1]
        return bool(is_frank[place[0], 0]), place[1] == last, aside, int(whole[place]), place

    return min(((int(r), int(c)) for r, c in np.argwhere(~silent)), key=order)
