"""Panels: people who advise for a term, what they state together, and what the authority answers (J11)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.states import (
    AgeBand,
    PanelKind,
    PanelState,
    StatementState,
)


class Panel(models.Model):
    """A client panel, a residents' panel or a net panel, with its terms (J11). Public once called."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=PanelKind)
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    name = TranslatedTextField()
    purpose = TranslatedTextField()
    terms = TranslatedTextField()
    fee = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=12)
    starts_on = models.DateField()
    ends_on = models.DateField()
    call_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PanelState, default=PanelState.DRAFT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(fee__isnull=True) | Q(fee__gte=0), name="a_fee_is_not_negative"
            ),
        ]

    class Privacy:
        """Public. `fee` is euros a meeting."""

        personal = ()
        free_text = ("name", "purpose", "terms")
        open = (
            "id", "public_id", "programme", "kind", "respondent_group", "fee", "seats", "starts_on", "ends_on",
            "call_until", "state", "version",
        )  # fmt: skip


class PanelApplication(models.Model):
    """Somebody offers to sit in a panel. Name, address and words are sealed; the rest is coarse.

    `is_chosen` is None until the choice is made. Those not chosen are wiped when the panel begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="applications")
    sealed = models.BinaryField()
    language = models.CharField(max_length=2)
    age_band = models.CharField(max_length=8, choices=AgeBand, blank=True)
    area = models.CharField(max_length=80, blank=True)
    is_new = models.BooleanField(default=True)
    received_on = models.DateField()
    is_chosen = models.BooleanField(null=True)

    class Meta:
        ordering = ["id"]

    class Privacy:
        """Who applies."""

        personal = ("sealed", "area", "age_band")
        free_text = ()
        open = ("id", "public_id", "panel", "language", "is_new", "received_on", "is_chosen")


class PanelStatement(models.Model):
    """What a panel states together: draft → adopted → sent → answered. Overdue is worked out, not stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="statements")
    collection = models.ForeignKey(
        Collection, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = TranslatedTextField()
    text = TranslatedTextField()
    addressed_to = TranslatedTextField()
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.DRAFT)
    adopted_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-sent_on", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "adopted"])
                | (Q(sent_on__isnull=False) & Q(due_on__isnull=False)),
                name="a_sent_statement_has_a_due_day",
            )
        ]

    class Privacy:
        """Public once sent; it names no member."""

        personal = ()
        free_text = ("title", "text", "addressed_to")
        open = (
            "id", "public_id", "panel", "collection", "state", "adopted_on", "sent_on", "due_on", "version",
        )  # fmt: skip


class AuthorityResponse(models.Model):
    """What the authority answers to a statement: public, never edited."""

    statement = models.OneToOneField(
        PanelStatement, on_delete=models.PROTECT, related_name="response"
    )
    office = TranslatedTextField()
    text = TranslatedTextField()
    answered_on = models.DateField()
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Privacy:
        """Public, but for who typed it."""

        personal = ("answered_by",)
        free_text = ("office", "text")
        open = ("id", "statement", "answered_on")
