"""A survey as a form on paper: numbered questions, and conditions told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiekartta.language.texts import TranslatedText
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, QuestionForm, SurveyForm
from tiekartta.voices.surveys.showing import said
from tiekartta.voices.surveys.variants import language_of

SHORT, LONG = 300, 1_500
"""Characters up to which an open answer gets two lines, and from which it gets eight."""


@dataclass(frozen=True)
class PaperItem:
    """One question. `lang` where its text is in another language than the form."""

    number: int
    key: str
    kind: QuestionKind
    text: str
    lang: str
    when: str
    help: str
    limit: str
    choices: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    steps: tuple[int, ...]
    low: str
    high: str
    lines: range

    @property
    def last_step(self) -> int:
        """The high end of a scale."""
        return self.steps[-1] if self.steps else 0


@dataclass(frozen=True)
class PaperBlock:
    """A block of questions; `note` says that it is kept apart."""

    title: str
    lang: str
    help: str
    note: str
    items: tuple[PaperItem, ...]


def paper_blocks(form: SurveyForm, code: str) -> list[PaperBlock]:
    """The blocks of a survey in the variant `code`; sentences in the language that is active."""
    numbers = {each.key: place for place, each in enumerate(form.questions(), start=1)}
    known = {each.key: each for each in form.questions()}
    return [_block(block, code, numbers, known) for block in form.blocks if block.questions]


def _block(
    block: BlockForm, code: str, numbers: dict[str, int], known: dict[str, QuestionForm]
) -> PaperBlock:
    apart = block.kind in {BlockKind.NOMINATION, BlockKind.CONTACT}
    return PaperBlock(
        title=said(block.title, code).text, lang=_other(block.title, code), help=said(block.help, code).text,
        note=_("This part is kept apart from your other answers.") if apart else "",
        items=tuple(_item(each, code, numbers, known) for each in block.questions),
    )  # fmt: skip


def _item(
    question: QuestionForm, code: str, numbers: dict[str, int], known: dict[str, QuestionForm]
) -> PaperItem:
    def words(texts: tuple[TranslatedText, ...]) -> tuple[str, ...]:
        return tuple(said(text, code).text for text in texts)

    low, high = question.scale or (0, -1)
    return PaperItem(
        number=numbers[question.key], key=question.key, kind=question.kind,
        text=said(question.text, code).text, lang=_other(question.text, code),
        when=_when(question, code, numbers, known.get(question.shown_after)),
        help=said(question.help, code).text, limit=_limit(question),
        choices=words(tuple(choice.text for choice in question.options)),
        rows=words(tuple(row.text for row in question.rows)),
        columns=words(tuple(column.text for column in question.columns)),
        steps=tuple(range(low, high + 1)), low=said(question.low_label, code).text,
        high=said(question.high_label, code).text, lines=range(_lines(question)),
    )  # fmt: skip


def _other(text: TranslatedText, code: str) -> str:
    language = said(text, code).language
    return language if text and language != language_of(code) else ""


def _when(
    question: QuestionForm, code: str, numbers: dict[str, int], after: QuestionForm | None
) -> str:
    if after is None:
        return ""
    names = {choice.key: said(choice.text, code).text for choice in after.options}
    return _("Answer only if your answer to question %(number)s was: %(choices)s.") % {
        "number": numbers[after.key],
        "choices": " / ".join(names.get(key, key) for key in question.shown_when),
    }


def _limit(question: QuestionForm) -> str:
    if question.kind == QuestionKind.MULTI and question.most_choices:
        most = question.most_choices
        return ngettext("Choose %(most)s at most.", "Choose %(most)s at most.", most) % {
            "most": most
        }
    return {
        QuestionKind.SINGLE: _("Choose one."),
        QuestionKind.MULTI: _("You may choose several."),
        QuestionKind.SCALE: _("Choose one number."),
        QuestionKind.MATRIX: _("Choose one on each row."),
        QuestionKind.RANK: _("Write 1 beside the most important, 2 beside the next, and so on."),
    }.get(question.kind, "")


def _lines(question: QuestionForm) -> int:
    if question.kind != QuestionKind.OPEN:
        return 0
    if question.most_characters < SHORT:
        return 2
    return 5 if question.most_characters < LONG else 8


def items_of(blocks: list[PaperBlock]) -> Iterator[PaperItem]:
    """All questions in order."""
    for block in blocks:
        yield from block.items
