"""Rules of ballots as pure functions of plain values, and who may do what."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from tiekartta.analysis.choosing import DEFAULT_RULE
from tiekartta.analysis.provenance import digest
from tiekartta.journal.actors import SYSTEM
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may

RULE = DEFAULT_RULE
PLAIN_RULE = "av"
FEWEST_OPTIONS = 2


def may_organise(person: object, programme: Programme) -> bool:
    """Whether a person may make, open, close and count ballots."""
    return person is SYSTEM or may(person, "open_ballot", programme)


def may_decide(person: object, programme: Programme) -> bool:
    """Whether a person may record the decision on a counted ballot."""
    return person is SYSTEM or may(person, "make_decision", programme)


def may_see(person: object, programme: Programme) -> bool:
    """Whether a person may see ballots, and results once they are counted."""
    return person is SYSTEM or may(person, "see_result", programme)


def state_on(state: BallotState, closes_on: date | None, today: date) -> BallotState:
    """The state as it counts today: an open ballot is closed after its last day."""
    if state == BallotState.OPEN and closes_on is not None and today > closes_on:
        return BallotState.CLOSED
    return state


def digest_of_options(
    question: Mapping[str, Any], winners: int, options: Iterable[tuple[str, object, Any, Any]]
) -> str:
    """Of what people vote on (INV-B1); options are (key, proposal id, title data, text data)."""
    frozen = sorted([key, str(proposal), title, text] for key, proposal, title, text in options)
    return digest({"question": dict(question), "winners": winners, "options": frozen})


def departs(advised: Collection[object], chosen: Collection[object]) -> bool:
    """Whether a decision chose another set than the count advised. The order is the decider's own."""
    return set(advised) != set(chosen)


def fits_number(number: int, *, least: int, most: int) -> bool:
    """Whether so many spearheads need no reason (INV-M1)."""
    return least <= number <= most


def order_for(keys: Iterable[str], seed: str) -> list[str]:
    """The options in an order of one voter: of a random seed that the form carries, not of the voter."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}\n{key}".encode()).digest())
