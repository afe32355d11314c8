"""Receiving an answer: a sealed envelope, and a token that is used. Anonymous: no journal, no time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.voices.models import AccessToken, Collection, Envelope, Response, Survey
from tiekartta.voices.receipts import envelope_tag, is_code, key_of, response_tag, token_digest
from tiekartta.voices.sealing import seal
from tiekartta.voices.states import BatchState, CollectionState
from tiekartta.voices.surveys.given import GivenAnswer


@dataclass(frozen=True)
class Received:
    """What the respondent is told: until when the answer may be removed."""

    withdraw_until: date | None
    was_there: bool


def give_answer(
    *,
    survey_public_id: str,
    given: GivenAnswer,
    receipt: str,
    by: Actor,  # noqa: ARG001 - whoever brings a token, or anybody where the link is open
    token: str = "",
    today: date | None = None,
) -> Received:
    """Seal an answer under its receipt code, and use up the token, in one transaction.

    The same receipt again changes nothing: a phone may send twice. Raises Missing; Refusal with code
    ``closed``, ``token`` (wrong), ``used``, ``token_needed`` or ``receipt``.
    """
    survey = Survey.objects.select_related("collection").filter(public_id=survey_public_id).first()
    if survey is None:
        raise Missing("survey")
    collection = survey.collection
    day = today or timezone.localdate()
    _check_open(collection, day)
    if not is_code(receipt):
        raise Refusal(_("The receipt code is not of the right form."), code="receipt")
    # scrypt takes milliseconds: outside the transaction, which stays short.
    salt = bytes(collection.receipt_salt)
    key = key_of(receipt, salt)
    digest = token_digest(key_of(token, salt)) if token else ""
    envelope = Envelope(
        collection=collection, tag=envelope_tag(key), sealed=_sealed(survey, given, key, day)
    )
    try:
        was_there = _put(envelope, response_tag(key), survey, digest)
    except IntegrityError:  # two at once with one receipt: the first has it
        was_there = True
    return Received(collection.withdraw_until, was_there)


def _check_open(collection: Collection, day: date) -> None:
    if collection.state != CollectionState.OPEN or (
        collection.closes_on is not None and collection.closes_on < day
    ):
        raise Refusal(_("This survey has closed. Your answer was not received."), code="closed")


@transaction.atomic
def _put(envelope: Envelope, opened_tag: str, survey: Survey, digest: str) -> bool:
    """Whether the same receipt was there already. Inside the transaction: state, token, envelope."""
    collection = Collection.objects.select_for_update(no_key=True).get(pk=envelope.collection_id)
    if collection.state != CollectionState.OPEN:
        raise Refusal(_("This survey has closed. Your answer was not received."), code="closed")
    if _is_there(envelope, opened_tag):
        return True
    if digest:
        _use(collection, survey, digest)
    elif not survey.is_open_link:
        raise Refusal(_("This survey opens with a code of its own."), code="token_needed")
    envelope.save(force_insert=True)
    return False


def _is_there(envelope: Envelope, opened_tag: str) -> bool:
    """Whether the answer of this receipt has come before: sealed, or opened meanwhile."""
    of_collection = {"collection_id": envelope.collection_id}
    return (
        Envelope.objects.filter(tag=envelope.tag, **of_collection).exists()
        or Response.objects.filter(receipt_tag=opened_tag, **of_collection).exists()
    )


def _use(collection: Collection, survey: Survey, digest: str) -> None:
    tokens = AccessToken.objects.filter(
        collection=collection, digest=digest, batch__state=BatchState.ACTIVE,
        batch__survey__respondent_group=survey.respondent_group,
    )  # fmt: skip
    if tokens.filter(used=False).update(used=True):
        return
    if tokens.exists():
        raise Refusal(_("This code has been used already."), code="used")
    raise Refusal(
        _("This code does not open this survey. Check it letter by letter."), code="token"
    )


def _sealed(survey: Survey, given: GivenAnswer, key: bytes, day: date) -> bytes:
    data = {
        "survey": str(survey.pk), "day": day.isoformat(), "key": key.hex(), "language": given.language,
        "choices": dict(given.choices), "texts": dict(given.texts), "quote_ok": given.quote_ok,
        "staff": given.entered_by_staff, "nominations": [dict(each) for each in given.nominations],
        "contacts": [dict(each) for each in given.contacts],
    }  # fmt: skip
    return seal(data, purpose=f"envelope:{survey.collection_id}")
