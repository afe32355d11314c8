"""Small budgets drawn at random, for tests."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tiekartta.analysis.choosing.budgets import BudgetProfile

PROJECTS = "abcd"
costs = st.lists(st.integers(1, 6), min_size=4, max_size=4)
ballots = st.lists(st.sets(st.sampled_from(PROJECTS)), max_size=7)
ways = st.sampled_from(
    [
        {"rule": rule, "completion": completion, "comparison": comparison, "step": step}
        for rule, completion, comparison, step in [
            ("equal-shares", "none", False, 1), ("equal-shares", "none", True, 1),
            ("equal-shares", "add1", False, 1), ("equal-shares", "add1", True, Fraction(1, 2)),
            ("equal-shares", "add1u", False, 1), ("equal-shares", "add1u", True, 1),
            ("greedy", "none", False, 1), ("greedy-by-cost", "none", False, 1),
        ]
    ]
)  # fmt: skip


def town(prices: list[int], budget: int, papers: list[Any]) -> BudgetProfile:
    """Projects a–d at these prices."""
    return BudgetProfile.named(zip(PROJECTS, prices, strict=True), budget, papers)
