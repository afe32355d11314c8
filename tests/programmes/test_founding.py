"""Founding and editing a programme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions import add_organisation
from tiekartta.people.states import DutyKind, OrganisationKind, Role
from tiekartta.programmes.actions import (
    edit_programme,
    found_programme,
    found_programme_for,
    set_programme_state,
)
from tiekartta.programmes.actions.founding import Limits
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import duties_of
from tiekartta.programmes.rules import may
from tiekartta.programmes.states import PhaseCode, PhaseState, ProgrammeState

pytestmark = pytest.mark.django_db
NAME = TranslatedText.of(fi="Kaislarannan suunta")


def _form(**changes: str) -> dict[str, str]:
    return {
        "name_fi": "Kaislarannan suunta", "name_sv": "Vassstrands riktning", "name_en": "", "purpose_fi": "Palvelut toimiviksi",
        "purpose_sv": "", "purpose_en": "", "organisation": "", "starts_on": "2026-01-01", "ends_on": "2027-12-31",
        "theme_target": "10", "spearhead_min": "3", "spearhead_max": "4", "k_full": "10", "k_min": "5", "version": "1",
        **changes,
    }  # fmt: skip


def test_a_founded_programme_has_the_phases_of_the_template_and_an_owner_who_can_begin() -> None:
    owner = a_person(is_administrator=True)

    programme = found_programme(name=NAME, purpose=TranslatedText(), by=owner)

    phases = list(programme.phases.values_list("code", "state"))
    assert [code for code, _state in phases] == list(PhaseCode)
    assert [state for _code, state in phases] == [PhaseState.RUNNING] + [PhaseState.PLANNED] * 6
    assert duties_of(owner, programme=programme) == sorted(
        [DutyKind.ANALYST, DutyKind.PRIVACY_OFFICER, DutyKind.PUBLISHER, DutyKind.SCREENER]
    )
    assert all(
        may(owner, action, programme)
        for action in ("screen_voices", "run_analysis", "publish_roadmap")
    )


def test_only_administrators_and_owners_found_programmes() -> None:
    owner = the_owner(a_programme())
    assert found_programme(name=NAME, purpose=TranslatedText(), by=owner).pk

    for actor in (
        a_person(),
        a_member(a_programme(), Role.DEVELOPER),
        ANONYMOUS,
        a_person(is_administrator=True, is_active=False),
    ):
        with pytest.raises(PermissionDenied):
            found_programme(name=NAME, purpose=TranslatedText(), by=actor)


@pytest.mark.parametrize(
    "limits",
    [
        {"theme_target": 4},
        {"theme_target": 16},
        {"spearhead_min": 5},
        {"spearhead_min": 0},
        {"k_full": 9},
        {"k_min": 4},
        {"k_min": 11},
    ],
)
def test_numbers_outside_the_method_or_looser_than_the_law_allows_are_refused(
    limits: dict[str, int],
) -> None:
    with pytest.raises(Refusal):
        found_programme(
            name=NAME,
            purpose=TranslatedText(),
            owner=a_person(),
            by=SYSTEM,
            limits=Limits(**limits),
        )

    assert not Programme.objects.exists()


def test_a_nameless_programme_and_one_that_ends_before_it_starts_are_refused() -> None:
    for facts in (
        {"name": TranslatedText()},
        {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
    ):
        with pytest.raises(Refusal):
            found_programme(
                **{
                    "name": NAME,
                    "purpose": TranslatedText(),
                    "owner": a_person(),
                    "by": SYSTEM,
                    **facts,
                }
            )  # type: ignore[arg-type] # - mixed facts


def test_the_page_founds_with_all_that_was_written(client: Client) -> None:
    organisation = add_organisation(name="Kaislaranta", kind=OrganisationKind.COUNTY, by=SYSTEM)
    client.force_login(a_person(is_administrator=True))

    answer = client.post("/ohjelmat/uusi/", _form(organisation=organisation.public_id, k_full="20"))

    programme = Programme.objects.get()
    assert answer.headers["location"] == f"/ohjelmat/{programme.public_id}/"
    assert (programme.name.text("sv"), programme.k_full, programme.owner_organisation) == (
        "Vassstrands riktning",
        20,
        organisation,
    )


def test_what_was_typed_is_still_there_after_a_refusal(client: Client) -> None:
    client.force_login(a_person(is_administrator=True))

    answer = client.post(
        "/ohjelmat/uusi/", _form(ends_on="2025-01-01"), headers={"accept-language": "fi"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ohjelma päättyy ennen kuin se alkaa" in page
    for typed in (
        "Kaislarannan suunta",
        "Vassstrands riktning",
        "Palvelut toimiviksi",
        'value="2025-01-01"',
    ):
        assert typed in page


@pytest.mark.parametrize(
    "changes",
    [
        {"name_fi": "", "name_sv": ""},
        {"name_fi": "x" * 100_000},
        {"k_min": "3"},
        {"theme_target": "<script>"},
        {"organisation": "ei-ole"},
        {"starts_on": "huomenna"},
    ],
)
def test_hostile_and_wrong_input_is_an_error_beside_the_field(
    client: Client, changes: dict[str, str]
) -> None:
    client.force_login(a_person(is_administrator=True))

    answer = client.post("/ohjelmat/uusi/", _form(**changes))

    assert answer.status_code == 200
    assert "tk-error-summary" in answer.content.decode()
    assert not Programme.objects.exists()


def test_an_administrator_founds_for_somebody_who_is_invited_and_sees_no_content(
    client: Client,
) -> None:
    administrator = a_person(is_administrator=True)
    client.force_login(administrator)

    answer = client.post(
        "/ohjelmat/uusi/", _form(owner_email="oona@esimerkkila.example", owner_name="Oona Omistaja")
    )

    programme = Programme.objects.get()
    Worker().run_until_empty()
    assert answer.headers["location"] == "/ohjelmat/"
    assert (the_owner(programme).display_name, mail.outbox[0].to) == (
        "Oona Omistaja",
        ["oona@esimerkkila.example"],
    )
    assert client.get(f"/ohjelmat/{programme.public_id}/").status_code == 404
    assert client.get(f"/ohjelmat/{programme.public_id}/jasenet/").status_code == 200
    assert client.get(f"/ohjelmat/{programme.public_id}/loki/").status_code == 200


def test_a_refused_founding_invites_nobody() -> None:
    with pytest.raises(Refusal):
        found_programme_for(
            owner_email="oona@esimerkkila.example", owner_name="Oona", language="fi", name=TranslatedText(),
            purpose=TranslatedText(), by=a_person(is_administrator=True),
        )  # fmt: skip

    Worker().run_until_empty()
    assert mail.outbox == []


def _edit(programme: Programme, version: int, by: Any, **changes: Any) -> None:
    edit_programme(
        **{
            "programme": programme,
            "version": version,
            "name": NAME,
            "purpose": TranslatedText(),
            "by": by,
            **changes,
        }
    )


def test_two_who_edit_at_once_do_not_overwrite_each_other() -> None:
    programme = a_programme()
    _edit(programme, 1, the_owner(programme))

    with pytest.raises(Conflict):
        _edit(programme, 1, the_owner(programme))
    _edit(programme, 2, the_owner(programme))

    programme.refresh_from_db()
    assert (programme.version, programme.name) == (3, NAME)


def test_the_page_shows_both_after_a_conflict_and_saves_when_asked_again(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    page = f"/ohjelmat/{programme.public_id}/muokkaa/"
    _edit(programme, 1, SYSTEM, name=TranslatedText.of(fi="Toisen nimi"))

    refused = client.post(page, _form(name_fi="Oma nimi"))
    assert refused.status_code == 409
    assert all(
        name in refused.content.decode()
        for name in ("Oma nimi", "Toisen nimi", 'name="version" value="2"')
    )

    assert client.post(page, _form(name_fi="Oma nimi", version="2")).status_code == 302
    programme.refresh_from_db()
    assert programme.name.text("fi") == "Oma nimi"


def test_a_programme_moves_only_to_states_that_follow() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    with pytest.raises(Refusal):
        set_programme_state(programme=programme, state=ProgrammeState.ARCHIVED, by=owner)

    for state in (
        ProgrammeState.PAUSED,
        ProgrammeState.ACTIVE,
        ProgrammeState.CLOSING,
        ProgrammeState.CLOSED,
        ProgrammeState.ARCHIVED,
    ):
        set_programme_state(programme=programme, state=state, by=owner)

    with pytest.raises(PermissionDenied):
        set_programme_state(
            programme=programme, state=ProgrammeState.ACTIVE, by=a_member(programme, Role.DEVELOPER)
        )
