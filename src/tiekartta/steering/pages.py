"""Pages of decisions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.steering import actions, queries
from tiekartta.steering.forms import DecisionForm, NewDecisionForm
from tiekartta.steering.states import DecisionKind, DecisionState

A_PAGE = 50


@login_required
@require_GET
def decision_list(request: HttpRequest, programme_id: str) -> HttpResponse:
    """All decisions, newest first."""
    programme = programme_of(programme_id, reader=request.user)
    rows = queries.decisions_of(programme, reader=request.user)
    context = {
        "programme": programme,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_decide": may(request.user, "make_decision", programme),
    }
    return render(request, "steering/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_decision(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Write down a decision."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "make_decision", programme)
    form = NewDecisionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data, kind=DecisionKind(form.cleaned_data["kind"]))
        try:
            made = actions.make_decision(programme=programme, by=request.user, **data)  # type: ignore[arg-type] # - login_required gives a Person
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The decision was recorded."))
            return redirect("steering:decision", programme.public_id, made.public_id)
    context = {"programme": programme, "form": form, "corrected": None}
    return render(request, "steering/edit.html", context, status=status)


@login_required
@require_GET
def decision(request: HttpRequest, programme_id: str, decision_id: str) -> HttpResponse:
    """One decision, with what it corrects and what corrects it."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.decision_of(decision_id, programme=programme, reader=request.user)
    context = {
        "programme": programme,
        "decision": row,
        "may_correct": may(request.user, "make_decision", programme)
        and row.state != DecisionState.CORRECTED,
    }
    return render(request, "steering/decision.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, programme_id: str, decision_id: str) -> HttpResponse:
    """A new version of a decision; the old one stays."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "make_decision", programme)
    row = queries.decision_of(decision_id, programme=programme, reader=request.user)
    if request.method == "GET" and row.state == DecisionState.CORRECTED:
        told = _("This decision has been corrected already. Correct its newest version.")
        messages.info(request, told)
        return redirect("steering:decision", programme.public_id, row.public_id)
    start = {name: getattr(row, name) for name in DecisionForm.base_fields}
    form = DecisionForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        found = queries.model_of(decision_id, programme=programme, reader=request.user)
        try:
            made = actions.correct_decision(decision=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type] # - login_required gives a Person
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(
                request, _("The correction was recorded. The old version stays readable.")
            )
            return redirect("steering:decision", programme.public_id, made.public_id)
    context = {"programme": programme, "form": form, "corrected": row}
    return render(request, "steering/edit.html", context, status=status)
