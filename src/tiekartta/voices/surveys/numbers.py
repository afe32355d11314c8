"""Typing in a form that came on paper: numbers for choices, one field after another. Pure.

A field is `n-<key>`; a place of a ranking or a row of a matrix `n-<key>.<key of choice or row>`. What was
typed becomes the fields of `surveys.fields`, which are checked as any other answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys.checking import Checked, check, is_shown
from tiekartta.voices.surveys.definition import ChoiceForm, QuestionForm, SurveyForm
from tiekartta.voices.surveys.fields import QUOTE, name_of

START = "n-"
QUOTE_FIELD = "n-quote"
_BETWEEN = re.compile(r"[\s,;.+]+")


@dataclass(frozen=True)
class NumberField:
    """One field to type into: `part` is the choice or row that it belongs to."""

    name: str
    value: str
    part: str = ""


@dataclass(frozen=True)
class Typed:
    """What was typed: the answer as checked, and a sentence for each question that is wrong."""

    checked: Checked
    errors: Mapping[str, str]
    quote_error: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it can be received."""
        return not self.errors and not self.quote_error


def fields_of(question: QuestionForm, typed: Mapping[str, str]) -> list[NumberField]:
    """The fields of a question with what was typed into them."""
    own = f"{START}{question.key}"
    parts = _parts(question)
    if parts is None:
        return [NumberField(own, typed.get(own, ""))]
    return [
        NumberField(f"{own}.{part.key}", typed.get(f"{own}.{part.key}", ""), part.key)
        for part in parts
    ]


def _parts(question: QuestionForm) -> Sequence[ChoiceForm] | None:
    if question.kind == QuestionKind.RANK:
        return question.options
    return question.rows if question.kind == QuestionKind.MATRIX else None


def read_typed(form: SurveyForm, typed: Mapping[str, str]) -> Typed:
    """From numbers to an answer. On paper anything may be left out: nothing is required here."""
    relaxed = _relaxed(form)
    posted: dict[str, list[str]] = {}
    wrong: dict[str, str] = {}
    for question in relaxed.questions():
        for field in fields_of(question, typed):
            values, error = _READERS[question.kind](question, field.value.strip())
            if error:
                wrong[question.key] = error
            elif values:
                posted[name_of(question, field.part)] = values
    quote = typed.get(QUOTE_FIELD, "").strip()
    posted[QUOTE] = ["yes"] if quote == "1" else []
    checked = check(relaxed, posted)
    return Typed(
        checked,
        {**checked.errors, **_not_asked(relaxed, checked, typed), **wrong},
        "" if quote in {"", "0", "1"} else _("Write 1 for yes, or leave it empty."),
    )


def _not_asked(form: SurveyForm, checked: Checked, typed: Mapping[str, str]) -> dict[str, str]:
    """Questions whose condition does not hold and into which something was typed."""
    return {
        question.key: _("By the answer above this question is not asked. Leave it empty, or correct the answer above.")
        for question in form.questions()
        if not is_shown(question, checked.values)
        and any(field.value.strip() for field in fields_of(question, typed))
    }  # fmt: skip


def _relaxed(form: SurveyForm) -> SurveyForm:
    blocks = tuple(
        replace(block, questions=tuple(replace(each, is_required=False) for each in block.questions))
        for block in form.blocks
    )  # fmt: skip
    return replace(form, blocks=blocks)


def _number_error(most: int) -> str:
    return _("Write a number from 1 to %(most)s.") % {"most": most}


def _pick(choices: Sequence[ChoiceForm], text: str) -> str:
    """The key of the choice with this number; empty when there is none."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= 4
    at = int(text) if is_number else 0
    return choices[at - 1].key if 1 <= at <= len(choices) else ""


def _text(_question: QuestionForm, value: str) -> tuple[list[str], str]:
    return ([value] if value else []), ""


def _single(question: QuestionForm, value: str) -> tuple[list[str], str]:
    key = _pick(question.options, value)
    return ([key], "") if key else ([], _number_error(len(question.options)) if value else "")


def _multi(question: QuestionForm, value: str) -> tuple[list[str], str]:
    pieces = [piece for piece in _BETWEEN.split(value) if piece]
    if len(question.options) <= 9 and len(pieces) == 1:
        pieces = list(pieces[0])  # "13" is 1 and 3 where there is no thirteenth
    keys = [_pick(question.options, piece) for piece in pieces]
    if not all(keys):
        return [], _("Write numbers from 1 to %(most)s, with a space between them.") % {
            "most": len(question.options)
        }
    return keys, ""


def _scale(question: QuestionForm, value: str) -> tuple[list[str], str]:
    low, high = question.scale or (1, 5)
    if value and value not in {str(step) for step in range(low, high + 1)}:
        return [], _("Write a number from %(low)s to %(high)s.") % {"low": low, "high": high}
    return ([value] if value else []), ""


def _place(question: QuestionForm, value: str) -> tuple[list[str], str]:
    if value and not _pick(question.options, value):
        return [], _number_error(len(question.options))
    return ([value] if value else []), ""


def _column(question: QuestionForm, value: str) -> tuple[list[str], str]:
    key = _pick(question.columns, value)
    return ([key], "") if key else ([], _number_error(len(question.columns)) if value else "")


_READERS: Mapping[QuestionKind, Callable[[QuestionForm, str], tuple[list[str], str]]] = {
    QuestionKind.OPEN: _text,
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTI: _multi,
    QuestionKind.SCALE: _scale,
    QuestionKind.RANK: _place,
    QuestionKind.MATRIX: _column,
}
