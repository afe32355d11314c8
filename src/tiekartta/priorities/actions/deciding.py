"""The decision on a counted ballot: the count advises, a body or an officeholder chooses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.priorities.actions.rows import check_state, locked, record_act
from tiekartta.priorities.models import Ballot, SpearheadChoice
from tiekartta.priorities.rules import departs, fits_number
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.rules import require
from tiekartta.proposals.actions import mark_choice
from tiekartta.steering.actions import make_decision
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind


@transaction.atomic
def confirm_ballot(
    *,
    ballot: Ballot,
    chosen_proposal_ids: Sequence[uuid.UUID],
    title: TranslatedText,
    decided_by: TranslatedText,
    decided_on: date,
    rationale: TranslatedText,
    by: Actor,
    deviation: TranslatedText | None = None,
    number_reason: TranslatedText | None = None,
    today: date | None = None,
) -> Decision:
    """Record which proposals become spearheads, in this order, and close the ballot by it.

    The chosen proposals are in a spearhead for the decision's rationale; the others wait for an
    outcome. Raises PermissionDenied; Refusal unless the ballot is counted and the choice is among
    its options, without a deviation text where the choice departs from the count (INV-M3), or
    without a reason for another number than the programme's 3–4 (INV-M1).
    """
    require(by, "make_decision", ballot.programme)
    found = locked(ballot)
    check_state(
        found, BallotState.COUNTED, message=_("A decision is recorded once, after the count.")
    )
    by_key = dict(found.options.values_list("key", "proposal_id"))
    advised = [by_key[key] for key in found.count.result["winners"]]
    chosen = list(chosen_proposal_ids)
    _check_choice(found, chosen, list(by_key.values()), number_reason)
    if departs(advised, chosen) and not deviation:
        raise Refusal(
            _("The choice departs from the result of the ballot. Write why."), code="deviation"
        )
    decision = make_decision(
        programme=found.programme, kind=DecisionKind.SPEARHEADS, title=title, decided_by=decided_by,
        decided_on=decided_on, rationale=rationale, deviation=deviation, by=by, today=today,
    )  # fmt: skip
    SpearheadChoice.objects.bulk_create(
        SpearheadChoice(
            ballot=found,
            decision=decision,
            proposal_id=each,
            order=order,
            was_advised=each in advised,
        )
        for order, each in enumerate(chosen, start=1)
    )
    mark_choice(
        chosen=chosen,
        not_chosen=[each for each in by_key.values() if each not in chosen],
        reason=rationale,
        by=by,
    )
    found.state, found.decision = BallotState.CONFIRMED, decision
    found.number_reason = number_reason or TranslatedText()
    found.save(update_fields=["state", "decision", "number_reason"])
    record_act(found, "confirm_ballot", by=by)
    return decision


def _check_choice(
    ballot: Ballot,
    chosen: Sequence[uuid.UUID],
    options: Sequence[uuid.UUID],
    number_reason: TranslatedText | None,
) -> None:
    if not chosen or len(set(chosen)) < len(chosen):
        raise Refusal(_("Choose the proposals that become spearheads, each once."), code="choice")
    if not set(chosen) <= set(options):
        raise Refusal(_("Only proposals of this ballot can be chosen."), code="choice")
    least, most = ballot.programme.spearhead_min, ballot.programme.spearhead_max
    if not fits_number(len(chosen), least=least, most=most) and not number_reason:
        raise Refusal(
            _(
                "The programme has %(least)s–%(most)s spearheads. Write why the number is another one."
            )
            % {"least": least, "most": most},
            code="number",
        )
