"""The decision after the count: the vote advises, a body decides and says why (INV-M1, INV-M3)."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from tests.factories import a_confirmed_ballot, a_counted_ballot, a_member, a_programme, the_owner

from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.priorities import queries
from tiekartta.priorities.models import Ballot
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import proposals_by_id, unresolved
from tiekartta.proposals.states import Outcome, ProposalState
from tiekartta.steering.actions import correct_decision
from tiekartta.steering.models import Decision
from tiekartta.steering.queries import public_decision
from tiekartta.steering.states import DecisionKind

pytestmark = pytest.mark.django_db
WHY = TranslatedText.of(fi="Sijaisten perehdytys alkoi jo.")


def places(programme: Programme, ballot: Ballot) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Proposals that the count advised, and the others."""
    view = queries.result_view(ballot.public_id, programme=programme, reader=the_owner(programme))
    return (
        [row.option.proposal_id for row in view.winners],
        [row.option.proposal_id for row in view.losers],
    )


def test_a_decision_confirms_what_the_count_advised() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, others = places(programme, counted)
    ballot = a_confirmed_ballot(programme, ballot=counted)
    decision = ballot.decision
    assert (ballot.state, decision.kind) == (BallotState.CONFIRMED, DecisionKind.SPEARHEADS)
    assert not decision.deviation
    chosen = queries.chosen_proposals(programme)
    assert [(row.proposal_id, row.order) for row in chosen] == [
        (each, order) for order, each in enumerate(advised, start=1)
    ]
    rows = proposals_by_id([*advised, *others], programme=programme)
    assert {rows[each].outcome for each in advised} == {Outcome.IN_SPEARHEAD}
    assert {str(rows[each].outcome_reason) for each in advised} == {str(decision.rationale)}
    assert {rows[each].state for each in others} == {ProposalState.NOT_CHOSEN}
    assert {row.id for row in unresolved(programme)} == set(others)


def test_another_choice_than_the_count_needs_its_reason_inv_m3() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, others = places(programme, counted)
    chosen = [*advised[:3], others[0]]
    with pytest.raises(Refusal) as caught:
        a_confirmed_ballot(programme, ballot=counted, chosen=chosen)
    assert caught.value.code == "deviation"
    assert not Decision.objects.exists()
    ballot = a_confirmed_ballot(programme, ballot=counted, chosen=chosen, deviation=WHY)
    advice = queries.advice_of(ballot.decision_id)
    assert advice is not None
    assert advice.departs
    assert (advice.winners, advice.chosen) == (tuple(advised), tuple(chosen))
    found = queries.ballots_of_proposals([others[0], advised[3]], programme=programme)
    assert [(b.was_advised, b.was_chosen) for b in found[others[0]]] == [(False, True)]
    assert [(b.was_advised, b.was_chosen) for b in found[advised[3]]] == [(True, False)]


def test_another_order_is_no_deviation() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, _others = places(programme, counted)
    ballot = a_confirmed_ballot(programme, ballot=counted, chosen=advised[::-1])
    assert [row.proposal_id for row in queries.chosen_proposals(programme)] == advised[::-1]
    assert not ballot.decision.deviation


@pytest.mark.parametrize("number", [2, 5])
def test_two_or_five_spearheads_need_a_reason_inv_m1(number: int) -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, others = places(programme, counted)
    chosen = [*advised, *others][:number]
    with pytest.raises(Refusal) as caught:
        a_confirmed_ballot(programme, ballot=counted, chosen=chosen, deviation=WHY)
    assert caught.value.code == "number"
    ballot = a_confirmed_ballot(
        programme, ballot=counted, chosen=chosen, deviation=WHY, number_reason=WHY
    )
    assert ballot.number_reason == WHY
    assert len(queries.chosen_proposals(programme)) == number


def test_only_options_of_the_ballot_are_chosen_each_once() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, _others = places(programme, counted)
    for chosen in ([*advised[:3], advised[0]], [*advised[:3], uuid.uuid4()]):
        with pytest.raises(Refusal) as caught:
            a_confirmed_ballot(programme, ballot=counted, chosen=chosen, deviation=WHY)
        assert caught.value.code == "choice"


def test_only_those_who_decide_confirm_and_only_once() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    for role in (Role.FACILITATOR, Role.DEVELOPER, Role.RECORDER, Role.JUROR):
        with pytest.raises(PermissionDenied):
            a_confirmed_ballot(programme, ballot=counted, by=a_member(programme, role))
    a_confirmed_ballot(programme, ballot=counted, by=a_member(programme, Role.STEERING))
    with pytest.raises(Refusal):
        a_confirmed_ballot(programme, ballot=counted)
    assert Decision.objects.count() == 1


def test_a_confirmed_ballot_has_a_decision_in_the_database_too() -> None:
    counted = a_counted_ballot(a_programme())
    with pytest.raises(IntegrityError):
        Ballot.objects.filter(pk=counted.pk).update(state=BallotState.CONFIRMED)


def test_a_correction_keeps_saying_why_the_choice_departed_inv_m3() -> None:
    programme = a_programme()
    counted = a_counted_ballot(programme)
    advised, others = places(programme, counted)
    ballot = a_confirmed_ballot(
        programme, ballot=counted, chosen=[*advised[:3], others[0]], deviation=WHY
    )
    decision = ballot.decision
    parts = {
        "title": decision.title, "decided_by": decision.decided_by, "rationale": decision.rationale,
        "decided_on": decision.decided_on, "by": the_owner(programme),
    }  # fmt: skip
    with pytest.raises(Refusal):
        correct_decision(decision=decision, **parts)
    corrected = correct_decision(decision=decision, deviation=WHY, **parts)
    assert public_decision(decision.pk).public_id == corrected.public_id
