"""What people leave in the workshop besides their decisions: changes, notes, proposals to split."""

from __future__ import annotations

import uuid

from django.db import models

from tiekartta.journal.fields import PublicIdField
from tiekartta.themes.states import Tie


class Change(models.Model):
    """One decision in a draft: what it was, and how things stood before and after it. Append-only.

    `before` and `after` hold, for what changed only: `themes` (id → fields), `placements` (voice id →
    [[theme id, placing, person id], …]) and `links` ([[theme id, candidate id], …]). `touches` are
    the keys of what it changed, `rests_on` of what it took for granted: see `changes.keys`.
    """

    theme_set = models.ForeignKey(
        "themes.ThemeSet", on_delete=models.CASCADE, related_name="changes"
    )
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    theme_ids = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    touches = models.JSONField(default=list)
    rests_on = models.JSONField(default=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["theme_set", "number"], name="one_change_a_number")
        ]

    class Privacy:
        """Who decided, and titles as they were; else ids."""

        personal = ("by",)
        free_text = ("before", "after")
        open = (
            "id", "theme_set", "number", "action", "at", "theme_ids", "touches", "rests_on", "undoes",
        )  # fmt: skip


class Note(models.Model):
    """What somebody wants the others to think of: about a theme, or about a voice in it.

    Part of no approval and of no digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    theme = models.ForeignKey("themes.Theme", on_delete=models.CASCADE, related_name="notes")
    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "id"]

    class Privacy:
        """Who wrote, and what."""

        personal = ("author",)
        free_text = ("text",)
        open = ("id", "public_id", "theme", "voice", "written_at", "edited_at")


class SplitProposal(models.Model):
    """How the machine would split a theme; one a theme, asked for anew when it has changed.

    `parts`: [{labels, label, keywords, voice_ids}, …], largest first; empty until the job is done.
    """

    theme = models.OneToOneField(
        "themes.Theme", on_delete=models.CASCADE, primary_key=True, related_name="split_proposal"
    )
    wanted = models.PositiveSmallIntegerField(default=2)
    theme_version = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    job_public_id = models.CharField(max_length=10, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Privacy:
        """Words that occur in what people said."""

        personal = ()
        free_text = ("parts",)
        open = ("theme", "wanted", "theme_version", "job_public_id", "asked_at")


class VoiceTie(models.Model):
    """What people decided of two voices for every analysis to come: always together, or never.

    `first` has the smaller id. It outlives drafts, and changes none: a draft is moved by hand.
    """

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    first = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="+")
    tie = models.CharField(max_length=8, choices=Tie)
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_tie_a_pair_of_voices")
        ]

    class Privacy:
        """Who decided."""

        personal = ("decided_by",)
        free_text = ()
        open = ("id", "programme", "first", "second", "tie", "decided_at")
