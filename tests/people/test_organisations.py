"""Organisations: found by any of their names, and followed through their changes (S003-34)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories import a_person, a_programme, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.people.actions import add_alias, add_organisation, add_succession, edit_organisation
from tiekartta.people.models import Organisation
from tiekartta.people.queries import organisation_of, organisation_page
from tiekartta.people.states import OrganisationKind, SuccessionKind

pytestmark = pytest.mark.django_db


def _organisation(name: str = "Kaislarannan hyvinvointialue", **facts: Any) -> Organisation:
    return add_organisation(name=name, kind=OrganisationKind.COUNTY, by=SYSTEM, **facts)


def test_an_organisation_is_found_by_its_other_name_and_once() -> None:
    row = _organisation()
    add_alias(organisation=row, name="Kaislarannan hyvinvointiyhtymä", by=SYSTEM)
    add_alias(organisation=row, name="Kaislaranta", by=SYSTEM)

    found = organisation_page(reader=a_person(), search="kaisla")

    assert [view.name for view in found.object_list] == ["Kaislarannan hyvinvointialue"]


def test_a_renamed_organisation_ends_the_day_before_and_shows_what_it_became() -> None:
    old, new = _organisation("Kaislarannan yhtymä", valid_from=date(2019, 1, 1)), _organisation()

    add_succession(
        predecessor=old, successor=new, day=date(2023, 1, 1), kind=SuccessionKind.RENAME, by=SYSTEM
    )

    before, after = (organisation_of(row.public_id, reader=a_person()) for row in (old, new))
    assert before.organisation.valid_to == date(2022, 12, 31)
    assert [view.name for view in before.successors] == ["Kaislarannan hyvinvointialue"]
    assert [view.name for view in after.origins] == ["Kaislarannan yhtymä"]


def test_a_transfer_does_not_end_the_organisation() -> None:
    old, new = _organisation("Kaislarannan kunta"), _organisation()

    add_succession(
        predecessor=old,
        successor=new,
        day=date(2023, 1, 1),
        kind=SuccessionKind.TRANSFER,
        by=SYSTEM,
    )

    old.refresh_from_db()
    assert old.valid_to is None


def test_successions_make_no_circle() -> None:
    rows = [_organisation(f"Kunta {number}") for number in range(3)]
    for before, after in pairwise(rows):
        add_succession(
            predecessor=before,
            successor=after,
            day=date(2023, 1, 1),
            kind=SuccessionKind.MERGE,
            by=SYSTEM,
        )

    for before, after in ((rows[2], rows[0]), (rows[0], rows[0]), (rows[0], rows[1])):
        with pytest.raises(Refusal):
            add_succession(
                predecessor=before,
                successor=after,
                day=date(2024, 1, 1),
                kind=SuccessionKind.MERGE,
                by=SYSTEM,
            )


def test_nothing_ends_before_the_first_day_of_the_calendar() -> None:
    with pytest.raises(Refusal, match="ennen organisaation alkua"):
        add_succession(
            predecessor=_organisation("Kaislarannan yhtymä"),
            successor=_organisation(),
            day=date.min,
            kind=SuccessionKind.RENAME,
            by=SYSTEM,
        )


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " "},
        {"name": "KAISLARANNAN hyvinvointialue"},
        {"business_id": "1234567-2"},
        {"valid_from": date(2024, 1, 2), "valid_to": date(2024, 1, 1)},
    ],
)
def test_wrong_facts_are_refused(facts: dict[str, Any]) -> None:
    _organisation()

    with pytest.raises(Refusal):
        add_organisation(**{"name": "Uusi", "kind": OrganisationKind.COUNTY, "by": SYSTEM, **facts})


def test_a_business_id_is_kept_as_it_is_written_officially() -> None:
    assert _organisation(business_id="20774740").business_id == "2077474-0"


def test_administrators_and_programme_owners_edit_and_others_do_not() -> None:
    row = _organisation()
    for editor in (a_person(is_administrator=True), the_owner(a_programme())):
        edit_organisation(
            organisation=row, name="Uusi nimi", kind=OrganisationKind.COUNTY, by=editor
        )

    with pytest.raises(PermissionDenied):
        edit_organisation(
            organisation=row, name="Toinen", kind=OrganisationKind.COUNTY, by=a_person()
        )


def test_the_pages_add_edit_name_and_follow(client: Client) -> None:
    client.force_login(a_person(is_administrator=True))
    facts = {
        "name": "Kaislaranta <script>alert(1)</script>",
        "kind": "county",
        "business_id": "",
        "site_url": "https://kaislaranta.example",
    }
    page = client.post("/organisaatiot/uusi/", facts).headers["location"]
    other = _organisation("Seuraaja")

    assert client.post(f"{page}nimet/", {"alias-name": "Ranta"}).status_code == 302
    assert (
        client.post(
            f"{page}seuraajat/",
            {
                "succession-successor": other.public_id,
                "succession-kind": "rename",
                "succession-day": "2024-01-01",
            },
        ).status_code
        == 302
    )
    assert client.post(f"{page}muokkaa/", {**facts, "business_id": "12"}).status_code == 409
    shown = client.get(page, headers={"accept-language": "fi"}).content.decode()

    assert "Ranta" in shown
    assert "Seuraaja" in shown
    assert "<script>alert" not in shown
    alias = Organisation.objects.get(site_url="https://kaislaranta.example").aliases.get()
    assert client.post(f"{page}nimet/{alias.pk}/poista/").status_code == 302


def test_others_read_and_cannot_post(client: Client) -> None:
    row = _organisation()
    client.force_login(a_person())
    page = f"/organisaatiot/{row.public_id}/"

    assert [client.get("/organisaatiot/").status_code, client.get(page).status_code] == [200, 200]
    assert client.get(page).content.decode().count('method="post"') == client.get(
        "/organisaatiot/"
    ).content.decode().count('method="post"')
    for path in (
        "/organisaatiot/uusi/",
        f"{page}muokkaa/",
        f"{page}nimet/",
        f"{page}nimet/1/poista/",
        f"{page}seuraajat/",
    ):
        assert client.post(path, {}).status_code == 403
    assert client.get("/organisaatiot/ei/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    target = _organisation("Seuraaja")
    for index in range(number):
        row = _organisation(f"Kunta {index}")
        add_alias(organisation=row, name=f"Kylä {index}", by=SYSTEM)
        add_succession(
            predecessor=row,
            successor=target,
            day=date(2024, 1, 1),
            kind=SuccessionKind.MERGE,
            by=SYSTEM,
        )
    client.force_login(a_person(is_administrator=True))

    with django_assert_num_queries(9):
        assert client.get("/organisaatiot/").status_code == 200
