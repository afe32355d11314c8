"""Who may do what with themes, and how many must stand behind a set (INV-T2)."""

from __future__ import annotations

from uuid import UUID

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.permissions import mark_of
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import members_of
from tiekartta.programmes.rules import may

TWO_PEOPLE = 2


def may_edit(person: object, programme: Programme) -> bool:
    """Whether a person may rename, merge, split and move."""
    return may(person, "edit_themes", programme)


def may_approve(person: object, programme: Programme) -> bool:
    """Whether a person may stand behind the themes."""
    return may(person, "approve_themes", programme)


def may_run(person: object, programme: Programme) -> bool:
    """Whether a person may start an analysis."""
    return may(person, "run_analysis", programme)


def may_read_voices(person: object, programme: Programme) -> bool:
    """Whether a person may read what people said, and not only counts."""
    return person is SYSTEM or may(person, "read_voices", programme)


def approvers(programme: Programme) -> frozenset[UUID]:
    """The people who hold the right to approve today."""
    return frozenset(
        row.membership.person_id
        for row in members_of(programme, reader=SYSTEM)
        if row.is_valid
        and row.membership.person.is_active
        and mark_of("approve_themes", row.role) == "Y"
    )


def approvals_needed(holders: int) -> int:
    """Two people where two or more hold the right, one where the owner is alone (INV-T2)."""
    return TWO_PEOPLE if holders >= TWO_PEOPLE else 1
