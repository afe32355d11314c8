"""Panels as everybody sees them: terms, the call, statements and how long they have waited (J11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Refusal
from tiekartta.voices.actions import panels as actions
from tiekartta.voices.actions.panels.applying import Offer
from tiekartta.voices.panel_forms import OfferForm
from tiekartta.voices.queries import panels as queries


@require_safe
def public_panel(request: HttpRequest, panel_id: str) -> HttpResponse:
    """A panel and its statements."""
    context = {"panel": queries.public_panel(panel_id)}
    return render(request, "voices/panels/public.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def apply(request: HttpRequest, panel_id: str) -> HttpResponse:
    """Offer to sit in a panel."""
    view = queries.public_panel(panel_id)
    form = OfferForm(request.POST if request.method == "POST" else None)
    status = 200 if view.takes_applications or request.method != "POST" else 409
    if request.method == "POST" and form.is_valid() and view.takes_applications:
        data = dict(form.cleaned_data)
        offer = Offer(
            is_new=not data.pop("is_experienced"), language=translation.get_language() or "fi", **data
        )  # fmt: skip
        try:
            actions.apply_to_panel(
                panel=queries.panel_to_apply(panel_id), offer=offer, by=ANONYMOUS
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return render(request, "voices/panels/applied.html", {"panel": view})
    elif request.method == "POST" and status == 200:
        status = 422
    context = {"panel": view, "form": form}
    return render(request, "voices/panels/apply.html", context, status=status)


@require_safe
def public_statement(request: HttpRequest, statement_id: str) -> HttpResponse:
    """A statement, and the authority's answer or how long it has been waited for."""
    context = {"statement": queries.public_statement(statement_id)}
    return render(request, "voices/panels/public_statement.html", context)
