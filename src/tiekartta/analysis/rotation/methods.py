"""Limits of the group methods that rotate, as their descriptions give them (facts, not our taste).

Learning café: equal groups of 4–6, 10 minutes a table in the usual variant. World café: 4–5 chairs
a table, at least three rounds of 20 minutes, 12–200 people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Method:
    """``usual`` sizes of a group, and ``bounds`` outside which a group stops working as one."""

    code: str
    usual: tuple[int, int]
    bounds: tuple[int, int]
    people: tuple[int, int]
    """Fewest and most participants the method suits."""
    rounds: int
    """Fewest rounds that make it this method."""
    minutes: tuple[int, int]
    """Shortest and longest usual round."""


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "stations": Method("stations", (4, 6), (3, 8), (6, 1000), 2, (10, 20)),
        "learning-cafe": Method("learning-cafe", (4, 6), (3, 8), (8, 1000), 2, (10, 20)),
        "world-cafe": Method("world-cafe", (4, 5), (3, 6), (12, 200), 3, (20, 20)),
    }
)
LONGEST = 120
"""Minutes of rotating after which people no longer think together."""
