"""From the fields that somebody sent to an answer, or to a sentence for each question that needs one.

Pure: knows neither request nor database. What is hidden by a condition is dropped, what does not
belong to the survey is told (`strangers`), and everything that was typed can be shown again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys.definition import QuestionForm, SurveyForm
from tiekartta.voices.surveys.fields import QUOTE, START, all_names, name_of
from tiekartta.voices.surveys.given import GivenAnswer

Posted = Mapping[str, Sequence[str]]
KEPT_CONTROLS = "\n\t"
# They turn the direction of text around and can make one text look like another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Checked:
    """`values`: what was answered, by key; `errors`: a sentence by key, for shown questions only.

    `strangers`: fields that the survey does not have.
    """

    form: SurveyForm
    values: Mapping[str, Any]
    errors: Mapping[str, str]
    strangers: tuple[str, ...] = ()
    quote_ok: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it can be received as it is."""
        return not self.errors and not self.strangers

    def given(self, *, language: str, entered_by_staff: bool = False) -> GivenAnswer:
        """The answer, with what is stored apart taken apart."""
        choices: dict[str, Any] = {}
        texts: dict[str, str] = {}
        apart: dict[BlockKind, list[dict[str, Any]]] = {
            BlockKind.NOMINATION: [],
            BlockKind.CONTACT: [],
        }
        for block in self.form.blocks:
            answered = {
                each.key: self.values[each.key]
                for each in block.questions
                if each.key in self.values
            }
            if block.kind in apart:
                apart[block.kind] += [answered] if answered else []
                continue
            for question in block.questions:
                if question.key in answered:
                    kept = texts if question.kind == QuestionKind.OPEN else choices
                    kept[question.key] = answered[question.key]
        return GivenAnswer(
            language=language, choices=choices, texts=texts, quote_ok=self.quote_ok,
            entered_by_staff=entered_by_staff, nominations=apart[BlockKind.NOMINATION],
            contacts=apart[BlockKind.CONTACT],
        )  # fmt: skip


def check(form: SurveyForm, posted: Posted, *, only: Collection[str] | None = None) -> Checked:
    """Look at what was sent. `only`: keys of the questions whose errors matter now (a page of many)."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in form.questions():
        if not is_shown(question, values):
            continue
        value, error = _READERS[question.kind](question, posted)
        if value not in _NOTHING:
            values[question.key] = value
        elif not error and question.is_required:
            error = _("Answer this question.")
        if error and (only is None or question.key in only):
            errors[question.key] = error
    return Checked(
        form=form, values=values, errors=errors, strangers=strangers(form, posted),
        quote_ok=form.asks_quote and list(posted.get(QUOTE, ())) == ["yes"],
    )  # fmt: skip


def is_shown(question: QuestionForm, values: Mapping[str, Any]) -> bool:
    """Whether the condition of a question holds; `values` are those of the questions before it."""
    if not question.shown_after:
        return True
    before = values.get(question.shown_after)
    chosen = before if isinstance(before, (list, tuple)) else [before]
    return bool({str(each) for each in chosen} & set(question.shown_when))


def strangers(form: SurveyForm, posted: Posted) -> tuple[str, ...]:
    """Names of fields about questions that this survey does not have."""
    return tuple(sorted({name for name in posted if name.startswith(START)} - all_names(form)))


def clean_text(text: str) -> str:
    """A text as it is kept: line ends as \\n, no signs that are no text, nothing around it.

    Control characters, lone surrogates, signs that turn the direction, and non-characters go.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _is_text(sign)).strip()


def _is_text(sign: str) -> bool:
    if sign in KEPT_CONTROLS:
        return True
    if sign in TURNING or unicodedata.category(sign) in {"Cc", "Cs"}:
        return False
    return ord(sign) & 0xFFFE != 0xFFFE


def _one(question: QuestionForm, posted: Posted, part: str = "") -> tuple[str, bool]:
    """The one value of a field, and whether more than one different came."""
    sent = [each for each in posted.get(name_of(question, part), ()) if each.strip()]
    return (sent[0].strip() if sent else ""), len(set(sent)) > 1


def _open(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    text, several = _one(question, posted)
    text = clean_text(text)
    if several:
        return text, _("Write one answer.")
    over = len(text) - question.most_characters
    if over > 0:
        sentence = ngettext(
            "Your text is %(over)s character too long. Shorten it to %(most)s characters.",
            "Your text is %(over)s characters too long. Shorten it to %(most)s characters.",
            over,
        )
        return text, sentence % {"over": over, "most": question.most_characters}
    return text, ""


def _single(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    key, several = _one(question, posted)
    if several or (key and key not in {choice.key for choice in question.options}):
        return None, _("Choose one of the choices.")
    return ([key] if key else None), ""


def _multi(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    sent = {each for each in posted.get(name_of(question), ()) if each}
    keys = [choice.key for choice in question.options if choice.key in sent]
    if sent - set(keys):
        return keys, _("Choose among the choices.")
    if question.most_choices is not None and len(keys) > question.most_choices:
        sentence = ngettext(
            "Choose %(most)s at most.", "Choose %(most)s at most.", question.most_choices
        )
        return keys, sentence % {"most": question.most_choices}
    return keys, ""


def _scale(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    sent, several = _one(question, posted)
    if not sent:
        return None, ""
    low, high = question.scale or (1, 5)
    if several or sent not in {str(step) for step in range(low, high + 1)}:
        return None, _("Choose one of the choices.")
    return int(sent), ""


def _rank(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    places: dict[int, str] = {}
    most = len(question.options)
    for choice in question.options:
        sent, several = _one(question, posted, choice.key)
        if not sent:
            continue
        if several or sent not in {str(place) for place in range(1, most + 1)}:
            return None, _("Choose a place from the list for each one.")
        if int(sent) in places:
            return None, _("Two have the same place. Give each a place of its own.")
        places[int(sent)] = choice.key
    return [places[place] for place in sorted(places)], ""


def _matrix(question: QuestionForm, posted: Posted) -> tuple[Any, str]:
    columns = {column.key for column in question.columns}
    answered: dict[str, str] = {}
    for row in question.rows:
        sent, several = _one(question, posted, row.key)
        if several or (sent and sent not in columns):
            return answered, _("Choose one of the choices on each row.")
        if sent:
            answered[row.key] = sent
    if question.is_required and len(answered) < len(question.rows):
        return answered, _("Choose one of the choices on each row.")
    return answered, ""


_READERS: Mapping[QuestionKind, Callable[[QuestionForm, Posted], tuple[Any, str]]] = {
    QuestionKind.OPEN: _open,
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTI: _multi,
    QuestionKind.SCALE: _scale,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: _matrix,
}
