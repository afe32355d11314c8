"""Panels, statements and discussions that tests need, made by the actions that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from tests.asking import a_notice, a_text

from tiekartta.journal.actors import ANONYMOUS, SYSTEM, Actor
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import create_collection, open_collection
from tiekartta.voices.actions.panels import (
    adopt_statement,
    apply_to_panel,
    create_panel,
    send_statement,
    set_panel_state,
    write_statement,
)
from tiekartta.voices.actions.panels.applying import Offer
from tiekartta.voices.actions.panels.founding import PanelTerms
from tiekartta.voices.actions.sessions import add_lines, add_session
from tiekartta.voices.models import (
    Collection,
    Panel,
    PanelApplication,
    PanelStatement,
    Session,
)
from tiekartta.voices.states import (
    BlockKind,
    CollectionKind,
    PanelKind,
    PanelState,
    QuestionKind,
    VoiceKind,
)
from tiekartta.voices.surveys import BlockForm, QuestionForm, SurveyForm

TERMS = PanelTerms(
    kind=PanelKind.CLIENTS, respondent_group=RespondentGroup.CLIENT, name=a_text("Asiakasraati"),
    purpose=a_text("Neuvoo palvelujen kehittämisessä"), terms=a_text("Kokoontuu neljästi vuodessa"),
    fee=Decimal("50.00"), seats=3, starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31),
    call_until=date(2027, 6, 1),
)  # fmt: skip


def a_panel(
    programme: Programme, *, state: PanelState = PanelState.ACTIVE, by: Actor = SYSTEM, **terms: Any
) -> Panel:
    """A panel in a state."""
    panel = create_panel(programme=programme, terms=replace(TERMS, **terms), by=by)
    ways = {
        PanelState.DRAFT: (), PanelState.CALL: (PanelState.CALL,),
        PanelState.SELECTING: (PanelState.CALL, PanelState.SELECTING), PanelState.ACTIVE: (PanelState.ACTIVE,),
    }  # fmt: skip
    for step in ways[state]:
        set_panel_state(panel=panel, state=step, by=by)
    panel.refresh_from_db()
    return panel


def an_application(panel: Panel, number: int = 1, **offer: Any) -> PanelApplication:
    """Somebody who applied."""
    given = {
        "name": f"Hakija {number}", "address": f"hakija{number}@esimerkkila.example", "words": "Haluan auttaa.",
        "language": "fi", "age_band": "to_49", **offer,
    }  # fmt: skip
    return apply_to_panel(panel=panel, offer=Offer(**given), by=ANONYMOUS)


def a_statement(panel: Panel, *, by: Actor = SYSTEM, is_sent: bool = True) -> PanelStatement:
    """A statement of a panel at work."""
    made = write_statement(
        panel=panel, title=a_text("Iltavastaanotto"), text=a_text("Raati esittää iltavastaanottoa"),
        addressed_to=a_text("Aluehallitus"), by=by,
    )  # fmt: skip
    if is_sent:
        adopt_statement(statement=made, by=by)
        send_statement(statement=made, by=by)
    made.refresh_from_db()
    return made


def a_discussion(
    programme: Programme, kind: CollectionKind = CollectionKind.OPEN_DISCUSSION
) -> Collection:
    """An open collection of discussions or interviews."""
    question = QuestionForm("said", QuestionKind.OPEN, a_text("Mitä haluat sanoa?"))
    form = SurveyForm(
        respondent_group=RespondentGroup.RESIDENT, title=a_text("Keskustelu"),
        blocks=(BlockForm(BlockKind.CONTENT, a_text("Kysymys"), (question,)),),
    )  # fmt: skip
    collection = create_collection(
        programme=programme, name="Keskustelut", kind=kind, forms=[form], languages=("fi", "sv", "en"),
        closes_on=timezone.localdate() + timedelta(days=30), by=SYSTEM,
    )  # fmt: skip
    Collection.objects.filter(pk=collection.pk).update(notice=a_notice(programme))
    collection.refresh_from_db()
    open_collection(collection=collection, by=SYSTEM)
    collection.refresh_from_db()
    return collection


def a_session(
    programme: Programme, *, by: Actor = SYSTEM, collection: Collection | None = None, **fields: Any
) -> Session:
    """A session with two lines."""
    given = {
        "group": RespondentGroup.RESIDENT, "title": a_text("Kirjaston ilta"), "question": a_text("Mikä toimii?"),
        "held_on": timezone.localdate(), "participants": 12, **fields,
    }  # fmt: skip
    session = add_session(collection=collection or a_discussion(programme), by=by, **given)
    add_lines(
        session=session, lines=["Neuvonta toimii.", "", "Bussi ei kulje illalla."], kind=VoiceKind.NEED, by=by
    )  # fmt: skip
    return session
