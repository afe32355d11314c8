"""Runs of the analysis: starting, following, cancelling, laying two side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.themes import actions, queries, rules
from tiekartta.themes.forms import RunForm
from tiekartta.themes.pages.doors import is_live, views_of, workshop_url
from tiekartta.themes.states import RunState


def _run_form(request: HttpRequest, programme: Programme, data: QueryDict | None = None) -> RunForm:
    held = queries.held_voices(programme, reader=request.user)
    initial = {"wanted": programme.theme_target, "seed": 0}
    return RunForm(data, held=held, initial=initial, auto_id="run_%s")


def run_context(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """The run under way, the one that did not end well, and the form for a new one."""
    if not rules.may_run(request.user, programme):
        return {"run_now": None, "may_run": False}
    now = queries.run_progress(programme, reader=request.user)
    if now is not None:
        return {"run_now": now, "may_run": True}
    return {
        "run_now": None,
        "may_run": True,
        "run_before": queries.last_ended_run(programme, reader=request.user),
        "run_form": _run_form(request, programme),
    }


@require_http_methods(["GET", "POST"])
@login_required
def run(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Start an analysis; where there are themes already, people go on working beside it."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "run_analysis", programme)
    form = _run_form(request, programme, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            started = actions.start_run(
                programme=programme, wanted=form.cleaned_data["wanted"],
                choose_number=form.cleaned_data["wanted"] is None,
                seed=form.cleaned_data["seed"], by=request.user,  # type: ignore[arg-type] # - logged in
                without_held=form.cleaned_data.get("without_held", False),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            if queries.current_theme_set(programme, reader=request.user) is not None:
                return redirect(workshop_url(programme))
            return redirect("job", started.job_public_id)
    context = {"programme": programme, "run_form": form}
    return render(request, "themes/run.html", context, status=status)


def _panel(request: HttpRequest, programme: Programme) -> HttpResponse:
    """How the run goes, as a part of the workshop."""
    context = {"programme": programme, **run_context(request, programme)}
    context["run_done"] = context["run_now"] is None and context.get("run_before") is None
    return render(request, "themes/progress.html", context)


@require_GET
@login_required
def progress(request: HttpRequest, programme_id: str) -> HttpResponse:
    """How the run goes."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "run_analysis", programme)
    if not is_live(request):
        return redirect(workshop_url(programme))
    return _panel(request, programme)


@require_POST
@login_required
def cancel(request: HttpRequest, programme_id: str, run_id: str) -> HttpResponse:
    """Stop a run."""
    programme = programme_of(programme_id, reader=request.user)
    found = queries.run_of(run_id, programme=programme, reader=request.user)
    try:
        actions.cancel_run(run=found, by=request.user)  # type: ignore[arg-type] # - logged in
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if not is_live(request):
            messages.success(request, _("The analysis was cancelled. Nothing was changed."))
    if is_live(request):
        return _panel(request, programme)
    return redirect(workshop_url(programme))


@require_POST
@login_required
def retry(request: HttpRequest, programme_id: str, run_id: str) -> HttpResponse:
    """Start a run again that failed or was cancelled."""
    programme = programme_of(programme_id, reader=request.user)
    found = queries.run_of(run_id, programme=programme, reader=request.user)
    try:
        actions.retry_run(run=found, by=request.user)  # type: ignore[arg-type] # - logged in
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(workshop_url(programme))


@require_GET
@login_required
def runs(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Two analyses side by side: the current one and the one before it, or those asked for."""
    programme = programme_of(programme_id, reader=request.user)
    everything = queries.runs_view(programme, reader=request.user)
    rows = [row for row in everything if row.state == RunState.ACCEPTED]
    known = [row.public_id for row in rows]
    after = request.GET.get("jalkeen", known[0] if known else "")
    before = request.GET.get("ennen", known[1] if len(known) > 1 else "")
    context: dict[str, Any] = {
        "programme": programme, "runs": rows, "before": before, "after": after,
        "same": bool(before) and before == after, "here": _("Compare analyses"),
        **views_of(request, programme, "runs"),
    }  # fmt: skip
    if before and after and before != after:
        context["comparison"] = queries.compare_runs(programme, before, after, reader=request.user)
    return render(request, "themes/runs.html", context)
