"""The poster of an open link: A4, in one language or in Finnish and Swedish, as HTML and PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import queries
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.pages.ways.printed import printed
from tiekartta.voices.printing.addresses import codes_of, words_of
from tiekartta.voices.printing.pdf import can_make_pdf
from tiekartta.voices.printing.sheets import NAMES, LanguageChoice, sheet_parts


@require_safe
@login_required
def poster(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, language: str
) -> HttpResponse:
    """The poster on a page; with ?muoto=pdf as a file."""
    programme = programme_of(programme_id, reader=request.user)
    survey = queries.survey_of_way(programme, collection_id, survey_id, reader=request.user)
    offered = queries.languages_of_way(survey)
    codes = codes_of(language, offered)
    if not codes:
        raise Missing("language")
    if not survey.is_open_link:
        raise Refusal(_("This survey opens with a code only, so there is no poster of it."))
    own = [programme_id, collection_id, survey_id]
    parts = sheet_parts(
        codes, survey_id=survey_id, title=survey.title, asker=programme.name, intro=survey.intro,
        closes_on=survey.collection.closes_on,
    )  # fmt: skip
    url = reverse("voices:poster", args=[*own, language])
    context = {
        "parts": parts, "heading": parts[0].title,
        "pdf_url": f"{url}?muoto=pdf" if can_make_pdf() else "",
        "back_url": reverse("voices:ways", args=own[:2]),
        "choices": [
            LanguageChoice(
                str(NAMES[word]), reverse("voices:poster", args=[*own, word]), word == language
            )
            for word in words_of(offered)
        ],
    }  # fmt: skip
    return printed(
        request, "voices/paper/poster.html", context, language=parts[0].language,
        as_pdf=request.GET.get("muoto") == "pdf", name=f"juliste-{survey_id}-{language}",
    )  # fmt: skip
