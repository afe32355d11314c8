"""Responses, answers and voices: what people said."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.models.collections import Collection
from tiekartta.voices.models.sessions import Session
from tiekartta.voices.models.surveys import Question, Survey
from tiekartta.voices.states import RejectReason, VoiceKind, VoiceOrigin, VoiceState


class Response(models.Model):
    """One respondent's row. Nothing leads from it to a person or a code; only the day is kept (INV-D6).

    `receipt_tag` is HMAC(key of the receipt code, "response"): by it the holder of the code withdraws.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="responses")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    received_on = models.DateField(null=True)
    quote_ok = models.BooleanField(default=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    entered_by_staff = models.BooleanField(default=False)
    receipt_tag = models.CharField(max_length=64, blank=True, db_index=True)

    class Privacy:
        """Open: groups are coarse, and counts leave only through disclosure."""

        personal = ()
        free_text = ()
        open = (
            "id", "collection", "respondent_group", "received_on", "quote_ok", "survey", "language",
            "entered_by_staff", "receipt_tag",
        )  # fmt: skip


class Answer(models.Model):
    """What a response says to one closed question; open answers are voices.

    `value` by the kind of the question: single [key]; multi [keys]; scale 1–n; rank [keys, best first];
    matrix {row key: column key}. A question passed over has no row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_a_question")
        ]

    class Privacy:
        """Open: choices among fixed ones; they leave only through disclosure."""

        personal = ()
        free_text = ()
        open = ("id", "response", "question", "value")


class Voice(models.Model):
    """What one person or group said, in its own words; the atom of everything (domain 0, decision 1).

    `text_original` never changes; screening writes `text_screened` (INV-V1). A withdrawn voice has no
    text and keeps its links (INV-L5).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="voices")
    response = models.ForeignKey(
        Response, on_delete=models.SET_NULL, null=True, related_name="voices"
    )
    origin = models.CharField(max_length=12, choices=VoiceOrigin, default=VoiceOrigin.ANSWER)
    question = models.CharField(max_length=300, blank=True)
    asked = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    group_size = models.PositiveSmallIntegerField(null=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="voices")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    kind = models.CharField(max_length=14, choices=VoiceKind, default=VoiceKind.NEED)
    text_original = models.TextField()
    text_screened = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    said_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=VoiceState)
    quote_ok = models.BooleanField(default=False)
    receipt_tag = models.CharField(max_length=64, blank=True, db_index=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["programme", "state"], name="voices_by_state"),
            models.Index(fields=["collection", "state"], name="voices_by_collection"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(text_original="") & Q(text_screened="")),
                name="a_withdrawn_voice_has_no_text",
            ),
            models.CheckConstraint(
                condition=~Q(state="usable") | ~Q(text_screened=""),
                name="a_usable_voice_is_screened",
            ),
        ]

    class Privacy:
        """What people said may hold anything until it is screened."""

        personal = ()
        free_text = ("text_original", "text_screened", "question")
        open = (
            "id", "public_id", "programme", "collection", "response", "origin", "respondent_group", "kind",
            "language", "said_on", "state", "quote_ok", "receipt_tag", "withdrawn_on", "asked", "group_size", "session",
        )  # fmt: skip


class Screening(models.Model):
    """What the machine flagged in one voice, and what a person decided about it."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="screening")
    flags = models.JSONField(default=list)
    screener = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, blank=True, choices=RejectReason)
    taken_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)

    class Privacy:
        """`flags` holds kinds, positions and how sure they are, never the found text. `taken_*`: who has
        it before them just now, so that two screeners do not look at the same text."""

        personal = ("screener", "taken_by")
        free_text = ()
        open = ("id", "voice", "flags", "done_at", "reason", "taken_at")
