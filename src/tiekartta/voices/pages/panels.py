"""Pages of panels for those who run them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.voices.actions import panels as actions
from tiekartta.voices.actions.panels.founding import NEXT, PanelTerms
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.panel_forms import PanelForm, ResponseForm, SendForm, StatementForm
from tiekartta.voices.queries import panels as queries
from tiekartta.voices.states import PUBLIC_PANELS, PanelKind, PanelState, StatementState

WAYS = {
    "haku": PanelState.CALL, "valinta": PanelState.SELECTING, "aloita": PanelState.ACTIVE,
    "paata": PanelState.ENDED,
}  # fmt: skip


@require_safe
@login_required
def panels(request: PersonRequest, programme_id: str) -> HttpResponse:
    """The panels of a programme."""
    programme = programme_of(programme_id, reader=request.user)
    context = {
        "programme": programme,
        "panels": queries.panels_of(programme, reader=request.user),
        "may_manage": may(request.user, "manage_panels", programme),
    }
    return render(request, "voices/panels/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_panel(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Found a panel."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "manage_panels", programme)
    form = PanelForm(request.POST if request.method == "POST" else None)
    with refused_into(form) as outcome:
        if form.is_valid():
            made = actions.create_panel(programme=programme, terms=_terms(form), by=request.user)
            return redirect("voices:panel", programme.public_id, made.public_id)
    context = {"programme": programme, "form": form, "panel": None}
    return render(request, "voices/panels/edit.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_panel(request: PersonRequest, programme_id: str, panel_id: str) -> HttpResponse:
    """Change its terms."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "manage_panels", programme)
    row = queries.panel_of(programme, panel_id, reader=request.user)
    start = {name: getattr(row, name) for name in PanelForm.base_fields}
    form = PanelForm(request.POST if request.method == "POST" else None, initial=start)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.edit_panel(
                panel=row, terms=_terms(form), version=form.cleaned_data["version"] or 0, by=request.user
            )  # fmt: skip
            messages.success(request, _("The panel was saved."))
            return redirect("voices:panel", programme.public_id, row.public_id)
    context = {"programme": programme, "form": form, "panel": row}
    return render(request, "voices/panels/edit.html", context, status=outcome.status)


@require_safe
@login_required
def panel(request: PersonRequest, programme_id: str, panel_id: str) -> HttpResponse:
    """A panel: its terms, its way, its statements."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.panel_of(programme, panel_id, reader=request.user)
    may_manage = may(request.user, "manage_panels", programme)
    view = queries.panel_view(row)
    context = {
        "programme": programme,
        "panel": view,
        "may_manage": may_manage,
        "next": [(way, state) for way, state in WAYS.items() if state in NEXT[view.state]],
        "is_public": view.state in PUBLIC_PANELS,
        "balance": queries.balance_of(row, reader=request.user) if may_manage else None,
    }
    return render(request, "voices/panels/panel.html", context)


@require_POST
@login_required
def move_panel(request: PersonRequest, programme_id: str, panel_id: str, what: str) -> HttpResponse:
    """Open the call, choose, begin, end."""
    if what not in WAYS:
        raise Missing("act")
    programme = programme_of(programme_id, reader=request.user)
    row = queries.panel_of(programme, panel_id, reader=request.user)
    try:
        actions.set_panel_state(panel=row, state=WAYS[what], by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("voices:panel", programme.public_id, row.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request: PersonRequest, programme_id: str, panel_id: str) -> HttpResponse:
    """Who applied, and choosing among them."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "manage_panels", programme)
    row = queries.panel_of(programme, panel_id, reader=request.user)
    refused, status = "", 200
    if request.method == "POST":
        try:
            actions.choose_members(
                panel=row, chosen=request.POST.getlist("chosen"), by=request.user
            )
        except Refusal as refusal:
            refused, status = str(refusal), 409
        else:
            messages.success(request, _("The choice was saved."))
            return redirect("voices:panel_members", programme.public_id, row.public_id)
    ticked = set(request.POST.getlist("chosen"))
    applications = queries.applications_of(row, reader=request.user)
    context = {
        "programme": programme,
        "panel": queries.panel_view(row),
        "applications": [
            (each, each.public_id in ticked if refused else bool(each.is_chosen))
            for each in applications
        ],
        "balance": queries.balance_of(row, reader=request.user),
        "refused": refused,
        "may_choose": row.state == PanelState.SELECTING,
    }
    return render(request, "voices/panels/members.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write_statement(
    request: PersonRequest, programme_id: str, panel_id: str, statement_id: str = ""
) -> HttpResponse:
    """A new statement, or a draft."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "manage_panels", programme)
    row = queries.panel_of(programme, panel_id, reader=request.user)
    old = queries.statement_of(row, statement_id) if statement_id else None
    start = {name: getattr(old, name) for name in StatementForm.base_fields} if old else None
    form = StatementForm(request.POST if request.method == "POST" else None, initial=start)
    with refused_into(form) as outcome:
        if form.is_valid():
            texts = dict(form.cleaned_data)
            version = texts.pop("version") or 0
            made = actions.write_statement(
                panel=row, statement=old, version=version, by=request.user, **texts
            )
            return redirect("voices:statement", programme.public_id, panel_id, made.public_id)
    context = {"programme": programme, "panel": queries.panel_view(row), "form": form}
    return render(request, "voices/panels/statement_edit.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statement(
    request: PersonRequest, programme_id: str, panel_id: str, statement_id: str
) -> HttpResponse:
    """One statement: adopt it, send it, answer it."""
    programme = programme_of(programme_id, reader=request.user)
    panel_row = queries.panel_of(programme, panel_id, reader=request.user)
    row = queries.statement_of(panel_row, statement_id)
    sent = request.POST if request.method == "POST" else None
    state, status = StatementState(row.state), 200
    form = {StatementState.ADOPTED: SendForm, StatementState.SENT: ResponseForm}.get(state)
    bound = form(sent) if form else None
    if sent is not None and (bound is None or bound.is_valid()):
        data = bound.cleaned_data if bound else {}
        try:
            if state == StatementState.DRAFT:
                actions.adopt_statement(statement=row, by=request.user)
            elif state == StatementState.ADOPTED:
                actions.send_statement(statement=row, by=request.user, **data)
            else:
                actions.answer_statement(
                    statement=row, by=request.user,
                    office=data.get("office", row.addressed_to), text=data.get("text", row.text),
                )  # fmt: skip
        except Refusal as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            return redirect("voices:statement", programme.public_id, panel_id, row.public_id)
    context = {
        "programme": programme,
        "panel": queries.panel_view(panel_row),
        "statement": queries.statement_view(row),
        "may_manage": may(request.user, "manage_panels", programme),
        "may_answer": may(request.user, "answer_panels", programme),
        "form": bound,
    }
    return render(request, "voices/panels/statement.html", context, status=status)


def _terms(form: PanelForm) -> PanelTerms:
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return PanelTerms(**{**data, "kind": PanelKind(data["kind"])})
