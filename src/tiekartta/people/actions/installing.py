"""The first minutes of an installation: a one-time token, the administrator, the organisation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.models import Organisation, Person, SetupToken
from tiekartta.people.passphrases import require_good
from tiekartta.people.states import OrganisationKind
from tiekartta.people.tokens import digest_of, new_token

TOKEN_HOURS = 24


@transaction.atomic
def issue_setup_token(*, by: Actor, now: datetime | None = None) -> str:
    """A token for `/setup`, valid for 24 hours. Only its digest is stored.

    Raises Refusal when the installation has been set up, or when somebody else than the system asks.
    """
    if by is not SYSTEM:
        raise Refusal(_("The set-up token is printed by the command “tiekartta setup”."))
    if Person.objects.filter(is_administrator=True).exists():
        raise Refusal(_("This installation has already been set up."))
    token = new_token()
    expires_at = (now or timezone.now()) + timedelta(hours=TOKEN_HOURS)
    row = SetupToken.objects.create(token_digest=digest_of(token), expires_at=expires_at)
    record(by=by, action="issue_setup_token", object_kind="setup_token", object_id=row.pk)
    return token


@transaction.atomic
def set_up(
    *,
    token: str | None,
    email: str,
    display_name: str,
    passphrase: str,
    organisation_name: str,
    organisation_kind: OrganisationKind,
    by: Actor,
    language: str = "fi",
    now: datetime | None = None,
) -> Person:
    """Make the first administrator and the organisation; once, with the token of the command line.

    `token` may be None for the system only (the command line). Raises Missing once set up, Refusal
    for a token that is wrong, used or old, and for a poor passphrase.
    """
    if Person.objects.filter(is_administrator=True).exists():
        raise Missing("setup")
    if not (by is SYSTEM and token is None):
        _use(token or "", now or timezone.now())
    person = Person(
        email=email.strip().lower(), display_name=" ".join(display_name.split()), language=language,
        is_administrator=True,
    )  # fmt: skip
    require_good(passphrase, person)
    if Person.objects.filter(email=person.email).exists():
        raise Refusal(_("There is already an account with this e-mail address."))
    person.set_password(passphrase)
    person.save(force_insert=True)
    organisation = Organisation.objects.create(
        name=" ".join(organisation_name.split()), kind=organisation_kind
    )
    record(by=person, action="set_up", object_kind="organisation", object_id=organisation.public_id)
    return person


def _use(token: str, now: datetime) -> None:
    used = SetupToken.objects.filter(
        token_digest=digest_of(token), used_at__isnull=True, expires_at__gt=now
    ).update(used_at=now)
    if not used:
        raise Refusal(
            _("The set-up token is not valid. Print a new one with the command “tiekartta setup”."),
            code="token",
        )
