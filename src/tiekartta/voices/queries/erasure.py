"""Requests to erase, for the privacy officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tiekartta.language.errors import Missing
from tiekartta.people.sealing import unseal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import ErasureRequest
from tiekartta.voices.states import ErasureOutcome, ErasureState


@dataclass(frozen=True)
class ErasureLine:
    """A request in the queue, without its words."""

    public_id: str
    language: str
    received_on: date
    due_on: date
    answered_on: date | None
    state: ErasureState
    outcome: ErasureOutcome | None


@dataclass(frozen=True)
class ErasureView:
    """A request with its words and address, while they are kept."""

    line: ErasureLine
    address: str
    words: str


def purpose_of(public_id: str) -> str:
    """What the seal of a request is tied to."""
    return f"erasure:{public_id}"


def erasure_queue(programme: Programme, *, reader: object) -> list[ErasureLine]:
    """The requests of a programme: those that wait first, by their last day. Raises PermissionDenied."""
    require(reader, "run_retention", programme)
    rows = ErasureRequest.objects.filter(programme=programme).defer("sealed")
    return sorted(
        (_line(row) for row in rows),
        key=lambda line: (line.state != ErasureState.RECEIVED, line.due_on, line.public_id),
    )


def erasure_of(programme: Programme, public_id: str, *, reader: object) -> ErasureRequest:
    """The row of a request, for actions. Raises PermissionDenied, Missing."""
    require(reader, "run_retention", programme)
    row = ErasureRequest.objects.filter(programme=programme, public_id=public_id).first()
    if row is None:
        raise Missing("erasure request")
    return row


def erasure_view(row: ErasureRequest) -> ErasureView:
    """A request as its officer reads it."""
    data = {"address": "", "words": ""}
    if row.sealed:
        data = unseal(bytes(row.sealed), purpose=purpose_of(row.public_id))
    return ErasureView(_line(row), data["address"], data["words"])


def _line(row: ErasureRequest) -> ErasureLine:
    return ErasureLine(
        public_id=row.public_id, language=row.language, received_on=row.received_on, due_on=row.due_on,
        answered_on=row.answered_on, state=ErasureState(row.state),
        outcome=ErasureOutcome(row.outcome) if row.outcome else None,
    )  # fmt: skip
