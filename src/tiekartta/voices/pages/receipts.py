"""Codes to give out with a survey. They are made, handed over and forgotten."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices.forms import ReceiptCodesForm
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.receipts import new_codes


@require_http_methods(["GET", "POST"])
@login_required
def receipt_codes(request: PersonRequest, programme_id: str) -> HttpResponse:
    """A page that explains receipts; its form answers with a CSV file of new codes."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "import_voices", programme)
    form = ReceiptCodesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _codes_file(form.cleaned_data["number"])
    return render(request, "voices/receipt_codes.html", {"programme": programme, "form": form})


def _codes_file(number: int) -> HttpResponse:
    """UTF-8 with its mark, so that Excel reads it; the codes hold no sign that begins a formula."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow([_("Receipt code")])
    writer.writerows([code] for code in new_codes(number))
    response = HttpResponse(
        table.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = _("receipt-codes")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response
