"""How many wrong codes one browser may try. Kept in the cache for ten minutes; no addresses."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

MOST = 10
SECONDS = 600


def _key(request: HttpRequest) -> str:
    """A digest of the browser's own form secret or session; nothing that tells who it is."""
    own = request.session.session_key or request.META.get("CSRF_COOKIE") or ""
    return "receipt-tries:" + hashlib.sha256(own.encode()).hexdigest()


def used_up(request: HttpRequest) -> bool:
    """Whether this browser has to wait."""
    return int(cache.get(_key(request), 0)) >= MOST


def count_wrong(request: HttpRequest) -> None:
    """Remember one wrong code."""
    key = _key(request)
    cache.add(key, 0, timeout=SECONDS)
    try:
        cache.incr(key)
    except ValueError:
        cache.set(key, 1, timeout=SECONDS)
