"""The two directions in which people differ most: principal components of centred votes."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.passes import Floats, moments
from tiekartta.analysis.opinions.votes import Votes

_BY_LANCZOS = 100  # statements above which two vectors are found sooner than all are reduced
_TURNS = 3  # restarts of Lanczos after which the second moments are sooner made than waited for
_SPARSE = 4_000  # m over this: the share of votes given under which products are sooner made


def components_in(votes: Votes, means: Floats, shown: NDArray[np.bool_]) -> Floats:
    """(2, m), as `components_of` the votes' second moments, up to rounding errors.

    Most people vote on few of many statements: Lanczos' method asks for products of the sparse votes
    with a vector only, a fraction of the work of the (m, m) matrix (R. Lehoucq and others 1998).
    """
    found = _by_products(votes, means, shown)
    return components_of(moments(votes, means, shown)) if found is None else found


def _by_products(votes: Votes, means: Floats, shown: NDArray[np.bool_]) -> Floats | None:
    """(2, m), or None where statements are few, votes many or the directions hard to tell apart."""
    size = len(votes.statements)
    asked = int(shown.sum())
    is_sparse = votes.values.size * _SPARSE < len(votes) * size * asked
    if asked <= _BY_LANCZOS or not is_sparse:
        return None
    from scipy.sparse import csr_array  # noqa: PLC0415 - loaded when computed
    from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh  # noqa: PLC0415 - as above

    centred = np.where(shown[votes.columns], votes.values - means[votes.columns], 0.0)
    table = csr_array((centred, votes.columns, votes.starts), shape=(len(votes), size))
    is_active = np.bincount(votes.columns, weights=centred * centred, minlength=size) > 0
    if int(is_active.sum()) <= _BY_LANCZOS:
        return None
    back = table.T.tocsr()
    products = LinearOperator(
        (size, size), matvec=lambda given: back @ (table @ given), dtype=float
    )
    start = np.where(is_active, np.random.default_rng(0).standard_normal(size), 0.0)
    try:
        values, vectors = eigsh(products, k=2, which="LA", v0=start, maxiter=_TURNS)
    except ArpackError:
        return None
    order = np.argsort(values)
    return _directions(values[order], np.where(is_active[:, None], vectors[:, order], 0.0))


def components_of(products: Floats) -> Floats:
    """(2, m) unit eigenvectors of the two largest eigenvalues; rows of zeros where there is none.

    Their signs are fixed by their own largest entry, so they do not change when agree and disagree
    are swapped. ``products``, the second moments, is (m, m) and symmetric.
    """
    found = np.zeros((2, products.shape[0]))
    active = np.flatnonzero(products.diagonal())  # a statement without variance takes no part
    size = active.size
    wanted = min(2, size)
    if not wanted:
        return found
    found[:, active] = _directions(*_largest(products[np.ix_(active, active)], wanted))
    return found


def _directions(values: Floats, vectors: Floats) -> Floats:
    """(2, m) with their signs fixed, the largest first, from (m, k) vectors by ascending values."""
    wanted = len(values)
    found = np.zeros((2, len(vectors)))
    for axis in range(wanted):
        value, vector = float(values[wanted - 1 - axis]), vectors[:, wanted - 1 - axis]
        if value <= float(values[-1]) * 1e-12:
            continue
        leading = int(np.argmax(np.round(np.abs(vector), 9)))
        found[axis] = vector if vector[leading] > 0 else -vector
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
