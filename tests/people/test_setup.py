"""/setup: once, with a token that the command line printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import PASSPHRASE, a_person

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.actions import issue_setup_token, set_up
from tiekartta.people.models import Organisation, Person, SetupToken
from tiekartta.people.states import OrganisationKind

pytestmark = pytest.mark.django_db


def _facts(**changes: Any) -> dict[str, Any]:
    return {
        "token": issue_setup_token(by=SYSTEM), "organisation_name": "Kaislaranta", "organisation_kind": "county",
        "display_name": "Yrjö Ylläpitäjä", "email": "Yrjo@esimerkkila.example", "password1": PASSPHRASE,
        "password2": PASSPHRASE, **changes,
    }  # fmt: skip


def test_a_token_sets_up_the_house_once(client: Client) -> None:
    assert client.get("/").headers["location"] == "/setup/"
    facts = _facts()
    assert facts["token"] in client.get(f"/setup/?avain={facts['token']}").content.decode()

    answer = client.post("/setup/", facts)

    assert (answer.status_code, answer.headers["location"]) == (302, "/ohjelmat/")
    person = Person.objects.get()
    assert (person.email, person.is_administrator) == ("yrjo@esimerkkila.example", True)
    assert Organisation.objects.get().name == "Kaislaranta"
    assert client.get("/ohjelmat/").status_code == 200
    assert [client.get("/setup/").status_code, client.post("/setup/", facts).status_code] == [
        404,
        404,
    ]


@pytest.mark.parametrize("token", ["väärä", "", "x" * 90, "<script>alert(1)</script>"])
def test_a_wrong_token_is_refused_and_nothing_typed_is_lost(client: Client, token: str) -> None:
    answer = client.post("/setup/", _facts(token=token), headers={"accept-language": "fi"})

    assert answer.status_code in {200, 409}
    assert "Yrjö Ylläpitäjä" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not Person.objects.exists()


def test_a_token_lives_for_a_day_and_works_once() -> None:
    now = timezone.now()
    token = issue_setup_token(by=SYSTEM, now=now)

    def use(later: timedelta) -> Person:
        return set_up(
            token=token, email="a@esimerkkila.example", display_name="A", passphrase=PASSPHRASE,
            organisation_name="O", organisation_kind=OrganisationKind.COUNTY, by=ANONYMOUS, now=now + later,
        )  # fmt: skip

    with pytest.raises(Refusal):
        use(timedelta(hours=24))
    assert use(timedelta(hours=23)).is_administrator
    assert SetupToken.objects.get().used_at is not None
    with pytest.raises(Missing):
        use(timedelta(hours=23))


def test_only_the_system_may_go_without_a_token() -> None:
    facts: dict[str, Any] = {
        "token": None, "email": "a@esimerkkila.example", "display_name": "A", "passphrase": PASSPHRASE,
        "organisation_name": "O", "organisation_kind": OrganisationKind.COUNTY,
    }  # fmt: skip

    with pytest.raises(Refusal):
        set_up(**facts, by=ANONYMOUS)
    assert set_up(**facts, by=SYSTEM).is_administrator


def test_no_token_is_issued_to_people_nor_after_the_set_up() -> None:
    with pytest.raises(Refusal):
        issue_setup_token(by=a_person())
    a_person(is_administrator=True)
    with pytest.raises(Refusal):
        issue_setup_token(by=SYSTEM)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Ota Tiekartta käyttöön"),
        ("sv", "Ta Tiekartta i bruk"),
        ("en", "Take Tiekartta into use"),
    ],
)
def test_the_page_speaks_the_readers_language(client: Client, language: str, words: str) -> None:
    assert words in client.get("/setup/", headers={"accept-language": language}).content.decode()


def test_a_poor_passphrase_of_the_administrator_is_refused(client: Client) -> None:
    for poor in ("lyhyt", "password1234", "yrjo@esimerkkila.example", "x" * 300):
        answer = client.post("/setup/", _facts(password1=poor, password2=poor))
        assert answer.status_code in {200, 409}
    assert not Person.objects.exists()
