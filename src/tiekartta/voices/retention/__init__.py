"""How long things are kept."""

from tiekartta.voices.retention.rules import DAYS, RULES, WARNING, Keeping, due_on, may_erase

__all__ = ["DAYS", "RULES", "WARNING", "Keeping", "due_on", "may_erase"]
