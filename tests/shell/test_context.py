"""The navigation of a programme: every step there, each leading somewhere, one of them marked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.people.states import Role
from tiekartta.programmes.queries import phases_of
from tiekartta.programmes.states import PhaseCode, PhaseState
from tiekartta.shell.context import STEPS, main_links, programme_links

pytestmark = pytest.mark.django_db
PAGES = [name for name, _key in STEPS]


def links_at(address: str) -> list[Any]:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    return programme_links(request)


@pytest.mark.parametrize(("name", "key"), STEPS)
def test_each_step_marks_itself_and_nothing_else(name: str, key: str) -> None:
    address = reverse(name, args=["bcdfghjk"])
    links = links_at(address)
    assert len(links) == len(STEPS)
    assert [link.url for link in links if link.current] == [address]
    assert [link.state for link in links] == ["step"] * 9 + ["tool"] * 2


@pytest.mark.parametrize(
    ("name", "arguments", "step"),
    [
        ("programmes:journal", [], "programmes:detail"), ("programmes:member_invite", [], "programmes:members"),
        ("voices:import", [], "voices:list"), ("voices:voice", ["bcd"], "voices:list"),
        ("voices:collection", ["bcd"], "voices:collections"),
        ("voices:panels", [], "voices:collections"), ("voices:notices", [], "voices:collections"),
        ("voices:ledger", [], "voices:collections"), ("voices:retention", [], "voices:collections"),
        ("impact", [], "voices:collections"), ("library:bulletins", [], "voices:collections"),
        ("voices:receipt_codes", [], "voices:list"), ("voices:screen", ["bcd"], "voices:screening"),
        ("themes:run", [], "themes:workshop"), ("themes:theme", ["bcd"], "themes:workshop"),
        ("proposals:proposal", ["bcd"], "proposals:list"), ("priorities:ballot", ["bcd"], "priorities:list"),
        ("steering:decision", ["bcd"], "steering:list"), ("roadmap:publish", [], "roadmap:draft"),
        ("trace:voice", ["bcd"], "trace:coverage"),
    ],
)  # fmt: skip
def test_pages_behind_a_step_mark_that_step(name: str, arguments: list[str], step: str) -> None:
    links = links_at(reverse(name, args=["bcdfghjk", *arguments]))
    assert [link.url for link in links if link.current] == [reverse(step, args=["bcdfghjk"])]


def test_pages_of_no_programme_have_no_path() -> None:
    assert links_at("/tietosuoja/") == []
    request = RequestFactory().get("/ei-ole/")
    request.resolver_match = None
    assert programme_links(request) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_step_opens_for_the_owner(client: Client, name: str) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    address = reverse(name, args=[programme.public_id])
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    marked = re.findall(
        r'<a href="([^"]+)" aria-current="page"><span class="tk-path__label">', html
    )
    assert marked == [address, address], "once in the wide line, once in the list of narrow windows"


def test_steps_open_for_a_facilitator_but_for_what_needs_a_duty(client: Client) -> None:
    programme = a_programme()
    client.force_login(a_member(programme, Role.FACILITATOR))
    statuses = {
        name: client.get(reverse(name, args=[programme.public_id])).status_code for name in PAGES
    }
    assert {name for name, status in statuses.items() if status != 200} == {"voices:screening"}
    assert statuses["voices:screening"] == 403


def test_the_path_shows_each_member_the_steps_that_open_for_them(client: Client) -> None:
    programme = a_programme()
    everybody = [*PAGES]
    closed = {
        Role.FACILITATOR: {"voices:screening"},
        Role.JUROR: {"voices:list", "voices:screening", "steering:list", "trace:coverage"},
        Role.STEERING: {"voices:screening"},
    }
    closed[Role.RECORDER] = closed[Role.JUROR]
    for role, gone in closed.items():
        client.force_login(a_member(programme, role))
        html = client.get(reverse("programmes:detail", args=[programme.public_id])).content.decode()
        path = re.findall(r'<a href="([^"]+)"[^>]*><span class="tk-path__label">', html)
        wanted = [
            reverse(name, args=[programme.public_id]) for name in everybody if name not in gone
        ]
        assert sorted(set(path)) == sorted(wanted), role


def test_the_path_shows_which_steps_are_done_and_which_is_under_way(client: Client) -> None:
    programme = a_programme()
    owner = the_owner(programme)
    done, running = {PhaseCode.SURVEY, PhaseCode.THEMES}, PhaseCode.COMBINE
    for phase in phases_of(programme):
        state = PhaseState.DONE if phase.code in done else PhaseState.PLANNED
        phase.state = PhaseState.RUNNING if phase.code == running else state
        phase.save()
    client.force_login(owner)
    html = client.get(reverse("programmes:detail", args=[programme.public_id])).content.decode()
    wide = html.split("tk-path__narrow")[0]
    states = re.findall(r'data-state="(\w+)"><a href="[^"]+/([a-z]+)/"', wide)
    assert states == [
        ("done", "keruut"), ("done", "nakemykset"), ("done", "seulonta"), ("done", "teemat"), ("active", "ehdotukset"),
        ("waiting", "aanestykset"), ("waiting", "paatokset"), ("waiting", "tiekartta"), ("tool", "jaljet"),
        ("tool", "jasenet"),
    ]  # fmt: skip


def test_the_path_leads_an_administrator_to_the_members_only(client: Client) -> None:
    programme = a_programme()
    client.force_login(a_person(is_administrator=True))
    address = reverse("programmes:members", args=[programme.public_id])
    html = client.get(address).content.decode()
    path = re.findall(r'<a href="([^"]+)"[^>]*><span class="tk-path__label">', html)
    assert set(path) == {address}


def test_main_links_are_for_people_who_are_logged_in(client: Client) -> None:
    request = RequestFactory().get("/ohjelmat/")
    assert main_links(request) == []
    request.user = a_person()
    assert [(link.url, link.current) for link in main_links(request)] == [
        ("/ohjelmat/", True),
        ("/organisaatiot/", False),
    ]
