"""People, organisations, invitations and letters."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tiekartta.journal.fields import PublicIdField
from tiekartta.people.states import LetterProblem, OrganisationKind, SuccessionKind


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        """A person with a passphrase, or without one until an invitation is accepted."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. The administrator's right is technical: no content (domain 4.5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="fi")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    joined_on = models.DateField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Privacy:
        """An account is personal data."""

        personal = (
            "id",
            "public_id",
            "email",
            "display_name",
            "password",
            "last_login",
            "language",
        )
        free_text = ()
        open = ("is_active", "is_administrator", "joined_on")

    @property
    def actor_key(self) -> str:
        """The key by which the journal knows the person."""
        return str(self.pk)


class Invitation(models.Model):
    """A link by which a person takes an account into use within seven days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Privacy:
        """Who was invited by whom."""

        personal = ("person", "invited_by")
        free_text = ()
        open = ("id", "token_digest", "expires_at", "accepted_at")


class SetupToken(models.Model):
    """The one-time token of `/setup`; used once, for the first administrator."""

    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Privacy:
        """Nothing personal."""

        personal = ()
        free_text = ()
        open = ("id", "token_digest", "expires_at", "used_at")


class Organisation(models.Model):
    """An organisation, in force for a time; what became of it is told by its successions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=OrganisationKind)
    business_id = models.CharField(max_length=12, blank=True)
    site_url = models.URLField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_starts",
            )
        ]

    class Privacy:
        """Organisations are public."""

        personal = ()
        free_text = ()
        open = (
            "id",
            "public_id",
            "name",
            "kind",
            "business_id",
            "site_url",
            "valid_from",
            "valid_to",
        )


class OrganisationAlias(models.Model):
    """Another name of an organisation, by which it is also found."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_alias_once")
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "organisation", "name")


class OrganisationSuccession(models.Model):
    """One organisation became another (S003-34)."""

    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=SuccessionKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="no_organisation_follows_itself"
            ),
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "predecessor", "successor", "day", "kind")


class Unit(models.Model):
    """A unit in the tree of an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "public_id", "organisation", "parent", "name")


class Letter(models.Model):
    """An e-mail that waits to be sent, was sent, or was given up. To an account or to a bare address.

    `sealed` holds what it says, its headers and the address if there is no account, enciphered with a key
    outside the database; it is wiped once the letter has gone. `mailing` names what many letters belong to,
    such as "batch:<public id>". Whoever moves `next_try_at` on, sends it; it is empty once it has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="letters"
    )
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    mailing = models.CharField(max_length=60, blank=True, db_index=True)
    sealed = models.BinaryField(default=bytes)
    queued_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=16, blank=True, choices=LetterProblem)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sealed=b"", next_try_at__isnull=True),
                name="a_letter_that_has_gone_says_nothing",
            ),
        ]

    class Privacy:
        """To whom, and what."""

        personal = ("recipient", "sealed")
        free_text = ()
        open = (
            "id", "language", "subject", "mailing", "queued_at", "next_try_at", "attempts", "problem",
            "sent_at", "given_up_at",
        )  # fmt: skip
