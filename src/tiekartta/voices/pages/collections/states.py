"""What frames a collection, and its way from draft to open, closed or cancelled."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.refusing import refused_into
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.rules import may_see_notices
from tiekartta.voices.survey_forms import CancelForm, ClosingDayForm, FrameForm

# What the address names, the action, and what is said when it is done.
ACTS: dict[str, tuple[Callable[..., object], object]] = {
    "tarkistukseen": (actions.send_to_review, gettext_lazy("The questions are in review.")),
    "luonnokseksi": (actions.return_to_draft, gettext_lazy("The questions are a draft again.")),
    "avaa": (actions.open_collection, gettext_lazy("The collection is open. People can answer now.")),
    "sulje": (actions.close_collection, gettext_lazy("The collection is closed. The last answers are being opened.")),
    "yrita-avata": (actions.try_envelopes_again, gettext_lazy("They are being tried again. What still cannot be opened comes back here.")),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@login_required
def frame(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Name, languages, days, notice, limits, children, means."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    view = queries.collection_view(programme, collection_id, reader=request.user)
    notices = queries.notices_to_choose(row, reader=request.user)
    sent = request.POST if request.method == "POST" else None
    form = FrameForm(sent, view=view, notices=notices)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.frame_collection(
                collection=row, frame=form.frame, seen=form.cleaned_data["version"], by=request.user
            )
            messages.success(request, _("Saved."))
            return redirect("voices:collection", programme_id, collection_id)
    context = {
        "programme": programme, "form": form, "view": view, "has_notices": bool(notices),
        "line": queries.collection_line(programme, collection_id, reader=request.user),
        "may_see_notices": may_see_notices(request.user, programme),
    }  # fmt: skip
    return render(request, "voices/collections/frame.html", context, status=outcome.status)


@require_POST
@login_required
def act(request: PersonRequest, programme_id: str, collection_id: str, what: str) -> HttpResponse:
    """One step: to review, back to draft, open or close."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    if what not in ACTS:
        raise Missing("act")
    action, done = ACTS[what]
    try:
        action(collection=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect("voices:collection", programme_id, collection_id)


@require_http_methods(["GET", "POST"])
@login_required
def closing_day(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Another last day for what is open."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    sent = request.POST if request.method == "POST" else None
    form = ClosingDayForm(sent, closes_on=row.closes_on)
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.move_closing_day(
                collection=row, closes_on=form.cleaned_data["closes_on"], by=request.user,
                today=timezone.localdate(),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("voices:collection", programme_id, collection_id)
    context = {
        "programme": programme, "form": form,
        "line": queries.collection_line(programme, collection_id, reader=request.user),
    }  # fmt: skip
    return render(request, "voices/collections/closing_day.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def cancel(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Destroy the answers of an open collection and tell why."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    sent = request.POST if request.method == "POST" else None
    form = CancelForm(sent, languages=row.languages or ["fi"])
    with refused_into(form) as outcome:
        if form.is_valid():
            actions.cancel_collection(
                collection=row, reason=form.cleaned_data["reason"], by=request.user
            )
            messages.success(
                request, _("The collection is cancelled and its answers are destroyed.")
            )
            return redirect("voices:collection", programme_id, collection_id)
    context = {
        "programme": programme, "form": form,
        "line": queries.collection_line(programme, collection_id, reader=request.user),
    }  # fmt: skip
    return render(request, "voices/collections/cancel.html", context, status=outcome.status)


@require_http_methods(["GET", "POST"])
@login_required
def remove(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Take away a draft that was never opened."""
    programme = programme_of(programme_id, reader=request.user)
    row = queries.collection_row(programme, collection_id, reader=request.user)
    if request.method == "POST":
        try:
            actions.remove_draft(collection=row, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("voices:collection", programme_id, collection_id)
        messages.success(request, _("The draft was removed."))
        return redirect("voices:collections", programme_id)
    line = queries.collection_line(programme, collection_id, reader=request.user)
    return render(request, "voices/collections/remove.html", {"programme": programme, "line": line})
