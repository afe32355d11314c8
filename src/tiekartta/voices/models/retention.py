"""How long things are kept, warnings before they go, and requests to erase."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.states import ErasureOutcome, ErasureState, RetentionKind


class RetentionRule(models.Model):
    """Days after which a programme's data of one kind go, where they differ from the house's own."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=RetentionKind)
    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="one_rule_a_kind"),
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(days__lte=3650), name="a_rule_is_of_days"
            ),
        ]

    class Privacy:
        """Open."""

        personal = ()
        free_text = ()
        open = ("id", "programme", "kind", "days")


class RetentionWarning(models.Model):
    """That people were told that something of a collection will go, and on which day (N28)."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=RetentionKind)
    due_on = models.DateField()
    warned_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "kind"], name="one_warning_a_kind")
        ]

    class Privacy:
        """Open."""

        personal = ()
        free_text = ()
        open = ("id", "collection", "kind", "due_on", "warned_on")


class KeptCount(models.Model):
    """How many of a group answered, kept when the responses themselves are erased (INV-V4)."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "respondent_group"], name="one_kept_count_a_group"
            )
        ]

    class Privacy:
        """A count: it leaves only through disclosure."""

        personal = ()
        free_text = ()
        open = ("id", "collection", "respondent_group", "number")


class ErasureRequest(models.Model):
    """Somebody asks to have their data erased (GDPR, article 17); to be answered within a month.

    `sealed` holds their words and their address, enciphered; both are wiped a month after the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField()
    language = models.CharField(max_length=2)
    received_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.RECEIVED)
    outcome = models.CharField(max_length=12, choices=ErasureOutcome, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received") | (Q(answered_on__isnull=False) & ~Q(outcome="")),
                name="an_answered_request_has_an_outcome",
            )
        ]

    class Privacy:
        """Who asks, and what."""

        personal = ("sealed", "answered_by")
        free_text = ()
        open = (
            "id", "public_id", "programme", "language", "received_on", "due_on", "state", "outcome", "answered_on",
        )  # fmt: skip
