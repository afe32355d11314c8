"""Typing in answers that came on paper: one screen a form, numbers for choices, saved in one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.queries import programme_of
from tiekartta.voices import actions, queries
from tiekartta.voices.models import Survey
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.printing.papers import PaperItem, paper_blocks
from tiekartta.voices.printing.sheets import NAMES, LanguageChoice
from tiekartta.voices.states import CollectionState
from tiekartta.voices.surveys import SurveyForm
from tiekartta.voices.surveys.numbers import QUOTE_FIELD, Typed, fields_of, read_typed
from tiekartta.voices.surveys.variants import WORDS, language_of, variant_of

LONGEST_CODE = 64


@dataclass(frozen=True)
class TypingField:
    """A field with its label (of a row or a choice) and what was typed."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class TypingItem:
    """A question of the paper with its fields."""

    paper: PaperItem
    fields: tuple[TypingField, ...]
    error: str

    @property
    def id(self) -> str:
        """The id of its first field, to which a list of errors leads."""
        return self.fields[0].name


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def typing(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str, language: str
) -> HttpResponse:
    """An empty form, or the form that was sent with what is wrong in it; after a right one the next."""
    programme = programme_of(programme_id, reader=request.user)
    survey = queries.survey_of_way(
        programme, collection_id, survey_id, reader=request.user, action="enter_answers"
    )
    code = variant_of(language)
    if code not in queries.languages_of_way(survey):
        raise Missing("language")
    view = queries.survey_of_paper(survey)
    sent = {name: request.POST.get(name, "") for name in request.POST}
    typed = read_typed(view.form, sent)
    told: dict[str, str] = {}
    if request.method == "POST" and typed.is_right:
        try:
            _receive(request, survey, typed, code, sent)
        except Refusal as refusal:
            told = {_field_of(refusal): str(refusal)}
        else:
            messages.success(request, _("The answer was received. Here is the next form."))
            return redirect(request.path)
    is_wrong = request.method == "POST"
    within = [programme_id, collection_id, survey_id]
    context = {
        "programme": programme, "survey": view, "language": language_of(code), "sent": sent, "told": told,
        "line": queries.collection_line(programme, collection_id, reader=request.user),
        "blocks": _blocks(view.form, code, sent, typed.errors if is_wrong else {}),
        "quote_name": QUOTE_FIELD, "quote_value": sent.get(QUOTE_FIELD, ""),
        "quote_error": typed.quote_error if is_wrong else "",
        "choices": _languages(survey, within, code), "is_open": view.state == CollectionState.OPEN,
        "is_wrong": is_wrong, "keep": f"typing-{survey_id}-{language}",
    }  # fmt: skip
    return render(request, "voices/ways/typing.html", context, status=422 if is_wrong else 200)


def _receive(
    request: PersonRequest, survey: Survey, typed: Typed, code: str, sent: Mapping[str, str]
) -> None:
    actions.enter_answer(
        survey=survey, by=request.user, given=typed.checked.given(language=code, entered_by_staff=True),
        receipt=sent.get("receipt", "").strip(), token=sent.get("token", "").strip()[:LONGEST_CODE],
    )  # fmt: skip


def _field_of(refusal: Refusal) -> str:
    return {
        "receipt": "receipt",
        "token": "token",
        "used": "token",
        "token_needed": "token",
    }.get(refusal.code, "form")


def _languages(survey: Survey, within: list[str], code: str) -> list[LanguageChoice]:
    return [
        LanguageChoice(
            str(NAMES[WORDS[each]]),
            reverse("voices:typing", args=[*within, WORDS[each]]),
            each == code,
        )
        for each in queries.languages_of_way(survey)
    ]


def _blocks(
    form: SurveyForm, code: str, sent: Mapping[str, str], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    questions = {each.key: each for each in form.questions()}
    blocks = paper_blocks(form, code)
    found = []
    for block in blocks:
        items = []
        for paper in block.items:
            labels = paper.rows or paper.choices
            fields = fields_of(questions[paper.key], sent)
            items.append(
                TypingItem(
                    paper,
                    tuple(
                        TypingField(field.name, labels[at] if field.part else "", field.value)
                        for at, field in enumerate(fields)
                    ),
                    errors.get(paper.key, ""),
                )
            )
        found.append({"title": block.title, "lang": block.lang, "items": items})
    return found
