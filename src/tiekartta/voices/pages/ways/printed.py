"""Printed pages as answers: the HTML of a template, or the PDF made of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from tiekartta.voices.printing.pdf import pdf_of


def printed(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    as_pdf: bool,
    name: str,
) -> HttpResponse:
    """The document in its own language. Raises Refusal where PDF files cannot be made."""
    with translation.override(language):
        html = render_to_string(
            template, {**context, "language": language, "for_pdf": as_pdf}, request
        )
    if not as_pdf:
        response = HttpResponse(html)
    else:
        response = HttpResponse(pdf_of(html), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Content-Language"] = language
    return response
