"""A survey as a frozen value: templates are written in it, copies go through it, pages draw from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import BlockKind, PageStyle, QuestionKind, VoiceKind

_NO_TEXT = TranslatedText()


# Audiences that are asked in easy language where a collection has it; the others read the plain one.
EASY_READERS = frozenset(
    {
        RespondentGroup.CLIENT, RespondentGroup.FAMILY, RespondentGroup.RESIDENT, RespondentGroup.CHILD_YOUTH,
        RespondentGroup.EXPERT_BY_EXPERIENCE,
    }
)  # fmt: skip


def languages_for(group: RespondentGroup, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages of a collection (codes of `VARIANTS`) in which an audience is asked; easy ones for some.

    Empty where a collection has easy languages only and the audience is not one that reads them: it
    does not open so (`gaps_of`).
    """
    every = tuple(languages)
    if group in EASY_READERS:
        return every
    return tuple(code for code in every if not code.startswith("easy_"))


@dataclass(frozen=True)
class ChoiceForm:
    """A choice, a row or a column: `key` is what an answer stores."""

    key: str
    text: TranslatedText


@dataclass(frozen=True)
class QuestionForm:
    """One question. `key` names it in forms: the public id once stored, any name in a template.

    `options` are the choices of single, multi and rank; `rows` and `columns` those of a matrix.
    `shown_after` is the key of an earlier question of the same survey, `shown_when` its choices.
    """

    key: str
    kind: QuestionKind
    text: TranslatedText
    help: TranslatedText = _NO_TEXT
    common_key: str = ""
    is_required: bool = False
    most_characters: int = 2_000
    most_choices: int | None = None
    voice_kind: VoiceKind = VoiceKind.NEED
    scale: tuple[int, int] | None = None
    low_label: TranslatedText = _NO_TEXT
    high_label: TranslatedText = _NO_TEXT
    options: tuple[ChoiceForm, ...] = ()
    rows: tuple[ChoiceForm, ...] = ()
    columns: tuple[ChoiceForm, ...] = ()
    shown_after: str = ""
    shown_when: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockForm:
    """A block with its questions, in order."""

    kind: BlockKind
    title: TranslatedText
    questions: tuple[QuestionForm, ...]
    help: TranslatedText = _NO_TEXT
    key: str = ""


@dataclass(frozen=True)
class SurveyForm:
    """What one audience is asked, in order."""

    respondent_group: RespondentGroup
    title: TranslatedText
    blocks: tuple[BlockForm, ...]
    intro: TranslatedText = _NO_TEXT
    thanks: TranslatedText = _NO_TEXT
    pages: PageStyle = PageStyle.BY_QUESTION
    is_open_link: bool = True
    asks_quote: bool = True
    key: str = field(default="")

    def questions(self, *kinds: BlockKind) -> Iterator[QuestionForm]:
        """The questions of all blocks, or of the blocks of these kinds, in order."""
        for block in self.blocks:
            if not kinds or block.kind in kinds:
                yield from block.questions

    def texts(self) -> Iterator[TranslatedText]:
        """Every text that a respondent reads; empty ones too."""
        yield from (self.title, self.intro, self.thanks)
        for block in self.blocks:
            yield from (block.title, block.help)
            for question in block.questions:
                yield from (question.text, question.help, question.low_label, question.high_label)
                for choice in (*question.options, *question.rows, *question.columns):
                    yield choice.text
