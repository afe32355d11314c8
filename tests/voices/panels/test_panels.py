"""Panels with terms and fees, the call, and balanced choice (J11, S002-12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.advising import TERMS, a_panel, an_application
from tests.factories import a_member, a_programme, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.states import DutyKind, Role
from tiekartta.voices.actions.panels import (
    choose_members,
    create_panel,
    edit_panel,
    set_panel_state,
)
from tiekartta.voices.models import PanelApplication
from tiekartta.voices.queries.panels import applications_of, balance_of, public_panel
from tiekartta.voices.states import PanelState

pytestmark = pytest.mark.django_db


def test_a_coordinator_runs_panels_and_a_facilitator_without_the_duty_does_not() -> None:
    """Domain 4.5: panel manage, d."""
    programme = a_programme()
    coordinator = a_member(programme, Role.FACILITATOR, DutyKind.PANEL_COORDINATOR)
    assert create_panel(programme=programme, terms=TERMS, by=coordinator).fee == TERMS.fee
    with pytest.raises(PermissionDenied):
        create_panel(programme=programme, terms=TERMS, by=a_member(programme, Role.FACILITATOR))


def test_a_panel_goes_only_its_way() -> None:
    """Domain 4.3: call → selecting → active → ended."""
    panel = a_panel(a_programme(), state=PanelState.DRAFT)
    with pytest.raises(Refusal):
        set_panel_state(panel=panel, state=PanelState.ENDED, by=SYSTEM)
    for state in (PanelState.CALL, PanelState.SELECTING, PanelState.ACTIVE, PanelState.ENDED):
        set_panel_state(panel=panel, state=state, by=SYSTEM)
    with pytest.raises(Refusal):
        set_panel_state(panel=panel, state=PanelState.CALL, by=SYSTEM)


def test_a_call_has_a_last_day() -> None:
    panel = a_panel(a_programme(), state=PanelState.DRAFT, call_until=None)
    with pytest.raises(Refusal, match="päivä, johon asti"):
        set_panel_state(panel=panel, state=PanelState.CALL, by=SYSTEM)


def test_a_call_does_not_open_when_its_last_day_is_over() -> None:
    panel = a_panel(a_programme(), state=PanelState.DRAFT)
    last = panel.call_until
    assert last is not None
    with pytest.raises(Refusal) as refused:
        set_panel_state(
            panel=panel, state=PanelState.CALL, by=SYSTEM, today=last + timedelta(days=1)
        )
    assert refused.value.code == "call_until"
    set_panel_state(panel=panel, state=PanelState.CALL, by=SYSTEM, today=last)


def test_an_application_is_sealed_and_taken_only_while_the_call_is_open() -> None:
    panel = a_panel(a_programme(), state=PanelState.CALL)
    row = an_application(panel, words="zyxqpanel")
    assert b"zyxqpanel" not in bytes(row.sealed)
    set_panel_state(panel=panel, state=PanelState.SELECTING, by=SYSTEM)
    with pytest.raises(Refusal, match="Haku on päättynyt"):
        an_application(panel)


def test_no_more_are_chosen_than_there_are_seats_and_the_others_are_wiped_at_the_start() -> None:
    panel = a_panel(a_programme(), state=PanelState.CALL, seats=2)
    rows = [an_application(panel, number) for number in range(4)]
    set_panel_state(panel=panel, state=PanelState.SELECTING, by=SYSTEM)
    with pytest.raises(Refusal, match="Paikkoja on 2"):
        choose_members(panel=panel, chosen=[row.public_id for row in rows[:3]], by=SYSTEM)
    chosen = [row.public_id for row in rows[:2]]
    assert choose_members(panel=panel, chosen=chosen, by=SYSTEM) == 2
    set_panel_state(panel=panel, state=PanelState.ACTIVE, by=SYSTEM)
    assert set(PanelApplication.objects.values_list("public_id", flat=True)) == set(chosen)
    set_panel_state(panel=panel, state=PanelState.ENDED, by=SYSTEM)
    assert PanelApplication.objects.count() == 0


def test_balance_tells_no_small_number() -> None:
    """INV-D1, INV-D3."""
    panel = a_panel(a_programme(), state=PanelState.CALL)
    for number in range(12):
        an_application(panel, number, age_band="to_29" if number else "over_64")
    balance = balance_of(panel, reader=the_owner(panel.programme))
    assert [label for label, _applied, _chosen in balance.rows] == ["18–29", "65 tai yli"]
    assert all(chosen.value is None for _label, _applied, chosen in balance.rows)
    assert balance.rows[1][1].value is None


def test_two_editors_do_not_overwrite_each_other() -> None:
    panel = a_panel(a_programme())
    edit_panel(panel=panel, terms=TERMS, version=panel.version, by=SYSTEM)
    with pytest.raises(Conflict):
        edit_panel(panel=panel, terms=TERMS, version=panel.version, by=SYSTEM)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"ends_on": date(2025, 1, 1)}, "ends_on"), ({"seats": 0}, "seats"),
        ({"call_until": date(2030, 1, 1)}, "call_until"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused_at_their_field(
    terms: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        a_panel(a_programme(), **terms)
    assert refusal.value.code == field


def test_nobody_else_reads_applications() -> None:
    panel = a_panel(a_programme(), state=PanelState.CALL)
    an_application(panel)
    for role in (Role.FACILITATOR, Role.STEERING, Role.DEVELOPER):
        with pytest.raises(PermissionDenied):
            applications_of(panel, reader=a_member(panel.programme, role))


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "Kiitos hakemuksestasi"), ("sv", "Tack för din ansökan")]
)
def test_anybody_applies_on_the_public_page(client: Client, language: str, told: str) -> None:
    panel = a_panel(a_programme(), state=PanelState.CALL)
    url = reverse("voices:panel_apply", args=[panel.public_id])
    sent = {
        "name": "Veera Esimerkki",
        "address": "veera@esimerkkila.example",
        "is_experienced": "on",
    }
    page = client.post(url, sent, headers={"accept-language": language}).content.decode()
    assert told in page
    assert (PanelApplication.objects.get().is_new, PanelApplication.objects.get().language) == (False, language)  # fmt: skip


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"name": "V"}, {"name": "x" * 121, "address": "a@b.example"},
        {"name": "V", "address": "a@b.example", "age_band": "kaikki"},
        {"name": "V", "address": "ei osoite", "words": "<script>alert(1)</script>"},
    ],
)  # fmt: skip
def test_what_is_not_whole_stays_on_the_page_of_the_call(
    client: Client, sent: dict[str, str]
) -> None:
    panel = a_panel(a_programme(), state=PanelState.CALL)
    response = client.post(reverse("voices:panel_apply", args=[panel.public_id]), sent)
    assert response.status_code == 422
    assert PanelApplication.objects.count() == 0
    assert "<script>alert" not in response.content.decode()


def test_an_ended_call_keeps_what_was_typed_and_says_so(client: Client) -> None:
    panel = a_panel(a_programme(), state=PanelState.SELECTING)
    url = reverse("voices:panel_apply", args=[panel.public_id])
    response = client.post(url, {"name": "Veera", "address": "v@b.example", "words": "zyxtyped"})
    assert response.status_code == 409
    assert "zyxtyped" in response.content.decode()
    assert public_panel(panel.public_id, today=date.today() + timedelta(1)).takes_applications is False  # noqa: DTZ011 - only the day after counts  # fmt: skip


def test_the_list_takes_the_same_queries_with_one_and_three_rows(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("voices:panels", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _each in range(more):
            a_panel(programme)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
    assert taken[0] == taken[1]
