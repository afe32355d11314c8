"""Job bodies of people: sending letters through the mail server of the settings."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions.delivering import Outgoing, mark_failed, mark_sent, take_letter
from tiekartta.people.actions.letters import forget_old_letters
from tiekartta.people.composing import LetterText, as_html
from tiekartta.people.letter_queries import letters_are_due
from tiekartta.people.states import LetterProblem

log = structlog.get_logger(__name__)
# After these the server would say the same of the next letter.
OF_THE_SERVER = (LetterProblem.UNREACHABLE, LetterProblem.LOGIN, LetterProblem.SENDER)


@every(timedelta(minutes=1), title=_("Sending letters"), is_needed=letters_are_due)
def send_letters(progress: Progress) -> None:
    """Send every letter whose time has come, over one connection.

    What one letter meets is written down with it, and it is tried again at its own time; what the server
    does to all, ends the round, and the next one begins with it.
    """
    connection = get_connection()
    try:
        while True:
            progress.check()
            letter = take_letter(by=SYSTEM)
            if letter is None:
                return
            problem = _send(letter, connection)
            if problem is None:
                mark_sent(letter_id=letter.id, by=SYSTEM)
                continue
            mark_failed(letter_id=letter.id, problem=problem, by=SYSTEM)
            log.warning("letter not sent", letter=str(letter.id), problem=str(problem))
            _hang_up(connection)
            if problem in OF_THE_SERVER:
                return
    finally:
        _hang_up(connection)


@every(timedelta(days=1), title=_("Forgetting letters that went long ago"))
def forget_letters(progress: Progress) -> None:  # noqa: ARG001 - every task takes its progress
    """Delete letters that went or were given up long ago."""
    forget_old_letters(by=SYSTEM)


def message_of(
    letter: Outgoing, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """A letter as MIME: text and HTML, in one language, with an identity that stays when it is tried again."""
    text = LetterText(letter.subject, letter.body)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    message = EmailMultiAlternatives(
        subject=letter.subject, body=letter.body, from_email=settings.DEFAULT_FROM_EMAIL, to=[letter.to],
        connection=connection,
        headers={
            **letter.headers, "Content-Language": letter.language, "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{letter.id}@{host}>",
        },
    )  # fmt: skip
    message.attach_alternative(as_html(text, letter.language), "text/html")
    return message


def _send(letter: Outgoing, connection: BaseEmailBackend) -> LetterProblem | None:
    """None when the server has taken it."""
    try:
        connection.open()
    except UnicodeError:  # a password that no mail server could have
        return LetterProblem.LOGIN
    except (smtplib.SMTPException, OSError) as error:
        return _problem_of(error)
    try:
        message_of(letter, connection).send()
    # In this order: a certificate that cannot be trusted is an OSError and a ValueError.
    except (smtplib.SMTPException, OSError) as error:
        return _problem_of(error)
    except ValueError:  # also BadHeaderError and UnicodeError: no server ever saw it
        return LetterProblem.ADDRESS
    return None


def _problem_of(error: Exception) -> LetterProblem:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _of_code(_worst(error.recipients), LetterProblem.ADDRESS)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _of_code(error.smtp_code, LetterProblem.SENDER)
    if isinstance(error, smtplib.SMTPDataError):
        return _of_code(error.smtp_code, LetterProblem.REFUSED)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return LetterProblem.LOGIN
    return LetterProblem.UNREACHABLE


def _worst(recipients: Mapping[str, tuple[int, bytes]]) -> int:
    return max((code for code, _text in recipients.values()), default=0)


def _of_code(code: int, for_good: LetterProblem) -> LetterProblem:
    """421: the server goes away. Other 4xx: later. 5xx: for good (RFC 5321, 4.2.1)."""
    if code == 421:
        return LetterProblem.UNREACHABLE
    return for_good if code >= 500 else LetterProblem.LATER


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):  # it had hung up by itself
        log.info("mail server hung up")
