"""Founding a panel, and its way from the call to the end of its term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Panel, PanelApplication
from tiekartta.voices.states import PanelKind, PanelState

NEXT: Mapping[PanelState, tuple[PanelState, ...]] = {
    PanelState.DRAFT: (PanelState.CALL, PanelState.ACTIVE),
    PanelState.CALL: (PanelState.SELECTING,),
    PanelState.SELECTING: (PanelState.CALL, PanelState.ACTIVE),
    PanelState.ACTIVE: (PanelState.ENDED,),
    PanelState.ENDED: (),
}


@dataclass(frozen=True)
class PanelTerms:
    """What is said of a panel. `fee` is euros a meeting, None when there is none."""

    kind: PanelKind
    respondent_group: RespondentGroup
    name: TranslatedText
    purpose: TranslatedText
    terms: TranslatedText
    fee: Decimal | None
    seats: int
    starts_on: date
    ends_on: date
    call_until: date | None = None


@transaction.atomic
def create_panel(*, programme: Programme, terms: PanelTerms, by: Actor) -> Panel:
    """A panel as a draft. Raises PermissionDenied; Refusal for a term that ends before it begins."""
    require(by, "manage_panels", programme)
    _check(terms)
    panel = Panel.objects.create(programme=programme, **asdict_shallow(terms))
    _record(panel, by, "create_panel")
    return panel


@transaction.atomic
def edit_panel(*, panel: Panel, terms: PanelTerms, version: int, by: Actor) -> None:
    """Change a panel. Raises PermissionDenied, Refusal; Conflict when somebody saved it meanwhile."""
    require(by, "manage_panels", panel.programme)
    _check(terms)
    saved = Panel.objects.filter(pk=panel.pk, version=version).update(
        version=F("version") + 1, **asdict_shallow(terms)
    )
    if not saved:
        raise Conflict(
            _("Somebody else has changed the panel meanwhile. Load the page again; your text is still here."),
            code="version",
        )  # fmt: skip
    _record(panel, by, "edit_panel")


@transaction.atomic
def set_panel_state(
    *, panel: Panel, state: PanelState, by: Actor, today: date | None = None
) -> None:
    """Open the call, choose, begin or end. Raises PermissionDenied, Refusal.

    When a panel begins, applications of those who were not chosen are wiped; when it ends, all are.
    """
    require(by, "manage_panels", panel.programme)
    held = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if state not in NEXT[PanelState(held.state)]:
        raise Refusal(_("The panel cannot go from its state to that one."), code="state")
    if state == PanelState.CALL:
        _check_call(held.call_until, today or timezone.localdate())
    Panel.objects.filter(pk=held.pk).update(state=state)
    applications = PanelApplication.objects.filter(panel=held)
    if state == PanelState.ACTIVE:
        applications.exclude(is_chosen=True).delete()
    elif state == PanelState.ENDED:
        applications.delete()
    _record(held, by, "set_panel_state")


def asdict_shallow(terms: PanelTerms) -> dict[str, object]:
    """The fields by name, texts as they are."""
    return {name: getattr(terms, name) for name in asdict(terms)}


def _check(terms: PanelTerms) -> None:
    if terms.ends_on <= terms.starts_on:
        raise Refusal(_("The term ends before it begins. Check the dates."), code="ends_on")
    if not terms.name or not terms.purpose:
        raise Refusal(_("Give the panel a name and a purpose."), code="name")
    if not 1 <= terms.seats <= 500:
        raise Refusal(_("A panel has from 1 to 500 seats."), code="seats")
    if terms.call_until and terms.call_until > terms.ends_on:
        raise Refusal(_("The call ends after the term of the panel. Check the dates."), code="call_until")  # fmt: skip


def _check_call(until: date | None, today: date) -> None:
    if until is None:
        raise Refusal(_("Give the day until which people may apply."), code="call_until")
    if until < today:
        raise Refusal(_("The last day to apply has passed. Choose a later one."), code="call_until")


def _record(panel: Panel, by: Actor, action: str) -> None:
    record(
        by=by, action=action, object_kind="panel", object_id=panel.public_id,
        programme_id=panel.programme_id,
    )  # fmt: skip
