"""Counting: deterministic, countable again, told through disclosure (INV-B6, INV-B7)."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import (
    VOTES,
    a_confirmed_ballot,
    a_counted_ballot,
    a_person,
    a_programme,
    an_open_ballot,
    some_proposals,
    the_owner,
)

from tiekartta.analysis.choosing import recount
from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities import actions, queries
from tiekartta.priorities.models import BallotPaper, Count
from tiekartta.priorities.rules import PLAIN_RULE, RULE, order_for
from tiekartta.priorities.states import BallotState
from tiekartta.priorities.tallying import tally
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.states import ProposalState

pytestmark = pytest.mark.django_db
QUESTION = TranslatedText.of(fi="Mikä on tärkeintä?")
STAFF, CLIENT = RespondentGroup.STAFF, RespondentGroup.CLIENT
PAPERS = [
    (group.value, tuple("abcdef"[place] for place in places))
    for group, votes in VOTES.items()
    for places in votes
]
MAJORITY = {STAFF: [(0, 1, 2, 3)] * 18, CLIENT: [(4,)] * 10}
"""Eighteen of staff agree on four; ten clients want the fifth, which the plain count leaves out."""


def test_the_order_of_papers_and_options_changes_nothing_inv_b6() -> None:
    first = tally("abcdef", PAPERS, winners=4, seed=7)
    for lot in range(20):
        options, papers = list("abcdef"), list(PAPERS)
        random.Random(lot).shuffle(options)  # noqa: S311 - shuffles a test
        random.Random(lot).shuffle(papers)  # noqa: S311 - the same
        assert tally(options, papers, winners=4, seed=7) == first


def test_ties_follow_the_published_seed_inv_b6() -> None:
    papers = [("staff", ("a",)), ("staff", ("b",))]
    won = {tally("ab", papers, winners=1, seed=seed).result["winners"][0] for seed in range(30)}
    assert won == {"a", "b"}
    for seed in range(30):
        again = [tally("ab", papers, winners=1, seed=seed) for _time in range(2)]
        assert again[0] == again[1]
        assert again[0].explanation["decided_by_lot"]


def test_papers_given_out_count_to_the_same_result_inv_b6() -> None:
    programme = a_programme()
    ballot = a_confirmed_ballot(programme, ballot=a_counted_ballot(programme, votes=MAJORITY))
    view = queries.public_result(ballot.public_id)
    text = queries.papers_of(ballot.public_id, reader=ANONYMOUS).text
    for rule, winners in (
        (RULE, [w.option for w in view.winners]),
        (PLAIN_RULE, view.plain_winners),
    ):
        again = recount(text, winners=view.wanted, seed=int(view.seed), rule=rule)
        assert list(again.winners) == [option.key for option in winners]
    stored = Count.objects.get(ballot=ballot).result
    assert (
        recount(text, winners=4, seed=int(view.seed), rule=RULE).provenance.output_digest
        == (stored["provenance"]["output_digest"])
    )


def test_a_minority_that_the_plain_count_leaves_out_is_represented() -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme, votes=MAJORITY)
    view = queries.result_view(ballot.public_id, programme=programme, reader=the_owner(programme))
    fifth = str(Proposal.objects.order_by("made_at")[4].title)
    assert [str(option.title) for option in view.only_by_rule] == [fifth]
    (winner,) = [row for row in view.winners if not row.by_plain_count]
    assert (winner.represented, winner.only_here) == (Disclosed("full", 10),) * 2
    assert view.without_winner == Disclosed("suppressed")
    assert view.plain_without_winner == Disclosed("full", 10)
    assert view.voters == Disclosed("full", 28)


def test_a_group_with_enough_papers_is_shown_and_a_smaller_one_is_not_inv_b7() -> None:
    clear = {STAFF: [(0, 1)] * 14 + [(0,)] * 10, CLIENT: [(2, 1)] * 11 + [(2,)] * 11}
    programme = a_programme()
    ballot = a_counted_ballot(programme, number=3, winners=2, votes=clear)
    groups = queries.result_view(
        ballot.public_id, programme=programme, reader=the_owner(programme)
    ).groups
    assert dict(zip(groups.groups, groups.turnout, strict=True)) == {
        STAFF: Disclosed("full", 24),
        CLIENT: Disclosed("full", 22),
    }
    second = str(Proposal.objects.order_by("made_at")[1].title)
    (cells,) = [cells for option, cells in groups.rows if str(option.title) == second]
    assert dict(zip(groups.groups, cells, strict=True)) == {
        STAFF: Disclosed("full", 14),
        CLIENT: Disclosed("full", 11),
    }
    small = a_programme(name="Pieni")
    few = a_counted_ballot(
        small, number=3, winners=2, votes={STAFF: clear[STAFF], CLIENT: [(2,)] * 4}
    )
    shown = queries.result_view(few.public_id, programme=small, reader=the_owner(small)).groups
    assert CLIENT not in shown.groups
    assert shown.hidden_groups


def test_papers_are_given_out_where_the_page_tells_their_exact_number_inv_d1() -> None:
    for number, given in ((6, False), (9, False), (10, True)):
        programme = a_programme(name=f"Äänestys {number}")
        votes = {STAFF: ([(0,), (1,), (0, 1), (1,), (0,)] * 2)[:number]}
        ballot = a_counted_ballot(programme, number=2, winners=1, votes=votes)
        owner = the_owner(programme)
        view = queries.result_view(ballot.public_id, programme=programme, reader=owner)
        assert view.has_papers is given
        assert (view.voters == Disclosed("full", number)) is given
        if given:
            text = queries.papers_of(ballot.public_id, reader=owner).text
            lines = text.splitlines()
            assert lines[1:] == sorted(lines[1:], reverse=True)
            assert len(lines) == number + 1
        else:
            with pytest.raises(Missing):
                queries.papers_of(ballot.public_id, reader=owner)


def test_the_public_sees_nothing_between_count_and_decision() -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    for ask in (
        queries.public_result,
        lambda name: queries.papers_of(name, reader=ANONYMOUS),
        lambda name: queries.papers_of(name, reader=a_person()),
    ):
        with pytest.raises(Missing):
            ask(ballot.public_id)
    with pytest.raises(PermissionDenied):
        queries.result_view(ballot.public_id, programme=programme, reader=a_person())
    a_confirmed_ballot(programme, ballot=ballot)
    assert queries.public_result(ballot.public_id).chosen
    assert queries.papers_of(ballot.public_id, reader=ANONYMOUS).text


def test_a_count_that_was_changed_afterwards_is_noticed() -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    owner = the_owner(programme)
    assert queries.result_view(ballot.public_id, programme=programme, reader=owner).is_intact
    count = Count.objects.get(ballot=ballot)
    count.result["winners"].reverse()
    count.save()
    assert not queries.result_view(ballot.public_id, programme=programme, reader=owner).is_intact


def test_a_ballot_is_counted_once_after_voting_with_papers() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    opened = an_open_ballot(programme)
    with pytest.raises(Refusal):
        actions.count_ballot(ballot=opened.ballot, by=owner)
    closed = actions.close_ballot(ballot=opened.ballot, by=owner)
    with pytest.raises(Refusal):
        actions.count_ballot(ballot=closed, by=owner)
    BallotPaper.objects.create(
        ballot=closed, respondent_group=STAFF, tag="x", approved=[min(opened.keys().values())]
    )
    actions.count_ballot(ballot=closed, by=owner)
    with pytest.raises(Refusal):
        actions.count_ballot(ballot=closed, by=owner)


def test_an_annulled_ballot_gives_its_proposals_back_and_shows_no_result() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    ballot = a_counted_ballot(programme)
    with pytest.raises(Refusal):
        actions.annul_ballot(ballot=ballot, reason=TranslatedText(), by=owner)
    actions.annul_ballot(ballot=ballot, reason=TranslatedText.of(fi="Virhe koodeissa"), by=owner)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"candidate"}
    with pytest.raises(Refusal):
        queries.result_view(ballot.public_id, programme=programme, reader=owner)
    confirmed = a_confirmed_ballot(a_programme(name="Toinen"))
    with pytest.raises(Refusal):
        actions.annul_ballot(
            ballot=confirmed,
            reason=TranslatedText.of(fi="Myöhässä"),
            by=the_owner(confirmed.programme),
        )


def test_annulling_a_draft_leaves_the_proposals_of_an_open_ballot_in_it_inv_m1() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    proposals = some_proposals(programme, 3, voices_each=1)
    draft, other = (
        actions.create_ballot(
            programme=programme,
            question=QUESTION,
            proposal_ids=[proposal.pk for proposal in proposals],
            winners=1,
            closes_on=None,
            by=owner,
        )
        for _time in range(2)
    )
    actions.make_codes(ballot=other, group=STAFF, number=1, by=owner)
    actions.open_ballot(ballot=other, by=owner)
    actions.annul_ballot(ballot=draft, reason=QUESTION, by=owner)
    draft.refresh_from_db()
    assert draft.state == BallotState.ANNULLED
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.IN_BALLOT}


def test_the_order_on_the_form_follows_its_seed_and_favours_nobody() -> None:
    keys = list("abcd")
    assert order_for(keys, "17") == order_for(reversed(keys), "17")
    firsts = [order_for(keys, str(seed))[0] for seed in range(2000)]
    assert all(400 < firsts.count(key) < 600 for key in keys)
