"""The second look at a quotation: two persons stand behind every text that is quoted in public (INV-V3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from tiekartta.journal.fields import PublicIdField
from tiekartta.voices.models.answers import Voice
from tiekartta.voices.states import QuoteState


class QuoteReview(models.Model):
    """A voice that one person offered as a quotation, and what a second person said of it.

    `text` is the wording that was looked at: the screened text itself, or a shorter one in other
    words (`is_paraphrase`). A verbatim wording stands only while the screened text is the same.
    Deleted when the voice is withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = PublicIdField()
    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="quote_review")
    text = models.TextField()
    is_paraphrase = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=QuoteState, default=QuoteState.OFFERED)
    first = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    second = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    offered_on = models.DateField()
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ["offered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(second__isnull=True) | ~Q(second=F("first")),
                name="two_persons_look_at_a_quote",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", decided_on__isnull=True)
                | (~Q(state="offered") & Q(decided_on__isnull=False)),
                name="a_decided_quote_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_quote_has_words"),
        ]

    class Privacy:
        """Who offered and who decided; the wording is what someone said, or close to it."""

        personal = ("first", "second")
        free_text = ("text",)
        open = ("id", "public_id", "voice", "is_paraphrase", "state", "offered_on", "decided_on")
