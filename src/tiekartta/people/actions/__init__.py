"""What is done with accounts, invitations, letters and organisations."""

from tiekartta.people.actions.accounts import change_profile, open_account
from tiekartta.people.actions.installing import issue_setup_token, set_up
from tiekartta.people.actions.invitations import accept_invitation, invite
from tiekartta.people.actions.letters import (
    drop_letters,
    queue_letter,
    queue_letters,
    queue_waiting_letters,
    try_again,
    try_all_again,
)
from tiekartta.people.actions.organisations import (
    add_alias,
    add_organisation,
    add_succession,
    edit_organisation,
    remove_alias,
)
from tiekartta.people.actions.units import add_unit

__all__ = [
    "accept_invitation",
    "add_alias",
    "add_organisation",
    "add_succession",
    "add_unit",
    "change_profile",
    "drop_letters",
    "edit_organisation",
    "invite",
    "issue_setup_token",
    "open_account",
    "queue_letter",
    "queue_letters",
    "queue_waiting_letters",
    "remove_alias",
    "set_up",
    "try_again",
    "try_all_again",
]
