"""Making a ballot and opening it, which freezes what people vote on."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.actions.rows import check_state, locked, record_act
from tiekartta.priorities.models import Ballot, BallotOption
from tiekartta.priorities.rules import FEWEST_OPTIONS, digest_of_options
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions import put_in_ballot
from tiekartta.proposals.queries import ProposalRow, proposals_by_id
from tiekartta.proposals.states import ProposalState

_SEEDS = 10**12


@transaction.atomic
def create_ballot(
    *,
    programme: Programme,
    question: TranslatedText,
    proposal_ids: Iterable[uuid.UUID],
    winners: int,
    closes_on: date | None,
    by: Actor,
    today: date | None = None,
) -> Ballot:
    """Make a draft. Its options are frozen when it opens.

    Raises PermissionDenied; Refusal without a question, with a past last day, or with a proposal
    that is no candidate of the programme.
    """
    require(by, "open_ballot", programme)
    _check(question, winners, closes_on, today or timezone.localdate())
    ballot = Ballot.objects.create(
        programme=programme, question=question, winners=winners, closes_on=closes_on
    )
    _set_options(ballot, proposal_ids)
    record_act(ballot, "create_ballot", by=by)
    return ballot


@transaction.atomic
def edit_ballot(
    *,
    ballot: Ballot,
    question: TranslatedText,
    proposal_ids: Iterable[uuid.UUID],
    winners: int,
    closes_on: date | None,
    by: Actor,
    today: date | None = None,
) -> Ballot:
    """Change a draft. Refused once it is open: options are frozen (INV-B1)."""
    require(by, "open_ballot", ballot.programme)
    found = locked(ballot)
    check_state(
        found, BallotState.DRAFT, message=_("The ballot has been opened, so it stays as it is.")
    )
    _check(question, winners, closes_on, today or timezone.localdate())
    found.question, found.winners, found.closes_on = question, winners, closes_on
    found.save(update_fields=["question", "winners", "closes_on"])
    _set_options(found, proposal_ids)
    record_act(found, "edit_ballot", by=by)
    return found


@transaction.atomic
def open_ballot(*, ballot: Ballot, by: Actor, now: datetime | None = None) -> Ballot:
    """Freeze the options, publish the seed of ties and let people vote (INV-B1, INV-B6).

    Raises PermissionDenied; Refusal unless it is a draft with at least two different options, no
    more winners than options, and a last day that is not past.
    """
    require(by, "open_ballot", ballot.programme)
    found = locked(ballot)
    check_state(found, BallotState.DRAFT, message=_("Only a draft can be opened."))
    moment = now or timezone.now()
    _check(found.question, found.winners, found.closes_on, timezone.localdate(moment))
    options = list(found.options.all())
    rows = proposals_by_id((o.proposal_id for o in options), programme=found.programme)
    _check_options(found, list(rows.values()))
    put_in_ballot(proposal_ids=rows, by=by)
    for option in options:
        option.title, option.text = rows[option.proposal_id].title, rows[option.proposal_id].text
    BallotOption.objects.bulk_update(options, ["title", "text"])
    found.options_digest = frozen_digest(found, options)
    found.seed = str(secrets.randbelow(_SEEDS))
    found.state, found.opened_at = BallotState.OPEN, moment
    found.save(update_fields=["options_digest", "seed", "state", "opened_at"])
    record_act(found, "open_ballot", by=by)
    return found


def frozen_digest(ballot: Ballot, options: Iterable[BallotOption]) -> str:
    """The digest of what people see on the ballot."""
    return digest_of_options(
        ballot.question.as_data(),
        ballot.winners,
        [(o.key, o.proposal_id, o.title.as_data(), o.text.as_data()) for o in options],
    )


def _set_options(ballot: Ballot, proposal_ids: Iterable[uuid.UUID]) -> None:
    wanted = list(dict.fromkeys(proposal_ids))
    rows = proposals_by_id(wanted, programme=ballot.programme)
    is_candidate = (
        each in rows and rows[each].state == ProposalState.CANDIDATE and not rows[each].outcome
        for each in wanted
    )
    if not all(is_candidate):
        raise Refusal(
            _("Only candidates of this programme can be put in a ballot. Reload the page.")
        )
    BallotOption.objects.filter(ballot=ballot).exclude(proposal_id__in=wanted).delete()
    known = set(BallotOption.objects.filter(ballot=ballot).values_list("proposal_id", flat=True))
    BallotOption.objects.bulk_create(
        BallotOption(ballot=ballot, proposal_id=each) for each in wanted if each not in known
    )


def _check(question: TranslatedText, winners: int, closes_on: date | None, today: date) -> None:
    if not question:
        raise Refusal(_("A ballot needs a question."))
    if winners < 1:
        raise Refusal(_("At least one proposal must be chosen."))
    if closes_on is not None and closes_on < today:
        raise Refusal(_("The last day of voting is past. Choose a later one."))


def _check_options(ballot: Ballot, rows: list[ProposalRow]) -> None:
    if len(rows) < FEWEST_OPTIONS:
        raise Refusal(_("A ballot needs at least two proposals to choose from."))
    if ballot.winners > len(rows):
        raise Refusal(_("There are fewer proposals than are to be chosen. Lower the number."))
    titles = [row.title.shown(row.title.source).text.casefold() for row in rows]
    if len(set(titles)) < len(titles):
        raise Refusal(_("Two proposals have the same title. Combine them or name them apart."))
