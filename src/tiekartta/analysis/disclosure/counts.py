"""One count at a time: shown, shown as a position only, or not shown (the Kunta10 rule)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["full", "band", "least", "direction", "suppressed", "hidden"]

FLOOR = 5
"""No policy may let a count below this be told apart (INV-D2)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """``k_full``: fewest people for an exact figure; ``k_min``: fewest for any statement.

    May be raised, never lowered: ValueError when ``k_min`` is under 5 or over ``k_full``.
    """

    k_full: int = 10
    k_min: int = FLOOR

    def __post_init__(self) -> None:
        if self.k_min < FLOOR:
            raise ValueError(f"k_min must be at least {FLOOR}")
        if self.k_full < self.k_min:
            raise ValueError("k_full must not be below k_min")


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may be said of a count. ``value`` is there only at level "full", ``least`` and ``most``
    only at level "band" (between them, both included); at level "least" there is ``least`` alone:
    so many or more.

    "direction": only a position word ("few": from k_min to k_full − 1). "suppressed": under
    k_min, zero too ("alle 5"). "hidden": a cell of a table; one mark whatever the reason.
    Nothing of a hidden number is kept in the object, so two of one level are equal.
    """

    level: Level
    value: int | None = None
    least: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.level == "full"):
            raise ValueError("a value is there exactly when the level is full")
        if (self.least is not None) != (self.level in {"band", "least"}):
            raise ValueError("a lower bound is there exactly when the level is band or least")
        if (self.most is not None) != (self.level == "band"):
            raise ValueError("an upper bound is there exactly when the level is band")

    @property
    def is_shown(self) -> bool:
        """Whether the exact figure may be read from ``value``."""
        return self.level == "full"

    @property
    def at_least(self) -> int | None:
        """The figure, or what it is known to reach; None where nothing is told."""
        return self.least if self.value is None else self.value

    @property
    def position(self) -> str | None:
        """The position word: "few" at level "direction", else None."""
        return "few" if self.level == "direction" else None

    def as_data(self) -> dict[str, Any]:
        """Plain data: {"level": …, "value": int or None}; a band has "least" and "most" too."""
        if self.level == "least":
            return {"level": "least", "value": None, "least": self.least}
        if self.level == "band":
            return {"level": "band", "value": None, "least": self.least, "most": self.most}
        return {"level": self.level, "value": self.value}


DIRECTION = Disclosed("direction")
SUPPRESSED = Disclosed("suppressed")
HIDDEN = Disclosed("hidden")


def disclose(n: int, policy: Policy | None = None) -> Disclosed:
    """What may be said of ``n`` people standing alone (INV-D1). Raises ValueError below zero.

    For counts shown side by side or with their sum use
    :func:`~tiekartta.analysis.disclosure.disclose_table`: subtraction undoes this one.
    """
    policy = policy or Policy()
    if n < 0:
        raise ValueError("a count of people is not negative")
    if n >= policy.k_full:
        return Disclosed("full", int(n))
    return DIRECTION if n >= policy.k_min else SUPPRESSED


def presentation_order(counts: Mapping[str, int], policy: Policy | None = None) -> tuple[str, ...]:
    """Keys in an order that tells nothing more than :func:`disclose` does.

    Exact figures largest first, then the few, then the suppressed; by name within each.
    """
    rank = {"full": 0, "direction": 1, "suppressed": 2}

    def place(key: str) -> tuple[int, int, str]:
        said = disclose(counts[key], policy)
        return rank[said.level], -(said.value or 0), key

    return tuple(sorted(counts, key=place))


def may_republish(published: int, now: int, policy: Policy | None = None) -> bool:
    """Whether results on ``now`` people may replace those on ``published`` (INV-D8).

    A step smaller than k_min would tell the newcomers' answers by subtraction; the same number
    is no step.
    """
    return now == published or abs(now - published) >= (policy or Policy()).k_min
