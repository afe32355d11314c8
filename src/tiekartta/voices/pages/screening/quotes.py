"""Quotations: one person offers a text, another looks at it a second time (INV-V3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.screening_forms import OfferForm
from tiekartta.voices.states import QuoteState


@require_http_methods(["GET", "POST"])
@login_required
def quotes(request: PersonRequest, programme_id: str) -> HttpResponse:
    """What waits for a second look, what may be quoted, and texts to offer; a POST offers one."""
    programme = programme_of(programme_id, reader=request.user)
    reader = request.user
    search = request.GET.get("search", "")[:200]
    found = queries.candidate_page(
        programme, reader=reader, search=search, page=request.GET.get("page", "1")
    )
    form = OfferForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        voice = queries.voice_of(form.cleaned_data["voice"], programme=programme, reader=reader)
        wording = form.cleaned_data["wording"]
        try:
            actions.offer_quote(
                voice_id=voice.id, programme=programme, by=reader, paraphrase=wording
            )
        except (Conflict, Refusal) as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("Another screener looks at it next."))
            return redirect("voices:screen_quotes", programme.public_id)
    elif request.method == "POST":
        status = 400
    context = {
        "programme": programme,
        "form": form,
        "page": found,
        "search": search,
        "offered": queries.quote_page(
            programme, state=QuoteState.OFFERED, reader=reader, page=request.GET.get("offered", "1")
        ),
        "approved": queries.quote_page(
            programme, state=QuoteState.APPROVED, reader=reader, page=request.GET.get("approved", "1")
        ),
    }  # fmt: skip
    return render(request, "voices/screening/quotes.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def quote(request: PersonRequest, programme_id: str, quote_id: str) -> HttpResponse:
    """The second look: the wording beside the screened text, and the decision."""
    programme = programme_of(programme_id, reader=request.user)
    line = queries.quote_of(quote_id, programme=programme, reader=request.user)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            _act(request, line, programme)
        except (Conflict, Refusal) as refusal:
            status, problem = 409, str(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("voices:screen_quotes", programme.public_id)
    context = {"programme": programme, "line": line, "problem": problem}
    return render(request, "voices/screening/quote.html", context, status=status)


def _act(request: PersonRequest, line: queries.QuoteLine, programme: Programme) -> None:
    act = request.POST.get("act", "")
    this: dict[str, Any] = {
        "public_id": line.public_id, "programme": programme, "by": request.user,
    }  # fmt: skip
    if act == "back":
        actions.take_quote_back(**this)
    elif act in ("approve", "refuse"):
        actions.decide_quote(approve=act == "approve", **this)
    else:
        raise Refusal(_("Choose what to do with the text."))
