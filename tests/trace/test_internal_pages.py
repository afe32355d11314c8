"""Following a voice within the programme."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import (
    a_member,
    a_programme,
    a_published_roadmap,
    some_proposals,
    some_voices,
    the_owner,
)

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import Role
from tiekartta.voices.queries import usable_voices

pytestmark = pytest.mark.django_db


def test_a_random_voice_reaches_its_fate_in_three_clicks(client: Client) -> None:
    programme = a_programme()
    a_published_roadmap(programme)
    client.force_login(the_owner(programme))
    random_url = reverse("trace:random", args=[programme.public_id])
    clicks = [reverse("trace:coverage", args=[programme.public_id]), random_url]
    assert random_url in client.get(clicks[0]).content.decode()
    answer = client.get(random_url, follow=True, headers={"accept-language": "fi"})
    assert len(clicks) < 3
    assert answer.status_code == 200
    assert "Vaihe vaiheelta" in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(clicks[0])


def test_the_steps_of_a_voice_lead_to_their_pages_and_each_link_works(client: Client) -> None:
    programme = a_programme()
    edition = a_published_roadmap(programme)
    client.force_login(the_owner(programme))
    voice = next(
        v for v in usable_voices(programme, reader=SYSTEM) if v.text.startswith("Kärki 1,")
    )
    page = client.get(
        reverse("trace:voice", args=[programme.public_id, voice.public_id])
    ).content.decode()
    steps = re.search(r'<ol class="tk-steps">(.*?)</ol>', page, re.DOTALL)
    assert steps
    links = re.findall(r'href="([^"]+)"', steps[1])
    assert reverse("trace:spearhead", args=[edition.roadmap.public_id, 1, 1]) in links
    assert len(links) >= 3
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    ("role", "coverage", "voice"),
    [(Role.FACILITATOR, 200, 200), (Role.STEERING, 200, 403), (Role.JUROR, 403, 403)],
)
def test_words_are_for_those_who_may_read_voices(
    client: Client, role: Role, coverage: int, voice: int
) -> None:
    programme = a_programme()
    said = some_voices(programme, ["Sanon tämän."])[0]
    client.force_login(a_member(programme, role))
    overview = client.get(reverse("trace:coverage", args=[programme.public_id]))
    way = client.get(reverse("trace:voice", args=[programme.public_id, said.public_id]))
    assert (overview.status_code, way.status_code) == (coverage, voice)
    if role == Role.STEERING:
        assert reverse("trace:random", args=[programme.public_id]) not in overview.content.decode()


def test_a_voice_of_another_programme_is_missing(client: Client) -> None:
    one, other = a_programme(), a_programme(name="Toinen")
    said = some_voices(one, ["Sanon tämän."])[0]
    client.force_login(the_owner(other))
    assert (
        client.get(reverse("trace:voice", args=[other.public_id, said.public_id])).status_code
        == 404
    )


def test_without_voices_the_random_one_says_so(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    answer = client.get(
        reverse("trace:random", args=[programme.public_id]),
        follow=True,
        headers={"accept-language": "fi"},
    )
    assert "Näkemyksiä ei ole vielä." in answer.content.decode()


def test_before_the_first_import_the_page_leads_to_the_voices(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    address = reverse("trace:coverage", args=[programme.public_id])
    voices, random = (
        reverse(name, args=[programme.public_id]) for name in ("voices:list", "trace:random")
    )

    empty = client.get(address, headers={"accept-language": "fi"}).content.decode()
    assert "Ei vielä näkemyksiä" in empty
    assert f'href="{voices}"' in empty.split("<main")[1]
    assert (random in empty, "<table" in empty) == (False, False)

    some_voices(programme, ["Jonot ovat pitkiä."])
    assert random in client.get(address).content.decode()


def test_pages_take_the_same_queries_with_one_and_three_voices(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    taken: dict[str, list[int]] = {"coverage": [], "voice": []}
    for number in (1, 2):
        said = some_voices(programme, [f"Sana {number} {n} kuuluu." for n in range(number)])
        some_proposals(programme, number)
        for name, own in (("coverage", []), ("voice", [said[0].public_id])):
            url = reverse(f"trace:{name}", args=[programme.public_id, *own])
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            taken[name].append(len(queries))
    assert all(one == three for one, three in taken.values())
