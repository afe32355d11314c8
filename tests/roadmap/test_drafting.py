"""Making the draft and writing it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import (
    a_confirmed_ballot,
    a_draft_roadmap,
    a_member,
    a_programme,
    a_second_look,
    in_three,
    some_proposals,
    some_voices,
    the_owner,
)

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import DutyKind, Role
from tiekartta.priorities.queries import chosen_proposals
from tiekartta.roadmap import actions, queries
from tiekartta.roadmap.models import Roadmap, SpearheadQuote
from tiekartta.roadmap.queries import reached_voices
from tiekartta.roadmap.queries.drafts import view_of
from tiekartta.roadmap.states import PartKind

pytestmark = pytest.mark.django_db


def test_a_roadmap_gets_a_spearhead_for_each_choice_in_its_order() -> None:
    programme = a_programme()
    a_confirmed_ballot(programme)
    roadmap = actions.create_roadmap(programme=programme, by=the_owner(programme))
    view = view_of(roadmap)
    chosen = [row.proposal_id for row in chosen_proposals(programme)]
    assert [row.proposal_ids for row in view.spearheads] == [(key,) for key in chosen]
    assert [row.order for row in view.spearheads] == [1, 2, 3, 4]
    assert str(view.spearheads[0].title).startswith(("Parannetaan", "Improve"))
    assert Entry.objects.filter(action="make_spearhead").count() == 4


def test_no_roadmap_without_a_decision_and_only_one_for_a_programme() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    with pytest.raises(Refusal):
        actions.create_roadmap(programme=programme, by=owner)
    a_confirmed_ballot(programme)
    roadmap = actions.create_roadmap(programme=programme, by=owner)
    with pytest.raises(Refusal):
        actions.create_roadmap(programme=programme, by=owner)
    assert actions.make_spearheads_from_choices(roadmap=roadmap, by=owner) == []


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.DEVELOPER, True),
        (Role.FACILITATOR, False),
        (Role.STEERING, False),
        (Role.JUROR, False),
    ],
)
def test_rights_to_write_follow_the_matrix(role: Role, allowed: bool) -> None:
    programme = a_programme()
    a_confirmed_ballot(programme)
    member = a_member(programme, role)
    if allowed:
        assert actions.create_roadmap(programme=programme, by=member).version == 1
    else:
        with pytest.raises(PermissionDenied):
            actions.create_roadmap(programme=programme, by=member)
        assert not Roadmap.objects.exists()


def test_parts_are_replaced_in_order_and_blank_ones_left_out() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    row, owner = roadmap.spearheads.get(order=1), the_owner(roadmap.programme)
    texts = [in_three("b", "b", "b"), TranslatedText(), in_three("a", "a", "a")]
    actions.set_parts(spearhead=row, kind=PartKind.GOAL, texts=texts, by=owner)
    view = view_of(roadmap).spearheads[0]
    assert view.parts[PartKind.GOAL] == (texts[0], texts[2])
    assert len(view.parts[PartKind.MEANS]) == 1


def test_an_old_version_is_a_conflict_and_changes_nothing() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    row, owner = roadmap.spearheads.get(order=1), the_owner(roadmap.programme)
    actions.edit_spearhead(spearhead=row, seen=row.version, title=in_three("x", "x", "x"), by=owner)
    with pytest.raises(Conflict):
        actions.edit_spearhead(
            spearhead=row, seen=row.version, title=in_three("y", "y", "y"), by=owner
        )
    with pytest.raises(Conflict):
        actions.edit_roadmap(roadmap=roadmap, seen=roadmap.version - 1, title=row.title, by=owner)
    row.refresh_from_db()
    assert str(row.title) == "x"


def test_moving_a_spearhead_keeps_the_numbers_one_two_three() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner = the_owner(roadmap.programme)
    last = roadmap.spearheads.get(order=4)
    actions.edit_spearhead(spearhead=last, seen=last.version, title=last.title, order=1, by=owner)
    assert [row.order for row in view_of(roadmap).spearheads] == [1, 2, 3, 4]
    assert view_of(roadmap).spearheads[0].id == last.pk
    actions.end_spearhead(spearhead=last, by=owner)
    assert [row.order for row in view_of(roadmap).spearheads] == [1, 2, 3]
    actions.resume_spearhead(spearhead=last, by=owner)
    assert [row.is_left_out for row in view_of(roadmap).spearheads] == [False] * 4


def test_a_spearhead_that_is_left_out_does_not_move_the_others() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner = the_owner(roadmap.programme)
    last = roadmap.spearheads.get(order=4)
    actions.end_spearhead(spearhead=last, by=owner)
    last.refresh_from_db()
    title = in_three("x", "x", "x")
    actions.edit_spearhead(spearhead=last, seen=last.version, title=title, order=1, by=owner)
    assert [row.order for row in view_of(roadmap).spearheads] == [1, 2, 3]


@pytest.mark.parametrize(("first", "last"), [(2030, 2029), (1200, 2029), (2026, 9999)])
def test_years_in_the_wrong_order_are_refused(first: int, last: int) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    with pytest.raises(Refusal):
        actions.edit_roadmap(
            roadmap=roadmap, seen=roadmap.version, title=roadmap.title, horizon_start=first,
            horizon_end=last, by=the_owner(roadmap.programme),
        )  # fmt: skip


def test_a_spearhead_keeps_at_least_one_proposal_of_its_own_programme() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    row, owner = roadmap.spearheads.get(order=1), the_owner(roadmap.programme)
    foreign = some_proposals(a_programme(name="Toinen"), 1)[0]
    for wanted in ([], [foreign.pk]):
        with pytest.raises(Refusal):
            actions.link_proposals(spearhead=row, proposal_ids=wanted, by=owner)
    own = some_proposals(roadmap.programme, 1)[0]
    before = row.proposal_links.get().proposal_id
    actions.link_proposals(spearhead=row, proposal_ids=[before, own.pk], by=owner)
    assert view_of(roadmap).spearheads[0].proposal_ids == (before, own.pk)


def test_inv_v3_only_permitted_voices_of_the_spearhead_are_quoted_and_at_most_five() -> None:
    programme = a_programme()
    roadmap, owner = a_draft_roadmap(programme), the_owner(programme)
    row = roadmap.spearheads.get(order=1)
    reach = reached_voices(view_of(roadmap).spearheads, programme)
    own, other = reach[row.pk][1:], reach[roadmap.spearheads.get(order=2).pk][1:]
    silent = some_voices(programme, [f"Älä lainaa {n}." for n in range(8)], quote_ok=False)
    with pytest.raises(Refusal):
        actions.approve_quotes(spearhead=row, voice_ids=own[:1], by=owner)
    a_second_look(programme, [*own[:7], other[0]])
    for wanted in (own[:6], other[:1], [silent[0].id], own[7:8]):
        with pytest.raises(Refusal):
            actions.approve_quotes(spearhead=row, voice_ids=wanted, by=owner)
    with pytest.raises(PermissionDenied):
        actions.approve_quotes(
            spearhead=row, voice_ids=own[:1], by=a_member(programme, Role.FACILITATOR, DutyKind.PUBLISHER)
        )  # fmt: skip
    assert not SpearheadQuote.objects.exists()
    actions.approve_quotes(spearhead=row, voice_ids=own[:4], by=owner)
    actions.approve_quote(spearhead=row, voice_id=own[5], by=owner)
    assert SpearheadQuote.objects.count() == 5


def test_the_language_board_tells_each_language_of_each_text() -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    row, owner = roadmap.spearheads.get(order=1), the_owner(roadmap.programme)
    actions.set_parts(
        spearhead=row, kind=PartKind.GOAL, texts=[TranslatedText.of(fi="Vain suomeksi")], by=owner
    )
    lines = queries.language_board(view_of(roadmap))
    lacking = [line for line in lines if dict(line.states)["sv"] == "missing"]
    assert row.public_id in {line.spearhead_id for line in lacking}
    warnings = [problem for problem in queries.problems_of(roadmap) if problem.is_warning]
    assert [problem.page for problem in warnings] == ["board"]
    assert str(len(lacking)) in warnings[0].text
