"""Borda: the last of m options gives 0 points, the first m - 1; equal options share their places.

Options that a ballot leaves out are equal at its end (T. Young's averaged form; J.-C. de Borda 1781).
"""

from __future__ import annotations

from fractions import Fraction

from tiekartta.analysis.choosing.rankings.profile import RankingProfile


def borda_points(profile: RankingProfile) -> list[Fraction]:
    """Points of every option, in the order of options."""
    size = len(profile.options)
    doubled = [0] * size
    for ballot in profile.ballots:
        named = {index for level in ballot.levels for index in level}
        rest = tuple(index for index in range(size) if index not in named)
        above = 0
        for level in (*ballot.levels, rest):
            # Twice the mean of size - 1 - above, ..., size - above - len(level).
            points = 2 * (size - above) - 1 - len(level)
            for index in level:
                doubled[index] += ballot.count * points
            above += len(level)
    return [Fraction(points, 2) for points in doubled]
