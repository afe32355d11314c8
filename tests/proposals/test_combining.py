"""Combining proposals, their outcomes, and what still waits for one."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from tests.factories import a_member, a_programme, some_proposals, the_owner

from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.proposals import actions, queries
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.states import Outcome, ProposalState

pytestmark = pytest.mark.django_db


def said(words: str) -> TranslatedText:
    return TranslatedText.of(fi=words)


def words_of(thing: queries.ProposalRow | queries.Wording) -> tuple[str, str]:
    return thing.title.text("fi"), thing.text.text("fi")


def test_combining_keeps_every_source_and_wording_inv_l4() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first, second, third = some_proposals(programme, 3)
    rows = queries.proposals_of(programme, reader=owner)
    words = {words_of(row) for row in rows}
    voices = {voice for row in rows for voice in row.source_ids}
    actions.combine_proposals(into=second, part=third, by=owner, title=said("Yhteinen"))
    actions.combine_proposals(into=first, part=second, by=owner)
    whole = queries.proposal_of(first.public_id, programme=programme, reader=owner)
    assert set(whole.source_ids) == voices
    kept = {words_of(each) for each in (*whole.wordings, whole)}
    assert words < kept
    assert ("Yhteinen", second.text.text("fi")) in kept
    assert {w.came_from for w in whole.wordings} == {second.public_id, third.public_id}


def test_the_parts_keep_their_words_and_links_and_follow_the_outcome_of_the_whole() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first, second, third = some_proposals(programme, 3)
    before = queries.proposal_of(third.public_id, programme=programme, reader=owner)
    actions.combine_proposals(into=second, part=third, by=owner)
    actions.combine_proposals(into=first, part=second, by=owner)
    actions.give_outcome(
        proposal=first, outcome=Outcome.PARKED, reason=said("Ensi vuonna"), by=owner
    )
    after = queries.proposal_of(third.public_id, programme=programme, reader=owner)
    assert (after.title, after.source_ids) == (before.title, before.source_ids)
    assert (after.state, after.combined_into) == (ProposalState.COMBINED, first.public_id)
    assert (after.outcome, str(after.outcome_reason)) == (Outcome.PARKED, "Ensi vuonna")
    whole = queries.proposal_of(first.public_id, programme=programme, reader=owner)
    assert [row.id for row in queries.parts_of(whole, programme=programme)] == [second.pk]


def test_only_candidates_of_one_programme_are_combined() -> None:
    programme, other = a_programme(), a_programme(name="Toinen")
    owner = the_owner(programme)
    first, second, third = some_proposals(programme, 3)
    (foreign,) = some_proposals(other, 1)
    actions.combine_proposals(into=first, part=second, by=owner)
    for into, part in ((first, first), (first, second), (second, third), (first, foreign)):
        with pytest.raises(Refusal):
            actions.combine_proposals(into=into, part=part, by=owner)
    assert Proposal.objects.filter(state="combined").count() == 1


def test_a_combined_proposal_says_into_what_in_the_database_too() -> None:
    (made,) = some_proposals(a_programme(), 1)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=made.pk).update(state="combined")


def test_those_who_decide_may_give_outcomes_but_not_combine() -> None:
    programme = a_programme()
    first, second = some_proposals(programme, 2)
    steering = a_member(programme, Role.STEERING)
    with pytest.raises(PermissionDenied):
        actions.combine_proposals(into=first, part=second, by=steering)
    actions.give_outcome(
        proposal=first, outcome=Outcome.PASSED_ON, reason=said("Kuntaan"), by=steering
    )
    with pytest.raises(PermissionDenied):
        actions.give_outcome(
            proposal=first, outcome=Outcome.PARKED, reason=said("x"),
            by=a_member(programme, Role.JUROR),
        )  # fmt: skip


def test_an_outcome_needs_a_reason_and_a_place_inv_l3() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first, part = some_proposals(programme, 2)
    actions.combine_proposals(into=first, part=part, by=owner)
    for proposal, outcome, reason in (
        (first, Outcome.PARKED, TranslatedText()),
        (first, Outcome.IN_SPEARHEAD, said("Tärkein")),
        (part, Outcome.PARKED, said("Ensi vuonna")),
    ):
        with pytest.raises(Refusal):
            actions.give_outcome(proposal=proposal, outcome=outcome, reason=reason, by=owner)
    assert not Proposal.objects.exclude(outcome="").exists()


def test_an_outcome_has_a_time_in_the_database_too() -> None:
    (made,) = some_proposals(a_programme(), 1)
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=made.pk).update(outcome="parked")


def test_what_waits_for_an_outcome_is_listed_inv_l3() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first, second, third, fourth = some_proposals(programme, 4)
    actions.combine_proposals(into=first, part=second, by=owner)
    actions.give_outcome(
        proposal=third, outcome=Outcome.DONE_DIRECTLY, reason=said("Tehty jo"), by=owner
    )
    actions.withdraw_proposal(proposal=fourth, reason=said("Tehtiin vahingossa"), by=owner)
    assert [row.id for row in queries.unresolved(programme)] == [first.pk]


def test_withdrawing_keeps_words_links_and_the_reason() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (made,) = some_proposals(programme, 1)
    with pytest.raises(Refusal):
        actions.withdraw_proposal(proposal=made, reason=TranslatedText(), by=owner)
    actions.withdraw_proposal(proposal=made, reason=said("Tehtiin vahingossa"), by=owner)
    row = queries.proposal_of(made.public_id, programme=programme, reader=owner)
    assert (row.state, row.outcome) == (ProposalState.WITHDRAWN, Outcome.REJECTED)
    assert (str(row.outcome_reason), len(row.source_ids)) == ("Tehtiin vahingossa", 2)
    with pytest.raises(Refusal):
        actions.withdraw_proposal(proposal=made, reason=said("Uudelleen"), by=owner)
    with pytest.raises(Refusal):
        actions.give_outcome(proposal=made, outcome=Outcome.PARKED, reason=said("x"), by=owner)


def test_a_ballot_freezes_and_a_decision_chooses() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    first, second, third = some_proposals(programme, 3)
    actions.put_in_ballot(proposal_ids=[first.pk, second.pk], by=owner)
    with pytest.raises(Refusal):
        actions.edit_proposal(
            proposal=first, title=said("Uusi"), text=first.text, version=2, by=owner
        )
    with pytest.raises(Refusal):
        actions.give_outcome(proposal=first, outcome=Outcome.PARKED, reason=said("x"), by=owner)
    with pytest.raises(Refusal):
        actions.mark_choice(chosen=[third.pk], not_chosen=[], by=owner)
    actions.mark_choice(chosen=[first.pk], not_chosen=[second.pk], reason=said("Tärkein"), by=owner)
    chosen = queries.proposal_of(first.public_id, programme=programme, reader=owner)
    other = queries.proposal_of(second.public_id, programme=programme, reader=owner)
    assert (chosen.state, chosen.outcome) == (ProposalState.CHOSEN, Outcome.IN_SPEARHEAD)
    assert (other.state, other.outcome) == (ProposalState.NOT_CHOSEN, None)


def test_an_annulled_ballot_gives_its_proposals_back() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (made,) = some_proposals(programme, 1)
    actions.put_in_ballot(proposal_ids=[made.pk], by=owner)
    actions.return_from_ballot(proposal_ids=[made.pk], by=owner)
    made.refresh_from_db()
    assert made.state == ProposalState.CANDIDATE
    with pytest.raises(PermissionDenied):
        actions.put_in_ballot(proposal_ids=[made.pk], by=a_member(programme, Role.FACILITATOR))
