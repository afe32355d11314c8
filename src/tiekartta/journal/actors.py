"""Who does things: a person, the system, or somebody who stays anonymous."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anything that can stand behind `by=`."""

    @property
    def actor_key(self) -> str:
        """A stable key: a person's id, `system` or `anonymous`."""


@dataclass(frozen=True)
class NamedActor:
    """An actor who is no person of the house."""

    actor_key: str


SYSTEM = NamedActor("system")
ANONYMOUS = NamedActor("anonymous")
