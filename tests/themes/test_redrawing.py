"""Only what somebody's page lacks or has otherwise is sent to it, and then it is the page of now."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import a_programme, the_owner
from tests.themes.making import a_draft, called, members, themes
from tests.themes.test_pages_board import LIVE, url

from tiekartta.themes.actions import move_anywhere, rename_theme
from tiekartta.themes.models import ThemeSet
from tiekartta.themes.pages.redrawing import redrawing
from tiekartta.themes.queries import Column

BOARD = 'hx-target="#ws-board"'


def a_column(key: str, digest: str) -> Column:
    return Column(None, key, (), 0, 0, 0, digest)


def redrawn(there: dict[str, str], now: list[Column]) -> dict[str, str] | None:
    """The page after it took the parts in, as a browser does."""
    parts = redrawing(there, now)
    if parts is None:
        return None
    page = [(key, digest) for key, digest in there.items() if key not in parts.gone]
    changed = {column.key: column.digest for column in parts.changed}
    page = [(key, changed.get(key, digest)) for key, digest in page]
    for before, column in parts.new:
        at = [key for key, _digest in page].index(before)
        page.insert(at + 1, (column.key, column.digest))
    assert set(changed) <= set(there)
    assert all(there[key] != digest for key, digest in changed.items())
    return dict(page)


BOARDS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("12"), max_size=8)


@given(BOARDS, BOARDS, st.booleans())
def test_the_page_becomes_the_board_of_now_or_all_is_drawn(
    there: dict[str, str], now: dict[str, str], keeps_order: bool
) -> None:
    if keeps_order:
        now = dict(sorted(now.items()))
        there = dict(sorted(there.items()))
    columns = [a_column(key, digest) for key, digest in now.items()]
    page = redrawn(there, columns)
    if page is None:
        stayed = [key for key in there if key in now]
        assert (
            not stayed or next(iter(now)) not in there or stayed != [k for k in now if k in there]
        )
    else:
        assert list(page.items()) == list(now.items())


@pytest.mark.parametrize(
    ("there", "now"),
    [({}, {"a": "1"}), ({"a": "1"}, {}), ({"a": "1", "b": "1"}, {"b": "1", "a": "1"}), ({"b": "1"}, {"a": "1", "b": "1"})],
)  # fmt: skip
def test_all_is_drawn_where_parts_cannot_say_it(there: dict[str, str], now: dict[str, str]) -> None:
    assert redrawing(there, [a_column(*each) for each in now.items()]) is None


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


def shown(text: str) -> list[str]:
    """What the forms of a page tell of its columns, in their order."""
    return re.findall(r'name="shown" form="ticked" value="([^"]+)"', text)


def parts(text: str) -> dict[str, list[str]]:
    """How an answer changes columns: way of swapping → keys."""
    found: dict[str, list[str]] = {}
    for key, way in re.findall(r'hx-target="#c-(\w+)" hx-swap="(\w+)"', text):
        found.setdefault(way, []).append(key)
    return found


def act(client: Client, draft: ThemeSet, name: str, key: str, **data: Any) -> tuple[Any, str]:
    """Do it from the board of now; the parts of the answer, and its text."""
    page = client.get(url(draft)).content.decode()
    answer = client.post(url(draft, name, key), {"shown": shown(page), **data}, headers=LIVE)
    text = answer.content.decode()
    assert answer.status_code == 200, text
    return parts(text), text


@pytest.mark.django_db
def test_the_same_board_has_the_same_digests(owner_client: Client, draft: ThemeSet) -> None:
    first, again = (shown(owner_client.get(url(draft)).content.decode()) for _time in range(2))
    assert first == again
    assert len(set(first)) == len(first) > 3


@pytest.mark.django_db
def test_merging_takes_one_column_away_and_draws_the_other(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, *_rest = themes(draft)
    changed, text = act(
        owner_client, draft, "merge", one.public_id, into=other.public_id, version=one.version
    )
    assert changed["delete"] == [one.public_id]
    assert other.public_id in changed["outerMorph"]
    assert len(changed["outerMorph"]) < len(themes(draft)), "the others stay as they are"
    assert BOARD not in text
    assert "afterend" not in changed


@pytest.mark.django_db
def test_a_theme_that_is_none_goes_and_comes_back_to_its_place(
    owner_client: Client, draft: ThemeSet
) -> None:
    # Voices without a theme stand first while there are some: the first of them moves that column.
    theme = themes(draft)[2]
    voice = next(iter(members(theme)))
    move_anywhere(
        programme=draft.programme, voice_ids=[voice], to_theme=None, by=the_owner(draft.programme)
    )
    page = owner_client.get(url(draft)).content.decode()
    keys = [each.split(":")[0] for each in shown(page)]
    changed, text = act(owner_client, draft, "reject", theme.public_id, version=theme.version)
    assert changed["delete"] == [theme.public_id]
    assert "none" in changed["outerMorph"]
    assert BOARD not in text
    changed, text = act(owner_client, draft, "restore", theme.public_id)
    assert changed["afterend"] == [keys[keys.index(theme.public_id) - 1]]
    assert f'id="c-{theme.public_id}"' in text
    assert BOARD not in text


@pytest.mark.django_db
def test_what_another_person_did_meanwhile_comes_along(
    owner_client: Client, draft: ThemeSet
) -> None:
    one, other, third, *_rest = themes(draft)
    page = shown(owner_client.get(url(draft)).content.decode())
    rename_theme(
        theme=third, title=called("Toisen nimi"), description=third.description,
        version=third.version, by=the_owner(draft.programme),
    )  # fmt: skip
    answer = owner_client.post(
        url(draft, "merge", one.public_id),
        {"shown": page, "into": other.public_id, "version": one.version},
        headers=LIVE,
    ).content.decode()
    assert third.public_id in parts(answer)["outerMorph"]
    assert "Toisen nimi" in answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile",
    ["<script>", "a:1", "a:1:", ":1:b", "a:x:b", "a:1:b\nc:1:d", "ä" * 5_000, "none:1:zz", "b:" + "9" * 9_000 + ":a"],
)  # fmt: skip
def test_foreign_columns_of_a_page_do_no_harm(
    owner_client: Client, draft: ThemeSet, hostile: str
) -> None:
    one, other, *_rest = themes(draft)
    answer = owner_client.post(
        url(draft, "merge", one.public_id),
        {"shown": [hostile] * 3, "into": other.public_id, "version": one.version},
        headers=LIVE,
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>" not in text
    columns = re.findall(r'<section class="tk-col" id="c-(\w+)"', text)
    assert len(columns) == len(themes(draft)) + 1, "every theme, and the voices without one"
