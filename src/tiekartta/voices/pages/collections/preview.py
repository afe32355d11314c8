"""How a survey looks to those who answer, on a phone, before anybody does."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tiekartta.language.errors import Missing
from tiekartta.language.forms import LANGUAGE_NAMES
from tiekartta.voices.pages.collections.around import around
from tiekartta.voices.pages.collections.builder import tabs_of
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.surveys import said, shown_blocks


@require_GET
@login_required
def preview(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str
) -> HttpResponse:
    """The whole survey in one language in a frame of 360 pixels; what is filled in goes nowhere."""
    here = around(request, programme_id, collection_id, survey_id, action="translate_surveys")
    codes = here.line.languages
    if not codes:  # a draft of easy languages only, of an audience that is not asked in them
        raise Missing("variant")
    chosen = request.GET.get("kieli", "")
    code = chosen if chosen in codes else codes[0]
    own = reverse("voices:survey_preview", args=[programme_id, collection_id, survey_id])
    form = here.line.form
    context = here.context | {
        "tabs": tabs_of(here, "voices:survey_preview"),
        "language_tabs": [
            (LANGUAGE_NAMES[each], f"{own}?kieli={each}", each == code) for each in codes
        ],
        "code": code,
        "lang": code.removeprefix("easy_"),
        "title": said(form.title, code),
        "intro": said(form.intro, code),
        "thanks": said(form.thanks, code),
        "blocks": list(shown_blocks(form, code)),
    }
    return render(request, "voices/building/preview.html", context)
