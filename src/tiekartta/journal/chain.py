"""The chain of the journal: each entry's digest covers the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

FIRST = "0" * 64


def digest_of(
    *,
    previous: str,
    at: datetime,
    actor: str,
    action: str,
    object_kind: str,
    object_id: str,
    programme_id: str,
) -> str:
    """The SHA-256 of an entry and of the one before it."""
    content = json.dumps(
        [previous, at.isoformat(), actor, action, object_kind, object_id, programme_id]
    )
    return hashlib.sha256(content.encode()).hexdigest()
