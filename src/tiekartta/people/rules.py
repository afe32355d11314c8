"""Who may do what that belongs to no programme."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.people.models import Person


def may_administer(person: object) -> bool:
    """Whether a person takes care of the installation (domain 4.5, run_installation)."""
    return isinstance(person, Person) and person.is_active and person.is_administrator


def may_edit_organisations(person: object) -> bool:
    """Administrators and, as the settings wire it, those who may found programmes.

    Who owns a programme is known above this folder; the rule is handed down by its name in
    `settings.MAY_EDIT_ORGANISATIONS`.
    """
    if person is SYSTEM or may_administer(person):
        return True
    may: Callable[[object], bool] = import_string(settings.MAY_EDIT_ORGANISATIONS)
    return may(person)


def require_organisations(by: Actor | object) -> None:
    """Raise PermissionDenied unless the person may edit organisations."""
    if not may_edit_organisations(by):
        raise PermissionDenied("edit_organisations")


def require_account(by: Actor | object) -> None:
    """Raise PermissionDenied unless `by` is the system or somebody with an account in use."""
    if by is not SYSTEM and not (isinstance(by, Person) and by.is_active):
        raise PermissionDenied("invite")


def require_mail(by: Actor | object) -> None:
    """Raise PermissionDenied unless the person takes care of the installation's mail."""
    if by is not SYSTEM and not may_administer(by):
        raise PermissionDenied("run_installation")
