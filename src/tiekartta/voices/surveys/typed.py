"""What was typed so far: as a page draws it again, as it travels along hidden, and as lines to read through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiekartta.language.texts import ShownText
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.surveys.checking import Posted, is_shown
from tiekartta.voices.surveys.definition import QuestionForm, SurveyForm
from tiekartta.voices.surveys.fields import all_names, name_of, names_of
from tiekartta.voices.surveys.paging import SurveyPage
from tiekartta.voices.surveys.showing import ShownQuestion, said, shown_question


def typed(form: SurveyForm, posted: Posted) -> dict[str, Any]:
    """Key of a question → what `surveys.showing` draws: right or wrong, nothing that was typed is lost."""
    return {question.key: _typed(question, posted) for question in form.questions()}


def _typed(question: QuestionForm, posted: Posted) -> Any:
    sent = list(posted.get(name_of(question), ()))
    if question.kind == QuestionKind.OPEN:
        return next((each for each in sent if each.strip()), "")
    if question.kind == QuestionKind.SCALE:
        low, high = question.scale or (0, 0)
        return next((step for step in range(low, high + 1) if str(step) in sent), None)
    if question.kind in {QuestionKind.RANK, QuestionKind.MATRIX}:
        parts = question.options if question.kind == QuestionKind.RANK else question.rows
        found = {part.key: list(posted.get(name_of(question, part.key), ())) for part in parts}
        return {key: values[0] for key, values in found.items() if values}
    return sent


@dataclass(frozen=True)
class Carried:
    """A field of another page, carried along hidden."""

    name: str
    value: str


def carried(form: SurveyForm, posted: Posted, *, without: Iterable[QuestionForm]) -> list[Carried]:
    """What was typed on other pages, as hidden fields; fields that the survey does not have are left behind."""
    here = {name for question in without for name in names_of(question)}
    known = all_names(form) - here
    return [
        Carried(name, value)
        for name, values in posted.items()
        if name in known
        for value in values
        if value
    ]


@dataclass(frozen=True)
class GivenLine:
    """One question and what was answered, to read through before sending or to keep. `page`: where it is asked."""

    page: str
    text: ShownText
    lines: tuple[ShownText, ...]


def given_lines(
    form: SurveyForm,
    pages: Sequence[SurveyPage],
    posted: Posted,
    *,
    code: str,
    received: Mapping[str, Any] | None = None,
) -> Iterator[GivenLine]:
    """Every question that is asked, with what was typed in words; without lines where nothing was.

    `received`: the values that would be received; what they hide is dropped from the answer, and left out.
    """
    values = typed(form, posted)
    for page in pages:
        for part in page.parts:
            for question in part.questions:
                if received is not None and not is_shown(question, received):
                    continue
                shown = shown_question(question, code, block=part.block, value=values[question.key])
                yield GivenLine(page.key, said(question.text, code), tuple(_lines(shown)))


def _lines(shown: ShownQuestion) -> Iterator[ShownText]:
    if shown.value.strip():
        yield ShownText(shown.value.strip(), "", is_asked=True)
    yield from _ranked(shown) if shown.kind == QuestionKind.RANK else _chosen(shown)


def _ranked(shown: ShownQuestion) -> Iterator[ShownText]:
    ranked = [option for option in shown.options if option.place in shown.places]
    for option in sorted(ranked, key=lambda option: int(option.place)):
        yield _with(f"{option.place}. ", option.text)


def _chosen(shown: ShownQuestion) -> Iterator[ShownText]:
    choices = (*shown.options, *shown.steps)
    yield from (choice.text for choice in choices if choice.is_chosen and choice.key)
    for row in shown.rows:
        columns = (column for column in row.columns if column.is_chosen and column.key)
        yield from (_with(f"{row.text.text}: ", column.text) for column in columns)


def _with(before: str, text: ShownText) -> ShownText:
    return ShownText(f"{before}{text.text}", text.language, text.is_asked)
