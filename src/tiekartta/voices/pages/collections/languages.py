"""The status board of languages, and writing the texts of one language beside their source."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tiekartta.language.errors import Refusal
from tiekartta.language.forms import LANGUAGE_NAMES
from tiekartta.language.texts import ShownText, TextState
from tiekartta.programmes.rules import may
from tiekartta.voices import actions
from tiekartta.voices.actions.surveys import Translation
from tiekartta.voices.pages.collections.around import Around, around
from tiekartta.voices.pages.collections.builder import tabs_of
from tiekartta.voices.pages.collections.hints import HintLine, hint_lines
from tiekartta.voices.pages.requests import PersonRequest
from tiekartta.voices.surveys import said
from tiekartta.voices.surveys.places import PlacedText, placed_texts, states_by_language

TEXTS_A_PAGE = 40
LONGEST = 2_000


@dataclass(frozen=True)
class LanguageColumn:
    """One language of the board."""

    code: str
    name: str | Promise
    lang: str
    checked: int
    drafts: int
    missing: int
    is_chosen: bool

    @property
    def is_ready(self) -> bool:
        """Whether every text is there and checked."""
        return not self.missing and not self.drafts


@dataclass(frozen=True)
class TextRow:
    """One text of the board: its source, its state in each language, and what is written in the chosen one."""

    placed: PlacedText
    source: ShownText
    states: tuple[tuple[str | Promise, TextState], ...]
    written: str
    is_draft: bool
    hints: tuple[HintLine, ...]


@require_http_methods(["GET", "POST"])
@login_required
def languages(
    request: PersonRequest, programme_id: str, collection_id: str, survey_id: str
) -> HttpResponse:
    """Every text with its state in every language; a translator writes the chosen language in place."""
    here = around(request, programme_id, collection_id, survey_id, action="translate_surveys")
    codes = here.line.languages
    chosen = request.GET.get("kieli", "")
    chosen = chosen if chosen in codes else ""
    is_translator = may(request.user, "translate_surveys", here.programme)
    if request.method == "POST" and not is_translator:
        raise PermissionDenied("translate_surveys")
    may_write = is_translator and here.view.is_editable and not here.line.is_replaced
    texts = list(placed_texts(here.line.form))
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("page", "1"))
    problem, typed = "", {}
    unchecked = frozenset(request.POST.getlist("draft"))
    if request.method == "POST" and chosen:
        sent = {placed.place: request.POST.get(f"t.{placed.place}") for placed in page}
        typed = {place: text for place, text in sent.items() if text is not None}
        problem = _write(request, here, chosen, typed, unchecked)
        if not problem:
            return redirect(request.get_full_path())
    context = here.context | {
        "tabs": tabs_of(here, "voices:survey_languages"),
        "columns": _columns(here, chosen),
        "chosen": chosen,
        "chosen_lang": chosen.removeprefix("easy_"),
        "chosen_name": LANGUAGE_NAMES.get(chosen, ""),
        "may_write": may_write and bool(chosen),
        "may_edit": may_write,
        "rows": [_row(placed, codes, chosen, typed, unchecked) for placed in page],
        "page": page,
        "problem": problem,
    }
    return render(
        request, "voices/building/languages.html", context, status=409 if problem else 200
    )


def _write(
    request: PersonRequest, here: Around, code: str, typed: dict[str, str], unchecked: frozenset[str]
) -> str:  # fmt: skip
    """What stopped the writing; "" when it was written."""
    if any(len(text) > LONGEST for text in typed.values()):
        return _("A text is too long: at most %(number)s characters.") % {"number": LONGEST}
    seen = request.POST.get("version", "")
    try:
        number = actions.translate_survey(
            survey=here.row, code=code, by=request.user, seen=int(seen[:9]) if seen.isdecimal() else None,
            texts={place: Translation(text, place not in unchecked) for place, text in typed.items()},
        )  # fmt: skip
    except Refusal as refusal:
        return str(refusal)
    words = ngettext("%(number)s text was saved.", "%(number)s texts were saved.", number)
    messages.success(request, words % {"number": number})
    return ""


def _columns(here: Around, chosen: str) -> list[LanguageColumn]:
    counts = states_by_language(here.line.form, here.line.languages)
    return [
        LanguageColumn(
            code, LANGUAGE_NAMES[code], code.removeprefix("easy_"), states.get(TextState.CHECKED, 0),
            states.get(TextState.MACHINE_DRAFT, 0), states.get(TextState.MISSING, 0), code == chosen,
        )
        for code, states in counts.items()
    ]  # fmt: skip


def _row(
    placed: PlacedText, codes: tuple[str, ...], chosen: str, typed: dict[str, str],
    unchecked: frozenset[str],
) -> TextRow:  # fmt: skip
    others = [code for code in codes if code != chosen and placed.text.text(code)]
    source = said(placed.text, others[0]) if others else placed.text.shown()
    return TextRow(
        placed=placed, source=source, states=tuple((LANGUAGE_NAMES[code], placed.text.state(code)) for code in codes),
        written=typed.get(placed.place, placed.text.text(chosen) if chosen else ""),
        is_draft=placed.place in unchecked if placed.place in typed
        else bool(chosen) and placed.text.state(chosen) == TextState.MACHINE_DRAFT,
        hints=tuple(hint_lines(placed.text, [chosen], is_question=_is_question(placed)))
        if chosen else (),
    )  # fmt: skip


def _is_question(placed: PlacedText) -> bool:
    return placed.place.startswith("q.") and placed.place.endswith(".text")
