"""A code on paper or in a letter opens its survey: typed at /k/, or in the address of a link.

A code that came in an address is moved into the body of the form at once; our own log writes no
addresses, and the pages tell theirs to nobody.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tiekartta.voices import queries
from tiekartta.voices.pages.answering import drawing
from tiekartta.voices.pages.answering.drawing import Asked
from tiekartta.voices.pages.answering.sent import read_sent, takes_any_text, wanted_language
from tiekartta.voices.pages.answering.survey import unknown_code, used_code
from tiekartta.voices.queries import TokenState
from tiekartta.voices.surveys.variants import best_variant

WHERE = "k"


@takes_any_text
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; the answer to it is the first page of its survey."""
    if request.method != "POST":
        return _form(request, "")
    typed = request.POST.get("token", "").strip()[:200]
    if not typed:
        return _form(request, "", error=_("Write the code of your invitation."), status=422)
    return _opened(request, typed)


@never_cache
@sensitive_variables()
@require_http_methods(["GET", "HEAD"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The first page of the survey that a link with a code opens."""
    return _opened(request, token[:200])


def _opened(request: HttpRequest, typed: str) -> HttpResponse:
    place = queries.place_of_token(typed)
    if place is None:
        error, status = unknown_code(WHERE)
        return _form(request, typed, error=error, status=status)
    if place.state == TokenState.USED:
        return _form(request, "", error=used_code(), status=409)
    view = queries.survey_view(place.survey_id)
    variant = best_variant(view.languages, wanted_language(request)) or view.languages[0]
    sent = replace(read_sent(request), token=typed, posted={})
    asked = Asked.of(request, view, variant, sent)
    # Its last day may be over when the job that closes it has not come round.
    if not view.takes_answers:
        return drawing.closed_page(asked, status=409 if request.method == "POST" else 200)
    return drawing.start_page(asked)


def _form(request: HttpRequest, typed: str, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {"typed": typed, "token_error": error}
    response = render(request, "voices/answering/code.html", context, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
