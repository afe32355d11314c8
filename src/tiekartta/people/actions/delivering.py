"""Taking a letter out to send it, and writing down how that went. Each step is one short update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.people.actions.letters import purpose_of
from tiekartta.people.models import Letter
from tiekartta.people.sealing import SealBrokenError, unseal
from tiekartta.people.states import LetterProblem

LEASE = timedelta(minutes=5)
"""How long one sender has for one letter; longer than the mail server's time limit."""
LONGEST = timedelta(days=3)
"""How long a letter is tried."""
WAITS = (1, 5, 15, 60, 120, 240)
"""Minutes before the next try, by how often it was tried; then every four hours."""
FOR_GOOD = (LetterProblem.REFUSED, LetterProblem.ADDRESS)


@dataclass(frozen=True)
class Outgoing:
    """A letter taken out of its seal, for the moment of sending."""

    id: UUID
    to: str
    language: str
    subject: str
    body: str
    headers: dict[str, str]


@transaction.atomic
def take_letter(*, by: Actor, now: datetime | None = None) -> Outgoing | None:
    """The letter that has waited longest, which nobody else sends for the next five minutes.

    Two senders never take the same one: who moves its time on, has it. None when nothing is due.
    """
    moment = now or timezone.now()
    while True:
        letter = _longest_due(moment)
        if letter is None:
            return None
        mine = Letter.objects.filter(pk=letter.pk, next_try_at=letter.next_try_at).update(
            next_try_at=moment + LEASE, attempts=F("attempts") + 1
        )
        if not mine:
            continue
        try:
            return _opened(letter)
        except SealBrokenError:
            _give_up(letter, LetterProblem.SEAL, moment, by)


def _longest_due(moment: datetime) -> Letter | None:
    due = Letter.objects.filter(next_try_at__lte=moment, sent_at__isnull=True)
    return due.select_related("recipient").order_by("next_try_at", "id").first()


def _opened(letter: Letter) -> Outgoing:
    data = unseal(bytes(letter.sealed), purpose=purpose_of(letter))
    to = letter.recipient.email if letter.recipient else data["to"]
    return Outgoing(
        letter.pk, to, letter.language, letter.subject, data["body"], dict(data["headers"])
    )


@transaction.atomic
def mark_sent(*, letter_id: UUID, by: Actor, now: datetime | None = None) -> None:
    """Say that a letter has gone, and wipe what it said and to whom."""
    sent = Letter.objects.filter(pk=letter_id, sent_at__isnull=True)
    if sent.update(
        sent_at=now or timezone.now(), sealed=b"", next_try_at=None, given_up_at=None, problem=""
    ):
        _note(letter_id, "send_letter", by)


@transaction.atomic
def mark_failed(
    *, letter_id: UUID, problem: LetterProblem, by: Actor, now: datetime | None = None
) -> None:
    """Say why a letter did not go, and when it is tried again; after three days it is given up."""
    moment = now or timezone.now()
    letter = Letter.objects.filter(pk=letter_id, sent_at__isnull=True).first()
    if letter is None:
        return
    if problem in FOR_GOOD or letter.queued_at <= moment - LONGEST:
        _give_up(letter, problem, moment, by)
        return
    wait = WAITS[min(max(letter.attempts, 1), len(WAITS)) - 1]
    Letter.objects.filter(pk=letter_id).update(
        problem=problem, next_try_at=moment + timedelta(minutes=wait)
    )


def _give_up(letter: Letter, problem: LetterProblem, moment: datetime, by: Actor) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        problem=problem, next_try_at=None, given_up_at=moment
    )
    _note(letter.pk, "give_letter_up", by)


def _note(letter_id: UUID, action: str, by: Actor) -> None:
    # Of a mailing it is written once, when it is asked for: the chain would make thousands wait.
    if not Letter.objects.filter(pk=letter_id).exclude(mailing="").exists():
        record(by=by, action=action, object_kind="letter", object_id=letter_id)
