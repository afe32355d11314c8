"""One journal row for one act on a proposal."""

from __future__ import annotations

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.proposals.models import Proposal


def record_act(proposal: Proposal, action: str, *, by: Actor) -> None:
    """Write who did what to the proposal; call it inside the transaction of the act."""
    record(
        by=by,
        action=action,
        object_kind="proposal",
        object_id=proposal.public_id,
        programme_id=proposal.programme_id,
    )
