"""Inviting by e-mail: the link works once, for seven days, for one person."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from tests.factories import PASSPHRASE, a_person

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import ANONYMOUS, SYSTEM, Actor
from tiekartta.language.errors import Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions import accept_invitation, invite
from tiekartta.people.errors import InvitationGone
from tiekartta.people.models import Invitation, Person

pytestmark = pytest.mark.django_db

PROGRAMME = TranslatedText.of(fi="Kaislarannan suunta", sv="Vassstrands riktning")


def _invite(
    email: str = "uusi@esimerkkila.example",
    language: str = "fi",
    by: Actor | None = None,
    now: datetime | None = None,
) -> Person:
    return invite(
        email=email,
        display_name="Uuno Uusi",
        language=language,
        programme=PROGRAMME,
        by=by or a_person("Kaisa Kutsuja"),
        now=now,
    )


def _link() -> str:
    Worker().run_until_empty()
    found = re.search(r"http://127\.0\.0\.1:8000(/kutsu/\S+/)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_an_invited_person_takes_the_account_into_use_by_the_link_of_the_letter(
    client: Client,
) -> None:
    person = _invite()
    path = _link()

    shown = client.get(path, headers={"accept-language": "fi"})
    answer = client.post(path, {"password1": PASSPHRASE, "password2": PASSPHRASE})

    assert (shown.status_code, "Uuno Uusi" in shown.content.decode()) == (200, True)
    assert (answer.status_code, answer.headers["location"]) == (302, "/ohjelmat/")
    person.refresh_from_db()
    assert person.is_active
    assert person.check_password(PASSPHRASE)
    assert client.get("/ohjelmat/").status_code == 200


@pytest.mark.parametrize(
    ("language", "subject", "name"),
    [
        ("fi", "Kutsu Tiekarttaan", "Kaislarannan suunta"),
        ("sv", "Inbjudan till Tiekartta", "Vassstrands riktning"),
    ],
)
def test_the_letter_is_in_the_language_of_its_reader(
    language: str, subject: str, name: str
) -> None:
    _invite(language=language)

    Worker().run_until_empty()

    assert mail.outbox[0].subject == subject
    assert name in mail.outbox[0].body
    assert "Kaisa Kutsuja" in mail.outbox[0].body


def test_a_used_link_is_gone_and_says_what_to_do(client: Client) -> None:
    _invite()
    path = _link()
    client.post(path, {"password1": PASSPHRASE, "password2": PASSPHRASE})

    answer = Client().get(path, headers={"accept-language": "fi"})

    assert answer.status_code == 410
    assert "Kutsu ei enää toimi" in answer.content.decode()


def test_a_link_lives_for_seven_days() -> None:
    now = timezone.now()
    _invite(now=now)
    token = _link().split("/")[2]

    with pytest.raises(InvitationGone):
        accept_invitation(
            token=token, passphrase=PASSPHRASE, by=ANONYMOUS, now=now + timedelta(days=7)
        )
    accepted = accept_invitation(
        token=token, passphrase=PASSPHRASE, by=ANONYMOUS, now=now + timedelta(days=6, hours=23)
    )

    assert accepted.is_active


def test_an_expired_link_is_gone(client: Client) -> None:
    _invite(now=timezone.now() - timedelta(days=8))

    assert client.get(_link()).status_code == 410
    assert (
        client.post(_link(), {"password1": PASSPHRASE, "password2": PASSPHRASE}).status_code == 410
    )


@pytest.mark.parametrize("token", ["x", "a" * 5000, "<script>", "äö€", "' OR 1=1 --"])
def test_a_forged_link_is_not_found(client: Client, token: str) -> None:
    _invite()

    assert client.get(f"/kutsu/{token}/").status_code == 404


def test_a_new_invitation_replaces_the_earlier_link(client: Client) -> None:
    _invite()
    first = _link()
    _invite()
    second = _link()

    assert [client.get(first).status_code, client.get(second).status_code] == [410, 200]
    assert Person.objects.filter(email="uusi@esimerkkila.example").count() == 1


def test_the_token_is_stored_as_a_digest_only() -> None:
    _invite()
    token = _link().split("/")[2]

    stored = Invitation.objects.get()
    assert token not in str(vars(stored))
    assert len(stored.token_digest) == 64


def test_somebody_with_an_account_gets_a_letter_without_a_link_to_a_new_passphrase() -> None:
    known = a_person(email="vanha@esimerkkila.example")

    assert _invite(email=" VANHA@esimerkkila.example ") == known
    Worker().run_until_empty()
    assert "/kutsu/" not in mail.outbox[0].body
    assert Invitation.objects.count() == 0


def test_a_closed_account_is_not_opened_by_an_invitation() -> None:
    a_person(email="suljettu@esimerkkila.example", is_active=False)

    with pytest.raises(Refusal):
        _invite(email="suljettu@esimerkkila.example")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ei-osoite",
        "a@b",
        "kaksi@@esimerkkila.example",
        "a b@esimerkkila.example",
        "x" * 400 + "@esimerkkila.example",
        "a@esimerkkila.example\nBcc: b@esimerkkila.example",
    ],
)
def test_what_is_not_an_address_is_refused(email: str) -> None:
    with pytest.raises(Refusal):
        _invite(email=email)

    assert mail.outbox == []


def test_nobody_anonymous_or_closed_invites() -> None:
    for actor in (ANONYMOUS, a_person(is_active=False)):
        with pytest.raises(PermissionDenied):
            _invite(by=actor)


def test_a_poor_passphrase_is_refused_in_words_and_the_link_stays(client: Client) -> None:
    _invite()
    path = _link()

    answer = client.post(
        path, {"password1": "lyhyt", "password2": "lyhyt"}, headers={"accept-language": "fi"}
    )

    assert "Salalause on liian lyhyt" in answer.content.decode()
    assert client.get(path).status_code == 200


def test_an_invited_person_cannot_log_in_nor_reset_before_accepting(client: Client) -> None:
    _invite(by=SYSTEM)
    client.post("/tili/salalause/unohtui/", {"email": "uusi@esimerkkila.example"})
    client.post("/tili/kirjaudu/", {"login": "uusi@esimerkkila.example", "password": ""})

    Worker().run_until_empty()

    assert len(mail.outbox) == 1
    assert "_auth_user_id" not in client.session
