"""Making, wording and linking proposals."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from tests.factories import (
    a_member,
    a_person,
    a_programme,
    some_proposals,
    some_voices,
    the_owner,
)

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.proposals import actions, queries
from tiekartta.proposals.models import Proposal
from tiekartta.themes.queries import ThemeName

pytestmark = pytest.mark.django_db


def said(words: str) -> TranslatedText:
    return TranslatedText.of(fi=words)


def make(programme: Programme, voice_ids: list[uuid.UUID], **changes: object) -> Proposal:
    parts = {
        "title": said("Jonot lyhyiksi"), "text": said("Lisää aikoja."), "theme": None,
        "by": the_owner(programme),
    }  # fmt: skip
    return actions.make_proposal(programme=programme, voice_ids=voice_ids, **{**parts, **changes})  # type: ignore[arg-type] # - a test names only what it changes


def test_a_proposal_is_made_from_voices_and_journaled() -> None:
    programme = a_programme()
    voices = some_voices(programme, ["Jonot ovat pitkiä.", "Aikoja ei saa."])
    made = make(programme, [voice.id for voice in voices])
    row = queries.proposal_of(made.public_id, programme=programme, reader=the_owner(programme))
    assert set(row.source_ids) == {voice.id for voice in voices}
    assert (row.state, row.outcome, row.wordings) == ("candidate", None, ())
    assert Entry.objects.filter(action="make_proposal", object_id=made.public_id).count() == 1


def test_a_proposal_without_voices_words_or_with_foreign_voices_is_refused() -> None:
    programme, other = a_programme(), a_programme(name="Toinen")
    own = [voice.id for voice in some_voices(programme, ["Jonot ovat pitkiä."])]
    foreign = [voice.id for voice in some_voices(other, ["Muualla sanottua."])]
    for voices, changes in (
        ([], {}),
        (own + foreign, {}),
        ([uuid.uuid4()], {}),
        (own, {"title": TranslatedText()}),
        (own, {"text": TranslatedText()}),
        (own, {"theme": ThemeName(uuid.uuid4(), "x", said("Keksitty"))}),
    ):
        with pytest.raises(Refusal):
            make(programme, voices, **changes)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.FACILITATOR, True),
        (Role.DEVELOPER, True),
        (Role.STEERING, False),
        (Role.RECORDER, False),
        (Role.JUROR, False),
    ],
)
def test_rights_to_make_proposals_follow_the_matrix(role: Role, allowed: bool) -> None:
    programme = a_programme()
    voices = [voice.id for voice in some_voices(programme, ["Jonot ovat pitkiä."])]
    member = a_member(programme, role)
    if allowed:
        assert make(programme, voices, by=member).made_by == member
    else:
        with pytest.raises(PermissionDenied):
            make(programme, voices, by=member)
    with pytest.raises(PermissionDenied):
        make(programme, voices, by=a_person())


def test_new_words_keep_the_earlier_ones() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (made,) = some_proposals(programme, 1)
    first = (made.title, made.text)
    for words in ("Toinen", "Kolmas"):
        made.refresh_from_db()
        actions.edit_proposal(
            proposal=made, title=said(words), text=made.text, version=made.version, by=owner
        )
    row = queries.proposal_of(made.public_id, programme=programme, reader=owner)
    assert str(row.title) == "Kolmas"
    assert [(w.title, w.text) for w in row.wordings] == [first, (said("Toinen"), first[1])]


def test_saving_the_same_words_makes_no_history() -> None:
    programme = a_programme()
    (made,) = some_proposals(programme, 1)
    actions.edit_proposal(
        proposal=made, title=made.title, text=made.text, version=1, by=the_owner(programme)
    )
    assert queries.proposals_of(programme, reader=the_owner(programme))[0].wordings == ()


def test_words_changed_by_somebody_else_meanwhile_are_a_conflict() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (made,) = some_proposals(programme, 1)
    actions.edit_proposal(proposal=made, title=said("Nopea"), text=made.text, version=1, by=owner)
    with pytest.raises(Conflict):
        actions.edit_proposal(
            proposal=made, title=said("Hidas"), text=made.text, version=1, by=owner
        )
    assert str(Proposal.objects.get().title) == "Nopea"


def test_more_voices_are_linked_each_once() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    (made,) = some_proposals(programme, 1)
    more = [voice.id for voice in some_voices(programme, ["Jonot ovat pitkiä.", "Aikoja ei saa."])]
    assert actions.link_voices(proposal=made, voice_ids=more, by=owner) == 2
    assert actions.link_voices(proposal=made, voice_ids=more[:1], by=owner) == 0
    row = queries.proposal_of(made.public_id, programme=programme, reader=owner)
    assert len(row.source_ids) == 4
    assert Entry.objects.filter(action="link_voices").count() == 1
    with pytest.raises(Refusal):
        actions.link_voices(proposal=made, voice_ids=[uuid.uuid4()], by=owner)


def test_the_proposals_of_a_voice_are_found() -> None:
    programme = a_programme()
    one, two = some_proposals(programme, 2)
    rows = queries.proposals_of(programme, reader=the_owner(programme))
    voice_of_one, voice_of_two = (row.source_ids[0] for row in rows)
    actions.link_voices(proposal=two, voice_ids=[voice_of_one], by=the_owner(programme))
    found = queries.proposals_of_voices([voice_of_one, voice_of_two], programme=programme)
    assert [row.id for row in found[voice_of_one]] == [one.pk, two.pk]
    assert [row.id for row in found[voice_of_two]] == [two.pk]


def test_a_proposal_with_links_cannot_be_deleted_inv_l5() -> None:
    (made,) = some_proposals(a_programme(), 1)
    with pytest.raises(ProtectedError):
        made.delete()


def test_a_proposal_of_another_programme_is_missing() -> None:
    one, other = a_programme(), a_programme(name="Toinen")
    (made,) = some_proposals(one, 1)
    with pytest.raises(Missing):
        queries.proposal_of(made.public_id, programme=other, reader=the_owner(other))
    assert queries.proposals_by_id([made.pk], programme=other) == {}
    with pytest.raises(PermissionDenied):
        queries.proposals_of(one, reader=the_owner(other))
