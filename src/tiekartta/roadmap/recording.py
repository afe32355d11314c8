"""One journal row for one act on a roadmap."""

from __future__ import annotations

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.roadmap.models import Roadmap, Spearhead


def record_act(thing: Roadmap | Spearhead, action: str, *, by: Actor) -> None:
    """Write who did what; call it inside the transaction of the act."""
    roadmap = thing if isinstance(thing, Roadmap) else thing.roadmap
    record(
        by=by,
        action=action,
        object_kind="roadmap" if isinstance(thing, Roadmap) else "spearhead",
        object_id=thing.public_id,
        programme_id=roadmap.programme_id,
    )
