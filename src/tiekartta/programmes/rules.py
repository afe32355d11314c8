"""Who may do what in a programme: the matrix of `people.permissions`, asked in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.people.models import Person
from tiekartta.people.permissions import DUTIES, MATRIX, mark_of
from tiekartta.people.states import Role
from tiekartta.programmes.models import Duty, Membership, Programme

_known: ContextVar[dict[Any, Any] | None] = ContextVar("_known", default=None)
K = TypeVar("K")


@contextmanager
def asking_once() -> Iterator[None]:
    """Within the block roles and duties are asked of the database once: for reading one page only.

    Never around anything that changes a membership.
    """
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def _once(key: tuple[object, ...], ask: Callable[[], K]) -> K:
    known = _known.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    found: K = known[key]
    return found


def in_force(day: date) -> Q:
    """The memberships that give a right on a day (INV-P2)."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def roles_of(person: object, programme: Programme, *, on: date | None = None) -> frozenset[Role]:
    """The roles a person has in a programme on a day (INV-P2). Nobody has the visitor's role only."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset({Role.VISITOR})
    day = on or timezone.localdate()
    rows = Membership.objects.filter(in_force(day), programme=programme, person=person)
    found = _once(
        ("roles", person.pk, programme.pk, day), lambda: list(rows.values_list("role", flat=True))
    )
    roles = {Role(role) for role in found}
    if person.is_administrator:
        roles.add(Role.ADMINISTRATOR)
    return frozenset(roles | {Role.VISITOR})


def may(
    person: object, action: str, programme: Programme, *, own: bool = False, on: date | None = None
) -> bool:
    """Whether a person may do an action of the matrix in a programme.

    `own` says that the thing is the person's own or assigned to them (mark o). Marks c and p are
    no rights to the thing itself: `rights_of` tells where counts may be seen.
    """
    marks = {mark_of(action, role) for role in roles_of(person, programme, on=on)}
    if "Y" in marks or (own and "o" in marks):
        return True
    if "d" in marks and isinstance(person, Person):
        return DUTIES[action] in _duties_of(person, programme)
    return False


@contextmanager
def knowing(person: object, programmes: Collection[Programme]) -> Iterator[None]:
    """Within the block a person's roles and duties of today in all of these are known, in two queries.

    Like `asking_once`, for reading only.
    """
    with asking_once():
        known = _known.get()
        if known is not None and isinstance(person, Person) and person.is_active:
            known |= _roles_and_duties(person, programmes)
        yield


def _roles_and_duties(
    person: Person, programmes: Collection[Programme]
) -> dict[tuple[object, ...], list[str] | frozenset[str]]:
    day = timezone.localdate()
    roles: dict[object, list[str]] = {programme.pk: [] for programme in programmes}
    duties: dict[object, set[str]] = {programme.pk: set() for programme in programmes}
    held = Membership.objects.filter(in_force(day), person=person, programme__in=programmes)
    for pk, role in held.values_list("programme_id", "role"):
        roles[pk].append(role)
    given = Duty.objects.filter(person=person, programme__in=programmes)
    for pk, kind in given.values_list("programme_id", "kind"):
        duties[pk].add(kind)
    return {("roles", person.pk, pk, day): found for pk, found in roles.items()} | {
        ("duties", person.pk, pk): frozenset(found) for pk, found in duties.items()
    }


def _duties_of(person: Person, programme: Programme) -> frozenset[str]:
    rows = Duty.objects.filter(programme=programme, person=person)
    return _once(
        ("duties", person.pk, programme.pk), lambda: frozenset(rows.values_list("kind", flat=True))
    )


def require(
    person: Actor | object, action: str, programme: Programme, *, own: bool = False
) -> None:
    """Raise PermissionDenied unless the person may. The system itself may everything."""
    if person is SYSTEM:
        return
    if not may(person, action, programme, own=own):
        raise PermissionDenied(action)


def rights_of(person: object, programme: Programme, *, on: date | None = None) -> frozenset[str]:
    """Every action of the matrix that a person may do in a programme, in two queries.

    An action of which they may see the counts only (mark c) is there as "<action>:counts".
    """
    roles = roles_of(person, programme, on=on)
    duties = _duties_of(person, programme) if isinstance(person, Person) else frozenset()
    found = set()
    for action in MATRIX:
        marks = {mark_of(action, role) for role in roles}
        if "Y" in marks or ("d" in marks and DUTIES[action] in duties):
            found.add(action)
        if "c" in marks:
            found.add(f"{action}:counts")
    return frozenset(found)


def may_found(person: object, *, on: date | None = None) -> bool:
    """Whether a person may found a programme: administrators, and owners of some programme."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    if person.is_administrator:
        return True
    day = on or timezone.localdate()
    return Membership.objects.filter(in_force(day), person=person, role=Role.OWNER).exists()
