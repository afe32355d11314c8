"""Pages of programmes: list, founding, overview, editing, phases, journal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.queries import organisation_by_id
from tiekartta.people.sessions import person_of
from tiekartta.programmes import actions
from tiekartta.programmes.forms import FoundForOtherForm, ProgrammeForm, phase_forms
from tiekartta.programmes.guidance import next_step
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import (
    journal_page,
    organisation_of_programme,
    phases_of,
    programme_cards,
    programme_of,
)
from tiekartta.programmes.rules import may, may_found, require
from tiekartta.programmes.states import CHANGES, TRANSITIONS, PhaseState, ProgrammeState


@require_GET
@login_required
def programmes(request: HttpRequest) -> HttpResponse:
    """One's own programmes."""
    person = person_of(request)
    page = programme_cards(reader=person, page=request.GET.get("page"))
    return render(
        request, "programmes/list.html", {"page_obj": page, "may_found": may_found(person)}
    )


@require_http_methods(["GET", "POST"])
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """Found a programme on one page."""
    person = person_of(request)
    if not may_found(person):
        raise PermissionDenied("create_programme")
    form_class = FoundForOtherForm if person.is_administrator else ProgrammeForm
    form = form_class(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            programme = _found(form, person)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The programme was founded."))
            may_read = may(person, "read_programme", programme)
            return (
                redirect("programmes:detail", programme.public_id)
                if may_read
                else redirect("programmes:list")
            )
    return render(request, "programmes/new.html", {"form": form}, status=status)


def _found(form: ProgrammeForm, person: Any) -> Programme:
    facts = _facts(form)
    email = form.cleaned_data.get("owner_email")
    if email and email != person.email:
        return actions.found_programme_for(
            owner_email=email, owner_name=form.cleaned_data["owner_name"], language=get_language() or "fi",
            by=person, **facts,
        )  # fmt: skip
    return actions.found_programme(by=person, **facts)


def _facts(form: ProgrammeForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "name": data["name"],
        "purpose": data["purpose"],
        "organisation": organisation_by_id(data["organisation"]),
        "starts_on": data["starts_on"],
        "ends_on": data["ends_on"],
        "limits": form.limits(),
    }


@require_GET
@login_required
def overview(request: HttpRequest, programme_id: str) -> HttpResponse:
    """A programme at a glance: phases, what to do next, facts."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    rows = phases_of(programme)
    context = {
        "programme": programme,
        "row": programme,
        "organisation": organisation_of_programme(programme),
        "phases": rows,
        "guide": next_step(programme, rows, reader=person),
        "may_edit": may(person, "edit_programme", programme),
        "may_read_journal": may(person, "read_journal", programme),
        "states": [
            (state.value, CHANGES[state]) for state in TRANSITIONS[ProgrammeState(programme.state)]
        ],
        "PhaseState": PhaseState,
    }
    return render(request, "programmes/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Change the facts of a programme."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    require(person, "edit_programme", programme)
    form = ProgrammeForm(request.POST or None, initial=_initial(programme))
    status, newer = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_programme(
                programme=programme, version=form.cleaned_data["version"], by=person, **_facts(form)
            )
        except Conflict as conflict:
            newer = programme_of(programme_id, reader=person)
            form.see(newer.version)
            form.add_error(None, str(conflict))
            status = 409
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The programme was saved."))
            return redirect("programmes:detail", programme_id)
    context = {"form": form, "programme": programme, "programme_id": programme_id, "newer": newer}
    return render(request, "programmes/edit.html", context, status=status)


def _initial(programme: Programme) -> dict[str, Any]:
    names = (
        "name", "purpose", "starts_on", "ends_on", "theme_target", "spearhead_min", "spearhead_max", "k_full",
        "k_min", "version",
    )  # fmt: skip
    organisation = organisation_of_programme(programme)
    return {
        **{name: getattr(programme, name) for name in names},
        "organisation": organisation.public_id if organisation else "",
        "organisation_name": organisation.name if organisation else "",
    }


@require_POST
@login_required
def set_state(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Move the programme to another state."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    wanted = request.POST.get("state", "")
    if wanted not in ProgrammeState.values:
        raise Missing("state")
    try:
        actions.set_programme_state(programme=programme, state=ProgrammeState(wanted), by=person)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("programmes:detail", programme_id)


@require_http_methods(["GET", "POST"])
@login_required
def phases(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Plan the days of the phases."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    require(person, "edit_programme", programme)
    forms = phase_forms(phases_of(programme), request.POST or None)
    status = 200
    valid = [form for form in forms if form.is_valid()]
    if request.method == "POST" and len(valid) == len(forms):
        days = {form.phase.order: form.days() for form in valid}
        try:
            actions.plan_phases(programme=programme, days=days, by=person)
        except Refusal as refusal:
            for form in forms:
                if str(form.phase.order) == refusal.code:
                    form.add_error("planned_start", str(refusal))
            status = 409
        else:
            messages.success(request, _("The phases were saved."))
            return redirect("programmes:detail", programme_id)
    context = {"forms": forms, "programme": programme, "programme_id": programme_id}
    return render(request, "programmes/phases.html", context, status=status)


@require_POST
@login_required
def set_phase_state(request: HttpRequest, programme_id: str, order: int) -> HttpResponse:
    """Start a phase, say it is done, so that the next begins, or take it back."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person)
    phase = next((row for row in phases_of(programme) if row.order == order), None)
    wanted = request.POST.get("state", "")
    if phase is None or wanted not in PhaseState.values:
        raise Missing("phase")
    if wanted == PhaseState.DONE:
        actions.finish_phase(phase=phase, by=person)
    else:
        actions.set_phase_state(phase=phase, state=PhaseState(wanted), by=person)
    return redirect("programmes:detail", programme_id)


@require_GET
@login_required
def journal(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Who did what and when."""
    person = person_of(request)
    programme = programme_of(programme_id, reader=person, also=("read_journal",))
    page = journal_page(programme, reader=person, page=request.GET.get("page"))
    context = {"page_obj": page, "programme": programme, "programme_id": programme_id}
    return render(request, "programmes/journal.html", context)
