"""Error pages in the reader's language."""

from __future__ import annotations

import re

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from tiekartta.voices.surveys.variants import ROOT

WITHOUT_COOKIES = re.compile(rf"^/(?:{ROOT}|v|k)/")
"""Whoever answers a survey gets no cookie, not even on a page of an error."""
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page of an error status, with the sentence that says what to do."""
    context = {
        "message": message, "status": status, "without_cookies": WITHOUT_COOKIES.match(request.path_info),
    }  # fmt: skip
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for a form that is larger than any of ours."""
    return error_page(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403"""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404"""
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form whose token is missing or old."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """500, without database or context processors."""
    return HttpResponse(loader.render_to_string("500.html", {"status": 500}), status=500)
