"""Offering to sit in a panel, and choosing among those who did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.sealing import seal
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Panel, PanelApplication
from tiekartta.voices.queries.panels import purpose_of
from tiekartta.voices.states import PanelState

MOST_APPLICATIONS = 5_000


@dataclass(frozen=True)
class Offer:
    """What somebody says who offers to sit in a panel."""

    name: str
    address: str
    words: str
    language: str
    age_band: str = ""
    area: str = ""
    is_new: bool = True


@transaction.atomic
def apply_to_panel(
    *,
    panel: Panel,
    offer: Offer,
    by: Actor,  # noqa: ARG001 - anybody may apply; who did is in the sealed part only
    today: date | None = None,
) -> PanelApplication:
    """Take an offer in while the call is open. Raises Refusal with code ``closed`` after it."""
    held = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    day = today or timezone.localdate()
    if held.state != PanelState.CALL or (held.call_until and held.call_until < day):
        raise Refusal(_("The call has ended. Your application was not received."), code="closed")
    if PanelApplication.objects.filter(panel=held).count() >= MOST_APPLICATIONS:
        raise Refusal(_("The panel takes no more applications."), code="closed")
    row = PanelApplication(
        panel=held, language=offer.language, age_band=offer.age_band, area=offer.area[:80],
        is_new=offer.is_new, received_on=day,
    )  # fmt: skip
    data = {"name": offer.name, "address": offer.address, "words": offer.words}
    row.sealed = seal(data, purpose=purpose_of(row.public_id))
    row.save(force_insert=True)
    return row


@transaction.atomic
def choose_members(*, panel: Panel, chosen: Collection[str], by: Actor) -> int:
    """Choose by public ids; the others are not chosen. Returns how many were.

    Raises PermissionDenied; Refusal for more than there are seats, or outside the choosing.
    """
    require(by, "manage_panels", panel.programme)
    held = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if held.state != PanelState.SELECTING:
        raise Refusal(_("Members are chosen after the call has ended."), code="state")
    rows = PanelApplication.objects.filter(panel=held)
    wanted = rows.filter(public_id__in=list(chosen)[: held.seats + 1])
    if len(set(chosen)) > held.seats:
        raise Refusal(
            _("There are %(seats)s seats. Choose no more than that.") % {"seats": held.seats},
            code="seats",
        )
    if wanted.count() != len(set(chosen)):
        raise Refusal(_("An application is no longer there. Load the page again."), code="gone")
    ids = list(wanted.values_list("pk", flat=True))
    rows.filter(pk__in=ids).update(is_chosen=True)
    rows.exclude(pk__in=ids).update(is_chosen=False)
    record(
        by=by, action="choose_members", object_kind="panel", object_id=held.public_id,
        programme_id=held.programme_id,
    )  # fmt: skip
    return len(ids)
