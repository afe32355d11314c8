"""What was told of the answers, and when. No bare number of people is in these tables."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tiekartta.journal.fields import PublicIdField
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.models.surveys import Question, Survey
from tiekartta.voices.states import ResultsFormat


class ResultsRelease(models.Model):
    """The results of one variant as they were told from a day on (INV-D8).

    While a collection is open, a release tells of everybody only; the last one (`is_final`) also of
    groups. `people` is told (None: too few), `few` says that they are from `k_min` to `k_full` - 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    released_on = models.DateField(default=timezone.localdate)
    is_final = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True)
    few = models.BooleanField(default=False)
    k_full = models.PositiveSmallIntegerField()
    k_min = models.PositiveSmallIntegerField()
    method = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_release_a_number"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=10),
                name="a_release_tells_of_ten_or_more",
            ),
        ]

    class Privacy:
        """Disclosed figures only."""

        personal = ()
        free_text = ()
        open = (
            "id", "survey", "number", "released_on", "is_final", "people", "few", "k_full", "k_min", "method",
        )  # fmt: skip


class ReleasedTable(models.Model):
    """What one release tells of one question: of everybody, or by the background variables in `by`.

    `by` are public ids of questions joined by commas. `content` is `results.tables.Told.as_data`; a
    hidden figure is null in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(ResultsRelease, on_delete=models.CASCADE, related_name="tables")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=80, blank=True)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "question", "by"], name="one_table_a_question_a_release"
            )
        ]

    class Privacy:
        """Disclosed figures only."""

        personal = ()
        free_text = ()
        open = ("id", "release", "question", "by", "content")


class PublishedResults(models.Model):
    """Results for everybody: a frozen copy with its digest (house rule 3). A later copy is a new number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="published")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    published_on = models.DateField(default=timezone.localdate)
    published_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "number"], name="one_publication_a_number"
            )
        ]

    class Privacy:
        """Public, but for who published."""

        personal = ("published_by",)
        free_text = ("content",)
        open = ("id", "public_id", "collection", "number", "digest", "published_on")


class ResultsFile(models.Model):
    """A file of results that somebody asked for. It is removed after a week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=4, choices=ResultsFormat)
    language = models.CharField(max_length=8)
    with_voices = models.BooleanField(default=False)
    content = models.BinaryField(null=True)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-made_on", "id"]

    class Privacy:
        """What people said is in it, as far as it may be quoted."""

        personal = ()
        free_text = ("content",)
        open = ("id", "public_id", "collection", "format", "language", "with_voices", "made_on")
