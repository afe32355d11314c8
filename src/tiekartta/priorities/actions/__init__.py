"""Ballots from question to decision, and the votes between."""

from tiekartta.priorities.actions.codes import make_codes
from tiekartta.priorities.actions.counting import annul_ballot, close_ballot, count_ballot
from tiekartta.priorities.actions.deciding import confirm_ballot
from tiekartta.priorities.actions.preparing import create_ballot, edit_ballot, open_ballot
from tiekartta.priorities.actions.voting import CastVote, cast_vote

__all__ = [
    "CastVote",
    "annul_ballot",
    "cast_vote",
    "close_ballot",
    "confirm_ballot",
    "count_ballot",
    "create_ballot",
    "edit_ballot",
    "make_codes",
    "open_ballot",
]
