"""Runs and what the machine suggested; theme sets and what people decided (house rule 4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.themes.states import MadeBy, Placing, RunState, ThemeSetState, ThemeState
from tiekartta.themes.workshop_models import Change, Note, SplitProposal, VoiceTie

__all__ = [
    "CandidateAssignment",
    "CandidateTheme",
    "Change",
    "Note",
    "Placement",
    "Run",
    "RunDetail",
    "SplitProposal",
    "Theme",
    "ThemeCandidate",
    "ThemeSet",
    "ThemeSetApproval",
    "ThemeVoice",
    "VoiceTie",
]


class Run(models.Model):
    """One analysis of the voices of a programme, frozen as they were (INV-T3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    # None: the number is chosen by stability.
    wanted = models.PositiveSmallIntegerField(null=True)
    seed = models.PositiveIntegerField(default=0)
    voice_ids = models.JSONField(default=list)
    input_digest = models.CharField(max_length=64)
    output_digest = models.CharField(max_length=64, blank=True)
    provenance = models.JSONField(default=dict)
    overlaps = models.JSONField(default=list)
    started_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    job_public_id = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["-started_at"]

    class Privacy:
        """Who started it."""

        personal = ("started_by",)
        free_text = ()
        open = (
            "id", "public_id", "programme", "state", "wanted", "seed", "voice_ids", "input_digest",
            "output_digest", "provenance", "overlaps", "started_at", "job_public_id",
        )  # fmt: skip


class RunDetail(models.Model):
    """What a run found besides its themes; apart, because pages seldom need it.

    `news`: keys of new candidates. `groups`: [group, answers, [[key, share, lift], …]], raw and
    never shown as they are. `places`: [[key, x, y, radius], …] and `links`: [[key, key, strength],
    …] of the map. `similar`: [[voice id, voice id, likeness, kind, [reason, …]], …], best first.
    """

    run = models.OneToOneField(
        Run, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    news = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    places = models.JSONField(default=list)
    links = models.JSONField(default=list)
    similar = models.JSONField(default=list)

    class Privacy:
        """Keys, ids and measures."""

        personal = ()
        free_text = ()
        open = ("run", "news", "groups", "places", "links", "similar")


class CandidateTheme(models.Model):
    """A theme as the machine proposed it. Never changed afterwards."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="candidates")
    key = models.CharField(max_length=40)
    label = TranslatedTextField()
    keywords = models.JSONField(default=list)
    # The keywords, and whether the label, that enough people said to be told to everybody.
    told_keywords = models.JSONField(default=list)
    is_label_told = models.BooleanField(default=False)
    cohesion = models.FloatField(default=0)
    stability = models.FloatField(null=True)
    typical_voice_ids = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_candidate_a_key")]

    class Privacy:
        """Words that occur in what people said."""

        personal = ()
        free_text = ("label", "keywords", "told_keywords")
        open = (
            "id", "run", "key", "is_label_told", "cohesion", "stability", "typical_voice_ids",
        )  # fmt: skip


class CandidateAssignment(models.Model):
    """The machine's link of a voice to a candidate theme, with its weight.

    On the first theme of a voice also why: `words` as [base form, weight], best first, and
    `neighbours` as [voice id, likeness], nearest first.
    """

    candidate = models.ForeignKey(
        CandidateTheme, on_delete=models.CASCADE, related_name="assignments"
    )
    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()
    rank = models.PositiveSmallIntegerField()
    words = models.JSONField(default=list)
    neighbours = models.JSONField(default=list)

    class Meta:
        ordering = ["rank", "-weight"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "voice"], name="one_suggestion_a_voice_and_theme"
            )
        ]

    class Privacy:
        """Words that occur in what people said."""

        personal = ()
        free_text = ("words",)
        open = ("id", "candidate", "voice", "weight", "rank", "neighbours")


class ThemeSet(models.Model):
    """The themes that people work on and stand behind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="theme_sets")
    state = models.CharField(max_length=10, choices=ThemeSetState, default=ThemeSetState.DRAFT)
    size_reason = models.TextField(blank=True)
    # Number of the last change in it: what a page has seen (optimistic locking).
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="draft"),
                name="one_draft_theme_set_a_programme",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="approved"),
                name="one_approved_theme_set_a_programme",
            ),
            models.CheckConstraint(
                condition=(Q(state="draft") & Q(digest="") & Q(approved_at__isnull=True))
                | (~Q(state="draft") & ~Q(digest="") & Q(approved_at__isnull=False)),
                name="an_approved_theme_set_is_frozen",
            ),
        ]

    class Privacy:
        """Nothing personal."""

        personal = ()
        free_text = ("size_reason",)
        open = (
            "id",
            "public_id",
            "programme",
            "run",
            "state",
            "version",
            "created_at",
            "approved_at",
            "digest",
        )


class ThemeSetApproval(models.Model):
    """One person stands behind a theme set; two are needed where there are two (INV-T2).

    `digest` is of the titles and memberships they saw: a later change makes the approval void.
    """

    theme_set = models.ForeignKey(ThemeSet, on_delete=models.CASCADE, related_name="approvals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme_set", "person"], name="one_approval_a_person")
        ]

    class Privacy:
        """Who approved."""

        personal = ("person",)
        free_text = ()
        open = ("id", "theme_set", "at", "digest")


class Theme(models.Model):
    """A development theme, named and bounded by people.

    `continues` is the theme of the approved set before, which this one carries on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    theme_set = models.ForeignKey(ThemeSet, on_delete=models.CASCADE, related_name="themes")
    title = TranslatedTextField()
    description = TranslatedTextField()
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=ThemeState, default=ThemeState.PROPOSED)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged_themes"
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="continued_by"
    )
    named_by_person = models.BooleanField(default=False)
    made_by_person = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="a_merged_theme_says_into_what",
            )
        ]

    class Privacy:
        """Titles are written by staff from what people said."""

        personal = ()
        free_text = ("title", "description")
        open = (
            "id", "public_id", "theme_set", "order", "state", "merged_into", "continues", "named_by_person",
            "made_by_person", "is_new", "version",
        )  # fmt: skip


class ThemeCandidate(models.Model):
    """Which of the machine's candidates a theme stands for; a merge adds, a split divides."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="candidates")
    candidate = models.ForeignKey(CandidateTheme, on_delete=models.PROTECT, related_name="themes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "candidate"], name="one_candidate_once")
        ]

    class Privacy:
        """Links only."""

        personal = ()
        free_text = ()
        open = ("id", "theme", "candidate")


class Placement(models.Model):
    """A person's decision about a voice and a theme. Outweighs the machine and survives runs (INV-T4)."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="placements")
    voice = models.ForeignKey("voices.Voice", on_delete=models.CASCADE, related_name="+")
    placing = models.CharField(max_length=8, choices=Placing)
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "voice"], name="one_placing_a_voice_and_theme")
        ]

    class Privacy:
        """Who decided."""

        personal = ("decided_by",)
        free_text = ()
        open = ("id", "theme", "voice", "placing", "decided_at")


class ThemeVoice(models.Model):
    """A link of a voice to a theme that people have approved; written once, with the set (INV-L6)."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="voices")
    voice = models.ForeignKey("voices.Voice", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=6, choices=MadeBy)

    class Meta:
        ordering = ["voice_id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "voice"], name="one_approved_link_once")
        ]

    class Privacy:
        """Links only."""

        personal = ()
        free_text = ()
        open = ("id", "theme", "voice", "made_by")
