"""What a person does with their own account."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.people.passphrases import require_good


@transaction.atomic
def change_profile(*, person: Person, display_name: str, language: str, by: Actor) -> None:
    """Change one's own name and language. Raises PermissionDenied, Refusal."""
    if by is not SYSTEM and by.actor_key != person.actor_key:
        raise PermissionDenied("change_profile")
    name = " ".join(display_name.split())
    if not name:
        raise Refusal(_("Write your name as others should see it."))
    if language not in dict(settings.LANGUAGES):
        raise Refusal(_("Choose one of the languages of the service."))
    Person.objects.filter(pk=person.pk).update(display_name=name, language=language)
    record(by=by, action="change_profile", object_kind="person", object_id=person.public_id)


@transaction.atomic
def open_account(
    *, email: str, display_name: str, passphrase: str, by: Actor, language: str = "fi"
) -> Person:
    """An account in use at once, from the command line; people otherwise come by invitation.

    Raises PermissionDenied for anybody but the system, Refusal for a poor passphrase or an address
    that already has an account.
    """
    if by is not SYSTEM:
        raise PermissionDenied("open_account")
    address = email.strip().lower()
    if Person.objects.filter(email__iexact=address).exists():
        raise Refusal(_("There is already an account with this e-mail address."))
    require_good(passphrase, Person(email=address, display_name=display_name))
    person = Person.objects.create_user(
        address, passphrase, display_name=display_name, language=language
    )
    record(by=by, action="open_account", object_kind="person", object_id=person.public_id)
    return person
