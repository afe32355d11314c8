"""The journal: who did what and when, never what was said (INV-Q5)."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act. Append-only and chained: each row's digest covers the one before it.

    No foreign keys: the journal outlives what it tells of.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    programme_id = models.CharField(max_length=40, blank=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["programme_id", "-id"], name="journal_by_programme")]

    class Privacy:
        """`actor` is a person's key; it is the point of a journal."""

        personal = ("actor",)
        free_text = ()
        open = (
            "id", "at", "action", "object_kind", "object_id", "programme_id", "previous_digest", "digest",
        )  # fmt: skip
