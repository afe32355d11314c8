"""The errors that users see.

Refusal                    the action was not done; the message says what to do (409)
├── Missing                the thing is not there or not for this reader (404)
└── Conflict               somebody else changed it meanwhile (409)

Rights are refused with Django's PermissionDenied (403).
"""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - the word of the house: an action is refused
    """An action that was not done. `message` is translated and says what the user can do."""

    def __init__(self, message: object, *, code: str = "refused") -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class Missing(Refusal):
    """The thing does not exist, or not for this reader."""


class Conflict(Refusal):
    """Somebody else changed the thing meanwhile."""
