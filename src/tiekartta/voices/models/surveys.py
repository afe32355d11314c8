"""Surveys: what is asked of one audience. The variants of a collection share common keys (INV-C3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.states import BlockKind, ChoiceRole, PageStyle, QuestionKind, VoiceKind


class Survey(models.Model):
    """One variant of a collection's questions: for one audience, in every language of the collection.

    Frozen while its collection is open. A correction is a new variant that `supersedes` this one and
    says why in `correction` (INV-C2); then `is_replaced` is set here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="surveys")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    title = TranslatedTextField()
    intro = TranslatedTextField()
    thanks = TranslatedTextField()
    pages = models.CharField(max_length=12, choices=PageStyle, default=PageStyle.BY_QUESTION)
    is_open_link = models.BooleanField(default=True)
    asks_quote = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    is_replaced = models.BooleanField(default=False)
    correction = TranslatedTextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "respondent_group"], condition=Q(is_replaced=False),
                name="one_variant_an_audience",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(number__gt=1),
                name="a_correction_has_a_number",
            ),
        ]  # fmt: skip

    class Privacy:
        """Questions are public once they are asked. `version` counts edits."""

        personal = ()
        free_text = ("title", "intro", "thanks", "correction")
        open = (
            "id", "public_id", "collection", "respondent_group", "pages", "is_open_link", "asks_quote",
            "order", "number", "supersedes", "is_replaced", "version",
        )  # fmt: skip


class Block(models.Model):
    """A part of a survey. What is said in nomination and contact blocks is stored apart (INV-A1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=12, choices=BlockKind, default=BlockKind.CONTENT)
    order = models.PositiveSmallIntegerField()
    title = TranslatedTextField()
    help = TranslatedTextField()

    class Meta:
        ordering = ["order"]

    class Privacy:
        """Public once asked."""

        personal = ()
        free_text = ("title", "help")
        open = ("id", "public_id", "survey", "kind", "order")


class Question(models.Model):
    """One question. `public_id` is its name in forms; `common_key` ties it to those of other variants.

    `most_characters` bounds open answers; `scale_low`–`scale_high` are the ends of a scale;
    `voice_kind` says what an open answer is. It is shown when its condition holds: the question
    `shown_after` was answered with one of the keys in `shown_when`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=8, choices=QuestionKind)
    order = models.PositiveSmallIntegerField()
    text = TranslatedTextField()
    help = TranslatedTextField()
    common_key = models.CharField(max_length=40, blank=True)
    is_required = models.BooleanField(default=False)
    most_characters = models.PositiveIntegerField(default=2_000)
    most_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    voice_kind = models.CharField(max_length=14, choices=VoiceKind, default=VoiceKind.NEED)
    scale_low = models.SmallIntegerField(null=True, blank=True)
    scale_high = models.SmallIntegerField(null=True, blank=True)
    low_label = TranslatedTextField()
    high_label = TranslatedTextField()
    shown_after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_when = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="scale")
                | (
                    Q(scale_low__isnull=False)
                    & Q(scale_high__isnull=False)
                    & Q(scale_high__gt=F("scale_low"))
                ),
                name="a_scale_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(most_characters__gte=1) & Q(most_characters__lte=20_000),
                name="an_open_answer_has_a_length",
            ),
        ]

    class Privacy:
        """Public once asked."""

        personal = ()
        free_text = ("text", "help", "low_label", "high_label")
        open = (
            "id", "public_id", "block", "kind", "order", "common_key", "is_required", "most_characters",
            "most_choices", "voice_kind", "scale_low", "scale_high", "shown_after", "shown_when",
        )  # fmt: skip


class Choice(models.Model):
    """A choice of a question, or a row or a column of a matrix. `key` is what an answer stores."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    role = models.CharField(max_length=8, choices=ChoiceRole, default=ChoiceRole.OPTION)
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    text = TranslatedTextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["question", "role", "key"], name="one_choice_a_key")
        ]

    class Privacy:
        """Public once asked."""

        personal = ()
        free_text = ("text",)
        open = ("id", "question", "role", "key", "order")
