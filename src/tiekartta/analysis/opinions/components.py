"""The two directions in which people differ most: principal components of centred votes."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from tiekartta.analysis.opinions.passes import Floats

_BY_LANCZOS = 100  # statements above which two vectors are found sooner than all are reduced


def components_of(moments: Floats) -> Floats:
    """(2, m) unit eigenvectors of the two largest eigenvalues; rows of zeros where there is none.

    Their signs are fixed by their own largest entry, so they do not change when agree and disagree
    are swapped. ``moments`` is (m, m) and symmetric.
    """
    found = np.zeros((2, moments.shape[0]))
    active = np.flatnonzero(moments.diagonal())  # a statement without variance takes no part
    size = active.size
    wanted = min(2, size)
    if not wanted:
        return found
    values, vectors = _largest(moments[np.ix_(active, active)], wanted)
    scale = float(values[-1])
    for axis in range(wanted):
        value, vector = float(values[wanted - 1 - axis]), vectors[:, wanted - 1 - axis]
        if value <= scale * 1e-12:
            continue
        leading = int(np.argmax(np.round(np.abs(vector), 9)))
        found[axis, active] = vector if vector[leading] > 0 else -vector
    return found


def _largest(inner: Floats, wanted: int) -> tuple[Floats, Floats]:
    """(values ascending, vectors) of the largest eigenvalues, to the last bits but a few."""
    size = len(inner)
    if size > _BY_LANCZOS:
        from scipy.sparse.linalg import ArpackError, eigsh  # noqa: PLC0415 - loaded when computed

        # Started always alike, so that the same votes give the same map.
        start = np.random.default_rng(0).standard_normal(size)
        with suppress(ArpackError):
            found = eigsh(inner, k=wanted, which="LA", v0=start)
            order = np.argsort(found[0])
            return found[0][order], found[1][:, order]
    from scipy.linalg import eigh  # noqa: PLC0415 - loaded when computed

    values, vectors = eigh(inner, subset_by_index=(size - wanted, size - 1))
    return values, vectors
