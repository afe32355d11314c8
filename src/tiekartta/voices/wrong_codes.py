"""A limit on wrong codes. It is kept in memory only and knows nothing of addresses.

A right code is always received, so nobody can shut others out by typing wrong ones; guessing one of
a thousand codes of 60 bits at the rate that the frame lets through would take millions of years.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache

WINDOW = 600
"""Seconds."""


def is_over_limit(where: str) -> bool:
    """Count one more wrong code of a ballot, a survey or a page; say whether there were too many in ten minutes."""
    key = f"wrong-codes:{where}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return bool(cache.incr(key) > settings.RATE_LIMIT_WRONG_CODES)
    except ValueError:  # it ran out between the two calls
        return False
