"""What becomes of proposals: into a ballot, chosen or not, and an outcome with its reason (INV-L3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions.recording import record_act
from tiekartta.proposals.actions.writing import check_candidate, is_candidate, locked
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.rules import require_outcome
from tiekartta.proposals.states import Outcome, ProposalState


@transaction.atomic
def give_outcome(
    *, proposal: Proposal, outcome: Outcome, reason: TranslatedText, by: Actor
) -> None:
    """Say what became of a proposal and why; a later outcome replaces an earlier one.

    Raises PermissionDenied; Refusal without a reason, for a combined or withdrawn proposal, for one
    in an open ballot, and for "in a spearhead" of one that was not chosen.
    """
    require_outcome(by, proposal.programme)
    found = locked(proposal)
    _check_reason(reason)
    if found.state == ProposalState.COMBINED:
        raise Refusal(_("A combined proposal has the outcome of the one it became part of."))
    if found.state == ProposalState.WITHDRAWN:
        raise Refusal(_("A withdrawn proposal keeps the reason it was withdrawn with."))
    if found.state == ProposalState.IN_BALLOT:
        raise Refusal(_("This proposal is in a ballot. Give its outcome after the decision."))
    if outcome == Outcome.IN_SPEARHEAD and found.state != ProposalState.CHOSEN:
        raise Refusal(_("Only a proposal that a decision chose can be in a spearhead."))
    _set_outcome(found, outcome, reason)
    record_act(found, "give_outcome", by=by)


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: TranslatedText, by: Actor) -> None:
    """Take a candidate back; its words and links stay (INV-L5). Raises PermissionDenied, Refusal."""
    require(by, "merge_proposals", proposal.programme)
    found = locked(proposal)
    _check_reason(reason)
    check_candidate(found)
    _set_state(found, ProposalState.WITHDRAWN)
    _set_outcome(found, Outcome.REJECTED, reason)
    record_act(found, "withdraw_proposal", by=by)


@transaction.atomic
def put_in_ballot(*, proposal_ids: Iterable[uuid.UUID], by: Actor) -> None:
    """Move candidates into a ballot. Raises PermissionDenied; Refusal naming those that are none."""
    proposals = _locked_all(proposal_ids)
    if others := [str(proposal.title) for proposal in proposals if not is_candidate(proposal)]:
        said = _(
            "No longer candidates: %(titles)s. Edit the draft of the ballot to leave them out."
        )
        raise Refusal(said % {"titles": " · ".join(others)})
    for proposal in proposals:
        require(by, "open_ballot", proposal.programme)
        _set_state(proposal, ProposalState.IN_BALLOT)
        record_act(proposal, "put_in_ballot", by=by)


@transaction.atomic
def return_from_ballot(*, proposal_ids: Iterable[uuid.UUID], by: Actor) -> None:
    """Make the proposals of an annulled ballot candidates again. Raises PermissionDenied."""
    for proposal in _locked_all(proposal_ids):
        require(by, "open_ballot", proposal.programme)
        if proposal.state == ProposalState.IN_BALLOT:
            _set_state(proposal, ProposalState.CANDIDATE)
            record_act(proposal, "return_from_ballot", by=by)


@transaction.atomic
def mark_choice(
    *,
    chosen: Iterable[uuid.UUID],
    not_chosen: Iterable[uuid.UUID],
    by: Actor,
    reason: TranslatedText | None = None,
) -> None:
    """Say which proposals of a ballot a decision chose.

    The chosen ones are in a spearhead, for `reason` (the rationale of the decision), where it is
    given; the others wait for an outcome. Raises PermissionDenied; Refusal for one that is not in
    a ballot.
    """
    places = [(ProposalState.CHOSEN, chosen), (ProposalState.NOT_CHOSEN, not_chosen)]
    for state, ids in places:
        for proposal in _locked_all(ids):
            require(by, "make_decision", proposal.programme)
            if proposal.state != ProposalState.IN_BALLOT:
                raise Refusal(_("Only proposals of a ballot can be chosen."))
            _set_state(proposal, state)
            if state == ProposalState.CHOSEN and reason:
                _set_outcome(proposal, Outcome.IN_SPEARHEAD, reason)
            record_act(proposal, f"mark_{state.value}", by=by)


def _locked_all(ids: Iterable[uuid.UUID]) -> list[Proposal]:
    wanted = list(ids)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("programme")
    found = list(rows.filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(set(wanted)):
        raise Refusal(_("Some of the proposals were not found. Reload the page."))
    return found


def _check_reason(reason: TranslatedText) -> None:
    if not reason:
        raise Refusal(_("Write the reason in at least one language."))


def _set_state(proposal: Proposal, state: ProposalState) -> None:
    proposal.state = state
    proposal.version += 1
    proposal.save(update_fields=["state", "version"])


def _set_outcome(proposal: Proposal, outcome: Outcome, reason: TranslatedText) -> None:
    proposal.outcome, proposal.outcome_reason = outcome, reason
    proposal.outcome_at = timezone.now()
    proposal.save(update_fields=["outcome", "outcome_reason", "outcome_at"])
