"""Making and opening ballots: what people vote on is frozen (INV-B1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from tests.factories import (
    a_member,
    a_person,
    a_programme,
    an_open_ballot,
    some_proposals,
    the_owner,
)

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.priorities import actions, queries
from tiekartta.priorities.models import Ballot, BallotOption
from tiekartta.priorities.states import BallotState
from tiekartta.programmes.models import Programme
from tiekartta.proposals.actions import combine_proposals, edit_proposal, make_proposal
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.queries import proposals_of
from tiekartta.proposals.states import ProposalState

pytestmark = pytest.mark.django_db
QUESTION = TranslatedText.of(fi="Mitkä ovat tärkeimmät?", sv="Vilka är viktigast?")


def a_draft(
    programme: Programme, proposals: list[Proposal], winners: int = 2, **more: object
) -> Ballot:
    parts = {"question": QUESTION, "closes_on": None, "by": the_owner(programme), **more}
    return actions.create_ballot(  # type: ignore[arg-type] # - a test names only what it changes
        programme=programme, proposal_ids=[p.pk for p in proposals], winners=winners, **parts
    )


def test_opening_freezes_words_publishes_a_seed_and_moves_the_proposals_inv_b1() -> None:
    programme = a_programme()
    proposals = some_proposals(programme, 3)
    opened = actions.open_ballot(ballot=a_draft(programme, proposals), by=the_owner(programme))
    view = queries.vote_view(opened.public_id)
    assert {row.title.text("fi") for row in view.options} == {p.title.text("fi") for p in proposals}
    assert view.seed.isdigit()
    assert len(opened.options_digest) == 64
    states = {row.state for row in proposals_of(programme, reader=the_owner(programme))}
    assert states == {ProposalState.IN_BALLOT}
    assert Entry.objects.filter(action="open_ballot", object_id=opened.public_id).exists()


def test_two_openings_publish_two_seeds() -> None:
    programme = a_programme()
    seeds = set()
    for _time in range(2):
        draft = a_draft(programme, some_proposals(programme, 2))
        seeds.add(actions.open_ballot(ballot=draft, by=the_owner(programme)).seed)
    assert len(seeds) == 2


def test_no_option_is_added_or_changed_after_opening_inv_b1() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme, number=3, winners=2)
    (late,) = some_proposals(programme, 1)
    with pytest.raises(Refusal):
        actions.edit_ballot(
            ballot=opened.ballot, question=QUESTION, closes_on=None, winners=2, by=owner,
            proposal_ids=[*(p.pk for p in opened.proposals), late.pk],
        )  # fmt: skip
    with pytest.raises(Refusal):
        edit_proposal(
            proposal=opened.proposals[0], title=QUESTION, text=QUESTION, version=2, by=owner
        )
    assert len(queries.vote_view(opened.ballot.public_id).options) == 3


def test_options_changed_behind_the_back_are_not_counted_inv_b1() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme, number=3, winners=2)
    opened.vote(next(iter(opened.codes.values()))[0], 0)
    closed = actions.close_ballot(ballot=opened.ballot, by=owner)
    option = BallotOption.objects.filter(ballot=closed).first()
    assert option is not None
    BallotOption.objects.filter(pk=option.pk).update(title=TranslatedText.of(fi="Muuta"))
    with pytest.raises(Refusal):
        actions.count_ballot(ballot=closed, by=owner)
    BallotOption.objects.filter(pk=option.pk).update(title=option.title)
    assert actions.count_ballot(ballot=closed, by=owner).result["winners"]


@pytest.mark.parametrize("field", ["options_digest", "seed"])
def test_an_open_ballot_has_frozen_options_in_the_database_too(field: str) -> None:
    opened = an_open_ballot(a_programme(), number=2, winners=1)
    with pytest.raises(IntegrityError):
        Ballot.objects.filter(pk=opened.ballot.pk).update(**{field: ""})


def test_a_ballot_with_one_option_or_more_winners_than_options_is_not_opened() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    for number, winners in ((1, 1), (2, 3)):
        draft = a_draft(programme, some_proposals(programme, number), winners=winners)
        with pytest.raises(Refusal):
            actions.open_ballot(ballot=draft, by=owner)
        draft.refresh_from_db()
        assert (draft.state, draft.seed) == (BallotState.DRAFT, "")
    draft = a_draft(programme, some_proposals(programme, 2), winners=2)
    assert actions.open_ballot(ballot=draft, by=owner).state == BallotState.OPEN


def test_two_options_of_one_title_are_not_opened() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (first,) = some_proposals(programme, 1)
    row = proposals_of(programme, reader=owner)[0]
    twin = make_proposal(
        programme=programme, title=TranslatedText.of(fi=first.title.text("fi").upper()),
        text=first.text, theme=None, voice_ids=row.source_ids, by=owner,
    )  # fmt: skip
    with pytest.raises(Refusal):
        actions.open_ballot(ballot=a_draft(programme, [first, twin], winners=1), by=owner)


def test_a_past_last_day_is_refused_and_today_is_not() -> None:
    programme = a_programme()
    proposals = some_proposals(programme, 2)
    today = timezone.localdate()
    assert a_draft(programme, proposals, closes_on=today).closes_on == today
    with pytest.raises(Refusal):
        a_draft(programme, proposals, closes_on=today - timedelta(days=1))


def test_only_candidates_of_the_programme_become_options() -> None:
    programme, other = a_programme(), a_programme(name="Toinen")
    first, part, third = some_proposals(programme, 3)
    combine_proposals(into=first, part=part, by=the_owner(programme))
    for wrong in (part, *some_proposals(other, 1)):
        with pytest.raises(Refusal):
            a_draft(programme, [first, third, wrong])
    assert not Ballot.objects.exists()


def test_opening_names_the_options_that_are_no_longer_candidates() -> None:
    programme = a_programme()
    owner, (first, part, third) = the_owner(programme), some_proposals(programme, 3)
    draft = a_draft(programme, [first, part, third])
    combine_proposals(into=first, part=part, by=owner)
    with pytest.raises(Refusal) as told:
        actions.open_ballot(ballot=draft, by=owner)
    assert str(part.title) in str(told.value)
    assert str(third.title) not in str(told.value)


def test_no_codes_are_made_after_the_last_day() -> None:
    opened = an_open_ballot(a_programme(), closes_on=timezone.localdate())
    owner, group = the_owner(opened.ballot.programme), RespondentGroup.STAFF
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refusal):
        actions.make_codes(ballot=opened.ballot, group=group, number=1, by=owner, today=tomorrow)
    assert actions.make_codes(ballot=opened.ballot, group=group, number=1, by=owner)


def test_a_draft_can_be_changed() -> None:
    programme = a_programme()
    first, second, third = some_proposals(programme, 3)
    draft = a_draft(programme, [first, second])
    actions.edit_ballot(
        ballot=draft, question=TranslatedText.of(fi="Uusi"), proposal_ids=[second.pk, third.pk],
        winners=1, closes_on=None, by=the_owner(programme),
    )  # fmt: skip
    view = queries.ballot_view(draft.public_id, programme=programme, reader=the_owner(programme))
    assert {row.proposal_id for row in view.options} == {second.pk, third.pk}
    assert (str(view.ballot.question), view.ballot.winners) == ("Uusi", 1)


@pytest.mark.parametrize(
    "role", [Role.FACILITATOR, Role.DEVELOPER, Role.STEERING, Role.JUROR, None]
)
def test_only_the_owner_organises(role: Role | None) -> None:
    programme = a_programme()
    member = a_member(programme, role) if role else a_person()
    proposals = some_proposals(programme, 2)
    opened = an_open_ballot(programme, number=2, winners=1)
    with pytest.raises(PermissionDenied):
        a_draft(programme, proposals, by=member)
    draft = a_draft(programme, proposals)
    with pytest.raises(PermissionDenied):
        actions.open_ballot(ballot=draft, by=member)
    for act in (actions.close_ballot, actions.count_ballot):
        with pytest.raises(PermissionDenied):
            act(ballot=opened.ballot, by=member)
    with pytest.raises(PermissionDenied):
        actions.annul_ballot(ballot=opened.ballot, reason=QUESTION, by=member)
