"""Ballots, codes, papers and counts. A vault: only this folder imports these models."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.language.fields import TranslatedTextField
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.states import BallotState


def new_salt() -> bytes:
    """Sixteen random bytes for the codes of one ballot."""
    return secrets.token_bytes(16)


class Ballot(models.Model):
    """An approval ballot on proposals. It advises; a decision follows (domain 0, decision 3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="+"
    )
    question = TranslatedTextField()
    winners = models.PositiveSmallIntegerField(default=4)
    seed = models.CharField(max_length=64, blank=True)
    code_salt = models.BinaryField(default=new_salt)
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.DRAFT)
    closes_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    options_digest = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey(
        "steering.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    number_reason = TranslatedTextField()
    annulled_reason = TranslatedTextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "annulled"])
                | (Q(opened_at__isnull=False) & ~Q(options_digest="") & ~Q(seed="")),
                name="an_open_ballot_has_frozen_options",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decision__isnull=False),
                name="a_confirmed_ballot_has_a_decision",
            ),
        ]

    class Privacy:
        """A ballot is public, its papers are not."""

        personal = ()
        free_text = ("question", "number_reason", "annulled_reason")
        open = (
            "id", "public_id", "programme", "winners", "seed", "code_salt", "state", "closes_on", "opened_at",
            "closed_at", "options_digest", "decision", "created_at",
        )  # fmt: skip


class BallotOption(models.Model):
    """A proposal as an option, its text frozen when the ballot opened (INV-B1)."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="options")
    key = PublicIdField()
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="+")
    title = TranslatedTextField()
    text = TranslatedTextField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "proposal"], name="one_option_a_proposal")
        ]

    class Privacy:
        """Frozen proposal text."""

        personal = ()
        free_text = ("title", "text")
        open = ("id", "ballot", "key", "proposal")


class VotingCode(models.Model):
    """A code that gives a right to vote; only its digest is kept, and nothing of its use (INV-D6)."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="codes")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "digest"], name="one_code_once")]

    class Privacy:
        """A digest that leads to nobody."""

        personal = ()
        free_text = ()
        open = ("id", "ballot", "respondent_group", "digest")


class BallotPaper(models.Model):
    """What one holder of a code approves; replaced by a new vote until closing (INV-B2).

    `tag` is made of the code by another key than `VotingCode.digest`: without the code the two rows
    cannot be joined (INV-D6). At closing every paper gets a new random id, tag and place, so that
    not even the code leads to it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="papers")
    respondent_group = models.CharField(max_length=24, choices=RespondentGroup)
    tag = models.CharField(max_length=64)
    approved = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "tag"], name="one_paper_a_code")]

    class Privacy:
        """A secret vote: it leaves the folder only as counts."""

        personal = ()
        free_text = ()
        open = ("id", "ballot", "respondent_group", "tag", "approved")


class Count(models.Model):
    """The result of a closed ballot: the proportional count beside the plain one (INV-B6).

    `result` holds both counts and the papers of each group, so that it can be counted again; its
    `digest` shows that nobody changed it.
    """

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="count")
    result = models.JSONField()
    explanation = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Privacy:
        """Computed from papers; shown through disclosure."""

        personal = ()
        free_text = ()
        open = ("id", "ballot", "result", "explanation", "digest", "counted_at")


class SpearheadChoice(models.Model):
    """A proposal that a decision chose to become a spearhead, and its place among them."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="choices")
    decision = models.ForeignKey("steering.Decision", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("proposals.Proposal", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    was_advised = models.BooleanField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "proposal"], name="one_choice_a_proposal")
        ]

    class Privacy:
        """Public."""

        personal = ()
        free_text = ()
        open = ("id", "ballot", "decision", "proposal", "order", "was_advised")
