"""People stand behind the themes (INV-T1, INV-T2)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from tests.clear_texts import QUEUES
from tests.factories import a_member, approved_themes
from tests.themes.making import a_draft, an_analysed_draft, called, draft_of, members, read, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    add_theme,
    approve_theme_set,
    merge_themes,
    move_voice,
    open_draft,
    rename_theme,
)
from tiekartta.themes.models import ThemeSet, ThemeVoice
from tiekartta.themes.queries import approved_themes as approved
from tiekartta.themes.queries import names_by_id, themes_of_voices, workshop_view
from tiekartta.themes.states import MadeBy, ThemeSetState

pytestmark = pytest.mark.django_db


def test_one_owner_alone_approves_and_the_page_says_so_inv_t2(
    programme: Programme, owner: Person
) -> None:
    draft = a_draft(programme)
    done = approve_theme_set(theme_set=draft, by=owner, seen=read(draft).digest)
    assert done.state == ThemeSetState.APPROVED
    view = workshop_view(programme, reader=owner)
    assert view is not None
    assert view.approved_by_one


def test_where_two_hold_the_right_two_people_are_needed_inv_t2(
    programme: Programme, owner: Person
) -> None:
    second = a_member(programme, Role.OWNER)
    draft = a_draft(programme)
    assert approve_theme_set(theme_set=draft, by=owner).state == ThemeSetState.DRAFT
    assert approve_theme_set(theme_set=draft, by=owner).state == ThemeSetState.DRAFT
    assert approve_theme_set(theme_set=draft, by=second).state == ThemeSetState.APPROVED
    view = workshop_view(programme, reader=owner)
    assert view is not None
    assert not view.approved_by_one
    assert {approval.name for approval in view.approvals} == {
        owner.display_name,
        second.display_name,
    }


def test_a_change_after_an_approval_makes_it_void_inv_t2(
    programme: Programme, owner: Person
) -> None:
    second = a_member(programme, Role.OWNER)
    draft = a_draft(programme)
    approve_theme_set(theme_set=draft, by=owner)
    one, other, *_rest = themes(draft)
    move_voice(voice_id=members(one)[0], from_theme=one, to_theme=other, by=second)
    assert approve_theme_set(theme_set=draft, by=second).state == ThemeSetState.DRAFT
    view = workshop_view(programme, reader=owner)
    assert view is not None
    assert [(a.is_own, a.is_valid) for a in view.approvals] == [(True, False), (False, True)]
    assert approve_theme_set(theme_set=draft, by=owner).state == ThemeSetState.APPROVED


def test_approving_what_one_has_not_seen_is_a_conflict(programme: Programme, owner: Person) -> None:
    draft = a_draft(programme)
    seen = read(draft).digest
    rename_theme(theme=themes(draft)[0], title=called("Toinen"), by=owner)
    with pytest.raises(Conflict):
        approve_theme_set(theme_set=draft, by=owner, seen=seen)
    assert not draft.approvals.exists()


def test_a_machine_never_approves_inv_t2(programme: Programme) -> None:
    draft = a_draft(programme)
    with pytest.raises(PermissionDenied):
        approve_theme_set(theme_set=draft, by=SYSTEM)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.DEVELOPER, Role.STEERING, Role.JUROR])
def test_only_the_owner_approves(programme: Programme, role: Role) -> None:
    draft = a_draft(programme)
    with pytest.raises(PermissionDenied):
        approve_theme_set(theme_set=draft, by=a_member(programme, role))
    assert draft_of(programme) == draft


def test_a_theme_without_voices_is_not_approved_inv_t1(programme: Programme, owner: Person) -> None:
    draft = a_draft(programme)
    add_theme(programme=programme, title=called("Tyhjä teema"), by=owner)
    with pytest.raises(Refusal, match="Tyhjä teema"):
        approve_theme_set(theme_set=draft, by=owner)


def test_fewer_than_five_themes_need_a_reason_inv_t1(programme: Programme, owner: Person) -> None:
    draft = an_analysed_draft(programme, QUEUES)
    with pytest.raises(Refusal) as refused:
        approve_theme_set(theme_set=draft, by=owner)
    assert refused.value.code == "size"
    done = approve_theme_set(theme_set=draft, by=owner, size_reason="Pieni kysely")
    assert (done.state, done.size_reason) == (ThemeSetState.APPROVED, "Pieni kysely")


def test_approval_freezes_the_links_and_says_who_made_them_inv_l6(
    programme: Programme, owner: Person
) -> None:
    draft = a_draft(programme)
    one, other, *_rest = themes(draft)
    voice, staying = members(one)[:2]
    move_voice(voice_id=voice, from_theme=one, to_theme=other, by=owner)
    assert themes_of_voices([voice], programme=programme) == {}
    digest = read(draft).digest
    done = approve_theme_set(theme_set=draft, by=owner)
    assert done.digest == digest
    made = dict(ThemeVoice.objects.values_list("voice_id", "made_by"))
    assert (made[voice], made[staying]) == (MadeBy.PERSON, MadeBy.RUN)
    found = themes_of_voices([voice, staying], programme=programme)
    assert [name.id for name in found[voice]] == [other.pk]
    assert [name.id for name in found[staying]] == [one.pk]


def test_a_newer_approved_set_replaces_the_older_whose_titles_stay_readable(
    programme: Programme, owner: Person
) -> None:
    first = approved_themes(programme)
    draft = open_draft(programme=programme, by=owner)
    one, other, *_rest = themes(draft)
    merge_themes(into=one, theme=other, by=owner)
    approve_theme_set(theme_set=draft, by=owner)
    states = list(ThemeSet.objects.order_by("created_at").values_list("state", flat=True))
    assert states == [ThemeSetState.SUPERSEDED, ThemeSetState.APPROVED]
    assert len(approved(programme, reader=owner)) == len(first) - 1
    titles = names_by_id([row.id for row in first], programme=programme)
    assert {key: name.title for key, name in titles.items()} == {row.id: row.title for row in first}
