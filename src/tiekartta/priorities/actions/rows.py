"""Taking a ballot for an act, and the journal row of the act."""

from __future__ import annotations

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.priorities.models import Ballot
from tiekartta.priorities.states import BallotState


def locked(ballot: Ballot) -> Ballot:
    """The row as it is now, locked until the end of the transaction."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=ballot.pk)


def check_state(ballot: Ballot, *allowed: BallotState, message: str) -> None:
    """Raise Refusal unless the ballot is in one of these states (domain 4.3)."""
    if ballot.state not in allowed:
        raise Refusal(message)


def record_act(ballot: Ballot, action: str, *, by: Actor) -> None:
    """Write who did what to the ballot; never called for a vote."""
    record(
        by=by,
        action=action,
        object_kind="ballot",
        object_id=ballot.public_id,
        programme_id=ballot.programme_id,
    )
