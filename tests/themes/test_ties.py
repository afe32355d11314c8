"""Two voices that people tie together or set apart: kept by every analysis to come (INV-T4)."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.factories import a_member
from tests.themes.making import analysed, draft_of, read, themes

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import move_voice, pin_voice, tie_voices, untie_voices
from tiekartta.themes.models import Theme, ThemeSet, VoiceTie
from tiekartta.themes.queries import twins_view
from tiekartta.themes.queries.running import decisions_of
from tiekartta.themes.states import Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(draft: ThemeSet) -> Theme:
    """The theme of the first ten voices."""
    return themes(draft)[0]


def homes(programme: Programme) -> dict[UUID, UUID]:
    """Voice → its theme in the draft now."""
    return dict(read(draft_of(programme)).voice_homes)


def test_two_set_apart_are_in_different_themes_after_the_next_analysis(
    programme: Programme, owner: Person, voices: list[UUID], one: Theme
) -> None:
    tie_voices(theme=one, first=voices[3], second=voices[2], tie=Tie.APART, by=owner)
    assert homes(programme)[voices[2]] == one.pk, "the draft does not change"
    assert Entry.objects.filter(action="tie_voices").count() == 1
    analysed(programme)
    after = homes(programme)
    assert after.get(voices[2]) != after.get(voices[3])


def test_two_tied_together_stay_together_and_it_is_taken_back(
    programme: Programme, owner: Person, voices: list[UUID], one: Theme
) -> None:
    pair = sorted(voices[2:4])
    tie_voices(theme=one, first=voices[3], second=voices[2], tie=Tie.TOGETHER, by=owner)
    told = frozenset({(str(pair[0]), str(pair[1]))})
    assert decisions_of(programme).must_link == told
    tie_voices(theme=one, first=voices[2], second=voices[3], tie=Tie.APART, by=owner)
    now = decisions_of(programme)
    assert (now.must_link, now.cannot_link) == (frozenset(), told), "the last decision holds"
    untie_voices(theme=one, first=voices[3], second=voices[2], by=owner)
    assert decisions_of(programme).cannot_link == frozenset()
    with pytest.raises(Refusal):
        untie_voices(theme=one, first=voices[3], second=voices[2], by=owner)


def test_what_contradicts_other_decisions_is_refused_with_a_sentence(
    owner: Person, voices: list[UUID], draft: ThemeSet, one: Theme
) -> None:
    a, b, c = voices[:3]
    tie_voices(theme=one, first=a, second=b, tie=Tie.TOGETHER, by=owner)
    tie_voices(theme=one, first=b, second=c, tie=Tie.TOGETHER, by=owner)
    with pytest.raises(Refusal, match="sitoo nämä kaksi yhteen"):
        tie_voices(theme=one, first=a, second=c, tie=Tie.APART, by=owner)
    untie_voices(theme=one, first=b, second=c, by=owner)
    tie_voices(theme=one, first=b, second=c, tie=Tie.APART, by=owner)
    with pytest.raises(Refusal, match="pitää nämä kaksi erillään"):
        tie_voices(theme=one, first=a, second=c, tie=Tie.TOGETHER, by=owner)
    with pytest.raises(Refusal):
        tie_voices(theme=one, first=a, second=a, tie=Tie.APART, by=owner)
    with pytest.raises(Conflict):
        tie_voices(theme=one, first=a, second=voices[40], tie=Tie.TOGETHER, by=owner)
    two = themes(draft)[1]
    for pinned in voices[10:12]:
        pin_voice(voice_id=pinned, theme=two, by=owner)
    with pytest.raises(Refusal, match="molemmat kuuluvat teemaan"):
        tie_voices(theme=two, first=voices[10], second=voices[11], tie=Tie.APART, by=owner)
    assert VoiceTie.objects.count() == 2


def test_a_tie_that_contradicts_a_later_placement_gives_way_and_no_analysis_fails(
    programme: Programme, owner: Person, voices: list[UUID], draft: ThemeSet, one: Theme
) -> None:
    two = themes(draft)[1]
    tie_voices(theme=one, first=voices[0], second=voices[1], tie=Tie.TOGETHER, by=owner)
    tie_voices(theme=one, first=voices[2], second=voices[3], tie=Tie.TOGETHER, by=owner)
    move_voice(voice_id=voices[0], from_theme=one, to_theme=two, by=owner)
    pin_voice(voice_id=voices[1], theme=one, by=owner)
    assert decisions_of(programme).must_link == {
        (str(min(voices[2:4])), str(max(voices[2:4])))
    }  # fmt: skip
    analysed(programme)
    after = homes(programme)
    assert (after[voices[0]], after[voices[1]]) == (two.pk, one.pk)
    assert after[voices[2]] == after[voices[3]]


def test_only_those_who_edit_themes_decide(
    programme: Programme, voices: list[UUID], one: Theme
) -> None:
    for role in (Role.STEERING, Role.JUROR):
        with pytest.raises(PermissionDenied):
            tie_voices(
                theme=one, first=voices[0], second=voices[1], tie=Tie.TOGETHER,
                by=a_member(programme, role),
            )  # fmt: skip


def test_it_is_decided_beside_a_pair_on_the_page_of_near_duplicates(
    client: Client, programme: Programme, owner: Person, voices: list[UUID], one: Theme
) -> None:
    client.force_login(owner)
    address = reverse("themes:twins", args=[programme.public_id, one.public_id])
    pair = {"voice": [str(voices[0]), str(voices[1])]}
    sent = client.post(address, {**pair, "act": "together"})
    assert (sent.status_code, sent.headers["Location"]) == (302, address)
    pairs = twins_view(one, programme, reader=owner).object_list
    assert [each.tie for each in pairs] == [Tie.TOGETHER, None]
    page = client.get(address, headers={"accept-language": "sv"}).content.decode()
    assert "alltid tillsammans" in page
    assert client.post(address, {**pair, "act": "free"}).status_code == 302
    again = client.post(address, {**pair, "act": "free"}, headers={"accept-language": "fi"})
    assert again.status_code == 409
    assert "Sellaista päätöstä ei ole" in again.content.decode()
    assert client.post(address, {"voice": ["x"], "act": "apart"}).status_code == 409
