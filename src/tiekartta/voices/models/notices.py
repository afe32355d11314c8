"""Privacy notices: what people are told before they say anything (GDPR, articles 13 and 14)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.voices.states import NoticeState


class PrivacyNotice(models.Model):
    """A notice of a programme. Published ones never change; a change is a new version.

    The parts are those that notices of Finnish authorities have (domain 2.4, point 1).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    title = TranslatedTextField()
    controller = TranslatedTextField()
    contact = TranslatedTextField()
    officer = TranslatedTextField()
    purpose = TranslatedTextField()
    legal_basis = TranslatedTextField()
    content = TranslatedTextField()
    sources = TranslatedTextField()
    disclosures = TranslatedTextField()
    transfers = TranslatedTextField()
    protection = TranslatedTextField()
    retention = TranslatedTextField()
    rights = TranslatedTextField()
    complaint = TranslatedTextField()
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.DRAFT)
    number = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_on", "number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="a_published_notice_has_a_day",
            )
        ]

    class Privacy:
        """Public, but for who approved it. `version` counts edits."""

        personal = ("approved_by",)
        free_text = (
            "title", "controller", "contact", "officer", "purpose", "legal_basis", "content", "sources",
            "disclosures", "transfers", "protection", "retention", "rights", "complaint",
        )  # fmt: skip
        open = (
            "id", "public_id", "programme", "state", "number", "supersedes", "published_on", "version",
        )  # fmt: skip
