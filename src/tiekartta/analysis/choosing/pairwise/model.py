"""Bradley–Terry by Newton's method: the chance that i is preferred to j is 1 / (1 + exp(sj - si)).

R. Bradley, M. Terry (1952). Fisher scoring and Newton are the same here. Estimates exist only when
every option can be reached from every other by a chain of wins (L. Ford 1957), unless a prior adds
for every option the same number of wins and losses against an opponent of average strength.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.pairwise.dense import Table, all_reached
from tiekartta.analysis.choosing.pairwise.profile import Integers, PairProfile

Floats = NDArray[np.float64]
MOST_STEPS = 200
CLOSE = 1e-5
"""The last step moves no strength by more; it leaves an error of about its square."""

NOT_CONVERGED = "the strengths do not settle; a prior above 0 helps"
FULL = 10
"""A table with fewer than one cell in so many filled is climbed pair by pair."""
LARGEST_DENSE = 1_500
"""More options than this are solved with sparse matrices."""


@dataclass(frozen=True)
class Contests:
    """Every pair that met, once: ``left`` won ``wins`` of ``games`` against ``right``."""

    size: int
    left: Integers
    right: Integers
    wins: Floats
    games: Floats
    prior: float = 0.0

    @classmethod
    def of(cls, profile: PairProfile, prior: float) -> Contests:
        size = len(profile.options)
        if size <= LARGEST_DENSE:
            table = np.zeros((size, size))
            table[profile.winners, profile.losers] = profile.counts
            left, right = np.nonzero(np.triu(table + table.T))
            wins = table[left, right]
            return cls(size, left, right, wins, wins + table[right, left], prior)
        won = profile.winners < profile.losers
        cells = np.where(
            won, profile.winners * size + profile.losers, profile.losers * size + profile.winners
        )
        found, place = np.unique(cells, return_inverse=True)
        games = _sums(place, profile.counts, len(found))
        wins = _sums(place, np.where(won, profile.counts, 0), len(found))
        return cls(size, found // size, found % size, wins, games, prior)

    @cached_property
    def won(self) -> Floats:
        """Wins of each option."""
        lost = _sums(self.right, self.games - self.wins, self.size)
        return _sums(self.left, self.wins, self.size) + lost

    @cached_property
    def played(self) -> Floats:
        """Comparisons of each option."""
        return _sums(self.left, self.games, self.size) + _sums(self.right, self.games, self.size)

    def at(self, strengths: Floats) -> Point:
        """Likelihood, gradient and information with these strengths."""
        ahead = strengths[self.left] - strengths[self.right]
        # One exponential serves everything, and never overflows.
        small = np.exp(-np.abs(ahead))
        weaker = small / (1 + small)
        chances = np.where(ahead >= 0, 1 - weaker, weaker)
        expected = self.games * chances
        gradient = self.won - _sums(self.left, expected, self.size)
        gradient -= _sums(self.right, self.games - expected, self.size)
        likelihood = self.wins @ ahead - self.games @ (np.maximum(ahead, 0) + np.log1p(small))
        pairs = self.games * weaker * (1 - weaker)
        if not self.prior:
            return Point(strengths, float(likelihood), gradient, pairs, np.zeros(self.size))
        small = np.exp(-np.abs(strengths))
        known = small / (1 + small)
        likelihood -= self.prior * (np.abs(strengths) + 2 * np.log1p(small)).sum()
        gradient -= self.prior * np.sign(strengths) * (1 - 2 * known)
        return Point(
            strengths, float(likelihood), gradient, pairs, 2 * self.prior * known * (1 - known)
        )


@dataclass(frozen=True)
class Point:
    """The model at some ``strengths``: logarithm of the ``likelihood`` (with the prior), its
    ``gradient``, and the information: a Laplacian with weights ``pairs``, plus ``known``."""

    strengths: Floats
    likelihood: float
    gradient: Floats
    pairs: Floats
    known: Floats


@dataclass(frozen=True)
class Fit:
    """``strengths`` with mean 0, their standard ``errors`` and ``covariance``."""

    strengths: Floats
    errors: Floats
    covariance: Floats
    likelihood: float
    steps: int

    def error_between(self, first: int, second: int) -> float:
        """Standard error of a difference."""
        spread = self.errors[first] ** 2 + self.errors[second] ** 2
        return float(np.sqrt(max(spread - 2 * self.covariance[first, second], 0.0)))


def fit(profile: PairProfile, prior: float) -> Fit:
    """Strengths with errors. Raises CountError (not_connected, not_converged)."""
    strengths, steps = climb(profile, prior)
    contests = Contests.of(profile, prior)
    point = contests.at(strengths)
    errors, covariance = _System(contests, point).errors()
    centred = point.strengths - point.strengths.mean()
    return Fit(centred, errors, covariance, point.likelihood, steps)


def climb(profile: PairProfile, prior: float) -> tuple[Floats, int]:
    """To the top of the likelihood: (strengths, steps). Raises as :func:`fit`."""
    size = len(profile.options)
    if size > LARGEST_DENSE or len(profile.winners) * FULL < size * size:
        return _climb_pairs(profile, prior)
    wins = np.zeros((size, size))
    wins[profile.winners, profile.losers] = profile.counts
    if not prior:
        _check_connected(profile, wins > 0)
    table = Table(wins, prior)
    strengths = table.begin()
    for steps in range(1, MOST_STEPS + 1):
        strengths, moved = table.step(strengths)
        if moved < CLOSE:
            return strengths, steps
    raise CountError("not_converged", NOT_CONVERGED)


def _climb_pairs(profile: PairProfile, prior: float) -> tuple[Floats, int]:
    if not prior:
        _check_connected(profile, None)
    contests = Contests.of(profile, prior)
    begin = np.log(contests.won + 0.5) - np.log(contests.played - contests.won + 0.5)
    point = contests.at(begin - begin.mean())
    for steps in range(1, MOST_STEPS + 1):
        move = _System(contests, point).solve(point.gradient)
        raised = contests.at(point.strengths + move)
        # Full steps can overshoot far from the top; shorter ones then climb.
        while raised.likelihood < point.likelihood - 1e-9 * abs(point.likelihood):
            move = move / 2
            raised = contests.at(point.strengths + move)
        point = raised
        if float(np.abs(move).max()) < CLOSE:
            return point.strengths, steps
    raise CountError("not_converged", NOT_CONVERGED)


class _System:
    """The information matrix at some strengths, solved on strengths with mean 0 (without a prior)."""

    def __init__(self, contests: Contests, point: Point) -> None:
        self.size, self.prior = contests.size, contests.prior
        diagonal = _sums(contests.left, point.pairs, self.size) + point.known
        diagonal += _sums(contests.right, point.pairs, self.size)
        self.scale = float(diagonal.mean()) or 1.0
        self.contests, self.pairs, self.diagonal = contests, point.pairs, diagonal

    def dense(self) -> Floats:
        matrix = np.zeros((self.size, self.size))
        matrix[self.contests.left, self.contests.right] = -self.pairs
        matrix += matrix.T
        matrix[np.diag_indices(self.size)] = self.diagonal
        if not self.prior:
            matrix += self.scale / self.size
        return matrix

    def solve(self, right: Floats) -> Floats:
        if self.size <= LARGEST_DENSE:
            return np.asarray(np.linalg.solve(self.dense(), right), dtype=np.float64)
        free, factor = self._factored()
        found = np.zeros(self.size)
        found[:free] = factor.solve(right[:free])
        return found if self.prior else found - found.mean()

    def errors(self) -> tuple[Floats, Floats]:
        """Standard errors of strengths around their mean, and their covariances."""
        if self.size <= LARGEST_DENSE:
            inverse: Floats = np.asarray(np.linalg.inv(self.dense()), dtype=np.float64)
        else:
            free, factor = self._factored()
            inverse = np.zeros((self.size, self.size))
            for start in range(0, free, 256):
                block = np.zeros((free, min(256, free - start)))
                block[np.arange(start, start + block.shape[1]), np.arange(block.shape[1])] = 1
                inverse[:free, start : start + block.shape[1]] = factor.solve(block)
        inverse -= inverse.mean(axis=0)
        inverse -= inverse.mean(axis=1)[:, None]
        return np.sqrt(np.maximum(np.diag(inverse), 0)), inverse

    def _factored(self) -> tuple[int, Any]:
        from scipy import sparse  # noqa: PLC0415 - slow import, needed for many options only
        from scipy.sparse.linalg import splu  # noqa: PLC0415 - as above

        # Without a prior the last option is held at 0, which makes the matrix regular.
        free = self.size if self.prior else self.size - 1
        left, right = self.contests.left, self.contests.right
        kept = (left < free) & (right < free)
        weights = -self.pairs[kept]
        spots = np.arange(free)
        rows = np.concatenate([left[kept], right[kept], spots])
        columns = np.concatenate([right[kept], left[kept], spots])
        values = np.concatenate([weights, weights, self.diagonal[:free]])
        return free, splu(sparse.csc_matrix((values, (rows, columns)), shape=(free, free)))


def _check_connected(profile: PairProfile, won: NDArray[np.bool_] | None) -> None:
    """Chains of wins must lead from every option to every other. ``won[i, j]``: i ever beat j."""
    beaten, unbeaten = "never won against", "never lost to"
    for ends, starts, inside, outside in (
        (profile.losers, profile.winners, beaten, unbeaten),
        (profile.winners, profile.losers, unbeaten, beaten),
    ):
        if won is None:
            reached = _reached(ends, starts, len(profile.options))
        else:
            reached = all_reached(won if ends is profile.losers else won.T)
        if reached.all():
            continue
        # No chain leads from those reached to the others; the smaller side is named.
        smaller = reached if 2 * reached.sum() <= len(reached) else ~reached
        named = np.flatnonzero(smaller)
        what = inside if smaller is reached else outside
        names = ", ".join(repr(profile.options[i]) for i in named[:10].tolist())
        more = f" and {len(named) - 10} more" if len(named) > 10 else ""
        detail = (
            f"these options {what} the rest, directly or by a chain: {names}{more}; "
            "ask for more comparisons, leave them out, or give a small prior such as 0.1"
        )
        raise CountError("not_connected", detail)


def _reached(ends: Integers, starts: Integers, size: int) -> NDArray[np.bool_]:
    """Options to which steps from start to end lead from the first one."""
    reached = np.zeros(size, dtype=bool)
    reached[0] = True
    while True:
        grown = reached.copy()
        grown[ends[reached[starts]]] = True
        if (grown == reached).all():
            return reached
        reached = grown


def _sums(place: Integers, values: NDArray[Any], size: int) -> Floats:
    return np.bincount(place, values, size).astype(np.float64, copy=False)
