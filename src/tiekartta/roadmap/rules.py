"""Who may do what with a roadmap: the matrix of `people.permissions`."""

from __future__ import annotations

from tiekartta.journal.actors import SYSTEM
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may


def may_edit(person: object, programme: Programme) -> bool:
    """Whether a person may write the draft."""
    return person is SYSTEM or may(person, "edit_roadmap", programme)


def may_publish(person: object, programme: Programme) -> bool:
    """Whether a person may approve quotations and publish editions (duty of publisher)."""
    return person is SYSTEM or may(person, "publish_roadmap", programme)


def may_read_voices(person: object, programme: Programme) -> bool:
    """Whether a person may read what people said, and not only counts."""
    return person is SYSTEM or may(person, "read_voices", programme)
