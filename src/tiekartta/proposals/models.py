"""Development proposals, the voices they come from, their wordings and their outcome."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.proposals.states import Outcome, ProposalState


class Proposal(models.Model):
    """A development proposal made from voices of a theme. It is never deleted: its links would be (INV-L5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    theme = models.ForeignKey(
        "themes.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = TranslatedTextField()
    text = TranslatedTextField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.CANDIDATE)
    combined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts"
    )
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    outcome_reason = TranslatedTextField()
    outcome_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="combined", combined_into__isnull=False)
                | (~Q(state="combined") & Q(combined_into__isnull=True)),
                name="a_combined_proposal_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True)
                | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="an_outcome_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(combined_into__isnull=True) | ~Q(combined_into=F("id")),
                name="no_proposal_is_combined_into_itself",
            ),
        ]

    class Privacy:
        """Written by staff from what people said."""

        personal = ("made_by",)
        free_text = ("title", "text", "outcome_reason")
        open = (
            "id", "public_id", "programme", "theme", "state", "combined_into", "outcome", "outcome_at", "made_at",
            "version",
        )  # fmt: skip


class ProposalSource(models.Model):
    """A voice that a proposal comes from. A merge unions these, never loses one (INV-L4)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="sources")
    voice = models.ForeignKey("voices.Voice", on_delete=models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "voice"], name="one_source_once")
        ]

    class Privacy:
        """Who linked."""

        personal = ("linked_by",)
        free_text = ()
        open = ("id", "proposal", "voice", "linked_at")


class ProposalWording(models.Model):
    """An earlier wording of a proposal, kept when it was edited or combined (INV-L4)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="wordings")
    title = TranslatedTextField()
    text = TranslatedTextField()
    came_from = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["replaced_at", "id"]

    class Privacy:
        """Who changed the words."""

        personal = ("replaced_by",)
        free_text = ("title", "text")
        open = ("id", "proposal", "came_from", "replaced_at")
