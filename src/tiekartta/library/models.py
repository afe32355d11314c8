"""Subscriptions to what becomes of a programme, and what was sent to subscribers."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField


class Subscription(models.Model):
    """An address that wants to hear what becomes of one programme (domain 4.2 M).

    `mark` is HMAC(secret, programme and address): by it the same address is found again in the same
    programme, and not in another. `sealed` is the address. It counts once it was confirmed by letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()
    language = models.CharField(max_length=2)
    asked_on = models.DateField(default=timezone.localdate)
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "mark"], name="one_subscription_an_address"
            )
        ]

    class Privacy:
        """Whose address it is: enciphered and hashed."""

        personal = ("sealed", "mark", "language")
        free_text = ()
        open = ("id", "programme", "asked_on", "confirmed_on")


class Bulletin(models.Model):
    """What was told to the subscribers of a programme: one line and a link, once a link (N27)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    title = TranslatedTextField()
    path = models.CharField(max_length=300)
    asked_on = models.DateField(default=timezone.localdate)
    is_written = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "path"], name="a_link_is_told_once")
        ]

    class Privacy:
        """A public page, and what it is called."""

        personal = ()
        free_text = ("title",)
        open = ("id", "public_id", "programme", "path", "asked_on", "is_written")
