"""Answering a survey: no account, no cookie, no script. Everything travels in the body of each POST.

The answer to the last POST is the page itself: the receipt belongs neither into an address nor into a
session. The forms need no token against forgery: nobody's authority rides on a cookie here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tiekartta.analysis.languages.danger import suggests_danger
from tiekartta.journal.actors import ANONYMOUS
from tiekartta.language.errors import Missing, Refusal
from tiekartta.voices import actions, queries
from tiekartta.voices.pages.answering import drawing
from tiekartta.voices.pages.answering.drawing import Asked
from tiekartta.voices.pages.answering.sent import (
    CHECK,
    GO,
    LANGUAGE,
    read_sent,
    takes_any_text,
    wanted_language,
)
from tiekartta.voices.queries import TokenState
from tiekartta.voices.states import PageStyle
from tiekartta.voices.surveys.checking import check
from tiekartta.voices.surveys.paging import page_with, place_of
from tiekartta.voices.surveys.variants import WORDS, best_variant, variant_of
from tiekartta.voices.wrong_codes import is_over_limit


@never_cache
@require_http_methods(["GET", "HEAD"])
def choose(request: HttpRequest, survey_id: str) -> HttpResponse:
    """Lead to the survey in the reader's language; ask only where there is no saying."""
    view = queries.survey_view(survey_id)
    variant = best_variant(view.languages, wanted_language(request))
    if variant:
        return redirect("voices:answer", survey_id, WORDS[variant])
    return drawing.choice_page(request, view)


@takes_any_text
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, survey_id: str, variant: str) -> HttpResponse:
    """The first page, every page after it, and the receipt."""
    view = queries.survey_view(survey_id)
    code = variant_of(variant)
    if code not in view.languages:
        raise Missing("variant")
    sent = read_sent(request)
    asked = Asked.of(request, view, code, sent)
    if not view.takes_answers:
        return drawing.closed_page(asked, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return drawing.replaced_page(asked) if view.is_replaced else drawing.start_page(asked)
    return _answered(asked)


def _answered(asked: Asked) -> HttpResponse:
    """What a button of a page asks for. Whatever happens, what was typed comes back."""
    act = asked.sent.act
    if getattr(asked.request, "over_limit", False):
        return _here(asked, problem=_crowded(), status=429)
    if asked.checked.strangers:
        return _here(asked, problem=_strange(), status=422)
    steps = {"send": _send, "next": _next, "back": _back, LANGUAGE: _here}
    if act in steps:
        return steps[act](asked)
    if act.startswith(GO):
        return drawing.question_page(asked, place_of(asked.pages, act.removeprefix(GO)))
    return _begin(asked)


def _here(asked: Asked, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page that was sent, again."""
    at = asked.sent.at
    if at == CHECK:
        return drawing.check_page(asked, problem=problem, status=status)
    if at in {page.key for page in asked.pages}:
        place = place_of(asked.pages, at)
        return drawing.question_page(asked, place, problem=problem, status=status)
    return drawing.start_page(asked, problem=problem, status=status)


def _begin(asked: Asked) -> HttpResponse:
    """From the first page to the first question; with a code, where the survey needs one."""
    sentence, status = _wrong_token(asked)
    if sentence:
        return drawing.start_page(asked, token_error=sentence, status=status)
    return drawing.question_page(asked, 0)


def _wrong_token(asked: Asked) -> tuple[str, int]:
    """What is wrong with the code that came, and the status that says so; empty when nothing is."""
    token, survey_id = asked.sent.token, asked.view.public_id
    if not token:
        needed = not asked.view.form.is_open_link
        return (_("Write the code of your invitation."), 422) if needed else ("", 200)
    state = queries.token_state(survey_id, token)
    if state == TokenState.USED:
        return used_code(), 409
    if state == TokenState.UNKNOWN:
        return unknown_code(survey_id)
    return "", 200


def used_code() -> str:
    """What to say to a code that has served."""
    return _("This code has been used already: an answer was sent with it.")


def unknown_code(where: str) -> tuple[str, int]:
    """What to say to a code that opens nothing, and the status; counted, for guessing has a limit."""
    if is_over_limit(where):
        return _("Too many wrong codes have been tried. Wait ten minutes and try again."), 429
    return _("This code does not open the survey. Check it letter by letter."), 422


def _next(asked: Asked) -> HttpResponse:
    place = place_of(asked.pages, asked.sent.at)
    page = asked.pages[place]
    checked = check(asked.view.form, asked.sent.posted, only=page.keys)
    if checked.errors:
        return drawing.question_page(asked, place, errors=checked.errors, status=422)
    if place + 1 < len(asked.pages):
        return drawing.question_page(asked, place + 1)
    return drawing.check_page(asked)


def _back(asked: Asked) -> HttpResponse:
    place = place_of(asked.pages, asked.sent.at)
    if asked.sent.at == CHECK:
        return drawing.question_page(asked, len(asked.pages) - 1)
    if place == 0:
        return drawing.start_page(asked)
    return drawing.question_page(asked, place - 1)


def _send(asked: Asked) -> HttpResponse:
    """Check everything, seal it, and answer with the receipt."""
    checked = check(asked.view.form, asked.sent.posted)
    if checked.errors:
        place = page_with(asked.pages, next(iter(checked.errors)))
        return drawing.question_page(asked, place, errors=checked.errors, status=422)
    given = checked.given(language=asked.variant)
    if given.is_empty:
        return _last(asked, problem=_("You have not answered anything yet."), status=422)
    try:
        received = actions.give_answer(
            survey_public_id=asked.view.public_id, given=given, receipt=asked.sent.receipt,
            token=asked.sent.token, by=ANONYMOUS,
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(asked, refusal)
    return drawing.receipt_page(
        asked, receipt=asked.sent.receipt, received=received,
        is_in_danger=any(suggests_danger(text) for text in given.own_words()),
    )  # fmt: skip


def _refused(asked: Asked, refusal: Refusal) -> HttpResponse:
    if refusal.code == "closed":
        return drawing.closed_page(asked, status=409)
    if refusal.code == "token":
        sentence, status = unknown_code(asked.view.public_id)
        return _last(asked, token_error=sentence, status=status)
    if refusal.code == "used":
        return _last(asked, token_error=used_code(), status=409)
    if refusal.code == "token_needed":
        return _last(asked, token_error=str(refusal), status=409)
    return _last(asked, problem=str(refusal), status=409)


def _last(
    asked: Asked, *, problem: str = "", token_error: str = "", status: int = 200
) -> HttpResponse:
    """The page from which the answer was sent."""
    if asked.view.form.pages == PageStyle.ALL:
        return drawing.question_page(
            asked, 0, problem=problem, token_error=token_error, status=status
        )
    return drawing.check_page(asked, problem=problem, token_error=token_error, status=status)


def _crowded() -> str:
    return _(
        "A great many answers are arriving from your network just now. Nothing is lost: wait a minute and "
        "press the button again."
    )


def _strange() -> str:
    return _(
        "The page that was sent is not of this survey as it is now. Nothing was received. What you wrote is "
        "here; go on from this page."
    )
