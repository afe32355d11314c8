"""Programmes, their phases, and who has which role in them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import MEMBER_ROLES, DutyKind
from tiekartta.programmes.states import PhaseCode, PhaseState, ProgrammeState


class Programme(models.Model):
    """A development programme: the frame of one path from voices to roadmap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    name = TranslatedTextField()
    purpose = TranslatedTextField()
    owner_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    k_full = models.PositiveSmallIntegerField(default=10)
    k_min = models.PositiveSmallIntegerField(default=5)
    theme_target = models.PositiveSmallIntegerField(default=10)
    spearhead_min = models.PositiveSmallIntegerField(default=3)
    spearhead_max = models.PositiveSmallIntegerField(default=4)
    founded_at = models.DateTimeField(auto_now_add=True)
    # Counts edits: a form that saw an older one is not saved over a newer one.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-founded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(k_min__gte=5) & Q(k_full__gte=F("k_min")),
                name="disclosure_never_under_five",
            ),
            models.CheckConstraint(
                condition=Q(theme_target__gte=5) & Q(theme_target__lte=15),
                name="five_to_fifteen_themes",
            ),
            models.CheckConstraint(
                condition=Q(spearhead_min__gte=1) & Q(spearhead_max__gte=F("spearhead_min")),
                name="spearhead_limits_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
            ),
        ]

    class Privacy:
        """A programme is public in nature."""

        personal = ()
        free_text = ()
        open = (
            "id", "public_id", "name", "purpose", "owner_organisation", "state", "starts_on", "ends_on",
            "k_full", "k_min", "theme_target", "spearhead_min", "spearhead_max", "founded_at", "version",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.name)


class Phase(models.Model):
    """One phase of a programme (INV-P3)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    code = models.CharField(max_length=20, choices=PhaseCode)
    order = models.PositiveSmallIntegerField()
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=PhaseState, default=PhaseState.PLANNED)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="one_phase_in_a_place"),
            models.CheckConstraint(
                condition=Q(planned_end__isnull=True)
                | Q(planned_start__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="phase_ends_after_it_starts",
            ),
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "programme", "code", "order", "planned_start", "planned_end", "state")


class Membership(models.Model):
    """A role of a person in a programme, for a time (INV-P2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(
        max_length=16, choices=[(role.value, role.label) for role in MEMBER_ROLES]
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The last day that was told by letter: a role whose last day is moved is told of again.
    told_last_day = models.DateField(null=True)

    class Meta:
        ordering = ["role", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_starts",
            )
        ]

    class Privacy:
        """Who has which role."""

        personal = ("person", "granted_by")
        free_text = ()
        open = ("id", "public_id", "programme", "role", "valid_from", "valid_to", "told_last_day")


class Duty(models.Model):
    """A named duty of a person in a programme (domain 4.2 A)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=DutyKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "person", "kind"], name="one_duty_once")
        ]

    class Privacy:
        """Who has which duty."""

        personal = ("person",)
        free_text = ()
        open = ("id", "programme", "kind")
