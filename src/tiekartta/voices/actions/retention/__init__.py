"""Keeping no longer than promised: rules, warnings, erasing, requests."""

from tiekartta.voices.actions.retention.erasing import erase_due
from tiekartta.voices.actions.retention.requests import (
    answer_erasure,
    ask_for_erasure,
    wipe_answered_requests,
)
from tiekartta.voices.actions.retention.rules import report_collections, set_retention_days
from tiekartta.voices.actions.retention.warning import warn_before_erasing

__all__ = [
    "answer_erasure",
    "ask_for_erasure",
    "erase_due",
    "report_collections",
    "set_retention_days",
    "warn_before_erasing",
    "wipe_answered_requests",
]
