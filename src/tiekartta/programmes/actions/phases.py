"""Phases of a programme: their days and their states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Phase, Programme
from tiekartta.programmes.rules import require
from tiekartta.programmes.states import PhaseState

Days = tuple[date | None, date | None]


@transaction.atomic
def set_phase_state(*, phase: Phase, state: PhaseState, by: Actor) -> None:
    """Say that a phase is planned, under way or done."""
    require(by, "edit_programme", phase.programme)
    Phase.objects.filter(pk=phase.pk).update(state=state)
    record(
        by=by, action="set_phase_state", object_kind="phase", object_id=phase.pk,
        programme_id=phase.programme_id,
    )  # fmt: skip


@transaction.atomic
def finish_phase(*, phase: Phase, by: Actor) -> None:
    """Say that a phase is done. The next planned one begins, unless another is under way."""
    set_phase_state(phase=phase, state=PhaseState.DONE, by=by)
    rows = Phase.objects.filter(programme=phase.programme_id).order_by("order")
    if rows.filter(state=PhaseState.RUNNING).exists():
        return
    following = rows.filter(state=PhaseState.PLANNED, order__gt=phase.order).first()
    if following is not None:
        set_phase_state(phase=following, state=PhaseState.RUNNING, by=by)


@transaction.atomic
def plan_phases(*, programme: Programme, days: Mapping[int, Days], by: Actor) -> None:
    """Set the first and last day of phases by their order. Raises PermissionDenied.

    Raises Refusal, its code the order of the phase, when one ends before it starts or starts before
    the one before it (INV-P3).
    """
    require(by, "edit_programme", programme)
    phases = list(Phase.objects.filter(programme=programme).order_by("order"))
    latest: date | None = None
    for phase in phases:
        if phase.order in days:
            phase.planned_start, phase.planned_end = days[phase.order]
        if phase.planned_start and phase.planned_end and phase.planned_end < phase.planned_start:
            raise Refusal(
                _("The phase ends before it starts. Check the dates."), code=str(phase.order)
            )
        if phase.planned_start and latest and phase.planned_start < latest:
            raise Refusal(
                _("The phase starts before the one before it. Check the dates."),
                code=str(phase.order),
            )
        latest = phase.planned_start or latest
    Phase.objects.bulk_update(phases, ["planned_start", "planned_end"])
    record(
        by=by, action="plan_phases", object_kind="programme", object_id=programme.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
