"""Requests to erase: from anybody, answered by the privacy officers within a month (GDPR, article 12(3))."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import LANGUAGES
from tiekartta.people.actions import queue_letter, queue_letters
from tiekartta.people.composing import LetterText
from tiekartta.people.models import Person
from tiekartta.people.sealing import seal, unseal
from tiekartta.people.states import DutyKind
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import people_with
from tiekartta.programmes.rules import require
from tiekartta.voices.models import ErasureRequest
from tiekartta.voices.queries.erasure import purpose_of
from tiekartta.voices.states import ErasureOutcome, ErasureState

TO_ANSWER = timedelta(days=30)
KEPT_ANSWERED = timedelta(days=30)
MOST_CHARACTERS = 4_000


@transaction.atomic
def ask_for_erasure(
    *,
    programme: Programme,
    address: str,
    words: str,
    language: str,
    by: Actor,  # noqa: ARG001 - anybody may ask; who did is in the sealed words only
    today: date | None = None,
) -> ErasureRequest:
    """Take a request in, and tell the privacy officers that there is one, without its content.

    `address` is an e-mail address. Raises Refusal for empty or too long words.
    """
    if not words.strip():
        raise Refusal(_("Write what should be erased."), code="words")
    if len(words) > MOST_CHARACTERS:
        raise Refusal(_("The text is too long."), code="words")
    day = today or timezone.localdate()
    request = ErasureRequest(
        programme=programme, language=language if language in LANGUAGES else "fi", received_on=day,
        due_on=day + TO_ANSWER,
    )  # fmt: skip
    data = {"address": address.strip(), "words": words.strip()}
    request.sealed = seal(data, purpose=purpose_of(request.public_id))
    request.save(force_insert=True)
    url = settings.PUBLIC_URL + reverse(
        "voices:erasure", args=[programme.public_id, request.public_id]
    )
    for person in people_with(programme, duty=DutyKind.PRIVACY_OFFICER):
        with translation.override(person.language):
            context = {"url": url, "due_on": request.due_on}
            body = render_to_string("voices/letters/erasure_waits.txt", context)
            queue_letter(
                recipient=person, subject=_("A request to erase data waits"), body=body, by=person
            )
    return request


@transaction.atomic
def answer_erasure(
    *,
    request: ErasureRequest,
    outcome: ErasureOutcome,
    words: str,
    by: Actor,
    today: date | None = None,
) -> None:
    """Answer by letter, in the language of the request, in words of the officer's own.

    Raises PermissionDenied; Conflict when it was answered; Refusal for a refusal without reasons.
    """
    require(by, "run_retention", request.programme)
    held = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != ErasureState.RECEIVED:
        raise Conflict(_("The request has been answered already."), code="answered")
    if outcome == ErasureOutcome.REFUSED and not words.strip():
        raise Refusal(_("Write the reasons. The person may complain about them."), code="words")
    if len(words) > MOST_CHARACTERS:
        raise Refusal(_("The text is too long."), code="words")
    ErasureRequest.objects.filter(pk=held.pk).update(
        state=ErasureState.ANSWERED, outcome=outcome, answered_on=today or timezone.localdate(),
        answered_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    address = unseal(bytes(held.sealed), purpose=purpose_of(held.public_id))["address"]
    with translation.override(held.language):
        context = {
            "outcome": outcome.label,
            "words": words.strip(),
            "is_refused": outcome == ErasureOutcome.REFUSED,
        }
        body = render_to_string("voices/letters/erasure_answer.txt", context)
        text = LetterText(_("An answer to your request to erase data"), body)
    queue_letters(
        letters=[(address, held.language, text)], mailing=f"erasure:{held.public_id}", by=by
    )
    record(
        by=by, action="answer_erasure", object_kind="erasure_request", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip


@transaction.atomic
def wipe_answered_requests(*, by: Actor, today: date | None = None) -> int:
    """Wipe the words and addresses of requests answered a month ago. Returns how many."""
    limit = (today or timezone.localdate()) - KEPT_ANSWERED
    old = ErasureRequest.objects.filter(state=ErasureState.ANSWERED, answered_on__lte=limit)
    wiped = old.update(state=ErasureState.WIPED, sealed=b"")
    if wiped:
        record(by=by, action="wipe_requests", object_kind="erasure_request", object_id=str(wiped))
    return wiped
