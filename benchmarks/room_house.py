"""The house of `room.py`: one open survey, and what is in the database when everybody has gone."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from tests.asking import an_open_survey, some_questions, some_tokens
from tests.factories import a_programme

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import close_collection, open_envelopes
from tiekartta.voices.models import AccessToken, Collection, Envelope, Response, Survey
from tiekartta.voices.receipts import envelope_tag, key_of, response_tag


def made(codes: int) -> dict[str, object]:
    """A survey with every kind of question, and so many codes (0: an open link)."""
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    collection, survey = an_open_survey(
        a_programme(), blocks=some_questions(with_contact=True), is_open_link=not codes
    )
    Collection.objects.filter(pk=collection.pk).update(
        closes_on=timezone.localdate() + timedelta(days=1)
    )
    tokens: list[str] = some_tokens(Survey.objects.get(pk=survey.pk), codes) if codes else []
    return {"survey": survey.public_id, "codes": tokens}


def counted(receipts: list[str]) -> dict[str, int]:
    """How many of the receipts are there, sealed or opened, how many answers in all, and how many codes were used.

    Then the survey closes and is opened: `opened` and `left` are what is there of either after that.
    """
    collection = Collection.objects.get()
    salt = bytes(collection.receipt_salt)
    sealed = set(Envelope.objects.values_list("tag", flat=True))
    opened = set(Response.objects.values_list("receipt_tag", flat=True))
    keys = [key_of(receipt, salt) for receipt in set(receipts)]
    found = sum(envelope_tag(key) in sealed or response_tag(key) in opened for key in keys)
    close_collection(collection=collection, by=SYSTEM)
    open_envelopes(collection=collection, by=SYSTEM)
    return {
        "found": found, "answers": len(sealed) + len(opened),
        "used": AccessToken.objects.filter(used=True).count(), "opened": Response.objects.count(),
        "left": Envelope.objects.count(),
    }  # fmt: skip
