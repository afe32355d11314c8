"""The page of the impact pack, and its DOCX."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tiekartta.language.errors import Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.shell.impact.building import impact_document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@login_required
def impact(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The pack to read and to print."""
    programme = programme_of(programme_id, reader=request.user)
    document = impact_document(programme, reader=request.user)
    return render(request, "shell/impact.html", {"programme": programme, "document": document})


@require_safe
@login_required
def impact_docx(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The pack to fill in."""
    try:
        from tiekartta.shell.impact.writing import as_docx  # noqa: PLC0415 - python-docx is an extra
    except ModuleNotFoundError:
        raise Refusal(
            _("This installation cannot write Word files. Print the page instead.")
        ) from None
    programme = programme_of(programme_id, reader=request.user)
    content = as_docx(impact_document(programme, reader=request.user))
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="tietosuoja-vaikutustenarviointi.docx"'
    return response
