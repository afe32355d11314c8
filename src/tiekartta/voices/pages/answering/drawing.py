"""The pages that a respondent sees, each in the language of its address and with everything that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from tiekartta.voices.actions import Received
from tiekartta.voices.pages.answering.sent import BEGIN, CHECK, Sent
from tiekartta.voices.qr import qr_image
from tiekartta.voices.queries import SurveyView
from tiekartta.voices.queries.results.reporting import published_results_of_survey
from tiekartta.voices.states import PageStyle
from tiekartta.voices.surveys.checking import Checked, check
from tiekartta.voices.surveys.paging import SurveyPage, minutes, pages_of
from tiekartta.voices.surveys.showing import said, shown_blocks
from tiekartta.voices.surveys.typed import carried, given_lines, typed
from tiekartta.voices.surveys.variants import (
    LANGUAGE_PARAMETER,
    NAMES,
    WORDS,
    is_easy,
    language_of,
)
from tiekartta.voices.surveys.words import words


@dataclass(frozen=True)
class Asked:
    """A request about a survey: in which variant, with what sent, and on which pages it is walked."""

    request: HttpRequest
    view: SurveyView
    variant: str
    sent: Sent
    checked: Checked
    pages: Sequence[SurveyPage]

    @classmethod
    def of(cls, request: HttpRequest, view: SurveyView, variant: str, sent: Sent) -> Asked:
        """Look at what was sent; its errors are told where it is handed on."""
        checked = check(view.form, sent.posted, only=())
        return cls(request, view, variant, sent, checked, pages_of(view.form, checked.values))


@dataclass(frozen=True)
class LanguageLink:
    """Another variant of the same survey."""

    name: str
    lang: str
    url: str
    is_current: bool


def page(template: str, asked: Asked, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the language of its variant, kept by nobody and telling its address to nobody."""
    view, language = asked.view, language_of(asked.variant)
    with translation.override(language):
        response = render(
            asked.request,
            f"voices/answering/{template}.html",
            {
                "survey": view, "title": said(view.title, asked.variant), "variant": asked.variant,
                "easy": is_easy(asked.variant), "words": words(easy=is_easy(asked.variant)),
                "who": said(view.programme_name, asked.variant), "languages": _languages(asked),
                "action": address_of(view.public_id, asked.variant), "sent": asked.sent,
                "notice_url": _notice_url(view.notice_id, language), "language_code": language,
                "receipt_url": f"{reverse('trace:receipt')}?{LANGUAGE_PARAMETER}={language}", **context,
            },
            status=status,
        )  # fmt: skip
    response.headers["Content-Language"] = language
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def address_of(survey_id: str, variant: str) -> str:
    """The address of a survey in one variant."""
    return reverse("voices:answer", args=[survey_id, WORDS[variant]])


def _languages(asked: Asked) -> list[LanguageLink]:
    codes = asked.view.languages
    return [
        LanguageLink(
            NAMES[code], language_of(code), address_of(asked.view.public_id, code), code == asked.variant
        )
        for code in (codes if len(codes) > 1 else ())
    ]  # fmt: skip


def _notice_url(notice_id: str, language: str) -> str:
    if not notice_id:
        return f"{reverse('privacy')}?{LANGUAGE_PARAMETER}={language}"
    return reverse("voices:public_notice_in", args=[notice_id, language])


def _results_url(asked: Asked) -> str:
    """Where the results are published, in the language of the page; empty when they are not."""
    found = published_results_of_survey(asked.view.public_id)
    if not found:
        return ""
    language = language_of(asked.variant)
    return f"{reverse('voices:public_results', args=[found])}?{LANGUAGE_PARAMETER}={language}"


def _all(asked: Asked, *, without: SurveyPage | None = None) -> dict[str, Any]:
    """What travels along hidden."""
    here = without.questions if without else ()
    return {"carried": carried(asked.view.form, asked.sent.posted, without=here)}


