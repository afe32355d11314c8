"""What is done with programmes, their phases and their members."""

from tiekartta.programmes.actions.founding import (
    edit_programme,
    found_programme,
    found_programme_for,
    set_programme_state,
)
from tiekartta.programmes.actions.members import (
    end_role,
    grant_role,
    invite_again,
    invite_member,
    set_duties,
)
from tiekartta.programmes.actions.phases import finish_phase, plan_phases, set_phase_state
from tiekartta.programmes.actions.reminding import remind_of_ending_roles

__all__ = [
    "edit_programme",
    "end_role",
    "finish_phase",
    "found_programme",
    "found_programme_for",
    "grant_role",
    "invite_again",
    "invite_member",
    "plan_phases",
    "remind_of_ending_roles",
    "set_duties",
    "set_phase_state",
    "set_programme_state",
]
