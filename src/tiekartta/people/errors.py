"""The refusals of people.

Refusal
└── InvitationGone         the link was used, replaced or is older than seven days
"""

from __future__ import annotations

from tiekartta.language.errors import Refusal


class InvitationGone(Refusal):
    """An invitation that cannot be accepted any more."""
