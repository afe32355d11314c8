"""Names of the fields by which a survey is answered, on the phone, on paper and in the preview.

A question is `q-<key>`; a place of a ranking or a row of a matrix `q-<key>-<key of choice or row>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys.definition import QuestionForm, SurveyForm

START = "q-"
QUOTE = "quote"


def name_of(question: QuestionForm, part: str = "") -> str:
    """The name of a question's field, or of one part of it."""
    return f"{START}{question.key}-{part}" if part else f"{START}{question.key}"


def names_of(question: QuestionForm) -> Iterator[str]:
    """Every field of a question."""
    if question.kind == QuestionKind.RANK:
        yield from (name_of(question, choice.key) for choice in question.options)
    elif question.kind == QuestionKind.MATRIX:
        yield from (name_of(question, row.key) for row in question.rows)
    else:
        yield name_of(question)


def all_names(form: SurveyForm) -> frozenset[str]:
    """Every field that a survey may send about its questions."""
    return frozenset(name for question in form.questions() for name in names_of(question))
