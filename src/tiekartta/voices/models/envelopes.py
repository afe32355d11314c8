"""What was received and is still sealed, and what is kept apart from the answers."""

from __future__ import annotations

import uuid

from django.db import models

from tiekartta.voices.models.collections import Collection


class Envelope(models.Model):
    """A response as it was received: sealed, and of the same look as every other.

    It is written in the transaction that marks the token as used, so a reader of the database's files,
    also of its write-ahead log, can learn which token brought which envelope, and no more: its content
    is enciphered, and becomes responses only together with others, in random order (docs/decisions).
    `tag` is HMAC(key of the receipt code, "envelope"). `is_set_aside`: it could not be unsealed when its
    turn came; it waits until somebody has it tried again, and keeps nobody else's waiting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="envelopes")
    tag = models.CharField(max_length=64)
    sealed = models.BinaryField()
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "tag"], name="one_envelope_a_receipt")
        ]

    class Privacy:
        """Whatever people wrote, enciphered."""

        personal = ()
        free_text = ("sealed",)
        open = ("id", "collection", "tag", "is_set_aside")


class SealedNomination(models.Model):
    """A proposal for an award, kept apart from answers and enciphered (INV-A1). No nominator (INV-A2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="nominations")
    sealed = models.BinaryField()

    class Privacy:
        """Names somebody: enciphered."""

        personal = ("sealed",)
        free_text = ()
        open = ("id", "collection")


class ContactRequest(models.Model):
    """An address that a respondent left, kept apart from what they said and enciphered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="contacts")
    sealed = models.BinaryField()

    class Privacy:
        """An address: enciphered."""

        personal = ("sealed",)
        free_text = ()
        open = ("id", "collection")
