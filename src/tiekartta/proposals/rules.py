"""Who may do what with proposals."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from tiekartta.journal.actors import SYSTEM
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may


def may_edit(person: object, programme: Programme) -> bool:
    """Whether a person may make, word and combine proposals."""
    return person is SYSTEM or may(person, "merge_proposals", programme)


def may_give_outcome(person: object, programme: Programme) -> bool:
    """Whether a person may say what became of a proposal: those who combine, and those who decide."""
    return may_edit(person, programme) or may(person, "make_decision", programme)


def may_read_voices(person: object, programme: Programme) -> bool:
    """Whether a person may read what people said, and not only counts."""
    return person is SYSTEM or may(person, "read_voices", programme)


def require_outcome(person: object, programme: Programme) -> None:
    """Raise PermissionDenied unless the person may give outcomes."""
    if not may_give_outcome(person, programme):
        raise PermissionDenied("give_outcome")
