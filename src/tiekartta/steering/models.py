"""Decisions: who decided what, when and why."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.steering.states import DecisionKind, DecisionState


class Decision(models.Model):
    """A decision is made by a body or an officeholder, on a day, with a rationale.

    `decided_by` names the body or the office, not a private person. `deviation` says why the decision
    departs from the advice it had (domain 0, decision 3).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=DecisionKind)
    title = TranslatedTextField()
    decided_by = TranslatedTextField()
    decided_on = models.DateField()
    rationale = TranslatedTextField()
    deviation = TranslatedTextField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-decided_on", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(made_at__isnull=False),
                name="a_made_decision_has_a_time",
            )
        ]

    class Privacy:
        """Decisions are public; who typed them in is not."""

        personal = ("recorded_by",)
        free_text = ()
        open = (
            "id", "public_id", "programme", "kind", "title", "decided_by", "decided_on", "rationale",
            "deviation", "state", "corrects", "made_at",
        )  # fmt: skip
