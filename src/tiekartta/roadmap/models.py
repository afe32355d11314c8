"""The roadmap as it is worked on, and its editions: frozen, numbered, public."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.roadmap.states import PartKind, SpearheadState


class Roadmap(models.Model):
    """The roadmap of a programme; what is published are its editions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.OneToOneField(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    title = TranslatedTextField()
    vision = TranslatedTextField()
    horizon_start = models.PositiveSmallIntegerField(null=True, blank=True)
    horizon_end = models.PositiveSmallIntegerField(null=True, blank=True)
    number_reason = TranslatedTextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon_end__isnull=True)
                | Q(horizon_start__isnull=True)
                | Q(horizon_end__gte=F("horizon_start")),
                name="a_horizon_ends_after_it_starts",
            )
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = (
            "id", "public_id", "programme", "title", "vision", "horizon_start", "horizon_end", "number_reason",
            "version",
        )  # fmt: skip


class Spearhead(models.Model):
    """A spearhead of development, established by a decision (INV-M3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="spearheads")
    decision = models.ForeignKey("steering.Decision", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = TranslatedTextField()
    summary = TranslatedTextField()
    vision = TranslatedTextField()
    responsible_group = TranslatedTextField()
    state = models.CharField(max_length=12, choices=SpearheadState, default=SpearheadState.DRAFT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order"]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = (
            "id", "public_id", "roadmap", "decision", "order", "title", "summary", "vision", "responsible_group",
            "state", "version",
        )  # fmt: skip


class SpearheadPart(models.Model):
    """A challenge, goal or means of a spearhead (INV-M2)."""

    spearhead = models.ForeignKey(Spearhead, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=PartKind)
    order = models.PositiveSmallIntegerField()
    text = TranslatedTextField()

    class Meta:
        ordering = ["kind", "order", "id"]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "spearhead", "kind", "order", "text")


class SpearheadProposal(models.Model):
    """A proposal that a spearhead is made of: its way back to voices (INV-L1)."""

    spearhead = models.ForeignKey(
        Spearhead, on_delete=models.CASCADE, related_name="proposal_links"
    )
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["spearhead", "proposal"], name="one_proposal_a_spearhead_once"
            )
        ]

    class Privacy:
        """Links only."""

        personal = ()
        free_text = ()
        open = ("id", "spearhead", "proposal")


class SpearheadQuote(models.Model):
    """A voice that the publisher approved as a quotation (INV-V3). The text stays in `voices`."""

    spearhead = models.ForeignKey(Spearhead, on_delete=models.CASCADE, related_name="quotes")
    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="+")
    approved_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["spearhead", "voice"], name="one_quote_once")
        ]

    class Privacy:
        """Who approved."""

        personal = ("approved_by",)
        free_text = ()
        open = ("id", "spearhead", "voice", "approved_at")


class Edition(models.Model):
    """A published edition: frozen, numbered, never edited (INV-M6). Triggers refuse changes.

    `content` is canonical JSON (`freezing.canonical`), `digest` its SHA-256. `title` repeats the
    frozen title, so that lists need not read the content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roadmap = models.ForeignKey(Roadmap, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    title = TranslatedTextField()
    decision = models.ForeignKey("steering.Decision", on_delete=models.PROTECT, related_name="+")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    change_note = TranslatedTextField()
    published_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "number"], name="one_edition_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="editions_count_from_one"),
        ]

    class Privacy:
        """Public, but for who pressed the button."""

        personal = ("published_by",)
        free_text = ()
        open = (
            "id", "roadmap", "number", "title", "decision", "content", "digest", "change_note", "published_at",
        )  # fmt: skip
