"""How often addresses may be asked in one programme; kept in memory, and knows of nobody who asked."""

from __future__ import annotations

from django.core.cache import cache

WINDOW = 600
"""Seconds."""
MOST = 100
"""Letters that strangers can make one programme write in that time."""


def is_over_limit(programme_id: str) -> bool:
    """Count one more and say whether there have been too many."""
    key = f"subscribing:{programme_id}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return bool(cache.incr(key) > MOST)
    except ValueError:  # it ran out between the two calls
        return False
