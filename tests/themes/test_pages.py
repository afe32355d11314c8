"""The pages of the workshop in three languages, for every kind of reader, with fixed queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.clear_texts import CARERS, QUEUES, SIXTY, TRANSPORT
from tests.factories import a_member, a_programme, some_voices, the_owner
from tests.themes.making import a_draft, an_analysed_draft, called, exactly, members, read, themes

from tiekartta.jobs.worker import Worker
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.themes.actions import (
    approve_theme_set,
    pin_voice,
    reject_theme,
    remove_voice,
    rename_theme,
)
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.states import ThemeSetState, ThemeState

pytestmark = pytest.mark.django_db

HOSTILE = ['<script>alert("x")</script>', "{% load x %}{{ settings }}", "&amp; \"'’ ä 🦆 \u202eabc"]


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


def url(draft: ThemeSet, name: str = "workshop", theme: Theme | None = None) -> str:
    keys = [draft.programme.public_id, *([theme.public_id] if theme else [])]
    return reverse(f"themes:{name}", args=keys)


def ticked(*voice_ids: object) -> list[str]:
    return [str(voice_id) for voice_id in voice_ids]


@pytest.mark.parametrize(
    ("language", "heading"), [("fi", "Teemat"), ("sv", "Teman"), ("en", "Themes")]
)
def test_the_workshop_speaks_the_reader_s_language(
    owner_client: Client, draft: ThemeSet, language: str, heading: str
) -> None:
    page = owner_client.get(url(draft), headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert re.search(rf"<h1[^>]*>\s*{heading}\s*</h1>", page)
    assert all(str(theme.title) in page for theme in themes(draft))


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("name", ["workshop", "run", "orphans", "theme"])
def test_no_word_of_the_pages_is_left_in_english(
    owner_client: Client, draft: ThemeSet, language: str, name: str
) -> None:
    address = url(draft, name, themes(draft)[0] if name == "theme" else None)
    page = owner_client.get(address, headers={"accept-language": language}).content.decode()
    for english in ("the themes", "The analysis", "voice", "Approve", "Merge", "Respondents"):
        assert english not in re.sub(r"<[^>]+>", " ", page).replace("Voices", "")


def test_before_a_run_the_owner_gets_the_form_and_others_a_sentence(client: Client) -> None:
    programme = a_programme()
    address = reverse("themes:workshop", args=[programme.public_id])
    client.force_login(the_owner(programme))
    assert 'name="wanted"' in client.get(address).content.decode()
    client.force_login(a_member(programme, Role.STEERING))
    page = client.get(address)
    assert page.status_code == 200
    assert 'name="wanted"' not in page.content.decode()


def test_a_run_is_started_followed_and_leads_back(client: Client) -> None:
    programme = a_programme()
    some_voices(programme, SIXTY)
    client.force_login(the_owner(programme))
    sent = client.post(reverse("themes:run", args=[programme.public_id]), {"wanted": 6, "seed": 0})
    assert sent.status_code == 302
    workshop = reverse("themes:workshop", args=[programme.public_id])
    assert sent.headers["Location"] in client.get(workshop).content.decode()
    Worker().run_until_empty()
    assert client.get(sent.headers["Location"]).headers["Location"] == workshop
    assert len(client.get(workshop).context["columns"]) >= 4


def test_a_refused_run_keeps_what_was_typed_and_offers_to_leave_the_held_out(
    client: Client,
) -> None:
    programme = a_programme()
    some_voices(programme, [*QUEUES, "Soita 050 123 4567"])
    client.force_login(the_owner(programme))
    address = reverse("themes:run", args=[programme.public_id])
    page = client.post(address, {"wanted": 7, "seed": 12})
    assert page.status_code == 409
    assert 'value="12"' in page.content.decode()
    assert 'name="without_held"' in page.content.decode()
    sent = client.post(address, {"wanted": 7, "seed": 12, "without_held": "on"})
    assert sent.status_code == 302


@pytest.mark.parametrize("role", [Role.STEERING, Role.JUROR, Role.RECORDER])
def test_readers_see_themes_without_forms_and_without_texts(
    client: Client, draft: ThemeSet, role: Role
) -> None:
    client.force_login(a_member(draft.programme, role))
    theme = themes(draft)[0]
    rename_theme(theme=theme, title=called("Hoitoon pääsy"), by=the_owner(draft.programme))
    theme.refresh_from_db()
    for address in (url(draft), url(draft, "theme", theme)):
        page = client.get(address).content.decode()
        main = page[page.index("<main") :]
        assert "<form" not in main
        assert str(theme.title) in main
        assert not any(text in page for text in SIXTY)
    assert client.get(url(draft, "orphans")).status_code == 403
    assert client.post(url(draft, "new"), {"title_fi": "X"}).status_code == 403
    assert client.post(url(draft, "rename", theme), {"title_fi": "X"}).status_code == 403
    assert client.post(url(draft, "approve"), {}).status_code == 403


def test_somebody_outside_the_programme_finds_nothing(client: Client, draft: ThemeSet) -> None:
    assert client.get(url(draft)).status_code == 302
    client.force_login(the_owner(a_programme()))
    assert client.get(url(draft)).status_code == 404
    assert client.get(url(draft, "theme", themes(draft)[0])).status_code == 404


def test_a_theme_of_another_programme_is_not_here(owner_client: Client, draft: ThemeSet) -> None:
    other = themes(a_draft(a_programme()))[0]
    assert owner_client.get(url(draft, "theme", other)).status_code == 404


@pytest.mark.parametrize("name", ["workshop", "theme", "orphans"])
def test_the_number_of_queries_is_the_same_with_one_theme_and_with_three(
    client: Client, name: str
) -> None:
    counts = []
    for number, texts in ((1, QUEUES), (3, QUEUES + TRANSPORT + CARERS)):
        draft = an_analysed_draft(a_programme(), texts)
        owner = the_owner(draft.programme)
        client.force_login(owner)
        theme = exactly(draft, number)[0]
        remove_voice(voice_id=members(theme)[0], theme=theme, by=owner)
        address = url(draft, name, theme if name == "theme" else None)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_conflict_shows_both_and_keeps_what_was_typed(
    owner_client: Client, draft: ThemeSet
) -> None:
    theme = themes(draft)[0]
    rename_theme(theme=theme, title=called("Toisen nimi"), by=the_owner(draft.programme))
    typed = {
        "title_fi": "Minun nimeni",
        "description_fi": "Pitkä selitys",
        "version": theme.version,
    }
    page = owner_client.post(url(draft, "rename", theme), typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert all(part in text for part in ("Toisen nimi", "Minun nimeni", "Pitkä selitys"))
    again = dict(typed, version=theme.version + 1)
    assert f'name="version" value="{theme.version + 1}"' in text
    assert owner_client.post(url(draft, "rename", theme), again).status_code == 302
    theme.refresh_from_db()
    assert (str(theme.title), str(theme.description)) == ("Minun nimeni", "Pitkä selitys")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_only_text(owner_client: Client, draft: ThemeSet, title: str) -> None:
    theme = themes(draft)[0]
    assert (
        owner_client.post(
            url(draft, "rename", theme), {"title_fi": title, "version": theme.version}
        ).status_code
        == 302
    )
    for address in (url(draft), url(draft, "theme", theme)):
        page = owner_client.get(address).content.decode()
        assert "<script>alert" not in page
        assert owner_client.get(address).status_code == 200
    theme.refresh_from_db()
    assert str(theme.title) == title


def test_ticked_voices_are_moved_pinned_removed_and_split(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, *_rest = themes(draft)
    a, b, c, d, *_more = members(one)
    address = url(draft, "voices", one)
    for data in (
        {"act": "move", "to": other.public_id, "voice": ticked(a)},
        {"act": "pin", "voice": ticked(b)},
        {"act": "remove", "voice": ticked(c)},
        {"act": "split", "title": "Uusi puoli", "voice": ticked(d)},
        {"act": "unpin", "voice": ticked(b)},
    ):
        assert owner_client.post(address, data).status_code == 302
    homes = read(draft).voice_homes
    made = Theme.objects.get(made_by_person=True)
    assert (homes[a], homes[b], homes[d]) == (other.pk, one.pk, made.pk)
    assert c not in homes
    placed = owner_client.post(url(draft, "orphans"), {"to": one.public_id, "voice": ticked(c)})
    assert placed.status_code == 302
    assert read(draft).voice_homes[c] == one.pk


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "move", "to": ""}, 200),
        ({"act": "split", "title": ""}, 200),
        ({"act": "pin"}, 409),
        ({"act": "fly"}, 200),
    ],
)
def test_what_cannot_be_done_is_said_beside_the_form_and_ticks_stay(
    owner_client: Client, draft: ThemeSet, data: dict[str, str], status: int
) -> None:
    theme = themes(draft)[0]
    voice = members(theme)[0]
    sent = {**data, "voice": [] if status == 409 else ticked(voice)}
    page = owner_client.post(url(draft, "voices", theme), sent)
    assert page.status_code == status
    assert 'role="alert"' in page.content.decode()
    assert (status == 409) or re.search(
        rf'value="{voice}"[^>]* checked', page.content.decode()
    ) is not None


def test_merging_rejecting_restoring_and_ordering_by_plain_forms(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, third, *_rest = themes(draft)
    merged = {"into": other.public_id, "version": one.version}
    assert owner_client.post(url(draft, "merge", one), merged).status_code == 302
    assert other.public_id in owner_client.get(url(draft, "theme", one)).content.decode()
    owner_client.post(url(draft, "reject", third), {"version": third.version})
    third.refresh_from_db()
    assert third.state == ThemeState.REJECTED
    owner_client.post(url(draft, "restore", third))
    assert third.pk in {theme.pk for theme in themes(draft)}
    last = themes(draft)[-1]
    owner_client.post(url(draft, "reorder", last), {"towards": "up"})
    assert themes(draft)[-2].pk == last.pk


def test_approving_by_the_page_closes_the_draft_and_a_new_one_opens(
    owner_client: Client, draft: ThemeSet
) -> None:
    rename_theme(theme=themes(draft)[0], title=called("Muuttunut"), by=the_owner(draft.programme))
    conflict = owner_client.post(url(draft, "approve"), {"seen": "0" * 64})
    assert conflict.status_code == 409
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', conflict.content.decode())
    assert seen is not None
    assert owner_client.post(url(draft, "approve"), {"seen": seen[1]}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == ThemeSetState.APPROVED
    assert owner_client.post(url(draft, "draft")).status_code == 302
    assert ThemeSet.objects.filter(state=ThemeSetState.DRAFT).count() == 1


def test_counts_by_group_are_hidden_when_few(client: Client) -> None:
    programme = a_programme()
    some_voices(programme, QUEUES + TRANSPORT)
    some_voices(programme, ["Jonot lääkäriin lyhyiksi", "Jono lääkärille"], RespondentGroup.CLIENT)
    draft = an_analysed_draft(programme, CARERS)
    client.force_login(the_owner(programme))
    page = client.get(url(draft, "theme", themes(draft)[0]), headers={"accept-language": "en"})
    assert "hidden (too few respondents)" in page.content.decode()


def test_pins_and_marks_are_shown(owner_client: Client, draft: ThemeSet) -> None:
    owner = the_owner(draft.programme)
    one, other, *_rest = themes(draft)
    pin_voice(voice_id=members(one)[0], theme=one, by=owner)
    rename_theme(theme=one, title=called("Oma nimi"), by=owner)
    reject_theme(theme=other, by=owner)
    page = owner_client.get(url(draft), headers={"accept-language": "en"}).content.decode()
    assert "has pinned voices" in page
    assert "named by people" in page
    assert f"Take back: {other.title}" in page
    approve_theme_set(theme_set=draft, by=owner)
    page = owner_client.get(url(draft), headers={"accept-language": "en"}).content.decode()
    assert "Approved by one person" in page
    assert url(draft, "draft") in page


@pytest.mark.parametrize("name", ["rename", "merge", "voices"])
def test_reloading_after_a_refusal_leads_to_the_theme(
    owner_client: Client, draft: ThemeSet, name: str
) -> None:
    theme = themes(draft)[0]
    answer = owner_client.get(url(draft, name, theme) + "?page=2")
    assert answer.headers["Location"] == url(draft, "theme", theme) + "?page=2"


@pytest.mark.parametrize("name", ["new", "approve"])
def test_reloading_after_a_refusal_leads_to_the_workshop(
    owner_client: Client, draft: ThemeSet, name: str
) -> None:
    assert owner_client.get(url(draft, name)).headers["Location"] == url(draft)
