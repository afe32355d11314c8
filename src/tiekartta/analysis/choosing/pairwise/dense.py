"""The same climb as in :mod:`.model` for tables of options by options, which is what most counts are.

Newton's method without a look at the likelihood where a full step is sure to climb: the model is
self-concordant in the differences of strengths (F. Bach 2010), so a step that changes no difference
by more than ``SURE`` does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SURE = 1.5


class Table:
    """``wins[i, j]``: how often i was preferred to j. ``prior`` wins and losses for each option."""

    def __init__(self, wins: Floats, prior: float) -> None:
        self.wins, self.prior = wins, prior
        self.games = wins + wins.T
        self.won = wins.sum(axis=1)
        self.played = self.games.sum(axis=1)
        self.diagonal = np.arange(len(wins))

    def begin(self) -> Floats:
        """Logarithms of the odds of each option's wins, around 0."""
        found = np.log(self.won + 0.5) - np.log(self.played - self.won + 0.5)
        return np.asarray(found - found.mean(), dtype=np.float64)

    def likelihood(self, strengths: Floats) -> float:
        """Its logarithm, with the prior."""
        ahead = strengths[:, None] - strengths
        total = (self.wins * np.logaddexp(0.0, -ahead)).sum()
        if self.prior:
            total += self.prior * (np.logaddexp(0, strengths) + np.logaddexp(0, -strengths)).sum()
        return -float(total)

    def move(self, strengths: Floats) -> Floats:
        """Newton's step."""
        with np.errstate(over="ignore"):  # a chance of nothing
            chances = np.subtract.outer(strengths, strengths)
            np.negative(chances, out=chances)
            np.exp(chances, out=chances)
            chances += 1
            np.divide(1, chances, out=chances)
        expected = self.games * chances
        gradient = self.won - expected.sum(axis=1)
        # The information is a Laplacian; expected wins fall by as much as chances leave open.
        chances *= expected
        chances -= expected
        information = chances
        known = -information.sum(axis=1)
        if self.prior:
            chance = 1 / (1 + np.exp(-strengths))
            gradient += self.prior * (1 - 2 * chance)
            known += 2 * self.prior * chance * (1 - chance)
        information[self.diagonal, self.diagonal] = known
        if not self.prior:  # strengths are known up to their mean
            information += (float(known.mean()) or 1.0) / len(strengths)
        return _solved(information, gradient)

    def step(self, strengths: Floats) -> tuple[Floats, float]:
        """Strengths after a step that climbs, and the greatest change in it."""
        move = self.move(strengths)
        if float(move.max() - move.min()) > SURE:
            # Full steps can overshoot far from the top; shorter ones then climb.
            now = self.likelihood(strengths)
            while self.likelihood(strengths + move) < now - 1e-9 * abs(now):
                move = move / 2
        return strengths + move, float(np.abs(move).max())


def _solved(matrix: Floats, right: Floats) -> Floats:
    from scipy.linalg.lapack import dposv  # noqa: PLC0415 - slow import, needed for pairs only

    # The transpose of a symmetric matrix is itself, in the order in which LAPACK needs no copy.
    _, found, failed = dposv(matrix.T, right, lower=1)
    if failed:  # rounding has made it singular
        found = np.linalg.solve(matrix, right)
    return np.asarray(found, dtype=np.float64)


def all_reached(steps: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Options to which steps lead from the first one; ``steps[i, j]``: one leads from i to j."""
    reached = np.zeros(len(steps), dtype=bool)
    reached[0] = True
    while True:
        grown = reached | steps[reached].any(axis=0)
        if (grown == reached).all():
            return grown
        reached = grown
