"""Logging in with e-mail and passphrase, limits, forgotten passphrases; and what is not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.factories import PASSPHRASE, a_person

from tiekartta.jobs.worker import Worker
from tiekartta.people.models import Person

pytestmark = pytest.mark.django_db
LOGIN = "/tili/kirjaudu/"
FORGOTTEN = "/tili/salalause/unohtui/"
EMAIL = "aino@esimerkkila.example"


@pytest.fixture
def aino() -> Person:
    return a_person(email=EMAIL)


def _log_in(client: Client, **changes: str) -> Any:
    return client.post(LOGIN, {"login": EMAIL, "password": PASSPHRASE, **changes})


def test_the_right_passphrase_opens_the_programmes(client: Client, aino: Person) -> None:
    answer = _log_in(client, login="AINO@Esimerkkila.example ")

    assert (answer.status_code, answer.headers["location"]) == (302, "/ohjelmat/")
    assert client.session["_auth_user_id"] == str(aino.pk)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Sähköpostiosoite tai salalause on väärin"),
        ("sv", "E-postadressen eller lösenfrasen är fel"),
        ("en", "The e-mail address or the passphrase is wrong"),
    ],
)
def test_an_unknown_address_and_a_wrong_passphrase_get_the_same_words(
    client: Client, aino: Person, language: str, words: str
) -> None:
    for form in (
        {"login": EMAIL, "password": "väärä-salalause"},
        {"login": "ei@esimerkkila.example", "password": PASSPHRASE},
    ):
        answer = client.post(LOGIN, form, headers={"accept-language": language})
        assert words in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        LOGIN,
        FORGOTTEN,
        "/tili/salalause/unohtui/lahetetty/",
        "/tili/suljettu/",
        "/tili/salalause/vaihdettu/",
        "/tili/salalause/uusi/abc-def/",
    ],
)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_pages_have_no_english_left(client: Client, path: str, language: str) -> None:
    page = client.get(path, headers={"accept-language": language}).content.decode()
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)

    assert not re.search(r"\b(the|your|password|sign in|email)\b", text, flags=re.IGNORECASE), text
    assert page.count("<h1") == 1


def test_five_wrong_passphrases_close_the_account_for_a_while_also_to_the_right_one(
    client: Client, aino: Person
) -> None:
    for _attempt in range(5):
        _log_in(client, password="väärä-salalause")

    answer = client.post(
        LOGIN, {"login": EMAIL, "password": PASSPHRASE}, headers={"accept-language": "fi"}
    )

    assert "Liian monta yritystä" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_one_address_that_tries_many_accounts_is_stopped(client: Client, aino: Person) -> None:
    for number in range(10):
        client.post(
            LOGIN,
            {"login": f"n{number}@esimerkkila.example", "password": "arvaus-arvaus"},
            REMOTE_ADDR="203.0.113.7",
        )

    refused = client.post(
        LOGIN, {"login": EMAIL, "password": PASSPHRASE}, REMOTE_ADDR="203.0.113.7"
    )
    other = Client().post(
        LOGIN, {"login": EMAIL, "password": PASSPHRASE}, REMOTE_ADDR="203.0.113.8"
    )

    assert (refused.status_code, other.status_code) == (200, 302)


def test_no_address_is_kept_in_the_cache_nor_in_sessions(client: Client, aino: Person) -> None:
    client.post(LOGIN, {"login": EMAIL, "password": "väärä-salalause"}, REMOTE_ADDR="203.0.113.77")
    client.post(LOGIN, {"login": EMAIL, "password": PASSPHRASE}, REMOTE_ADDR="203.0.113.77")

    kept = str(list(cache._cache.items())) + str(
        [row.get_decoded() for row in Session.objects.all()]
    )  # type: ignore[attr-defined] # - the memory of the test cache
    assert "rl:allauth.account" in kept
    assert "203.0.113.77" not in kept


@pytest.mark.parametrize(
    "login",
    [
        "<script>alert(1)</script>",
        "x" * 100_000,
        "a@b@c",
        "ä@ö.ü",
        "' OR 1=1 --",
        "a\x00b@esimerkkila.example",
    ],
)
def test_hostile_input_is_an_error_beside_the_field(client: Client, login: str) -> None:
    answer = client.post(LOGIN, {"login": login, "password": "x" * 100_000})

    assert answer.status_code in {200, 400}
    assert "<script>alert" not in answer.content.decode()


def test_a_forgotten_passphrase_is_changed_with_a_link_of_a_letter_in_the_persons_language(
    client: Client,
) -> None:
    person = a_person(email=EMAIL, language="sv")
    assert (
        client.post(FORGOTTEN, {"email": EMAIL}, headers={"host": "127.0.0.1"}).status_code == 302
    )
    Worker().run_until_empty()
    assert mail.outbox[0].subject == "En ny lösenfras till Tiekartta"
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.outbox[0].body)
    assert found

    form = client.get(found[1], follow=True)
    new = "seitsemän-vihreää-hanhea"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert done.status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    Worker().run_until_empty()
    assert mail.outbox[1].subject == "Ditt konto i Tiekartta ändrades"
    assert Client().get(found[1], follow=True).content.decode().count(
        "<form"
    ) < form.content.decode().count("<form")


def test_an_unknown_address_gets_no_letter_and_the_same_page(client: Client, aino: Person) -> None:
    known = client.post(FORGOTTEN, {"email": EMAIL})
    unknown = client.post(FORGOTTEN, {"email": "ei@esimerkkila.example"})

    assert (known.status_code, known.headers["location"]) == (
        unknown.status_code,
        unknown.headers["location"],
    )
    Worker().run_until_empty()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_set_password",
        "account_confirm_login_code",
        "mfa_add_webauthn",
    ],
)
def test_what_is_not_wanted_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_pages_come_in_the_language_of_the_profile_unless_the_browser_has_chosen(
    client: Client,
) -> None:
    a_person(email=EMAIL, language="sv")
    assert _log_in(client).cookies["kieli"].value == "sv"

    other = Client()
    other.cookies["kieli"] = "fi"
    assert "kieli" not in _log_in(other).cookies


def test_a_changed_passphrase_needs_the_present_one(client: Client, aino: Person) -> None:
    _log_in(client)
    new = {"password1": "seitsemän-vihreää-hanhea", "password2": "seitsemän-vihreää-hanhea"}

    refused = client.post("/tili/salalause/", {"oldpassword": "väärä-salalause", **new})
    unlike = client.post(
        "/tili/salalause/", {"oldpassword": PASSPHRASE, **new, "password2": "toinen-salalause"}
    )
    changed = client.post("/tili/salalause/", {"oldpassword": PASSPHRASE, **new})

    assert (refused.status_code, unlike.status_code) == (200, 200)
    assert (changed.status_code, changed.headers["location"]) == (302, "/tili/oma/")
    aino.refresh_from_db()
    assert aino.check_password(new["password1"])


def test_logging_out_asks_by_link_and_does_by_button(client: Client, aino: Person) -> None:
    _log_in(client)

    assert client.get("/tili/ulos/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/tili/ulos/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_closed_account_gets_its_own_page(client: Client) -> None:
    a_person(email=EMAIL, is_active=False)

    assert _log_in(client).headers["location"] == "/tili/suljettu/"
    assert "_auth_user_id" not in client.session
