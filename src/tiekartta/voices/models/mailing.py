"""Addresses to which a batch of tokens was sent, and reminders to all of them."""

from __future__ import annotations

import uuid

from django.db import models

from tiekartta.voices.models.codes import TokenBatch
from tiekartta.voices.states import ReminderKind


class BatchAddresses(models.Model):
    """The addresses of a batch, sealed in one piece and shuffled, for reminders; destroyed at closing.

    `sealed` is a list of [address, language]. `is_written`: the letters with the tokens have been made.
    Nothing here or elsewhere says which address got which token.
    """

    batch = models.OneToOneField(
        TokenBatch, on_delete=models.CASCADE, primary_key=True, related_name="addresses"
    )
    sealed = models.BinaryField()
    message = models.CharField(max_length=1000, blank=True)
    is_written = models.BooleanField(default=False)

    class Privacy:
        """To whom: enciphered."""

        personal = ("sealed",)
        free_text = ("message",)
        open = ("batch", "is_written")


class Reminder(models.Model):
    """A letter to every address of a batch, once, on a day (domain 4.6, N3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(TokenBatch, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    due_on = models.DateField()
    written_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "due_on"], name="one_reminder_a_day")
        ]

    class Privacy:
        """When everybody was reminded."""

        personal = ()
        free_text = ()
        open = ("id", "batch", "kind", "due_on", "written_on")
