"""Hearings outside the system, written down by hand."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import actions, queries
from tiekartta.voices.ledger_forms import HearingForm, NewHearingForm
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest


@require_http_methods(["GET", "POST"])
@login_required
def add(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Write down that groups were heard."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "edit_ledger", programme, own=True)
    form = NewHearingForm(request.POST if request.method == "POST" else None)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.add_hearings(
                programme=programme, groups=form.chosen_groups, facts=form.facts, by=request.user
            )
            messages.success(request, _("Saved."))
            return redirect("voices:ledger", programme.public_id)
    context = {"programme": programme, "form": form}
    return render(request, "voices/ledger/hearing.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: PersonRequest, programme_id: str, hearing_id: str) -> HttpResponse:
    """Change a hearing."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.hearing_of(hearing_id, programme=programme, reader=request.user)
    form = HearingForm(request.POST if request.method == "POST" else None, hearing=row)
    status, newer = 200, None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.edit_hearing(hearing=row, seen=seen, facts=form.facts, by=request.user)
        except Conflict as conflict:
            newer, status = row, 409
            form.see(row.version)
            form.add_error(None, str(conflict))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("voices:ledger", programme.public_id)
    context = {"programme": programme, "form": form, "hearing": row, "newer": newer}
    return render(request, "voices/ledger/hearing.html", context, status=status)


@require_POST
@login_required
def remove(request: PersonRequest, programme_id: str, hearing_id: str) -> HttpResponse:
    """Take a hearing away."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.hearing_of(hearing_id, programme=programme, reader=request.user)
    actions.remove_hearing(hearing=row, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("voices:ledger", programme.public_id)
