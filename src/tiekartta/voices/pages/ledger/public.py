"""The published ledger, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tiekartta.voices import queries


@require_safe
def ledger(request: HttpRequest, ledger_id: str) -> HttpResponse:
    """Who was heard and how, and who was not and why."""
    shown = queries.public_ledger(ledger_id)
    return render(request, "voices/ledger/public.html", {"ledger": shown})
