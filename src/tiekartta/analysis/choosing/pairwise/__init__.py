"""Comparisons of two: strengths by Bradley–Terry with standard errors and intervals.

>>> profile = PairProfile.named([("a", "b"), ("a", "b"), ("b", "a"), ("b", "c"), ("b", "c"), ("c", "a")])
>>> count_pairs(profile, seed=1).winners
('b', 'a', 'c')
"""

from tiekartta.analysis.choosing.pairwise.counting import PAIR_RULES, count_pairs
from tiekartta.analysis.choosing.pairwise.profile import PairProfile
from tiekartta.analysis.choosing.pairwise.results import Goodness, PairResult, Strength

__all__ = ["PAIR_RULES", "Goodness", "PairProfile", "PairResult", "Strength", "count_pairs"]
