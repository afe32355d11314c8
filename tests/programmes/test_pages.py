"""The pages of programmes: who sees what, in which language, in how many queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.journal.actions import record
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.people.states import Role
from tiekartta.programmes.actions import finish_phase, plan_phases, set_phase_state
from tiekartta.programmes.models import Programme
from tiekartta.programmes.states import PhaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Perusta ohjelma", "Ohjelmat")),
        ("sv", ("Grunda ett program", "Program")),
        ("en", ("Found a programme", "Programmes")),
    ],
)
def test_the_empty_list_says_how_to_begin(
    client: Client, language: str, words: tuple[str, ...]
) -> None:
    client.force_login(a_person(is_administrator=True))

    page = client.get("/ohjelmat/", headers={"accept-language": language}).content.decode()

    assert all(word in page for word in words)


def test_somebody_without_rights_is_not_offered_to_found(client: Client) -> None:
    client.force_login(a_person())

    assert "/ohjelmat/uusi/" not in client.get("/ohjelmat/").content.decode()
    assert client.get("/ohjelmat/uusi/").status_code == 403


@pytest.mark.parametrize(
    ("language", "words"), [("fi", "Vaiheet"), ("sv", "Faser"), ("en", "Phases")]
)
def test_the_overview_tells_phases_and_what_to_do_next(
    client: Client, programme: Programme, language: str, words: str
) -> None:
    client.force_login(the_owner(programme))

    page = client.get(
        f"/ohjelmat/{programme.public_id}/", headers={"accept-language": language}
    ).content.decode()

    assert words in page
    assert reverse("voices:import", args=[programme.public_id]) in page
    assert page.count("<h1") == 1


def test_a_programme_is_not_there_for_outsiders_and_its_edits_not_for_members(
    client: Client, programme: Programme
) -> None:
    paths = [
        f"/ohjelmat/{programme.public_id}/{rest}"
        for rest in ("", "muokkaa/", "vaiheet/", "jasenet/", "jasenet/kutsu/", "loki/")
    ]
    assert {client.get(path).status_code for path in paths} == {302}

    client.force_login(the_owner(a_programme()))
    assert {client.get(path).status_code for path in paths} == {404}

    client.force_login(a_member(programme, Role.DEVELOPER))
    assert [client.get(path).status_code for path in paths] == [200, 403, 403, 200, 403, 403]


def test_members_cannot_post_what_owners_can(client: Client, programme: Programme) -> None:
    client.force_login(a_member(programme, Role.FACILITATOR))
    page = f"/ohjelmat/{programme.public_id}"

    assert client.post(f"{page}/tila/", {"state": "paused"}).status_code == 403
    assert client.post(f"{page}/vaiheet/1/tila/", {"state": "done"}).status_code == 403
    assert client.post(f"{page}/jasenet/kutsu/", {}).status_code == 403


def test_phases_start_end_and_open_again_by_their_buttons(
    client: Client, programme: Programme
) -> None:
    client.force_login(the_owner(programme))
    page = f"/ohjelmat/{programme.public_id}/vaiheet"

    for order, state in ((1, "done"), (2, "running"), (1, "running")):
        assert client.post(f"{page}/{order}/tila/", {"state": state}).status_code == 302

    assert list(programme.phases.values_list("state", flat=True))[:2] == [
        PhaseState.RUNNING,
        PhaseState.RUNNING,
    ]
    assert client.post(f"{page}/99/tila/", {"state": "done"}).status_code == 404
    assert client.post(f"{page}/1/tila/", {"state": "<script>"}).status_code == 404


def test_a_finished_phase_lets_the_next_begin_unless_another_is_under_way(
    programme: Programme,
) -> None:
    owner = the_owner(programme)
    finish_phase(phase=programme.phases.get(order=1), by=owner)
    assert states_of(programme) == ["done", "running", *["planned"] * 5]

    set_phase_state(phase=programme.phases.get(order=4), state=PhaseState.RUNNING, by=owner)
    finish_phase(phase=programme.phases.get(order=2), by=owner)
    assert states_of(programme) == ["done", "done", "planned", "running", *["planned"] * 3]

    set_phase_state(phase=programme.phases.get(order=7), state=PhaseState.RUNNING, by=owner)
    set_phase_state(phase=programme.phases.get(order=4), state=PhaseState.DONE, by=owner)
    finish_phase(phase=programme.phases.get(order=7), by=owner)
    assert states_of(programme)[6] == "done", "nothing comes after the last"


def states_of(programme: Programme) -> list[str]:
    return list(programme.phases.order_by("order").values_list("state", flat=True))


def test_the_overview_leads_from_phase_to_phase(client: Client, programme: Programme) -> None:
    owner = the_owner(programme)
    page = f"/ohjelmat/{programme.public_id}/"
    client.force_login(owner)
    finnish = {"accept-language": "fi"}

    assert "Merkitse valmiiksi: Kysely" in client.get(page, headers=finnish).content.decode()
    client.post(f"{page}vaiheet/1/tila/", {"state": "done"})
    assert "Merkitse valmiiksi: Teemat" in client.get(page, headers=finnish).content.decode()
    set_phase_state(phase=programme.phases.get(order=2), state=PhaseState.DONE, by=owner)
    waiting = client.get(page, headers=finnish).content.decode()
    assert "Seuraavaksi vuorossa: Seminaari" in waiting
    client.force_login(a_member(programme, Role.FACILITATOR))
    assert "Seuraavaksi vuorossa" not in client.get(page, headers=finnish).content.decode()


def test_phases_do_not_run_backwards_inv_p3(programme: Programme) -> None:
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    plan_phases(
        programme=programme,
        days={1: (first, second), 2: (first, None), 4: (second, second)},
        by=SYSTEM,
    )

    for days in (
        {1: (second, first)},
        {3: (date(2025, 12, 31), None)},
        {2: (date(2026, 3, 1), None)},
    ):
        with pytest.raises(Refusal):
            plan_phases(programme=programme, days=days, by=SYSTEM)  # type: ignore[arg-type] # - plain dicts
    assert list(programme.phases.values_list("planned_start", flat=True))[:4] == [
        first,
        first,
        None,
        second,
    ]


def test_only_those_who_edit_the_programme_plan_it(programme: Programme) -> None:
    for person in (a_member(programme, Role.STEERING), a_person(is_administrator=True)):
        with pytest.raises(PermissionDenied):
            plan_phases(programme=programme, days={}, by=person)
        with pytest.raises(PermissionDenied):
            set_phase_state(phase=programme.phases.get(order=1), state=PhaseState.DONE, by=person)


def test_the_page_of_phases_keeps_what_was_typed_and_marks_the_wrong_one(
    client: Client, programme: Programme
) -> None:
    client.force_login(the_owner(programme))
    page = f"/ohjelmat/{programme.public_id}/vaiheet/"
    days = {"phase1-planned_start": "2026-02-01", "phase1-planned_end": "2026-01-01"}

    refused = client.post(page, days, headers={"accept-language": "fi"})
    saved = client.post(page, {**days, "phase1-planned_end": "2026-03-01"})

    assert refused.status_code == 409
    assert 'value="2026-02-01"' in refused.content.decode()
    assert "Vaihe päättyy ennen kuin se alkaa" in refused.content.decode()
    assert saved.status_code == 302


def test_the_journal_tells_in_words_who_did_what(client: Client, programme: Programme) -> None:
    record(
        by=SYSTEM,
        action="found_programme",
        object_kind="programme",
        object_id="x",
        programme_id=programme.pk,
    )
    record(
        by=ANONYMOUS,
        action="fly_to_the_moon",
        object_kind="rocket",
        object_id="y",
        programme_id=programme.pk,
    )
    owner = the_owner(programme)
    record(
        by=owner,
        action="grant_role",
        object_kind="membership",
        object_id="z",
        programme_id=programme.pk,
    )
    client.force_login(owner)

    page = client.get(
        f"/ohjelmat/{programme.public_id}/loki/", headers={"accept-language": "fi"}
    ).content.decode()

    for words in (
        "perusti ohjelman",
        "palvelu itse",
        "fly_to_the_moon",
        "rocket",
        "joku nimetön",
        "antoi roolin",
        "Oona Omistaja",
    ):
        assert words in page


def test_the_journal_of_one_programme_tells_nothing_of_another(
    client: Client, programme: Programme
) -> None:
    other = a_programme()
    record(
        by=SYSTEM, action="secret_of_other", object_kind="x", object_id="y", programme_id=other.pk
    )
    client.force_login(the_owner(programme))

    assert (
        "secret_of_other"
        not in client.get(f"/ohjelmat/{programme.public_id}/loki/").content.decode()
    )


def test_the_journal_comes_in_pages_of_fifty(client: Client, programme: Programme) -> None:
    for number in range(60):
        record(
            by=SYSTEM,
            action="edit_programme",
            object_kind="programme",
            object_id=number,
            programme_id=programme.pk,
        )
    client.force_login(the_owner(programme))
    page = f"/ohjelmat/{programme.public_id}/loki/"

    assert [
        client.get(page, {"page": number}).content.decode().count('<th scope="row">')
        for number in ("1", "2", "x")
    ] == [50, 11, 50]


@pytest.mark.parametrize("number", [1, 3])
def test_the_journal_asks_the_same_number_of_queries(
    client: Client, programme: Programme, number: int, django_assert_num_queries: Any
) -> None:
    for _index in range(number):
        record(
            by=a_person(),
            action="grant_role",
            object_kind="membership",
            object_id="x",
            programme_id=programme.pk,
        )
    client.force_login(the_owner(programme))

    with django_assert_num_queries(10):
        assert client.get(f"/ohjelmat/{programme.public_id}/loki/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    owner = a_person()
    for _index in range(number):
        a_programme(owner)
    client.force_login(owner)

    with django_assert_num_queries(7):
        assert client.get("/ohjelmat/").status_code == 200
