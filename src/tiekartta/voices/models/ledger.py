"""Participation: hearings that were held outside the system, and why a group was not heard (INV-M5).

What was asked inside it is computed from the collections; nothing of them is kept here.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.states import HearingSize, ParticipationMeans


class Hearing(models.Model):
    """One group was heard in one phase by other ways than the collections. `how` is read by the public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    phase = models.CharField(max_length=20, choices=PhaseCode)
    means = models.CharField(max_length=16, choices=ParticipationMeans)
    how = TranslatedTextField()
    first_day = models.DateField()
    last_day = models.DateField()
    size = models.CharField(max_length=5, choices=HearingSize)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="a_hearing_ends_after_it_starts"
            )
        ]

    class Privacy:
        """Public once the ledger is; a size is a class, never a number. `version` counts edits."""

        personal = ("written_by",)
        free_text = ("how",)
        open = (
            "id", "public_id", "programme", "respondent_group", "phase", "means", "first_day", "last_day",
            "size", "version",
        )  # fmt: skip


class HearingGap(models.Model):
    """Why a respondent group was not heard, said in public (INV-M5). The one place where it is written."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    reason = TranslatedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "respondent_group"], name="one_reason_a_group"
            )
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ("reason",)
        open = ("id", "programme", "respondent_group")


class PublishedLedger(models.Model):
    """That everybody may read the participation ledger of a programme."""

    programme = models.OneToOneField(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    published_on = models.DateField()

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "programme", "published_on")
