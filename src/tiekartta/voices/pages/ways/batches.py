"""Batches of codes: their list, making one, and the codes once, on screen, as a file and to print."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.code_list import csv_table
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.pages.ways.printed import printed
from tiekartta.voices.printing.addresses import (
    codes_of,
    receipt_at,
    token_link,
    typed_at,
    without_scheme,
    words_of,
)
from tiekartta.voices.printing.pdf import can_make_pdf
from tiekartta.voices.printing.sheets import sheet_parts, slips
from tiekartta.voices.receipts import new_codes
from tiekartta.voices.way_forms import BatchForm, SheetForm


@login_required
@require_http_methods(["GET", "HEAD"])
def batches(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """The batches of a collection with their sizes and how many were used, as disclosed."""
    programme = programme_of(programme_id, reader=request.user)
    page = queries.batch_page(
        programme, collection_id, reader=request.user, page=request.GET.get("page", "1")
    )
    line = queries.collection_line(programme, collection_id, reader=request.user)
    context = {
        "programme": programme, "line": line, "page": page,
        "is_taking": line.state in queries.TAKES_TOKENS and not line.is_import,
    }  # fmt: skip
    return render(request, "voices/ways/batches.html", context)


@login_required
@never_cache
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
def new_batch(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Make codes. There is no redirect: the codes exist in this answer only."""
    programme = programme_of(programme_id, reader=request.user)
    queries.collection_row(programme, collection_id, reader=request.user)
    line = queries.collection_line(programme, collection_id, reader=request.user)
    form = BatchForm(
        request.POST if request.method == "POST" else None,
        surveys=queries.survey_choices(programme, collection_id), units=queries.unit_choices(),
        label_suffix="",
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, programme, collection_id, form.cleaned_data)
        except Refusal as refusal:
            field = refusal.code if refusal.code in form.fields else None
            form.add_error("headcount" if refusal.code == "unit" else field, str(refusal))
            status = 409
        else:
            return _told(request, programme, line, made)
    context = {"programme": programme, "line": line, "form": form}
    return render(request, "voices/ways/new_batch.html", context, status=status)


def _make(
    request: PersonRequest, programme: Programme, collection_id: str, data: dict[str, Any]
) -> actions.MadeBatch:
    survey = queries.survey_of_way(programme, collection_id, data["survey"], reader=request.user)
    return actions.make_batch(
        survey=survey, label=data["label"], size=data["size"], by=request.user,
        unit=queries.unit_of(data.get("unit") or ""), headcount=data.get("headcount"),
    )  # fmt: skip


def _told(
    request: PersonRequest, programme: Programme, line: Any, made: actions.MadeBatch
) -> HttpResponse:
    survey = queries.survey_of_batch(made.batch)
    words = words_of(survey.languages)
    receipts = new_codes(len(made.codes))
    initial = {
        "codes": " ".join(made.codes), "receipts": " ".join(receipts), "language": words[0],
        "with_receipts": True,
    }  # fmt: skip
    context = {
        "programme": programme, "line": line, "batch": made.batch, "survey": survey, "codes": made.codes,
        "form": SheetForm(initial=initial, words=words, label_suffix=""), "typed_at": typed_at(),
        "can_make_pdf": can_make_pdf(),
    }  # fmt: skip
    return render(request, "voices/ways/codes.html", context)


@login_required
@never_cache
@sensitive_post_parameters("codes", "receipts")
@sensitive_variables("form", "data")
@require_POST
def sheet(
    request: PersonRequest, programme_id: str, collection_id: str, batch_id: str
) -> HttpResponse:
    """The codes of the page before as a sheet, as PDF or as CSV. Nothing of them is kept here."""
    programme = programme_of(programme_id, reader=request.user)
    batch = queries.batch_of(programme, collection_id, batch_id, reader=request.user)
    survey = queries.survey_of_batch(batch)
    form = SheetForm(request.POST, words=words_of(survey.languages))
    if not form.is_valid():
        raise Refusal(
            _("The codes did not come along. Make a new batch; these codes cannot be shown again.")
        )
    data = form.cleaned_data
    receipts = data["receipts"] if data["with_receipts"] else []
    if receipts and len(receipts) != len(data["codes"]):
        raise Refusal(_("The codes did not come along. Make a new batch; these codes cannot be shown again."))  # fmt: skip
    if request.POST.get("as") == "csv":
        return _csv(batch.label, str(survey.group.label), data["codes"], batch_id)
    codes = codes_of(data["language"], survey.languages)
    parts = sheet_parts(
        codes, survey_id=survey.public_id, title=survey.title, asker=programme.name,
        intro=batch.survey.intro, closes_on=survey.closes_on,
    )  # fmt: skip
    context = {
        "batch": batch, "parts": parts, "slips": slips(data["codes"], receipts),
        "typed_at": without_scheme(typed_at()), "receipt_at": without_scheme(receipt_at()),
    }  # fmt: skip
    return printed(
        request, "voices/paper/sheet.html", context, language=parts[0].language,
        as_pdf=request.POST.get("as") == "pdf", name=f"koodit-{batch_id}",
    )  # fmt: skip


def _csv(label: str, group: str, codes: list[str], batch_id: str) -> HttpResponse:
    headings = (_("Code"), _("Link"), _("Batch"), _("Who answers"))
    table = csv_table(headings, ((code, token_link(code), label, group) for code in codes))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="koodit-{batch_id}.csv"'
    return response
