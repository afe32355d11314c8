"""How well two groupings of the same people agree."""

from __future__ import annotations

import numpy as np

from tiekartta.analysis.opinions.passes import Counts


def adjusted_rand(one: Counts, other: Counts) -> float:
    """Adjusted Rand index of two (n,) groupings, at most 1; 1 for equal ones (Hubert, Arabie 1985)."""
    if not len(one):
        return 1.0
    rows = np.unique(one, return_inverse=True)[1]
    columns = np.unique(other, return_inverse=True)[1]
    width = int(columns.max()) + 1
    table = np.bincount(rows * width + columns, minlength=(int(rows.max()) + 1) * width)
    together = _pairs(table)
    by_row = _pairs(np.bincount(rows))
    by_column = _pairs(np.bincount(columns))
    every = len(one) * (len(one) - 1) / 2
    expected = by_row * by_column / every if every else 0.0
    most = (by_row + by_column) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _pairs(counts: Counts) -> float:
    return float((counts * (counts - 1.0) / 2).sum())
