"""Statements of a panel and the authority's answer, due in sixty days unless agreed otherwise (J11, N25)."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.journal.queries import done_at
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.actions import queue_letter
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.queries import people_in_role
from tiekartta.programmes.rules import require
from tiekartta.voices.models import AuthorityResponse, Panel, PanelStatement
from tiekartta.voices.states import PanelState, StatementState

TO_ANSWER = 60
HALF_WAY = timedelta(days=30)
LONGEST = 365
AT_MOST_LATE = timedelta(days=14)
"""After that a reminder goes no more."""


@transaction.atomic
def write_statement(
    *,
    panel: Panel,
    title: TranslatedText,
    text: TranslatedText,
    addressed_to: TranslatedText,
    by: Actor,
    statement: PanelStatement | None = None,
    version: int = 0,
) -> PanelStatement:
    """A new draft, or a draft edited. Raises PermissionDenied, Refusal, Conflict."""
    require(by, "manage_panels", panel.programme)
    if panel.state != PanelState.ACTIVE:
        raise Refusal(_("Only a panel at work makes statements."), code="state")
    if not title or not text or not addressed_to:
        raise Refusal(_("Write a title, the statement and to whom it goes."), code="text")
    if statement is None:
        statement = PanelStatement.objects.create(
            panel=panel, title=title, text=text, addressed_to=addressed_to
        )
        _record(statement, by, "write_statement")
        return statement
    saved = PanelStatement.objects.filter(
        pk=statement.pk, version=version, state=StatementState.DRAFT
    ).update(title=title, text=text, addressed_to=addressed_to, version=F("version") + 1)
    if not saved:
        raise Conflict(
            _("The statement has been changed or adopted meanwhile. Load the page again; your text is still here."),
            code="version",
        )  # fmt: skip
    _record(statement, by, "write_statement")
    return statement


@transaction.atomic
def adopt_statement(*, statement: PanelStatement, by: Actor, today: date | None = None) -> None:
    """Write down that the panel adopted it in its meeting. It does not change any more."""
    require(by, "manage_panels", statement.panel.programme)
    _move(statement, StatementState.DRAFT, StatementState.ADOPTED, adopted_on=_day(today))
    _record(statement, by, "adopt_statement")


@transaction.atomic
def send_statement(
    *, statement: PanelStatement, by: Actor, days: int = TO_ANSWER, today: date | None = None
) -> None:
    """Make it public and ask for an answer in so many days. Raises PermissionDenied, Refusal, Conflict."""
    require(by, "manage_panels", statement.panel.programme)
    if not 1 <= days <= LONGEST:
        raise Refusal(_("Give from 1 to 365 days for the answer."), code="days")
    day = _day(today)
    _move(
        statement, StatementState.ADOPTED, StatementState.SENT, sent_on=day,
        due_on=day + timedelta(days=days),
    )  # fmt: skip
    _record(statement, by, "send_statement")


@transaction.atomic
def answer_statement(
    *,
    statement: PanelStatement,
    office: TranslatedText,
    text: TranslatedText,
    by: Actor,
    today: date | None = None,
) -> None:
    """The authority's answer, public at once. Raises PermissionDenied, Refusal, Conflict."""
    require(by, "answer_panels", statement.panel.programme)
    if not office or not text:
        raise Refusal(_("Write which office answers, and its answer."), code="text")
    _move(statement, StatementState.SENT, StatementState.ANSWERED)
    AuthorityResponse.objects.create(
        statement=statement, office=office, text=text, answered_on=_day(today),
        answered_by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    _record(statement, by, "answer_statement")


@transaction.atomic
def remind_of_statements(*, by: Actor, today: date | None = None) -> int:
    """Letters to the steering group thirty days after sending and on the day after the due day (N25).

    Each once, and some days late rather than never: the house may have stood still on the day itself.
    """
    day, sent = _day(today), 0
    rows = PanelStatement.objects.filter(state=StatementState.SENT).select_related(
        "panel__programme"
    )
    for statement in rows:
        waiting = _reminders_waiting(statement, day)
        if not waiting:
            continue
        for action in waiting:
            _record(statement, by, action)
        url = settings.PUBLIC_URL + reverse("voices:public_statement", args=[statement.public_id])
        for person in people_in_role(statement.panel.programme, Role.STEERING, Role.OWNER):
            with translation.override(person.language):
                body = render_to_string(
                    "voices/letters/statement_waits.txt", {"url": url, "due_on": statement.due_on}
                )
                queue_letter(
                    recipient=person, subject=_("A statement of a panel waits for an answer"), body=body, by=by
                )  # fmt: skip
            sent += 1
    return sent


def _reminders_waiting(statement: PanelStatement, day: date) -> list[str]:
    """The reminders, as acts of the journal, whose day has come and that it does not tell of."""
    if statement.sent_on is None or statement.due_on is None:
        return []
    days = {
        "remind_of_statement": statement.sent_on + HALF_WAY,
        "remind_of_late_statement": statement.due_on + timedelta(days=1),
    }
    programme_id = statement.panel.programme_id
    of = {"object_kind": "panel_statement", "object_id": statement.public_id}
    return [
        action
        for action, first in days.items()
        if first <= day < first + AT_MOST_LATE
        and done_at(action, programme_id=programme_id, **of) is None
    ]


def _move(
    statement: PanelStatement, old: StatementState, new: StatementState, **days: date
) -> None:
    if not PanelStatement.objects.filter(pk=statement.pk, state=old).update(state=new, **days):
        raise Conflict(_("The statement has already gone on."), code="state")


def _day(today: date | None) -> date:
    return today or timezone.localdate()


def _record(statement: PanelStatement, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="panel_statement", object_id=statement.public_id,
        programme_id=statement.panel.programme_id,
    )  # fmt: skip
