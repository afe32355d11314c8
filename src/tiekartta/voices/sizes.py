"""How many were heard, in classes that never tell a small number apart."""

from __future__ import annotations

from collections.abc import Mapping

from tiekartta.analysis.disclosure import Policy
from tiekartta.voices.models import Collection
from tiekartta.voices.states import HearingSize

LEAST_OF: Mapping[HearingSize, int] = {
    HearingSize.TEN: 10, HearingSize.FEW: 5, HearingSize.FEWER: 0,
}  # fmt: skip


def size_of(number: int) -> HearingSize:
    """The class that a number of people is in."""
    return next(size for size, least in LEAST_OF.items() if number >= least)


def told_size(size: HearingSize, policy: Policy) -> HearingSize | None:
    """A class as it may be told: None when it may be under the programme's threshold (INV-D1)."""
    return size if LEAST_OF[size] >= policy.k_min else None


def strictest(programme: Policy, collection: Collection) -> Policy:
    """The stricter of a programme's thresholds and a collection's own (INV-D2)."""
    return Policy(
        k_full=max(programme.k_full, collection.k_full or 0),
        k_min=max(programme.k_min, collection.k_min or 0),
    )
