"""Access tokens: a right to answer once, and nothing that leads to a person or an answer (INV-D6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tiekartta.journal.fields import PublicIdField
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.models.surveys import Survey
from tiekartta.voices.states import BatchState


class TokenBatch(models.Model):
    """Tokens for one audience, or for a unit of it in which at least ten people work (INV-D4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="batches")
    unit = models.ForeignKey(
        "people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    headcount = models.PositiveIntegerField(null=True, blank=True)
    label = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.ACTIVE)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["made_on", "label"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(headcount__gte=10),
                name="a_batch_of_a_unit_is_of_ten_or_more",
            )
        ]

    class Privacy:
        """How many tokens were made, not who has them."""

        personal = ()
        free_text = ("label",)
        open = ("id", "public_id", "survey", "unit", "headcount", "size", "state", "made_on")


class AccessToken(models.Model):
    """One token: HMAC(key of the code, "token"), and whether it was used. No time, no order of use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(TokenBatch, on_delete=models.CASCADE, related_name="tokens")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "digest"], name="one_token_once")
        ]

    class Privacy:
        """A digest that leads to nobody."""

        personal = ()
        free_text = ()
        open = ("id", "batch", "collection", "digest", "used")
