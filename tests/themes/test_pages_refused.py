"""Forms of a theme that are refused: what was typed stays, the reason is said, and the next try can succeed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import a_member
from tests.page_reading import read_page
from tests.themes.making import called, members, themes

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    approve_theme_set,
    ask_for_split,
    merge_themes,
    reject_theme,
    remove_voices,
    rename_theme,
    store_split,
)
from tiekartta.themes.forms import MAX_NOTE
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.states import ThemeState

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}
TYPED = "Kirjoitin tätä tunnin"


@pytest.fixture
def owner_client(client: Client, owner: Person) -> Client:
    client.force_login(owner)
    return client


def url(theme: Theme, name: str) -> str:
    return reverse(f"themes:{name}", args=[theme.theme_set.programme.public_id, theme.public_id])


def reasons(page: HttpResponse) -> int:
    """How many summaries of errors a page has."""
    return page.content.decode().count('id="form-problems"')


def rejected(draft: ThemeSet, owner: Person) -> None:
    reject_theme(theme=themes(draft)[0], by=owner)


def merged(draft: ThemeSet, owner: Person) -> None:
    one, other, *_rest = themes(draft)
    merge_themes(into=other, theme=one, by=owner)


def approved(draft: ThemeSet, owner: Person) -> None:
    approve_theme_set(theme_set=draft, by=owner)


@pytest.mark.parametrize("meanwhile", [rejected, merged, approved])
@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("rename", {"title_fi": "Nimi", "description_fi": TYPED}),
        ("voices", {"act": "split", "title": TYPED}),
        ("merge", {}),
    ],
)
def test_a_form_of_a_theme_that_is_gone_or_approved_comes_back_with_the_reason(
    owner_client: Client,
    draft: ThemeSet,
    owner: Person,
    meanwhile: Callable[[ThemeSet, Person], None],
    name: str,
    sent: dict[str, str],
) -> None:
    one, _other, third, *_rest = themes(draft)
    data = {"version": one.version, "voice": str(members(one)[0]), "into": third.public_id, **sent}
    meanwhile(draft, owner)
    page = owner_client.post(url(one, name), data)
    assert page.status_code == 409
    assert reasons(page) == 1
    assert (TYPED in page.content.decode()) is (TYPED in sent.values())


@pytest.mark.parametrize("meanwhile", [rejected, approved])
@pytest.mark.parametrize("live", [LIVE, {}])
def test_a_note_that_is_too_long_is_not_lost_when_the_theme_is_gone_or_approved(
    owner_client: Client,
    draft: ThemeSet,
    owner: Person,
    meanwhile: Callable[[ThemeSet, Person], None],
    live: dict[str, str],
) -> None:
    one = themes(draft)[0]
    meanwhile(draft, owner)
    page = owner_client.post(url(one, "notes"), {"text": TYPED + "x" * MAX_NOTE}, headers=live)
    assert reasons(page) == 1
    assert TYPED in page.content.decode()


def test_a_split_of_a_theme_that_has_no_voices_any_more_says_why(
    owner_client: Client, draft: ThemeSet, owner: Person
) -> None:
    one = themes(draft)[0]
    voices = members(one)
    remove_voices(voice_ids=voices, theme=one, by=owner)
    sent = {"act": "split", "title": TYPED, "voice": str(voices[0])}
    page = owner_client.post(url(one, "voices"), sent)
    assert (page.status_code, reasons(page)) == (409, 1)
    assert TYPED in page.content.decode()


def test_placing_voices_in_a_theme_of_approved_themes_says_why(
    owner_client: Client, draft: ThemeSet, owner: Person, programme: Programme
) -> None:
    one = themes(draft)[0]
    voice = members(one)[0]
    approved(draft, owner)
    address = reverse("themes:orphans", args=[programme.public_id])
    page = owner_client.post(address, {"voice": str(voice), "to": one.public_id})
    assert (page.status_code, reasons(page)) == (409, 1)


@pytest.mark.parametrize("live", [LIVE, {}])
def test_after_a_conflict_the_form_of_merging_can_be_sent_again(
    owner_client: Client, draft: ThemeSet, programme: Programme, live: dict[str, str]
) -> None:
    one, other, *_rest = themes(draft)
    rename_theme(theme=one, title=called("Toisin"), by=a_member(programme, Role.FACILITATOR))
    sent = {"into": other.public_id, "version": str(one.version)}
    page = owner_client.post(url(one, "merge"), sent, headers=live)
    assert (page.status_code, reasons(page)) == (409, 1)
    (form,) = [f for f in read_page(page.content.decode()).forms if "into" in f.fields]
    again = owner_client.post(
        url(one, "merge"), {**sent, "version": form.fields["version"]}, headers=live
    )
    assert again.status_code in {200, 302}
    one.refresh_from_db()
    assert one.state == ThemeState.MERGED


def test_a_part_is_not_accepted_of_a_theme_that_was_changed_until_it_is_sent_again(
    owner_client: Client, draft: ThemeSet, owner: Person
) -> None:
    one = themes(draft)[0]
    ask_for_split(theme=one, by=owner)
    own = members(one)
    parts = [({"fi": name}, name, [], part) for name, part in (("A", own[:5]), ("B", own[5:]))]
    store_split(theme=one, parts=parts, by=SYSTEM)
    page = owner_client.get(url(one, "split"))
    for status in (409, 302):
        form = next(f for f in read_page(page.content.decode()).forms if "part" in f.fields)
        assert len(form.fields["version"]) == 1
        if status == 409:
            rename_theme(theme=one, title=called("Toisin"), by=owner)
        sent = {**form.fields, "title_fi": "Osa", "act": "accept"}
        page = owner_client.post(url(one, "split"), sent)
        assert page.status_code == status


def test_looking_for_parts_ends_when_no_voice_is_left_to_look_at(
    owner_client: Client, draft: ThemeSet, owner: Person
) -> None:
    one = themes(draft)[0]
    ask_for_split(theme=one, by=owner)
    assert 'id="split-wait"' in owner_client.get(url(one, "split")).content.decode()
    remove_voices(voice_ids=members(one), theme=one, by=owner)
    Worker().run_until_empty()
    text = owner_client.get(url(one, "split")).content.decode()
    assert 'id="split-wait"' not in text
    assert 'id="split-parts"' in text
