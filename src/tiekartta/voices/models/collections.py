"""Collections: one gathering of answers each, by import or by asking. And uploads on their way in."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.voices.states import CollectionKind, CollectionState


def new_salt() -> bytes:
    """Sixteen random bytes for the receipts of one collection."""
    return secrets.token_bytes(16)


class Collection(models.Model):
    """One gathering of answers: an imported survey export, or something that is asked here.

    `keeper`: whose it is: who made it, or to whom the owner gave it (mark o of the matrix).
    Of an opened one only days are kept, no times. `k_full` and `k_min` may be stricter than the
    programme's (INV-D2); `min_age` and `children_*` are of domain 2.4, point 5. `means` are codes of
    `ParticipationMeans`, the ways to take part that it counts as.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    keeper = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=16, choices=CollectionKind, default=CollectionKind.IMPORT)
    name = models.CharField(max_length=200)
    title = TranslatedTextField()
    state = models.CharField(
        max_length=10, choices=CollectionState, default=CollectionState.IMPORTING
    )
    collected_on = models.DateField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    means = models.JSONField(default=list, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    withdraw_until = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    notice = models.ForeignKey(
        "voices.PrivacyNotice", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    k_full = models.PositiveSmallIntegerField(null=True, blank=True)
    k_min = models.PositiveSmallIntegerField(null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(default=15)
    children_involved = models.BooleanField(default=False)
    children_reason = TranslatedTextField()
    cancelled_reason = TranslatedTextField()
    receipt_salt = models.BinaryField(default=new_salt)
    source_digest = models.CharField(max_length=64, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    has_receipts = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    screeners_told_on = models.DateField(null=True)
    readers_told_on = models.DateField(null=True)
    imported_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "source_digest"],
                condition=~Q(state="cancelled") & ~Q(source_digest=""),
                name="a_file_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="import")
                | Q(state__in=["draft", "review", "cancelled"])
                | (
                    Q(notice__isnull=False)
                    & Q(closes_on__isnull=False)
                    & Q(opened_on__isnull=False)
                ),
                name="what_opens_has_a_notice_and_an_end",
            ),
            models.CheckConstraint(
                condition=(Q(k_min__isnull=True) | Q(k_min__gte=5))
                & (Q(k_full__isnull=True) | Q(k_full__gte=10)),
                name="a_collection_is_only_stricter",
            ),
        ]

    class Privacy:
        """The file is not kept; its digest is. `attempt` counts the tries of the import's job, `version` edits."""

        personal = ("keeper",)
        free_text = ("name", "source_name", "title", "children_reason", "cancelled_reason")
        open = (
            "id", "public_id", "programme", "kind", "state", "collected_on", "languages", "means", "opens_on",
            "closes_on", "withdraw_until", "opened_on", "closed_on", "reported_on", "erased_on", "notice", "k_full", "k_min",
            "min_age", "children_involved", "receipt_salt", "source_digest", "rows", "has_receipts", "attempt",
            "screeners_told_on", "readers_told_on", "imported_at", "version",
        )  # fmt: skip


class ImportDraft(models.Model):
    """A table between upload and import. Deleted when the import has ended, or after a day.

    `content` is the table as it was read, packed (`importing.packing`); the file itself is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    settings = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, null=True, related_name="drafts"
    )

    class Privacy:
        """The content is whatever people wrote."""

        personal = ("uploaded_by",)
        free_text = ("content", "file_name")
        open = ("id", "public_id", "programme", "digest", "settings", "uploaded_at", "collection")
