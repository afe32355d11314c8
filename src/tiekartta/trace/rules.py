"""How a voice's place follows from the links around it: pure functions of plain values."""

from __future__ import annotations

from collections.abc import Iterable

from tiekartta.proposals.states import Outcome, ProposalState
from tiekartta.trace.states import LADDER, Fate
from tiekartta.voices.states import VoiceState

OF_OUTCOME = {
    Outcome.IN_SPEARHEAD: Fate.IN_SPEARHEAD,
    Outcome.DONE_DIRECTLY: Fate.TAKEN_INTO_USE,
    Outcome.PASSED_ON: Fate.PASSED_ON,
    Outcome.PARKED: Fate.PARKED,
    Outcome.REJECTED: Fate.REJECTED,
}
_OF_STATE = {
    VoiceState.QUARANTINED: Fate.HELD,
    VoiceState.REJECTED: Fate.NOT_USED,
    VoiceState.WITHDRAWN: Fate.REMOVED,
}
_IN_BALLOT = frozenset({ProposalState.IN_BALLOT, ProposalState.NOT_CHOSEN, ProposalState.CHOSEN})


def fate_of_proposal(
    state: ProposalState, outcome: Outcome | None, *, in_spearhead: bool, in_ballot: bool
) -> Fate:
    """What a proposal means for the voices that it comes from."""
    if in_spearhead and outcome != Outcome.DONE_DIRECTLY:
        return Fate.IN_SPEARHEAD
    if outcome is not None:
        return OF_OUTCOME[outcome]
    if in_ballot or state in _IN_BALLOT:
        return Fate.IN_BALLOT
    return Fate.IN_PROPOSAL


def fate_of_voice(state: VoiceState, *, has_theme: bool, proposals: Iterable[Fate]) -> Fate:
    """The strongest place that a voice reached; every voice has one (INV-L3)."""
    if state in _OF_STATE:
        return _OF_STATE[state]
    reached = [Fate.READ, *([Fate.IN_THEME] if has_theme else []), *proposals]
    return max(reached, key=LADDER.index)


def rounded_share(part: int, whole: int) -> int:
    """Per cent to the nearest five, so that shares of small groups tell no single voice."""
    return 5 * round(20 * part / whole)


def is_far_below(reach: float, average: float) -> bool:
    """Whether a group's reach is under half of the average (bias check of domain 4.7)."""
    return reach < average / 2