def choice_page(request: HttpRequest, view: SurveyView) -> HttpResponse:
    """Which language, asked in each of them."""
    links = [
        LanguageLink(
            NAMES[code], language_of(code), address_of(view.public_id, code), is_current=False
        )
        for code in view.languages
    ]
    titles = [said(view.title, code) for code in view.languages]
    response = render(
        request,
        "voices/answering/choose.html",
        {"choices": list(zip(links, titles, strict=True)), "title": said(view.title, view.languages[0])},
    )  # fmt: skip
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def start_page(
    asked: Asked, *, problem: str = "", token_error: str = "", status: int = 200
) -> HttpResponse:
    """Who asks, why, how long it takes, what is public, what is promised, and where help is."""
    view = asked.view
    needs_code = bool(token_error) or (not view.form.is_open_link and not asked.sent.token)
    return page(
        "start", asked, status=status, problem=problem, token_error=token_error, at=BEGIN,
        intro=said(view.form.intro, asked.variant), minutes=minutes(view.form), needs_code=needs_code,
        **_all(asked),
    )  # fmt: skip


def question_page(
    asked: Asked,
    place: int,
    *,
    errors: Mapping[str, str] | None = None,
    problem: str = "",
    token_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """One page of questions."""
    shown = asked.pages[place]
    found = errors or {}
    form, posted = asked.view.form, asked.sent.posted
    blocks = list(
        shown_blocks(form, asked.variant, values=typed(form, posted), errors=found, only=shown.keys)
    )
    is_all = form.pages == PageStyle.ALL
    return page(
        "questions", asked, status=status, blocks=blocks, problem=problem, token_error=token_error,
        number=place + 1, of=len(asked.pages), at=shown.key, is_all=is_all,
        asks_quote=is_all and form.asks_quote,
        wrong=[each for block in blocks for each in block.questions if each.error],
        **_all(asked, without=shown),
    )  # fmt: skip


def check_page(
    asked: Asked, *, problem: str = "", token_error: str = "", status: int = 200
) -> HttpResponse:
    """Everything that was answered, to read through before it is sent."""
    lines = list(
        given_lines(
            asked.view.form, asked.pages, asked.sent.posted, code=asked.variant,
            received=asked.checked.values,
        )
    )  # fmt: skip
    return page(
        "check", asked, status=status, lines=lines, problem=problem, token_error=token_error, at=CHECK,
        of=len(asked.pages), asks_quote=asked.view.form.asks_quote, **_all(asked),
    )  # fmt: skip


def closed_page(asked: Asked, *, status: int) -> HttpResponse:
    """The survey takes no more answers; what was typed stands there to be copied."""
    lines = given_lines(asked.view.form, asked.pages, asked.sent.posted, code=asked.variant)
    return page(
        "closed", asked, status=status, lines=[line for line in lines if line.lines],
        results_url=_results_url(asked), reason=said(asked.view.cancelled_reason, asked.variant),
    )  # fmt: skip


def replaced_page(asked: Asked) -> HttpResponse:
    """The survey was corrected: where the new one is."""
    newest = asked.view.replaced_by
    return page("replaced", asked, newest=address_of(newest, asked.variant) if newest else "")


def receipt_page(
    asked: Asked, *, receipt: str, received: Received, is_in_danger: bool
) -> HttpResponse:
    """The receipt, with a picture of the address at which it is looked up. The code stands in no address:
    what follows # stays in the phone. Whether what was sent again is the same is not known, for the first is
    sealed: the page says which of them counts."""
    language = language_of(asked.variant)
    look_up = (
        f"{settings.PUBLIC_URL}{reverse('trace:receipt')}?{LANGUAGE_PARAMETER}={language}#{receipt}"
    )
    return page(
        "receipt", asked, receipt=receipt, withdraw_until=received.withdraw_until, was_there=received.was_there, qr=qr_image(look_up),
        look_up=look_up, thanks=said(asked.view.form.thanks, asked.variant), is_in_danger=is_in_danger,
    )  # fmt: skip
