"""A survey in one language, as pages draw it: for answering, for the preview, for paper.

`templates/voices/answering/question.html` draws a `ShownQuestion`. `surveys.fields` tells the names of form
fields, `surveys.typed` what somebody has typed into them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tiekartta.language.texts import ShownText, TranslatedText
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys.definition import BlockForm, ChoiceForm, QuestionForm, SurveyForm

LONG_ANSWER = 300
"""From so many characters on an open answer gets a box of several lines."""


@dataclass(frozen=True)
class ShownChoice:
    """A choice. `place` is where a ranking put it, empty for nowhere; an empty `key` passes the question over."""

    key: str
    text: ShownText
    id: str
    is_chosen: bool = False
    place: str = ""


@dataclass(frozen=True)
class ShownRow:
    """A row of a matrix with its columns as choices."""

    key: str
    text: ShownText
    name: str
    columns: tuple[ShownChoice, ...]


@dataclass(frozen=True)
class ShownQuestion:
    """A question to draw. `value` is what was written into an open one; `error` what is wrong with it.

    `steps` are the choices of a scale, their texts the numbers; `places` the places of a ranking.
    """

    key: str
    name: str
    kind: QuestionKind
    block_kind: BlockKind
    text: ShownText
    help: ShownText
    is_required: bool
    most_characters: int
    most_choices: int | None
    is_long: bool
    options: tuple[ShownChoice, ...]
    rows: tuple[ShownRow, ...]
    steps: tuple[ShownChoice, ...]
    places: tuple[str, ...]
    low_label: ShownText
    high_label: ShownText
    shown_after: str
    shown_when: tuple[str, ...]
    value: str = ""
    error: str = ""
    condition: str = ""

    @property
    def lowest(self) -> str:
        """The key of the first step of a scale."""
        return self.steps[0].key if self.steps else ""

    @property
    def highest(self) -> str:
        """The key of the last step of a scale."""
        return next((step.key for step in reversed(self.steps) if step.key), "")

    @property
    def first_id(self) -> str:
        """The id of its first field, to which a list of errors leads."""
        if self.rows:
            return self.rows[0].columns[0].id if self.rows[0].columns else self.name
        choices = self.options or self.steps
        return choices[0].id if choices else self.name

    @property
    def described_by(self) -> str:
        """Ids of what tells more about it, for `aria-describedby`."""
        parts = [f"{self.name}-condition"] if self.condition else []
        parts += [f"{self.name}-help"] if self.help.text or self.most_choices else []
        return " ".join([*parts, f"{self.name}-error"] if self.error else parts)


@dataclass(frozen=True)
class ShownBlock:
    """A block with its questions."""

    key: str
    kind: BlockKind
    title: ShownText
    help: ShownText
    questions: tuple[ShownQuestion, ...]


def said(text: TranslatedText, code: str) -> ShownText:
    """A text in one of `VARIANTS`; easy language falls back to its plain one, that to the source."""
    if text.text(code):
        return ShownText(text.text(code), code.removeprefix("easy_"), is_asked=True)
    return text.shown(code.removeprefix("easy_"))


def shown_blocks(
    form: SurveyForm,
    code: str,
    *,
    values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> Iterator[ShownBlock]:
    """The blocks of a survey in the language `code`, in order.

    `values`: key of a question → text, a value as `Answer.value` holds it, or what was `typed`; `errors`:
    key → sentence; `only`: keys of the questions of one page, else all.
    """
    known = {question.key: question for question in form.questions()}
    for block in form.blocks:
        asked = [each for each in block.questions if only is None or each.key in only]
        if not asked and only is not None:
            continue
        yield ShownBlock(
            key=block.key, kind=block.kind, title=said(block.title, code), help=said(block.help, code),
            questions=tuple(
                shown_question(
                    question, code, block=block, value=(values or {}).get(question.key),
                    error=(errors or {}).get(question.key, ""),
                    after=known.get(question.shown_after) if only is None or question.shown_after in only else None,
                )
                for question in asked
            ),
        )  # fmt: skip


def shown_question(
    question: QuestionForm,
    code: str,
    *,
    block: BlockForm,
    value: Any = None,
    error: str = "",
    after: QuestionForm | None = None,
) -> ShownQuestion:
    """One question in the language `code` with what was answered. `after`: the one on which it depends, where
    both stand on one page."""
    name = f"q-{question.key}"
    return ShownQuestion(
        key=question.key, name=name, kind=question.kind, block_kind=block.kind,
        text=said(question.text, code), help=said(question.help, code), is_required=question.is_required,
        most_characters=question.most_characters, most_choices=question.most_choices,
        is_long=question.most_characters >= LONG_ANSWER, options=_options(question, code, name, value),
        rows=tuple(_row(question, row, code, name, value) for row in question.rows),
        steps=_steps(question, name, value), places=_places(question),
        low_label=said(question.low_label, code), high_label=said(question.high_label, code),
        shown_after=question.shown_after if after else "", shown_when=question.shown_when,
        value=value if isinstance(value, str) else "", error=error, condition=_condition(question, after, code),
    )  # fmt: skip


def _places(question: QuestionForm) -> tuple[str, ...]:
    if question.kind != QuestionKind.RANK:
        return ()
    return tuple(str(place) for place in range(1, len(question.options) + 1))


def _condition(question: QuestionForm, after: QuestionForm | None, code: str) -> str:
    if after is None:
        return ""
    names = {choice.key: said(choice.text, code).text for choice in after.options}
    chosen = ", ".join(names.get(key, key) for key in question.shown_when)
    return _("Answer only if you chose above: %(choices)s") % {"choices": chosen}


def _pass_over(question: QuestionForm, name: str) -> tuple[ShownChoice, ...]:
    """A radio cannot be taken back without scripts: where nothing is required, one passes the question over."""
    if question.is_required:
        return ()
    text = _("I pass over this")
    return (ShownChoice("", ShownText(text, "", is_asked=True), f"{name}-pass"),)


def _options(
    question: QuestionForm, code: str, name: str, value: Any
) -> tuple[ShownChoice, ...]:  # fmt: skip
    chosen = list(value) if isinstance(value, list | tuple) else []
    places = value if isinstance(value, Mapping) else {}
    places = places or {key: str(place) for place, key in enumerate(chosen, start=1)}
    options = tuple(
        ShownChoice(
            option.key, said(option.text, code), f"{name}-{option.key}", option.key in chosen,
            places.get(option.key, ""),
        )
        for option in question.options
    )  # fmt: skip
    return (*options, *_pass_over(question, name)) if question.kind == "single" else options


def _steps(question: QuestionForm, name: str, value: Any) -> tuple[ShownChoice, ...]:
    if question.scale is None:
        return ()
    low, high = question.scale
    steps = tuple(
        ShownChoice(
            str(step), ShownText(str(step), "", is_asked=True), f"{name}-{step}", value == step
        )
        for step in range(low, high + 1)
    )
    return (*steps, *_pass_over(question, name))


def _row(question: QuestionForm, row: ChoiceForm, code: str, name: str, value: Any) -> ShownRow:
    given = value.get(row.key) if isinstance(value, Mapping) else None
    own = f"{name}-{row.key}"
    columns = tuple(
        ShownChoice(column.key, said(column.text, code), f"{own}-{column.key}", column.key == given)
        for column in question.columns
    )
    return ShownRow(
        key=row.key, text=said(row.text, code), name=own, columns=(*columns, *_pass_over(question, own))
    )  # fmt: skip
