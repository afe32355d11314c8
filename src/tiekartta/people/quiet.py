"""When nothing is written to people by itself."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

FIRST_HOUR, LAST_HOUR = 7, 20


def is_quiet(*, now: datetime | None = None) -> bool:
    """Whether it is the time of day when nothing goes out by itself (domain 4.6)."""
    hour = timezone.localtime(now).hour
    return not FIRST_HOUR <= hour < LAST_HOUR
