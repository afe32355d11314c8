"""A new map turned so that those on both maps lie where they lay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tiekartta.analysis.opinions.passes import Floats


def turn(
    points: Floats, people: Sequence[str], before: Mapping[str, tuple[float, float]]
) -> Floats:
    """(2, 2) rotation or reflection that brings ``points`` nearest to ``before``.

    Orthogonal Procrustes (P. H. Schönemann 1966) over the people of both; the identity where fewer
    than three are. Multiply points by it: ``points @ turn(…)``.
    """
    rows = [row for row, name in enumerate(people) if name in before]
    if len(rows) < 3:
        return np.eye(2)
    here = points[rows]
    there = np.array([before[people[row]] for row in rows])
    left, _, right = np.linalg.svd((here - here.mean(axis=0)).T @ (there - there.mean(axis=0)))
    found: Floats = left @ right
    return found
