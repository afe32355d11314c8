"""Making voting codes for one respondent group."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.actions.rows import locked, record_act
from tiekartta.priorities.codes import MOST_AT_ONCE, code_digests
from tiekartta.priorities.models import Ballot, VotingCode
from tiekartta.priorities.rules import state_on
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.rules import require
from tiekartta.voices.receipts import new_codes


def make_codes(
    *,
    ballot: Ballot,
    group: RespondentGroup,
    number: int,
    by: Actor,
    today: date | None = None,
) -> list[str]:
    """New codes as people read them (KRTV-7H2M-P9QX); they are told once and never stored.

    Raises PermissionDenied; Refusal outside 1–500, or when voting has ended.
    """
    require(by, "open_ballot", ballot.programme)
    if not 1 <= number <= MOST_AT_ONCE:
        raise Refusal(_("Make from 1 to %(most)s codes at once.") % {"most": MOST_AT_ONCE})
    day = today or timezone.localdate()
    _check_open(ballot, day)
    codes = new_codes(number)
    # scrypt takes milliseconds for each code: outside the transaction, which stays short.
    rights = code_digests(codes, bytes(ballot.code_salt))
    with transaction.atomic():
        found = locked(ballot)
        _check_open(found, day)
        VotingCode.objects.bulk_create(
            VotingCode(ballot=found, respondent_group=group, digest=right)
            for right in sorted(rights)
        )
        record_act(found, "make_codes", by=by)
    return codes


def _check_open(ballot: Ballot, day: date) -> None:
    state = state_on(BallotState(ballot.state), ballot.closes_on, day)
    if state not in {BallotState.DRAFT, BallotState.OPEN}:
        raise Refusal(_("Voting has ended, so no more codes are made."))
