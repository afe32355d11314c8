"""Pages of keeping and erasing: what goes when, and requests to erase."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import may, require
from tiekartta.voices.actions import retention as actions
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries.erasure import erasure_of, erasure_queue, erasure_view
from tiekartta.voices.queries.notices import programme_of_notice, public_notice
from tiekartta.voices.queries.retention import retention_plan, rules_of
from tiekartta.voices.retention_forms import AnswerErasureForm, AskErasureForm, RetentionForm
from tiekartta.voices.states import ErasureOutcome, ErasureState, RetentionKind


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retention(request: PersonRequest, programme_id: str) -> HttpResponse:
    """What will go and when; erases what is due when asked."""
    programme = programme_of(programme_id, reader=request.user)
    if request.method == "POST":
        done = actions.erase_due(programme=programme, by=request.user)
        told = ngettext("%(number)s thing was erased.", "%(number)s things were erased.", done)
        messages.success(request, told % {"number": done})
        return redirect("voices:retention", programme.public_id)
    plan = retention_plan(programme, reader=request.user)
    may_run = may(request.user, "run_retention", programme)
    context = {
        "programme": programme,
        "plan": plan,
        "rules": rules_of(programme, reader=request.user),
        "may_run": may_run,
        "due": may_run and any(line.is_due for line in plan),
    }
    return render(request, "voices/retention/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rules(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Change how long things are kept."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "run_retention", programme)
    lines = rules_of(programme, reader=request.user)
    start = {line.rule.kind.value: line.days for line in lines}
    form = RetentionForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        for name in form.changed_data:
            actions.set_retention_days(
                programme=programme, kind=RetentionKind(name), days=form.cleaned_data[name],
                by=request.user,
            )  # fmt: skip
        messages.success(request, _("The times were saved."))
        return redirect("voices:retention", programme.public_id)
    return render(request, "voices/retention/rules.html", {"programme": programme, "form": form})


@require_safe
@login_required
def erasures(request: PersonRequest, programme_id: str) -> HttpResponse:
    """The queue of requests."""
    programme = programme_of(programme_id, reader=request.user)
    rows = erasure_queue(programme, reader=request.user)
    return render(
        request, "voices/retention/requests.html", {"programme": programme, "requests": rows}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@sensitive_post_parameters()
def erasure(request: PersonRequest, programme_id: str, request_id: str) -> HttpResponse:
    """One request and its answer."""
    programme = programme_of(programme_id, reader=request.user)
    row = erasure_of(programme, request_id, reader=request.user)
    form = AnswerErasureForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_erasure(
                request=row, outcome=ErasureOutcome(form.cleaned_data["outcome"]),
                words=form.cleaned_data["words"], by=request.user,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The answer is on its way."))
            return redirect("voices:erasures", programme.public_id)
    context = {
        "programme": programme,
        "asked": erasure_view(row),
        "form": form if row.state == ErasureState.RECEIVED else None,
    }
    return render(request, "voices/retention/request.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def ask_erasure(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Ask for erasure, from a published notice; for everybody."""
    notice = public_notice(notice_id)
    form = AskErasureForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_for_erasure(
                programme=programme_of_notice(notice_id), language=translation.get_language() or "fi",
                by=ANONYMOUS, **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("words", str(refusal))
            status = 409
        else:
            context = {"notice": notice, "due_on": made.due_on}
            return render(request, "voices/retention/asked.html", context)
    elif request.method == "POST":
        status = 422
    context = {"notice": notice, "form": form}
    return render(request, "voices/retention/ask.html", context, status=status)
