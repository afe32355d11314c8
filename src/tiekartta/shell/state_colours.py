"""Which colour a state wears. The word is always shown; the colour only helps the eye."""

from __future__ import annotations

from typing import Final

_STATES_BY_COLOUR: Final[dict[str, str]] = {
    "success": (
        "approved accepted published done succeeded successful finished elected chosen selected taken_into_use "
        "embedded used ready ok answered verified signed"
    ),
    "accent": "open active running started ongoing in_progress adopted in_use current enabled",
    "info": "planned queued new invited sent submitted proposed candidate counted closed frozen scheduled read sealed",
    "warning": "held pending waiting stale partly due overdue paused needs_check unscreened possible_match parked",
    "danger": "failed rejected refused withheld cancelled error expired revoked lost",
    "neutral": "draft ended archived withdrawn merged removed superseded passed_on inactive unused duplicate erased",
}
_COLOURS: Final = {
    state: colour for colour, states in _STATES_BY_COLOUR.items() for state in states.split()
}


def colour_of(state: str) -> str:
    """The `data-color` of a state by its name in the database; neutral when the name is not known."""
    return _COLOURS.get(str(state).lower(), "neutral")
