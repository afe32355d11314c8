"""Forms on paper: how they look, and copies with a receipt each, as HTML and PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tiekartta.language.errors import Missing
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import queries
from tiekartta.voices.models import Survey
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.pages.ways.printed import printed
from tiekartta.voices.printing.addresses import receipt_at, without_scheme
from tiekartta.voices.printing.papers import paper_blocks
from tiekartta.voices.printing.pdf import can_make_pdf
from tiekartta.voices.printing.sheets import NAMES, LanguageChoice
from tiekartta.voices.qr import qr_image
from tiekartta.voices.receipts import new_codes
from tiekartta.voices.surveys.showing import said
from tiekartta.voices.surveys.variants import WORDS, is_easy, language_of, variant_of
from tiekartta.voices.surveys.words import words
from tiekartta.voices.way_forms import CopiesForm


@login_required
@require_safe
def paper(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, language: str
) -> HttpResponse:
    """The form without a receipt; with ?muoto=pdf as a file."""
    programme = programme_of(programme_id, reader=request.user)
    survey = queries.survey_of_way(
        programme, collection_id, survey_id, reader=request.user, action="enter_answers"
    )
    code = _code(survey, language)
    url = reverse("voices:paper", args=[programme_id, collection_id, survey_id, language])
    context = {
        **_context(survey, code), "shown_copies": [{}], "copies": 0,
        "pdf_url": f"{url}?muoto=pdf" if can_make_pdf() else "",
        "copies_url": reverse(
            "voices:paper_copies", args=[programme_id, collection_id, survey_id, language]
        ),
        "choices": [
            LanguageChoice(
                str(NAMES[WORDS[each]]),
                reverse("voices:paper", args=[programme_id, collection_id, survey_id, WORDS[each]]),
                each == code,
            )
            for each in queries.languages_of_way(survey)
        ],
    }  # fmt: skip
    return printed(
        request, "voices/paper/form.html", context, language=language_of(code),
        as_pdf=request.GET.get("muoto") == "pdf", name=f"lomake-{survey_id}-{language}",
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper_copies(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, language: str
) -> HttpResponse:
    """Copies to hand out. The receipts exist in this answer only."""
    programme = programme_of(programme_id, reader=request.user)
    survey = queries.survey_of_way(
        programme, collection_id, survey_id, reader=request.user, action="enter_answers"
    )
    code = _code(survey, language)
    form = CopiesForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        at = receipt_at()
        copies = [
            {"receipt": receipt, "qr": qr_image(at)}
            for receipt in new_codes(form.cleaned_data["number"])
        ]
        context = {**_context(survey, code), "shown_copies": copies, "copies": len(copies)}
        return printed(
            request, "voices/paper/form.html", context, language=language_of(code),
            as_pdf=request.POST.get("as") == "pdf", name=f"lomakkeet-{survey_id}-{language}",
        )  # fmt: skip
    line = queries.collection_line(programme, collection_id, reader=request.user)
    context = {
        "programme": programme, "line": line, "form": form, "can_make_pdf": can_make_pdf(),
        "survey": queries.survey_of_paper(survey), "language_name": NAMES[language],
        "back_url": reverse("voices:paper", args=[programme_id, collection_id, survey_id, language]),
    }  # fmt: skip
    return render(request, "voices/ways/copies.html", context)


def _code(survey: Survey, word: str) -> str:
    code = variant_of(word)
    if code not in queries.languages_of_way(survey):
        raise Missing("language")
    return code


def _context(survey: Survey, code: str) -> dict[str, Any]:
    view = queries.survey_of_paper(survey)
    language = language_of(code)
    told = words(easy=is_easy(code))
    notice = reverse("voices:public_notice_in", args=[view.notice_id, language]) if view.notice_id else ""  # fmt: skip
    with translation.override(language):
        paper = {
            "title": said(view.form.title, code), "asker": said(view.asker, code),
            "intro": said(view.form.intro, code), "closes_on": view.closes_on,
            "withdraw_until": view.withdraw_until, "asks_quote": view.form.asks_quote,
            "blocks": paper_blocks(view.form, code),
        }  # fmt: skip
        return {
            "paper": paper, "promise": str(told["promise"]), "pass_over": str(told["pass_over"]),
            "quote": str(told["quote"]), "quote_help": str(told["quote_help"]),
            "receipt_text": str(told["receipt"]), "receipt_at": without_scheme(receipt_at()),
            "notice_at": without_scheme(settings.PUBLIC_URL + notice) if notice else "",
            "back_url": reverse(
                "voices:ways",
                args=[survey.collection.programme.public_id, survey.collection.public_id],
            ),
        }  # fmt: skip
