"""Publishing results, and files of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.programmes.rules import require
from tiekartta.voices import actions
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries.results.files import file_content
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.queries.results.reporting import public_results
from tiekartta.voices.result_forms import FileForm
from tiekartta.voices.states import ResultsFormat

_TYPES = {
    ResultsFormat.CSV: "text/csv; charset=utf-8",
    ResultsFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ResultsFormat.PDF: "application/pdf",
    ResultsFormat.JSON: "application/json; charset=utf-8",
}


@require_POST
@login_required
def publish(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Publish the results for everybody."""
    programme = programme_of(programme_id, reader=request.user)
    try:
        actions.publish_results(programme=programme, collection_id=collection_id, by=request.user)
    except Refusal as refusal:
        if refusal.code == "refused":  # there is no such thing
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The results are published. Anybody can read them now."))
    return redirect("voices:results", programme_id, collection_id)


@require_POST
@login_required
def ask_for_file(request: PersonRequest, programme_id: str, collection_id: str) -> HttpResponse:
    """Ask for a file; the page of its job leads to it."""
    programme = programme_of(programme_id, reader=request.user)
    require(request.user, "read_results", programme)
    found = collection_results(programme, collection_id, reader=request.user)
    form = FileForm(request.POST, reads_voices=found.reads_voices)
    if not form.is_valid():
        messages.error(request, _("Choose a kind of file from the list."))
        return redirect("voices:results_files", programme_id, collection_id)
    try:
        job = actions.ask_for_file(
            programme=programme, collection_id=collection_id, by=request.user,
            format=ResultsFormat(form.cleaned_data["format"]),
            with_voices=bool(form.cleaned_data.get("with_voices")),
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.code != "pango":
            raise
        messages.error(request, str(refusal))
        return redirect("voices:results_files", programme_id, collection_id)
    return redirect("job", job.public_id)


@require_GET
@login_required
def file(
    request: PersonRequest, programme_id: str, collection_id: str, file_id: str
) -> HttpResponse:
    """The file itself."""
    programme = programme_of(programme_id, reader=request.user)
    line, content = file_content(programme, collection_id, file_id, reader=request.user)
    response = HttpResponse(content, content_type=_TYPES[line.format])
    name = f"{_('results')}-{collection_id}.{line.format.value}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def public(request: HttpRequest, results_id: str) -> HttpResponse:
    """Published results, for everybody."""
    found = public_results(results_id)
    return render(
        request, "voices/results/public.html", {"published": found, "report": found.report}
    )
