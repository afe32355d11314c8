"""Closing, counting and annulling a ballot."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.analysis.provenance import digest
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.actions.preparing import frozen_digest
from tiekartta.priorities.actions.rows import check_state, locked, record_act
from tiekartta.priorities.models import Ballot, BallotPaper, Count
from tiekartta.priorities.rules import state_on
from tiekartta.priorities.states import BallotState
from tiekartta.priorities.tallying import tally
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions import return_from_ballot


@transaction.atomic
def close_ballot(*, ballot: Ballot, by: Actor, now: datetime | None = None) -> Ballot:
    """End the voting. Papers are cut loose from their codes. Raises PermissionDenied, Refusal."""
    require(by, "open_ballot", ballot.programme)
    found = locked(ballot)
    check_state(found, BallotState.OPEN, message=_("Only an open ballot can be closed."))
    return _close(found, by=by, now=now or timezone.now())


@transaction.atomic
def count_ballot(*, ballot: Ballot, by: Actor, now: datetime | None = None) -> Count:
    """Count a closed ballot by equal shares beside the plain count, and keep both (INV-B6).

    A ballot whose last day is past is closed first. Raises PermissionDenied; Refusal while people
    may vote, when it has been counted, when nobody voted, or when an option was changed after
    opening.
    """
    require(by, "open_ballot", ballot.programme)
    found = locked(ballot)
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    if (
        found.state == BallotState.OPEN
        and state_on(BallotState.OPEN, found.closes_on, today) == BallotState.CLOSED
    ):
        found = _close(found, by=by, now=moment)
    check_state(
        found, BallotState.CLOSED, message=_("A ballot is counted once, after voting has ended.")
    )
    options = list(found.options.all())
    if frozen_digest(found, options) != found.options_digest:
        raise Refusal(_("The options are not those that were opened. The ballot must be annulled."))
    papers = [(row.respondent_group, tuple(row.approved)) for row in found.papers.order_by("pk")]
    if not papers:
        raise Refusal(_("Nobody voted, so there is nothing to count. Annul the ballot instead."))
    counted = tally(
        [option.key for option in options], papers, winners=found.winners, seed=int(found.seed)
    )
    made = Count.objects.create(
        ballot=found,
        result=counted.result,
        explanation=counted.explanation,
        digest=digest([counted.result, counted.explanation]),
    )
    found.state = BallotState.COUNTED
    found.save(update_fields=["state"])
    record_act(found, "count_ballot", by=by)
    return made


@transaction.atomic
def annul_ballot(*, ballot: Ballot, reason: TranslatedText, by: Actor) -> None:
    """Annul a ballot that no decision has confirmed; its proposals are candidates again.

    A draft holds none of them: they may be in another ballot that is open. Raises PermissionDenied; Refusal without a reason, or after a decision.
    """
    require(by, "open_ballot", ballot.programme)
    found = locked(ballot)
    if not reason:
        raise Refusal(_("Write the reason in at least one language."))
    check_state(
        found, BallotState.DRAFT, BallotState.OPEN, BallotState.CLOSED, BallotState.COUNTED,
        message=_("A confirmed ballot stays. Correct the decision instead."),
    )  # fmt: skip
    if found.state == BallotState.OPEN:
        _cut_loose(found)
    if found.state != BallotState.DRAFT:
        return_from_ballot(proposal_ids=found.options.values_list("proposal_id", flat=True), by=by)
    found.state, found.annulled_reason = BallotState.ANNULLED, reason
    found.save(update_fields=["state", "annulled_reason"])
    record_act(found, "annul_ballot", by=by)


def _close(ballot: Ballot, *, by: Actor, now: datetime) -> Ballot:
    _cut_loose(ballot)
    ballot.state, ballot.closed_at = BallotState.CLOSED, now
    ballot.save(update_fields=["state", "closed_at"])
    record_act(ballot, "close_ballot", by=by)
    return ballot


def _cut_loose(ballot: Ballot) -> None:
    """Write every paper anew under a random id and tag, in an order that says nothing (INV-D6)."""
    papers = list(ballot.papers.values_list("respondent_group", "approved"))
    secrets.SystemRandom().shuffle(papers)
    ballot.papers.all().delete()
    BallotPaper.objects.bulk_create(
        BallotPaper(
            ballot=ballot, respondent_group=group, tag=secrets.token_hex(32), approved=approved
        )
        for group, approved in papers
    )
