"""The row is the truth about a job; it is written with the change that asks for it (house rule 8)."""

from __future__ import annotations

import uuid

from django.db import models

from tiekartta.jobs.states import JobState
from tiekartta.journal.fields import PublicIdField


class Job(models.Model):
    """One piece of queued work, its progress and how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    task = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    programme_id = models.CharField(max_length=40, blank=True)
    asked_by = models.CharField(max_length=40)
    # The worker has no reader: what a job says of itself is in the language of the person who asked.
    language = models.CharField(max_length=8, default="fi")
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often a worker has begun it: one whose turn is over does not go on beside the next.
    turn = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    next_url = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="jobs_by_heartbeat")]

    class Privacy:
        """`arguments` holds ids only; `message` a translated sentence or an error's kind."""

        personal = ("asked_by",)
        free_text = ()
        open = (
            "id", "public_id", "task", "arguments", "title", "programme_id", "state", "done", "total",
            "attempts", "turn", "message", "next_url", "language", "asked_at", "heartbeat_at", "ended_at",
        )  # fmt: skip


class Round(models.Model):
    """When a task that comes round is asked for next; who moves `next_due` on, asks (`jobs.schedule`)."""

    task = models.CharField(max_length=120, primary_key=True)
    next_due = models.DateTimeField()

    class Meta:
        ordering = ["task"]

    class Privacy:
        """The machine's own clockwork."""

        personal = ()
        free_text = ()
        open = ("task", "next_due")
