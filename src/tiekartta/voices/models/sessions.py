"""Sessions: a discussion, or one step of a chain of interviews, whose notes are typed in as lines."""

from __future__ import annotations

import uuid

from django.db import models

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models.collections import Collection


class Session(models.Model):
    """One meeting of a group. In an interview round the order is that of the BIKVA chain: service users
    first, then workers, management and decision-makers, each of whom hears what was said before.

    `participants` is how many were there; it leaves only through disclosure.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="sessions")
    order = models.PositiveSmallIntegerField()
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    title = TranslatedTextField()
    question = TranslatedTextField()
    held_on = models.DateField()
    participants = models.PositiveSmallIntegerField()
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "order"], name="one_session_in_a_place")
        ]

    class Privacy:
        """When, with whom (as a group), and how many."""

        personal = ()
        free_text = ("title", "question")
        open = (
            "id", "public_id", "collection", "order", "respondent_group", "held_on", "participants",
            "is_closed",
        )  # fmt: skip
