"""An action on few voices reads and draws no more than it must, and tells the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import a_programme, the_owner
from tests.themes.making import a_draft, called, members, read, themes

from tiekartta.themes.actions import move_anywhere, pin_anywhere, rename_theme
from tiekartta.themes.models import ThemeSet
from tiekartta.themes.queries import columns_touched, names_beside
from tiekartta.themes.queries.content import content_of

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


def undone(client: Client, draft: ThemeSet) -> set[str]:
    """The columns that the answer of undoing the last change brings."""
    draft.refresh_from_db()
    client.force_login(the_owner(draft.programme))
    address = reverse("themes:undo", args=[draft.programme.public_id])
    page: Any = client.post(address, {"number": draft.version}, headers=LIVE)
    assert page.status_code == 200
    return set(re.findall(r'hx-target="#(c-[a-z0-9]+|ws-board)"', page.content.decode()))


def test_the_content_of_a_few_voices_is_that_part_of_the_whole(draft: ThemeSet) -> None:
    one, other, third, *_rest = themes(draft)
    owner = the_owner(draft.programme)
    move_anywhere(programme=draft.programme, voice_ids=[members(one)[0]], to_theme=other, by=owner)
    move_anywhere(programme=draft.programme, voice_ids=[members(third)[0]], to_theme=None, by=owner)
    whole = read(draft)
    few = [members(one)[1], members(other)[0], whole.orphans[0]]
    part = content_of(ThemeSet.objects.get(pk=draft.pk), draft.programme, only=few)
    assert part.themes == whole.themes
    assert set(part.usable) == set(few)
    assert part.voice_homes == {v: whole.voice_homes[v] for v in few if v in whole.voice_homes}
    assert part.suggested == {v: whole.suggested[v] for v in few if v in whole.suggested}


def test_undoing_a_move_draws_the_two_columns_again_and_a_title_all(
    client: Client, draft: ThemeSet
) -> None:
    one, other, *_rest = themes(draft)
    owner = the_owner(draft.programme)
    voice = members(one)[0]
    move_anywhere(programme=draft.programme, voice_ids=[voice], to_theme=other, by=owner)
    assert undone(client, draft) == {f"c-{one.public_id}", f"c-{other.public_id}"}
    assert read(draft).voice_homes[voice] == one.pk
    move_anywhere(programme=draft.programme, voice_ids=[voice], to_theme=None, by=owner)
    assert undone(client, draft) == {f"c-{one.public_id}", "c-none"}
    rename_theme(theme=one, title=called("Kyydit"), by=owner)
    assert undone(client, draft) == {"ws-board"}


def test_a_change_that_is_not_there_says_nothing_about_columns(draft: ThemeSet) -> None:
    owner = the_owner(draft.programme)
    one = themes(draft)[0]
    pin_anywhere(programme=draft.programme, voice_ids=members(one)[:2], by=owner)
    draft.refresh_from_db()
    touched = columns_touched(draft.programme, draft.version, reader=owner)
    assert touched == {one.public_id}
    assert columns_touched(draft.programme, 99, reader=owner) is None


def test_beside_a_theme_stand_the_others_that_count(draft: ThemeSet) -> None:
    one, *rest = themes(draft)
    assert [name.public_id for name in names_beside(one)] == [each.public_id for each in rest]
