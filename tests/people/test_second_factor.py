"""The second factor: an app's code, and recovery codes that work once."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.test import Client
from tests.factories import PASSPHRASE, a_person

from tiekartta.people.models import Person

pytestmark = pytest.mark.django_db
EMAIL = "aino@esimerkkila.example"
ON = "/tili/tunnistus/kayttoon/"


def _log_in(client: Client) -> Any:
    return client.post("/tili/kirjaudu/", {"login": EMAIL, "password": PASSPHRASE})


def _be_sure(client: Client) -> Any:
    return client.post("/tili/varmistus/", {"password": PASSPHRASE})


def _code(secret: str, shift: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift)))


@pytest.fixture
def secret(client: Client) -> str:
    """A person who has taken the second factor into use, and its key."""
    a_person(email=EMAIL)
    _log_in(client)
    _be_sure(client)
    page = client.get(ON).content.decode()
    found = re.search(r'<code class="tk-num">(\w+)</code>', page)
    assert found
    assert client.post(ON, {"code": _code(found[1])}).status_code == 302
    client.post("/tili/ulos/")
    return found[1]


def test_login_asks_for_the_code_of_the_app(client: Client, secret: str) -> None:
    assert _log_in(client).headers["location"] == "/tili/tunnistus/koodi/"
    assert "_auth_user_id" not in client.session

    wrong = client.post(
        "/tili/tunnistus/koodi/", {"code": "000000"}, headers={"accept-language": "fi"}
    )
    right = client.post("/tili/tunnistus/koodi/", {"code": _code(secret)})

    assert "Koodi on väärin" in wrong.content.decode()
    assert (right.status_code, right.headers["location"]) == (302, "/ohjelmat/")


def test_a_recovery_code_works_once(client: Client, secret: str) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    _log_in(client)
    assert client.post("/tili/tunnistus/koodi/", {"code": code}).status_code == 302

    other = Client()
    _log_in(other)

    assert other.post("/tili/tunnistus/koodi/", {"code": code}).status_code == 200
    assert "_auth_user_id" not in other.session


def test_codes_cannot_be_guessed_by_trying(client: Client, secret: str) -> None:
    _log_in(client)
    for number in range(6):
        client.post("/tili/tunnistus/koodi/", {"code": f"{number:06}"})

    answer = client.post("/tili/tunnistus/koodi/", {"code": _code(secret)})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_taking_it_out_of_use_asks_who_it_is_and_keeps_no_address(
    client: Client, secret: str
) -> None:
    person = Person.objects.get()
    client.force_login(person)

    answer = client.post("/tili/tunnistus/pois/", REMOTE_ADDR="203.0.113.77")

    assert answer.headers["location"].startswith("/tili/varmistus/?next=")
    assert "203.0.113.77" not in str([row.get_decoded() for row in Session.objects.all()])
    assert (
        client.post(answer.headers["location"], {"password": PASSPHRASE}).headers["location"]
        == "/tili/tunnistus/pois/"
    )
    assert client.post("/tili/tunnistus/pois/").status_code == 302
    assert not Authenticator.objects.exists()


def test_a_reset_passphrase_does_not_stop_the_second_factor_from_being_taken_into_use(
    client: Client,
) -> None:
    a_person(email=EMAIL)
    client.post("/tili/salalause/unohtui/", {"email": EMAIL})
    _log_in(client)
    _be_sure(client)

    assert client.get(ON).status_code == 200


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_pages_have_no_english_left(client: Client, secret: str, language: str) -> None:
    _log_in(client)
    asking = client.get(
        "/tili/tunnistus/koodi/", headers={"accept-language": language}
    ).content.decode()
    client.post("/tili/tunnistus/koodi/", {"code": _code(secret)})
    _be_sure(client)
    client.cookies["kieli"] = language
    paths = (
        "tunnistus/",
        "tunnistus/pois/",
        "tunnistus/varakoodit/",
        "tunnistus/varakoodit/uudet/",
        "varmistus/",
        "tunnistus/varmistus/",
    )
    shown = [client.get(f"/tili/{path}") for path in paths]
    assert [answer.status_code for answer in shown] == [200] * len(paths)

    for page in (asking, *(answer.content.decode() for answer in shown)):
        text = re.sub(r"<[^>]+>", " ", page)
        assert page.count("<h1") == 1
        assert not re.search(
            r"\b(the|your|password|authenticator|recovery)\b", text, flags=re.IGNORECASE
        ), text
