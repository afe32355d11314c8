"""Inviting people by e-mail, and taking an account into use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions.letters import queue_letter
from tiekartta.people.errors import InvitationGone
from tiekartta.people.models import Invitation, Person
from tiekartta.people.passphrases import require_good
from tiekartta.people.rules import require_account
from tiekartta.people.tokens import digest_of, new_token

VALID_DAYS = 7


@transaction.atomic
def invite(
    *,
    email: str,
    display_name: str,
    language: str,
    by: Actor,
    programme: TranslatedText | None = None,
    now: datetime | None = None,
) -> Person:
    """Invite somebody by e-mail; the link is valid for seven days, and replaces earlier ones.

    Somebody new gets an account without passphrase, not in use until the invitation is accepted.
    Somebody with an account in use gets a letter only. What the person is invited to (`programme`,
    a name) was allowed by the rules of the folder that calls. Raises PermissionDenied, Refusal.
    """
    require_account(by)
    person = _person(email=email, display_name=display_name, language=language)
    if not person.is_active and person.has_usable_password():
        raise Refusal(_("This account has been closed. Ask the administrator to open it first."))
    token = "" if person.is_active else _new_token(person, by, now or timezone.now())
    _write(person, token=token, programme=programme, by=by)
    record(by=by, action="invite_person", object_kind="person", object_id=person.public_id)
    return person


def _person(*, email: str, display_name: str, language: str) -> Person:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal(_("This is not an e-mail address. Write it as name@example.org.")) from error
    known = Person.objects.filter(email=address).first()
    if known:
        return known
    name = " ".join(display_name.split()) or address.split("@")[0]
    code = language if language in dict(settings.LANGUAGES) else "fi"
    return Person.objects.create_user(
        address, None, display_name=name[:120], language=code, is_active=False
    )


def _new_token(person: Person, by: Actor, now: datetime) -> str:
    Invitation.objects.filter(person=person, accepted_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
    token = new_token()
    Invitation.objects.create(
        person=person, token_digest=digest_of(token), invited_by=by if isinstance(by, Person) else None,
        expires_at=now + timedelta(days=VALID_DAYS),
    )  # fmt: skip
    return token


def _write(person: Person, *, token: str, programme: TranslatedText | None, by: Actor) -> None:
    path = reverse("people:invitation", args=[token]) if token else reverse("programmes:list")
    with translation.override(person.language):
        body = render_to_string(
            "people/letters/invitation.txt",
            {
                "name": person.display_name,
                "inviter": by.display_name if isinstance(by, Person) else "",
                "programme": programme.shown(person.language).text if programme else "",
                "url": settings.PUBLIC_URL + path,
                "is_new": bool(token),
                "days": VALID_DAYS,
            },
        )
        subject = _("Invitation to Tiekartta") if token else _("A new role for you in Tiekartta")
    queue_letter(recipient=person, subject=subject, body=body, by=by)


@transaction.atomic
def accept_invitation(
    *, token: str, passphrase: str, by: Actor, now: datetime | None = None
) -> Person:
    """Take an account into use with a passphrase of one's own. `by` is ANONYMOUS: the link is the right.

    Raises InvitationGone for a link that is forged, used, replaced or older than seven days;
    Refusal for a poor passphrase.
    """
    moment = now or timezone.now()
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("person")
        .filter(token_digest=digest_of(token), accepted_at__isnull=True, expires_at__gt=moment)
        .first()
    )  # fmt: skip
    if invitation is None:
        raise InvitationGone(
            _("This invitation is no longer valid. Ask the person who invited you for a new one.")
        )
    person = invitation.person
    if person.has_usable_password():
        raise InvitationGone(_("This account is already in use. Log in with your passphrase."))
    require_good(passphrase, person)
    person.set_password(passphrase)
    Person.objects.filter(pk=person.pk).update(password=person.password, is_active=True)
    person.is_active = True
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=moment)
    Invitation.objects.filter(
        person=person, accepted_at__isnull=True, expires_at__gt=moment
    ).update(expires_at=moment)
    record(
        by=by if by is SYSTEM else person,
        action="accept_invitation",
        object_kind="person",
        object_id=person.public_id,
    )
    return person
