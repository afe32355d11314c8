"""Making, wording and combining proposals, and saying what became of them."""

from tiekartta.proposals.actions.combining import combine_proposals
from tiekartta.proposals.actions.outcomes import (
    give_outcome,
    mark_choice,
    put_in_ballot,
    return_from_ballot,
    withdraw_proposal,
)
from tiekartta.proposals.actions.writing import edit_proposal, link_voices, make_proposal

__all__ = [
    "combine_proposals",
    "edit_proposal",
    "give_outcome",
    "link_voices",
    "make_proposal",
    "mark_choice",
    "put_in_ballot",
    "return_from_ballot",
    "withdraw_proposal",
]
