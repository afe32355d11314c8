"""Panels: calling and choosing members, adopting statements, answering them."""

from tiekartta.voices.actions.panels.applying import apply_to_panel, choose_members
from tiekartta.voices.actions.panels.founding import create_panel, edit_panel, set_panel_state
from tiekartta.voices.actions.panels.stating import (
    adopt_statement,
    answer_statement,
    remind_of_statements,
    send_statement,
    write_statement,
)

__all__ = [
    "adopt_statement",
    "answer_statement",
    "apply_to_panel",
    "choose_members",
    "create_panel",
    "edit_panel",
    "remind_of_statements",
    "send_statement",
    "set_panel_state",
    "write_statement",
]
