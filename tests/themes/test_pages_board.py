"""The board of the workshop: parts for a page that lives, whole pages for one without scripts."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.clear_texts import CARERS, QUEUES, SIXTY, TRANSPORT
from tests.factories import a_member, a_person, a_programme, some_voices, the_owner
from tests.themes.making import a_draft, an_analysed_draft, called, exactly, members, read, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.actions import grant_role
from tiekartta.themes.actions import (
    add_note,
    approve_theme_set,
    move_anywhere,
    rename_theme,
    split_theme,
)
from tiekartta.themes.models import Theme, ThemeSet
from tiekartta.themes.pages.doors import Look, number_in
from tiekartta.themes.templatetags.workshop import lines_of, stability_words

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


def url(draft: ThemeSet, name: str = "workshop", *keys: str) -> str:
    return reverse(f"themes:{name}", args=[draft.programme.public_id, *keys])


def place(client: Client, draft: ThemeSet, *voice_ids: UUID, **fields: Any) -> Any:
    data = {"voice": [str(each) for each in voice_ids], **fields}
    return client.post(url(draft, "placing"), data, headers=LIVE)


def drawn(page: Any) -> set[str]:
    """The columns that an answer brings."""
    return set(re.findall(r'hx-target="#c-([a-z0-9]+)"', page.content.decode()))


def test_cards_stand_in_columns_with_their_group_and_what_the_analysis_said(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, *_rest = themes(draft)
    owner = the_owner(draft.programme)
    voice = members(one)[0]
    move_anywhere(programme=draft.programme, voice_ids=[voice], to_theme=other, by=owner)
    rename_theme(theme=other, title=called("Kyydit"), by=owner)
    page = owner_client.get(url(draft), headers={"accept-language": "en"}).content.decode()
    column = page[page.index(f'id="c-{other.public_id}"') :]
    column = column[: column.index("</section>")]
    card = column[column.index(f'value="{voice}"') :]
    assert "placed by people" in card[:900]
    assert f"The analysis: {one.title}" in words_of(card[:1500])
    others = [each for each in members(other) if f'value="{each}"' in column and each != voice]
    assert all(column.index(f'value="{voice}"') < column.index(f'value="{v}"') for v in others)
    assert "The analysis: Bussit" in words_of(column)


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_moving_draws_again_only_what_changed_and_says_so(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, third, *_rest = themes(draft)
    a, b = members(one)[0], members(third)[0]
    page = place(owner_client, draft, a, b, act="move", to=other.public_id)
    assert page.status_code == 200
    assert drawn(page) == {one.public_id, other.public_id, third.public_id}
    assert "<html" not in page.content.decode()
    assert {read(draft).voice_homes[v] for v in (a, b)} == {other.pk}
    undone = owner_client.post(url(draft, "undo"), {"number": number_of(page)}, headers=LIVE)
    assert undone.status_code == 200
    homes = read(draft).voice_homes
    assert (homes[a], homes[b]) == (one.pk, third.pk), "one act, one undo"


def number_of(page: Any) -> str:
    found = re.search(r'name="number" value="(\d+)"', page.content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "move", "to": ""}, "Choose the theme to move to."),
        ({"act": "move", "to": "bcdfghjkmn"}, "Choose the theme to move to."),
        ({"act": "split", "title": " "}, "Give the new theme a title."),
        ({"act": "fly"}, "Choose what to do with the ticked voices."),
    ],
)
def test_what_cannot_be_done_is_said_and_ticks_stay(
    owner_client: Client, draft: ThemeSet, fields: dict[str, str], words: str
) -> None:
    voice = members(themes(draft)[0])[0]
    data = {"voice": str(voice), **fields}
    page = owner_client.post(url(draft, "placing"), data, headers={**LIVE, "accept-language": "en"})
    assert page.status_code == 409
    assert f'<p class="tk-said" data-problem>{words}</p>' in page.content.decode()
    assert re.search(rf'value="{voice}"[^>]* checked', page.content.decode())
    plain = owner_client.post(url(draft, "placing"), data, headers={"accept-language": "en"})
    assert plain.status_code == 302
    assert words in owner_client.get(plain.headers["Location"]).content.decode()


def test_a_move_over_somebody_else_s_is_refused_with_who_and_when(
    client: Client, draft: ThemeSet
) -> None:
    one, other, third, *_rest = themes(draft)
    voice, owner = members(one)[0], the_owner(draft.programme)
    colleague = a_person("Otso Toinen")
    grant_role(programme=draft.programme, person=colleague, role=Role.OWNER, by=SYSTEM)
    move_anywhere(programme=draft.programme, voice_ids=[voice], to_theme=other, by=colleague)
    client.force_login(owner)
    page = place(client, draft, voice, act="move", to=third.public_id, seen="0")
    assert page.status_code == 409
    assert "Otso Toinen" in page.content.decode()
    assert read(draft).voice_homes[voice] == other.pk


def test_everything_by_plain_forms_leads_back_to_how_one_looked(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, *_rest = themes(draft)
    a, b, c, d, *_more = members(one)
    look = {"look": "nakyma=lista&haku=bussi"}
    for voice, fields in (
        (a, {"act": "move", "to": other.public_id}), (b, {"act": "pin"}), (b, {"act": "unpin"}),
        (c, {"act": "move", "to": "none"}), (d, {"act": "split", "title": "Uusi"}),
        (a, {"act": "remove"}),
    ):  # fmt: skip
        sent = owner_client.post(url(draft, "placing"), {"voice": str(voice), **fields, **look})
        assert sent.status_code == 302
        assert sent.headers["Location"] == url(draft) + "?nakyma=lista&haku=bussi"
    homes = read(draft).voice_homes
    made = Theme.objects.get(made_by_person=True)
    assert (homes[b], homes[d]) == (one.pk, made.pk)
    assert not {a, c} & set(homes)


def test_the_search_and_the_group_narrow_every_column(client: Client) -> None:
    programme = a_programme()
    some_voices(programme, TRANSPORT, RespondentGroup.CLIENT)
    draft = an_analysed_draft(programme, QUEUES + CARERS)
    client.force_login(the_owner(programme))
    everything = client.get(url(draft)).context["columns"]
    some = client.get(url(draft) + "?ryhma=client").context["columns"]
    assert sum(column.found for column in everything) == len(TRANSPORT + QUEUES + CARERS)
    assert sum(column.found for column in some) == len(TRANSPORT)
    page = client.get(url(draft) + "?haku=jono", headers=LIVE)
    assert 'hx-target="#ws-board"' in page.content.decode()
    assert "HX-Request" in page.headers["Vary"]
    found = client.get(url(draft) + "?haku=jono").context["columns"]
    assert 0 < sum(column.found for column in found) < len(TRANSPORT + QUEUES + CARERS)


def test_show_more_brings_one_column_with_more_cards(owner_client: Client, draft: ThemeSet) -> None:
    key = themes(draft)[0].public_id
    page = owner_client.get(url(draft, "column", key) + f"?shown={key}:6", headers=LIVE)
    assert drawn(page) == {key}
    assert page.content.decode().count('class="tk-voice"') == 10
    assert owner_client.get(url(draft, "column", key)).headers["Location"] == url(
        draft, "theme", key
    )
    assert owner_client.get(url(draft, "column", "none")).headers["Location"] == url(
        draft, "orphans"
    )


def test_a_page_with_many_themes_stays_light(owner_client: Client, draft: ThemeSet) -> None:
    for number, theme in enumerate(themes(draft)):
        for part in (0, 1):
            title = called(f"Teeman {number} osa {part} ja pitkä nimi, joka on pitkä")
            voices = members(theme)[:2]
            split_theme(theme=theme, voice_ids=voices, title=title, by=the_owner(draft.programme))
    page = owner_client.get(url(draft))
    assert len(page.context["columns"]) == 19
    assert len(page.content) < 200_000


@pytest.mark.parametrize("name", ["rename", "merge", "notes"])
def test_the_board_gets_the_form_alone_and_others_the_page_of_the_theme(
    owner_client: Client, draft: ThemeSet, name: str
) -> None:
    address = url(draft, name, themes(draft)[0].public_id)
    part = owner_client.get(address, headers=LIVE).content.decode()
    assert "<form" in part
    assert "<html" not in part
    assert owner_client.get(address).status_code == 302


def test_renaming_on_the_board_keeps_the_description_and_a_conflict_keeps_the_words(
    owner_client: Client, draft: ThemeSet
) -> None:
    theme = themes(draft)[0]
    owner = the_owner(draft.programme)
    rename_theme(theme=theme, title=called("Eka"), description=called("Kuvaus"), by=owner)
    address = url(draft, "rename", theme.public_id)
    stale = owner_client.post(address, {"title_fi": "Minun", "version": "1"}, headers=LIVE)
    assert stale.status_code == 409
    assert 'value="Minun"' in stale.content.decode()
    again = owner_client.post(address, {"title_fi": "Minun", "version": "2"}, headers=LIVE)
    assert again.status_code == 200
    assert drawn(again) == {theme.public_id}
    theme.refresh_from_db()
    assert (str(theme.title), str(theme.description)) == ("Minun", "Kuvaus")


def test_merging_rejecting_restoring_and_ordering_draw_the_whole_board(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, third, *_rest = themes(draft)
    acts = (
        ("merge", one, {"into": other.public_id, "version": one.version}),
        ("reject", third, {"version": third.version}), ("restore", third, {}),
        ("reorder", third, {"towards": "up"}),
    )  # fmt: skip
    for name, theme, data in acts:
        page = owner_client.post(url(draft, name, theme.public_id), data, headers=LIVE)
        assert page.status_code == 200, name
        assert 'hx-target="#ws-board"' in page.content.decode(), name


def test_a_session_that_ended_is_answered_with_a_link(client: Client, draft: ThemeSet) -> None:
    here = {**LIVE, "HX-Current-URL": f"https://tiekartta.example{url(draft)}?nakyma=lista"}
    for answer in (
        client.get(url(draft, "progress"), headers=here),
        client.post(url(draft, "placing"), {"act": "pin"}, headers=here),
    ):
        text = answer.content.decode()
        assert answer.status_code == 401
        assert "<input" not in text
        assert "next=%2Fohjelmat%2F" in text
        assert "%3Fnakyma%3Dlista" in text
    assert client.get(url(draft)).status_code == 302


def test_notes_are_written_and_taken_away(owner_client: Client, draft: ThemeSet) -> None:
    theme = themes(draft)[0]
    address = url(draft, "notes", theme.public_id)
    part = owner_client.post(address, {"text": "Kysy <b>kentältä</b>"}, headers=LIVE)
    assert "Kysy &lt;b&gt;kentältä&lt;/b&gt;" in part.content.decode()
    assert owner_client.post(address, {"text": ""}).status_code == 200
    assert owner_client.post(address, {"text": "Toinen"}).status_code == 302
    page = owner_client.get(url(draft, "theme", theme.public_id)).content.decode()
    assert "Toinen" in page
    delete = re.search(r'action="([^"]+/poista/)"', page)
    assert delete
    assert owner_client.post(delete[1]).status_code == 302


def test_somebody_else_s_note_has_no_button(client: Client, draft: ThemeSet) -> None:
    theme = themes(draft)[0]
    add_note(theme=theme, text="Oma ajatukseni", by=the_owner(draft.programme))
    client.force_login(a_member(draft.programme, Role.FACILITATOR))
    page = client.get(url(draft, "theme", theme.public_id)).content.decode()
    assert "Oma ajatukseni" in page
    assert "/poista/" not in page


@pytest.mark.parametrize("name", ["map", "runs", "history"])
@pytest.mark.parametrize(("language", "english"), [("fi", "analys"), ("sv", "the ")])
def test_the_other_views_open_before_and_after_the_first_run(
    client: Client, name: str, language: str, english: str
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    address = reverse(f"themes:{name}", args=[programme.public_id])
    assert client.get(address, headers={"accept-language": language}).status_code == 200
    draft = a_draft(programme)
    page = client.get(url(draft, name), headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()
    assert english


def test_the_map_has_a_table_that_says_the_same(client: Client) -> None:
    draft = an_analysed_draft(a_programme())
    client.force_login(the_owner(draft.programme))
    page = client.get(url(draft, "map")).content.decode()
    circles = set(re.findall(r'<a href="([^"]+)" aria-label=', page))
    rows = set(re.findall(r'<th scope="row"><a href="([^"]+)"', page))
    assert circles == rows
    assert len(circles) >= 4


def test_why_is_a_part_of_the_board_and_a_page(client: Client) -> None:
    draft = an_analysed_draft(a_programme())
    client.force_login(the_owner(draft.programme))
    theme = themes(draft)[0]
    page = client.get(url(draft))
    column = next(each for each in page.context["columns"] if each.key == theme.public_id)
    address = url(draft, "why", theme.public_id, column.lines[0].voice.public_id)
    part = client.get(address, headers={**LIVE, "accept-language": "en"}).content.decode()
    assert "Words it shares with the theme:" in part
    assert "Nearest voices in the theme:" in part
    assert "<html" not in part
    assert "<html" in client.get(address).content.decode()
    client.force_login(a_member(draft.programme, Role.STEERING))
    assert client.get(address, headers=LIVE).status_code == 403


def test_what_was_done_is_listed_and_undone_there(owner_client: Client, draft: ThemeSet) -> None:
    one, other, *_rest = themes(draft)
    voice = members(one)[0]
    place(owner_client, draft, voice, act="move", to=other.public_id)
    page = owner_client.get(url(draft, "history"))
    data = {"number": number_of(page), "back": "history"}
    sent = owner_client.post(url(draft, "undo"), data)
    assert sent.headers["Location"] == url(draft, "history")
    assert read(draft).voice_homes[voice] == one.pk
    again = owner_client.post(url(draft, "undo"), {"number": "999"})
    assert again.status_code == 302


def test_an_approval_says_what_changed_since(owner_client: Client, draft: ThemeSet) -> None:
    owner = the_owner(draft.programme)
    colleague = a_person("Otso Toinen")
    grant_role(programme=draft.programme, person=colleague, role=Role.OWNER, by=SYSTEM)
    approve_theme_set(theme_set=draft, by=colleague)
    rename_theme(theme=themes(draft)[0], title=called("Muuttunut"), by=owner)
    page = owner_client.get(url(draft), headers={"accept-language": "en"}).content.decode()
    panel = page[page.index('id="approval"') :]
    assert "this approval no longer counts" in panel
    assert "What changed since" in panel
    assert "Muuttunut" in panel[: panel.index("</section>")]


def test_the_number_of_queries_of_the_board_does_not_grow_with_themes_and_cards(
    client: Client,
) -> None:
    counts = []
    for number, texts in ((1, QUEUES), (6, SIXTY)):
        draft = an_analysed_draft(a_programme(), texts)
        client.force_login(the_owner(draft.programme))
        exactly(draft, number)
        client.get(url(draft))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(draft))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_look_is_read_safely() -> None:
    class Asking:
        method = "GET"
        GET: Any

    from django.http import QueryDict  # noqa: PLC0415 - plain data for this test

    asking = Asking()
    asking.GET = QueryDict(
        "nakyma=outo&ryhma=kissat&haku=+%20x+&shown=bcd:9&shown=e:x&shown=f:99999"
    )
    look = Look.of(asking)  # type: ignore[arg-type] # - stands for a request
    assert (look.layout, look.group, look.words) == ("board", "", "x")
    assert dict(look.shown) == {"bcd": 9, "f": 400}
    assert number_in(QueryDict("a=12&b=-1&c=99999999999"), "a") == 12
    assert number_in(QueryDict("b=-1"), "b") is None
    assert number_in(QueryDict("c=99999999999"), "c") is None


@pytest.mark.parametrize(
    ("value", "words"), [(None, ""), (0.9, "vakaa"), (0.6, "melko vakaa"), (0.2, "epävakaa")]
)
def test_stability_is_told_in_words(value: float | None, words: str) -> None:
    assert stability_words(value) == words


def test_a_long_title_takes_at_most_three_lines_of_a_circle() -> None:
    lines = lines_of("Hyvinvointialueen palveluihin pääsy ja jonot kaikilla paikkakunnilla", 500)
    assert len(lines) == 3
    assert lines[-1][1].endswith("…")
    assert lines_of("Ruoka", 500)[0][1] == "Ruoka"
