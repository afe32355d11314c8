"""The page of letters that have not gone: for administrators only, addresses masked."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import a_person

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.actions import queue_letters
from tiekartta.people.actions.delivering import mark_failed, take_letter
from tiekartta.people.composing import LetterText
from tiekartta.people.models import Letter
from tiekartta.people.states import LetterProblem

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(a_person(is_administrator=True))
    return client


def some_letters(number: int) -> None:
    queue_letters(
        letters=[
            (f"henkilo{place}@esimerkkila.example", "sv", LetterText("Enkät", "Sanottu salaa"))
            for place in range(number)
        ],
        mailing="batch:x",
        by=SYSTEM,
    )
    taken = take_letter(by=SYSTEM)
    assert taken is not None
    mark_failed(letter_id=taken.id, problem=LetterProblem.ADDRESS, by=SYSTEM)


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "Osoitetta ei ole"), ("sv", "Adressen finns inte"), ("en", "There is no such address")],
)
def test_it_tells_what_happened_without_address_and_text(
    administrator: Client, language: str, told: str
) -> None:
    some_letters(2)
    html = administrator.get("/kirjeet/", headers={"accept-language": language}).content.decode()

    assert told in html
    assert "h…@esimerkkila.example" in html
    assert "henkilo0" not in html
    assert "Sanottu salaa" not in html
    assert '<td lang="sv">' in html


def test_one_and_three_letters_take_the_same_number_of_queries(administrator: Client) -> None:
    asked = []
    for number in (1, 3):
        Letter.objects.all().delete()
        some_letters(number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert administrator.get("/kirjeet/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_button_sends_one_and_another_all(administrator: Client) -> None:
    some_letters(3)
    html = administrator.get("/kirjeet/").content.decode()
    one = re.findall(r'action="(/kirjeet/[0-9a-f-]+/uudestaan/)"', html)[0]

    assert administrator.post(one).status_code == 302
    assert administrator.post("/kirjeet/uudestaan/", follow=True).status_code == 200
    Worker().run_until_empty()

    assert len(mail.outbox) == 3
    assert "Kaikki viestit ovat lähteneet" in administrator.get("/kirjeet/").content.decode()


def test_nobody_else_sees_or_sends(client: Client) -> None:
    some_letters(1)
    assert client.get("/kirjeet/").status_code == 302
    client.force_login(a_person())

    assert client.get("/kirjeet/").status_code == 403
    assert client.post("/kirjeet/uudestaan/").status_code == 403
    assert client.post(f"/kirjeet/{Letter.objects.get().pk}/uudestaan/").status_code == 403


def test_only_administrators_are_led_there(client: Client, administrator: Client) -> None:
    assert "/kirjeet/" in administrator.get("/ohjelmat/").content.decode()
    client.force_login(a_person())
    assert "/kirjeet/" not in client.get("/ohjelmat/").content.decode()
