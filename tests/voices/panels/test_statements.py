"""Statements of panels and the authority's answer, with a due day that everybody sees (J11, N25)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.advising import a_panel, a_statement
from tests.asking import a_text
from tests.factories import a_member, a_programme, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.voices.actions.panels import (
    adopt_statement,
    answer_statement,
    remind_of_statements,
    send_statement,
    write_statement,
)
from tiekartta.voices.models import PanelStatement
from tiekartta.voices.queries.panels import public_statement
from tiekartta.voices.states import PanelState, StatementState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "odottaa vastausta, 12 päivää"), ("sv", "väntar på svar, 12 dagar"),
        ("en", "waits for an answer, 12 days"),
    ],
)  # fmt: skip
def test_everybody_sees_how_long_a_statement_has_waited(
    client: Client, language: str, told: str
) -> None:
    """J11: «odottaa vastausta, n päivää»."""
    statement = a_statement(a_panel(a_programme()))
    day = timezone.localdate() - timedelta(days=12)
    PanelStatement.objects.filter(pk=statement.pk).update(sent_on=day)
    url = reverse("voices:public_statement", args=[statement.public_id])
    page = client.get(url, headers={"accept-language": language}).content.decode()
    assert told in page


def test_an_answer_is_due_in_sixty_days_and_overdue_after_them() -> None:
    statement = a_statement(a_panel(a_programme()))
    assert statement.due_on == statement.sent_on + timedelta(days=60)
    on_time = public_statement(statement.public_id, today=statement.due_on)
    late = public_statement(statement.public_id, today=statement.due_on + timedelta(days=1))
    assert (on_time.is_overdue, late.is_overdue, late.waited) == (False, True, 61)


def test_a_draft_and_an_adopted_statement_are_read_by_nobody_else() -> None:
    statement = a_statement(a_panel(a_programme()), is_sent=False)
    with pytest.raises(Missing):
        public_statement(statement.public_id)
    adopt_statement(statement=statement, by=SYSTEM)
    with pytest.raises(Missing):
        public_statement(statement.public_id)


def test_an_adopted_statement_does_not_change() -> None:
    panel = a_panel(a_programme())
    statement = a_statement(panel, is_sent=False)
    adopt_statement(statement=statement, by=SYSTEM)
    with pytest.raises(Conflict):
        write_statement(
            panel=panel, statement=statement, version=statement.version, title=a_text("Muu"),
            text=a_text("Muu"), addressed_to=a_text("Muu"), by=SYSTEM,
        )  # fmt: skip
    with pytest.raises(Conflict):
        adopt_statement(statement=statement, by=SYSTEM)


def test_the_steering_group_answers_once_in_public() -> None:
    """Domain 4.5: authority response, steering group and owner."""
    statement = a_statement(a_panel(a_programme()))
    programme = statement.panel.programme
    with pytest.raises(PermissionDenied):
        answer_statement(
            statement=statement, office=a_text("Toimiala"), text=a_text("Kyllä"),
            by=a_member(programme, Role.FACILITATOR),
        )  # fmt: skip
    member = a_member(programme, Role.STEERING)
    with pytest.raises(Refusal):
        answer_statement(
            statement=statement, office=a_text("Toimiala"), text=TranslatedText(), by=member
        )
    answer_statement(
        statement=statement, office=a_text("Toimiala"), text=a_text("Ilta avataan"), by=member
    )
    view = public_statement(statement.public_id)
    assert (view.state, view.answer.text("fi")) == (StatementState.ANSWERED, "Ilta avataan")
    with pytest.raises(Conflict):
        answer_statement(
            statement=statement, office=a_text("Toimiala"), text=a_text("Toinen"), by=member
        )


@pytest.mark.parametrize("days", [0, 366])
def test_an_answer_has_a_day_within_a_year(days: int) -> None:
    statement = a_statement(a_panel(a_programme()), is_sent=False)
    adopt_statement(statement=statement, by=SYSTEM)
    with pytest.raises(Refusal, match="1–365"):
        send_statement(statement=statement, by=SYSTEM, days=days)


def test_only_a_panel_at_work_makes_statements() -> None:
    with pytest.raises(Refusal, match="toiminnassa"):
        a_statement(a_panel(a_programme(), state=PanelState.CALL), is_sent=False)


def test_the_database_refuses_a_sent_statement_without_a_due_day() -> None:
    statement = a_statement(a_panel(a_programme()))
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelStatement.objects.filter(pk=statement.pk).update(due_on=None)


def test_the_authority_is_reminded_after_thirty_days_and_when_the_day_has_passed() -> None:
    """N25: +30, +60 d; by link, without content."""
    statement = a_statement(a_panel(a_programme()))
    sent = statement.sent_on
    for days, letters in ((29, 0), (30, 1), (30, 0), (31, 0), (60, 0), (61, 1), (61, 0), (62, 0)):
        assert remind_of_statements(by=SYSTEM, today=sent + timedelta(days=days)) == letters
    Worker().run_until_empty()
    assert {letter.to[0] for letter in mail.outbox} == {the_owner(statement.panel.programme).email}
    assert all("iltavastaanottoa" not in letter.body for letter in mail.outbox)


def test_a_reminder_goes_late_when_the_house_stood_still_on_its_day_and_once() -> None:
    """N25: a day of downtime loses no letter; weeks later it would help nobody."""
    statement = a_statement(a_panel(a_programme()))
    sent = statement.sent_on
    assert remind_of_statements(by=SYSTEM, today=sent + timedelta(days=32)) == 1
    for days in (33, 40, 80):
        assert remind_of_statements(by=SYSTEM, today=sent + timedelta(days=days)) == 0


def test_a_statement_is_written_adopted_sent_and_answered_on_its_pages(client: Client) -> None:
    panel = a_panel(a_programme())
    client.force_login(the_owner(panel.programme))
    new = reverse("voices:statement_new", args=[panel.programme.public_id, panel.public_id])
    typed = {"title_fi": "Aukiolo", "text_fi": "Auki illalla", "addressed_to_fi": "Aluehallitus"}
    page = client.post(new, typed, follow=True)
    url = page.redirect_chain[-1][0]
    for sent in ({}, {"days": "45"}, {"office_fi": "Toimiala", "text_fi": "Tehdään"}):
        assert client.post(url, sent).status_code == 302
    statement = PanelStatement.objects.get()
    assert statement.state == StatementState.ANSWERED
    assert (statement.due_on - statement.sent_on).days == 45
    assert client.post(url, {}).status_code == 409
