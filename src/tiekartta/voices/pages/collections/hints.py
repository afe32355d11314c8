"""Plain-language hints in words. A hint never blocks (domain 2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tiekartta.analysis.languages.plain import hints_of
from tiekartta.language.forms import LANGUAGE_NAMES
from tiekartta.language.texts import TranslatedText
from tiekartta.programmes.queries import programme_of
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.queries import SurveyLine
from tiekartta.voices.rules import require_founding

MOST_HINTS = 8
LONGEST = 2_000

WORDS: dict[str, Promise] = {
    "long_text": _("Long text. What can be left out?"),
    "long_sentence": _("Long sentence. Make two of it."),
    "long_word": _("Long word. Is there a shorter one?"),
    "double": _("Two things at once? Ask one thing at a time."),
    "jargon": _("Officials' word. What would those who answer say?"),
    "negation": _("Negation is easily misread. Ask the other way round."),
    "leading": _("Leads to an answer. Ask openly."),
}


@dataclass(frozen=True)
class HintLine:
    """A hint in words: the language it is about, what was found, what to do, and what to say instead."""

    language: str | Promise
    code: str
    found: str
    text: str | Promise
    instead: str = ""


# What is wrong in a question may be right in the words around it: "Do not write names."
OF_QUESTIONS = frozenset({"negation", "leading", "double"})


def hint_lines(
    text: TranslatedText, languages: Iterable[str], *, is_question: bool = True
) -> list[HintLine]:
    """Hints about a text in these languages (codes of `VARIANTS`)."""
    lines = []
    for code in languages:
        written = text.text(code)[:LONGEST]
        plain = code.removeprefix("easy_")
        for hint in hints_of(written, plain, is_easy=code != plain):
            if hint.code in OF_QUESTIONS and not is_question:
                continue
            found = "" if hint.code == "long_text" else written[hint.start : hint.end]
            if len(found) > 60:
                found = f"{found[:57].rstrip()}…"
            lines.append(
                HintLine(LANGUAGE_NAMES[code], plain, found, WORDS[hint.code], hint.instead)
            )
    return list(dict.fromkeys(lines))[:MOST_HINTS]


def hinted_questions(line: SurveyLine) -> set[str]:
    """The keys of questions about which there is a hint."""
    return {
        question.key
        for question in line.form.questions()
        if hint_lines(question.text, line.languages)
        or hint_lines(question.help, line.languages, is_question=False)
    }


@require_POST
@login_required
def hints(request: PersonRequest, programme_id: str) -> HttpResponse:
    """Hints about the question that is being written: a part of a page, asked while one types."""
    programme = programme_of(programme_id, reader=request.user)
    require_founding(request.user, programme)
    languages = [code for code in LANGUAGE_NAMES if f"text_{code}" in request.POST]
    text = TranslatedText.of(**{code: request.POST[f"text_{code}"] for code in languages})
    context = {"hints": hint_lines(text, languages)}
    return render(request, "voices/building/hint_lines.html", context)
