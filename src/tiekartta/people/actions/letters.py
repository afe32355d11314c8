"""Letters: e-mail that is written in the transaction of the act, and sent by a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.composing import LetterText, one_line
from tiekartta.people.letter_queries import letters_are_due
from tiekartta.people.models import Letter, Person
from tiekartta.people.rules import require_mail
from tiekartta.people.sealing import seal

SEND_TASK = "tiekartta.people.tasks.send_letters"
SEAL_STEP = 512
KEPT_SENT = timedelta(days=30)
KEPT_GIVEN_UP = timedelta(days=14)


def purpose_of(letter: Letter) -> str:
    """What a letter's seal is tied to."""
    return f"letter:{letter.pk}"


@transaction.atomic
def queue_letter(
    *, recipient: Person, subject: str, body: str, by: Actor, headers: dict[str, str] | None = None
) -> Letter:
    """Write a letter to an account and ask for it to be sent. No content of others goes in (INV-Q4).

    `subject` and `body` are plain text in the recipient's language; the HTML part is made of it.
    """
    text = LetterText(subject, body, headers or {})
    letter = _written(text, recipient.language, recipient=recipient)
    letter.save(force_insert=True)
    _ask_to_send(by, letter.language)
    record(by=by, action="queue_letter", object_kind="letter", object_id=letter.pk)
    return letter


@transaction.atomic
def queue_letters(
    *, letters: Iterable[tuple[str, str, LetterText]], mailing: str, by: Actor
) -> int:
    """Write many letters to bare addresses: (address, language, text) each. Returns how many.

    Their rows are in no order of the addresses. `mailing` names what they belong to. Raises Refusal for
    what is no address.
    """
    rows = []
    for address, language, text in letters:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Refusal(
                _("This is not an e-mail address. Write it as name@example.org.")
            ) from error
        rows.append(_written(text, language, to=address, mailing=mailing))
    Letter.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=500)
    if rows:
        _ask_to_send(by, rows[0].language)
        record(by=by, action="queue_letters", object_kind="mailing", object_id=mailing)
    return len(rows)


def _written(
    text: LetterText, language: str, *, recipient: Person | None = None, to: str = "", mailing: str = ""
) -> Letter:  # fmt: skip
    letter = Letter(
        recipient=recipient, language=language, subject=one_line(text.subject), mailing=mailing
    )
    data = {"to": to, "body": text.body.strip() + "\n", "headers": text.headers}
    letter.sealed = seal(data, purpose=purpose_of(letter), step=SEAL_STEP)
    return letter


def _ask_to_send(by: Actor, language: str) -> None:
    with translation.override(language):
        queue(task=SEND_TASK, arguments={}, title=_("Sending letters"), by=by)


@transaction.atomic
def try_again(*, letter_id: str, by: Actor) -> None:
    """Send a letter that waits or was given up now. Raises PermissionDenied, Missing."""
    require_mail(by)
    if not _start_again(Letter.objects.filter(pk=letter_id)):
        raise Missing("letter")
    _ask_to_send(by, translation.get_language() or "fi")
    record(by=by, action="try_letter_again", object_kind="letter", object_id=letter_id)


@transaction.atomic
def try_all_again(*, by: Actor) -> int:
    """The same for every letter that has not gone. Returns how many. Raises PermissionDenied."""
    require_mail(by)
    number = _start_again(Letter.objects.all())
    if number:
        _ask_to_send(by, translation.get_language() or "fi")
        record(by=by, action="try_letters_again", object_kind="letter", object_id=number)
    return number


def _start_again(letters: object) -> int:
    moment = timezone.now()
    number: int = letters.filter(sent_at__isnull=True).update(  # type: ignore[attr-defined] # - a queryset of letters
        next_try_at=moment, given_up_at=None, queued_at=moment, attempts=0
    )
    return number


@transaction.atomic
def queue_waiting_letters(*, by: Actor) -> None:
    """Ask for the letters that are due, when a server starts; later they come round by themselves."""
    if letters_are_due():
        _ask_to_send(by, settings.LANGUAGE_CODE)


@transaction.atomic
def drop_letters(*, mailing: str, by: Actor) -> int:
    """Take back the letters of a mailing that have not gone, unread. Returns how many."""
    number = Letter.objects.filter(mailing=mailing, sent_at__isnull=True).delete()[0]
    record(by=by, action="drop_letters", object_kind="mailing", object_id=mailing)
    return number


@transaction.atomic
def forget_old_letters(*, by: Actor, now: datetime | None = None) -> int:
    """Delete letters sent a month ago, and those given up two weeks ago. Returns how many."""
    moment = now or timezone.now()
    sent = Letter.objects.filter(sent_at__lt=moment - KEPT_SENT).delete()[0]
    lost = Letter.objects.filter(given_up_at__lt=moment - KEPT_GIVEN_UP).delete()[0]
    if sent + lost:
        record(by=by, action="forget_letters", object_kind="letter", object_id=sent + lost)
    return sent + lost
