"""The receipt page: what became of what I said. Public; the code is the only key.

The code travels in the body of a POST, is never in an address, the journal or a log, and no answer is
kept by a browser or a proxy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.programmes.queries import programme_of
from tiekartta.trace import queries, tries
from tiekartta.trace.actions import withdraw_by_receipt
from tiekartta.trace.forms import ReceiptForm
from tiekartta.trace.states import Fate
from tiekartta.trace.steps import Step, steps_of
from tiekartta.voices.queries import (
    Found,
    ReceiptAnswer,
    ReceiptVoice,
    answers_of,
    found_by,
    voices_of,
)
from tiekartta.voices.surveys.variants import LANGUAGE_PARAMETER


@dataclass(frozen=True)
class Told:
    """One voice of a receipt with its way."""

    voice: ReceiptVoice
    fate: Fate
    steps: list[Step]


@dataclass(frozen=True)
class ToldAnswer:
    """An answer to a survey with the ways of what was written in it."""

    answer: ReceiptAnswer
    told: list[Told]


@never_cache
@sensitive_post_parameters("code")
@sensitive_variables("code", "form")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the code; show the way of each voice; ask before removing; remove."""
    if request.method != "POST":
        return _answer(request, ReceiptForm())
    form = ReceiptForm(request.POST)
    if tries.used_up(request):
        form.is_valid()
        form.errors.clear()
        form.add_error(None, _("Too many wrong codes. Wait ten minutes and try again."))
        return _answer(request, form, status=429)
    if not form.is_valid():
        return _answer(request, form, status=422)
    code = form.cleaned_data["code"]
    found = found_by(code)
    if not found.anything:
        tries.count_wrong(request)
        form.add_error("code", _("Nothing was found with this code. Check each letter and number."))
        return _answer(request, form, status=422)
    act = request.POST.get("act")
    if act == "remove":
        return _removed(request, found)
    context = _ways(request, code, found)
    page = (
        "trace/receipt_remove.html"
        if act == "ask" and context["may_remove"]
        else "trace/receipt_ways.html"
    )
    return render(request, page, context)


def _ways(request: HttpRequest, code: str, found: Found) -> dict[str, Any]:
    """Every answer with what it said, then the voices that belong to no answer here."""
    voices, answers = voices_of(found), answers_of(found)
    own = {row.voice.id for answer in answers for row in answer.voices}
    alone = [row for row in voices if row.voice.id not in own]
    return {
        "code": code,
        "answers": [ToldAnswer(answer, _told(list(answer.voices))) for answer in answers],
        "told": _told(alone),
        "may_remove": any(answer.may_withdraw for answer in answers)
        or any(not row.voice.is_withdrawn for row in alone),
        **_around(request),
    }


def _around(request: HttpRequest) -> dict[str, Any]:
    """Where the forms go: back to this page, in the language that its address names, if it does."""
    own = reverse("trace:receipt")
    named = f"{own}?{LANGUAGE_PARAMETER}={get_language()}"
    return {
        "language_next": own,
        "receipt_address": named if LANGUAGE_PARAMETER in request.GET else own,
    }


def _answer(request: HttpRequest, form: ReceiptForm, *, status: int = 200) -> HttpResponse:
    return render(request, "trace/receipt.html", {"form": form, **_around(request)}, status=status)


def _removed(request: HttpRequest, found: Found) -> HttpResponse:
    withdrawn = withdraw_by_receipt(found=found, by=ANONYMOUS)
    if not withdrawn.anything:
        messages.warning(
            request, _("Nothing was removed: the day until which it could be has passed.")
        )
    elif withdrawn.voice_ids:
        number = len(withdrawn.voice_ids)
        text = ngettext(
            "What you said was removed (%(number)s text).",
            "What you said was removed (%(number)s texts).",
            number,
        )
        messages.success(request, text % {"number": number})
    else:
        messages.success(request, _("Your answer was removed."))
    return redirect(_around(request)["receipt_address"])


def _told(found: list[ReceiptVoice]) -> list[Told]:
    told = []
    for programme_id in dict.fromkeys(row.programme_id for row in found):
        programme = programme_of(programme_id, reader=SYSTEM)
        own = [row for row in found if row.programme_id == programme_id]
        fates = queries.fates_of((row.voice for row in own), programme=programme)
        for row in own:
            fate = fates[row.voice.id]
            told.append(Told(row, fate.fate, steps_of(fate, said_on=row.said_on)))
    return told
