"""Typing in answers that came on paper (INV-C5). Not in the journal: its time would be that of the answer."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.programmes.rules import require
from tiekartta.voices.actions.answering import give_answer
from tiekartta.voices.models import Survey
from tiekartta.voices.receipts import ALPHABET, LENGTH, new_code, normal
from tiekartta.voices.surveys import GivenAnswer


def enter_answer(
    *, survey: Survey, given: GivenAnswer, by: Actor, receipt: str = "", token: str = ""
) -> None:
    """Receive an answer from paper, marked as entered by staff, under the form's own receipt.

    Without a receipt one is made that nobody gets. Raises PermissionDenied; Refusal with code ``empty``,
    ``receipt`` or those of `give_answer`; Conflict with code ``receipt`` when an answer with this receipt is
    there already.
    """
    require(by, "enter_answers", survey.collection.programme)
    if given.is_empty:
        raise Refusal(_("Nothing was typed in yet."), code="empty")
    if receipt and not _is_printed(receipt):
        raise Refusal(
            _("A receipt has twelve letters and numbers. Check that none is missing."),
            code="receipt",
        )
    received = give_answer(
        survey_public_id=survey.public_id, given=replace(given, entered_by_staff=True),
        receipt=receipt or new_code(), token=token, by=by,
    )  # fmt: skip
    if received.was_there:
        raise Conflict(
            _("An answer with this receipt was received already. Is this form typed in twice?"),
            code="receipt",
        )


def _is_printed(receipt: str) -> bool:
    """Whether it is one of the codes that paper forms have: exactly twelve signs of the alphabet."""
    plain = normal(receipt)
    return len(plain) == LENGTH and set(plain) <= set(ALPHABET)
