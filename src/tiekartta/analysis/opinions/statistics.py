"""Polis' statistics of a group and a statement.

C. Small and others: Polis: Scaling deliberation by mapping high dimensional opinion spaces, 2021.
Counts are smoothed by one vote for and one not for; the tests are one- and two-proportion z tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.opinions.passes import Counts, Floats

SIGNIFICANT = 1.2816
"""z of a one-sided test at 90 %."""


@dataclass(frozen=True)
class Side:
    """(groups, m) arrays for one answer, agree or disagree: ``successes`` among ``votes``,
    smoothed ``probability``, its ``test`` against one half, ``repness`` (the probability divided
    by that of everybody else) and its ``repness_test``."""

    successes: Counts
    votes: Counts
    probability: Floats
    test: Floats
    repness: Floats
    repness_test: Floats

    @cached_property
    def metric(self) -> Floats:
        """What representative statements are ordered by."""
        return self.repness * self.repness_test * self.probability * self.test

    @cached_property
    def passes(self) -> NDArray[np.bool_]:
        """Where both tests are significant at 90 %."""
        return (self.test > SIGNIFICANT) & (self.repness_test > SIGNIFICANT)


def side(successes: Counts, votes: Counts) -> Side:
    """The statistics of (groups, m) counts."""
    probability = (successes + 1.0) / (votes + 2.0)
    other = successes.sum(axis=0) - successes
    other_votes = votes.sum(axis=0) - votes
    return Side(
        successes,
        votes,
        probability,
        proportion_test(successes, votes),
        probability / ((other + 1.0) / (other_votes + 2.0)),
        two_proportion_test(successes, other, votes, other_votes),
    )


def proportion_test(successes: Counts, votes: Counts) -> Floats:
    """z of the smoothed share against one half."""
    test: Floats = 2 * np.sqrt(votes + 1.0) * ((successes + 1.0) / (votes + 1.0) - 0.5)
    return test


def two_proportion_test(one: Counts, other: Counts, votes: Counts, others: Counts) -> Floats:
    """z of the difference of two smoothed shares; 0 where everybody says the same."""
    here, there = (one + 1.0) / (votes + 1.0), (other + 1.0) / (others + 1.0)
    pooled = (one + other + 2.0) / (votes + others + 2.0)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (votes + 1.0) + 1 / (others + 1.0)))
    differs = pooled < 1
    return np.where(differs, (here - there) / np.where(differs, spread, 1.0), 0.0)


def group_informed_consensus(agrees: Counts, votes: Counts) -> Floats:
    """(m,) product over groups of the smoothed probability of agreeing, 0–1."""
    product: Floats = ((agrees + 1.0) / (votes + 2.0)).prod(axis=0)
    return product


def divisiveness(agrees: Counts, votes: Counts) -> Floats:
    """(m,) greatest difference between two groups' smoothed probabilities of agreeing, 0–1."""
    probability = (agrees + 1.0) / (votes + 2.0)
    spread: Floats = probability.max(axis=0) - probability.min(axis=0)
    return spread
