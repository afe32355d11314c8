"""Groups of people who stand near one another on the map: k-means, k by silhouette.

k-means++ with restarts (D. Arthur, S. Vassilvitskii 2007) and, as further restarts, the start that
Polis uses: the first distinct points, from either end. Silhouette: P. J. Rousseeuw 1987.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiekartta.analysis.opinions.passes import Counts, Floats

MOST_GROUPS = 5
EXACT = 5_000
"""People up to whom every pair is compared; above, a fixed sample of this size stands for all."""
_RESTARTS = 6
_TRIED_ON = 2_000  # people on whom the starts are tried; two dimensions need no more
_ROUNDS = 60
_PART = 100_000  # people compared with the centres at a time
_CHUNK = 64  # rows of distances at a time, so that they stay near the processor


def grouped(
    points: Floats, *, seed: int, groups: int | None = None, least: int = 1
) -> tuple[Counts, float]:
    """((n,) group of each point, silhouette −1…1); the largest group is 0.

    ``groups`` fixes the number; else the silhouette chooses among 2–5: the smallest number within
    one standard error of the best, so that two almost equally good ones do not change places by
    chance (the rule of L. Breiman and others 1984). No group is smaller than ``least``. Everybody
    is in one group, with silhouette 0, where no division is possible.
    """
    one = np.zeros(len(points), dtype=np.int64)
    distinct = _distinct(points)
    numbers = [groups] if groups else list(range(2, MOST_GROUPS + 1))
    sample = fixed_sample(len(points), EXACT, seed)
    tried = []
    for number in numbers:
        if number == 1 or number > distinct:
            continue
        found = _numbered(k_means(points, number, seed=seed))
        if groups is not None or np.bincount(found, minlength=number).min() >= least:
            tried.append(found)
    if not tried:
        return one, 0.0
    measured = silhouettes(points[sample], [found[sample] for found in tried])
    best, error = max(measured)
    chosen = next(place for place, (score, _) in enumerate(measured) if score >= best - error)
    return tried[chosen], measured[chosen][0]


def k_means(points: Floats, number: int, *, seed: int) -> Counts:
    """(n,) cluster of each point: the start that does best on a sample, refined on all."""
    some = points[fixed_sample(len(points), _TRIED_ON, seed)]
    starts = [
        *(_plus_plus(some, number, np.random.default_rng([seed, turn])) for turn in range(_RESTARTS)),
        _first_distinct(points, number),
        _first_distinct(points[::-1], number),
    ]  # fmt: skip
    centres, spread = _lloyd(some, np.stack([start for start in starts if len(start) == number]))
    best = centres[int(np.argmin(np.round(spread, 9)))][None]
    if len(some) < len(points):
        best = _refined(points, best)
    return _clusters(points, best)


def _distinct(points: Floats) -> int:
    """Number of distinct points; where the first are enough for all groups, of the first."""
    few = len(np.unique(points[:_TRIED_ON], axis=0)) if len(points) else 0
    if few >= MOST_GROUPS or len(points) <= _TRIED_ON:
        return few
    return len(np.unique(points, axis=0))


def _clusters(points: Floats, centres: Floats) -> Counts:
    """(n,) nearest of the (1, k, 2) centres, a part of the points at a time."""
    found = [
        _closeness(points[start : start + _PART], centres)[0].argmax(axis=0)
        for start in range(0, len(points), _PART)
    ]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _refined(points: Floats, centres: Floats) -> Floats:
    """(1, k, 2) centres when nothing changes any more, as `_lloyd` with less memory."""
    number = centres.shape[1]
    before: Counts | None = None
    for _ in range(_ROUNDS):
        found = _clusters(points, centres)
        if before is not None and np.array_equal(found, before):
            break
        before = found
        sizes = np.bincount(found, minlength=number)
        sums = [np.bincount(found, weights=points[:, axis], minlength=number) for axis in range(2)]
        means = np.stack(sums, axis=1) / np.maximum(sizes, 1)[:, None]
        centres = np.where((sizes > 0)[None, :, None], means[None], centres)
    return centres


def fixed_sample(size: int, most: int, seed: int) -> Counts:
    """Ascending rows: all of them, or ``most`` drawn by the seed."""
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng([seed, size]).permutation(size)[:most])


def _plus_plus(points: Floats, number: int, rng: np.random.Generator) -> Floats:
    centres = [points[int(rng.integers(len(points)))]]
    nearest, columns = np.full(len(points), np.inf), points.T.copy()
    for _ in range(number - 1):
        apart = columns - centres[-1][:, None]
        nearest = np.minimum(nearest, apart[0] ** 2 + apart[1] ** 2)
        reach = np.cumsum(nearest)
        draw = rng.random() * float(reach[-1])
        centres.append(points[min(int(np.searchsorted(reach, draw, "right")), len(points) - 1)])
    return np.array(centres)


def _first_distinct(points: Floats, number: int) -> Floats:
    few = points[: 50 * number]  # where these have too few, those that have will do
    _, first = np.unique(few, axis=0, return_index=True)
    return few[np.sort(first)[:number]]


def _closeness(points: Floats, centres: Floats) -> Floats:
    """(starts, k, n); ``centres`` is (starts, k, 2).

    |p − c|² = |p|² − 2 (p·c − |c|²/2): the nearest centre has the greatest closeness, the bracket.
    """
    starts, number, _ = centres.shape
    reach = centres.reshape(-1, 2) @ points.T
    reach -= (centres**2).sum(axis=2).reshape(-1, 1) / 2
    return np.asarray(reach.reshape(starts, number, len(points)), dtype=np.float64)


def _lloyd(points: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """((starts, k, 2) centres, (starts,) sums of squared distances) when nothing changes.

    A start that has come to rest is left alone while the others go on.
    """
    starts, number, _ = centres.shape
    centres, closeness = centres.copy(), np.zeros(starts)
    counted = np.column_stack([points, np.ones(len(points))])
    moving = np.arange(starts)
    before = np.zeros((starts, number, len(points)), dtype=np.bool_)
    for _ in range(_ROUNDS):
        reach = _closeness(points, centres[moving])
        best = reach.max(axis=1)
        mine = reach >= best[:, None]
        if np.count_nonzero(mine) > best.size:  # of equally near centres the first
            mine &= np.cumsum(mine, axis=1) == 1
        closeness[moving] = best.sum(axis=1)
        is_moving = (mine != before).reshape(moving.size, -1).any(axis=1)
        moving, before = moving[is_moving], mine[is_moving]
        if not moving.size:
            break
        sums = before.reshape(-1, len(points)).astype(np.float64) @ counted
        places, sizes = np.split(sums.reshape(moving.size, number, 3), [2], axis=2)
        centres[moving] = np.where(sizes > 0, places / np.maximum(sizes, 1), centres[moving])
    return centres, (points**2).sum() - 2 * closeness


def _numbered(found: Counts) -> Counts:
    """The same groups, the largest first; of equal ones that of the earliest person."""
    numbers, first, sizes = np.unique(found, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    place = np.empty(int(numbers.max()) + 1, dtype=np.int64)
    place[numbers[order]] = np.arange(len(numbers))
    return place[found]


def silhouettes(points: Floats, groupings: Sequence[Counts]) -> list[tuple[float, float]]:
    """(mean silhouette width, its standard error) of each (n,) grouping of the points.

    Exact, by chunks of rows. Somebody alone in a group counts as 0; one group has −1.
    """
    places = [np.unique(each, return_inverse=True)[1] for each in groupings]
    sizes = [np.bincount(place) for place in places]
    edges = np.concatenate([[0], np.cumsum([size.size for size in sizes])])
    rows = np.arange(len(points))
    members = np.zeros((len(points), int(edges[-1])), dtype=np.float32)
    for place, edge in zip(places, edges, strict=False):
        members[rows, edge + place] = 1.0
    flat = points.astype(np.float32)
    sums = np.zeros(members.shape)
    for start in range(0, len(points), _CHUNK):
        # As far from here to there as back: people before these have been compared with them.
        some, rest = flat[start : start + _CHUNK], flat[start:]
        far = np.square(some[:, 0][:, None] - rest[:, 0][None, :])
        far += np.square(some[:, 1][:, None] - rest[:, 1][None, :])
        np.sqrt(far, out=far)
        sums[start : start + _CHUNK] += far @ members[start:]
        later = far[:, _CHUNK:]
        sums[start + _CHUNK :] += later.T @ members[start : start + _CHUNK]
    return [
        _widths(sums[:, edge : edge + size.size], place, size)
        for place, size, edge in zip(places, sizes, edges, strict=False)
    ]


def _widths(sums: Floats, place: Counts, sizes: Counts) -> tuple[float, float]:
    if sizes.size < 2:
        return -1.0, 0.0
    rows = np.arange(len(place))
    inner = sums[rows, place] / np.maximum(sizes[place] - 1, 1)
    means = sums / sizes
    means[rows, place] = np.inf
    outer = means.min(axis=1)
    widest = np.maximum(inner, outer)
    is_measured = (sizes[place] > 1) & (widest > 0)
    width = np.where(is_measured, (outer - inner) / np.where(is_measured, widest, 1.0), 0.0)
    return round(float(width.mean()), 9), round(float(width.std() / np.sqrt(len(place))), 9)
