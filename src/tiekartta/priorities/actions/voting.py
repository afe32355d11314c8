"""Casting a vote. Anonymous: no journal row, no time, nothing about who or where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.codes import digests, is_code
from tiekartta.priorities.models import Ballot, BallotPaper, VotingCode
from tiekartta.priorities.rules import state_on
from tiekartta.priorities.states import BallotState


@dataclass(frozen=True)
class CastVote:
    """What was received, for the voter's own eyes."""

    approved: tuple[TranslatedText, ...]


def cast_vote(
    *,
    ballot_public_id: str,
    code: str,
    approved_keys: Iterable[str],
    by: Actor,  # noqa: ARG001 - the code is the right, whoever brings it
    today: date | None = None,
) -> CastVote:
    """Put the paper of a code into the ballot, or replace the one it put there (INV-B2).

    Raises Missing for an unknown ballot; Refusal with code ``closed``, ``wrong_code``,
    ``unknown_option`` or ``nothing``.
    """
    ballot = Ballot.objects.filter(public_id=ballot_public_id).first()
    if ballot is None:
        raise Missing("ballot")
    day = today or timezone.localdate()
    _check_open(ballot, day)
    # scrypt takes milliseconds: outside the transaction, which stays short.
    right, tag = digests(code, bytes(ballot.code_salt)) if is_code(code) else ("", "")
    with transaction.atomic():
        ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
        _check_open(ballot, day)
        held = VotingCode.objects.filter(ballot=ballot, digest=right).first()
        if held is None:
            raise Refusal(
                _("This code does not open this ballot. Check it letter by letter."),
                code="wrong_code",
            )
        approved = _approved(ballot, approved_keys)
        BallotPaper.objects.update_or_create(
            ballot=ballot,
            tag=tag,
            defaults={"respondent_group": held.respondent_group, "approved": sorted(approved)},
        )
    return CastVote(tuple(approved.values()))


def _check_open(ballot: Ballot, day: date) -> None:
    if state_on(BallotState(ballot.state), ballot.closes_on, day) != BallotState.OPEN:
        raise Refusal(_("Voting is not open. Your vote was not received."), code="closed")


def _approved(ballot: Ballot, keys: Iterable[str]) -> dict[str, TranslatedText]:
    """Key → title of the approved options."""
    titles = {option.key: option.title for option in ballot.options.all()}
    wanted = set(keys)
    if not wanted <= set(titles):
        raise Refusal(
            _(
                "The ballot does not have all the options that were sent. Reload the page and choose again."
            ),
            code="unknown_option",
        )
    if not wanted:
        raise Refusal(_("Tick at least one option."), code="nothing")
    return {key: title for key, title in titles.items() if key in wanted}
