"""Which way the answers on a scale lean, where no figure of them may be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tiekartta.analysis.disclosure.counts import Policy

Leaning = Literal["low", "middle", "high"]


def leaning(counts: Mapping[int, int], policy: Policy | None = None) -> Leaning | None:
    """The third of the scale in which the mean lies; `counts` holds every step of the scale.

    For when nothing else is told: of `k_min` people or more, or None. Of `k_full` people or more only
    where it bounds the number at no step to fewer than `k_min` values. It is told whatever the spread,
    so it does not tell that all answered alike (domain 7, R1).
    """
    policy = policy or Policy()
    people = sum(counts.values())
    if people < policy.k_min:
        return None
    low, high = min(counts), max(counts)
    third = (high - low) / 3
    mean = sum(step * n for step, n in counts.items()) / people
    found: Leaning = "low" if mean < low + third else "high" if mean > high - third else "middle"
    if people < policy.k_full:
        return found
    bounds = {
        "low": (low, low + third),
        "middle": (low + third, high - third),
        "high": (high - third, high),
    }[found]
    return (
        found
        if all(_most(step, people, bounds, low, high) >= policy.k_min for step in counts)
        else None
    )


def _most(step: int, people: int, bounds: tuple[float, float], low: int, high: int) -> float:
    """How many may have answered `step` so that the mean still lies within the bounds."""
    if bounds[0] <= step <= bounds[1]:
        return people
    # The others stand at the far end of the scale.
    far, edge = (high, bounds[0]) if step < bounds[0] else (low, bounds[1])
    return people * (far - edge) / (far - step)
