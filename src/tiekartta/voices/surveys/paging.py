"""The pages of a survey as they are walked: one question each, or all on one; conditions decide which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiekartta.voices.states import BlockKind, PageStyle
from tiekartta.voices.surveys.checking import is_shown
from tiekartta.voices.surveys.definition import BlockForm, QuestionForm, SurveyForm

ALL = "all"


@dataclass(frozen=True)
class Part:
    """A block, or one question of it, on a page."""

    block: BlockForm
    questions: tuple[QuestionForm, ...]


@dataclass(frozen=True)
class SurveyPage:
    """One page. `key` names it in the form: that of its question, of its block, or `ALL`."""

    key: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[QuestionForm, ...]:
        """Everything that is asked on it."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def keys(self) -> frozenset[str]:
        """Keys of its questions."""
        return frozenset(question.key for question in self.questions)


def pages_of(form: SurveyForm, values: Mapping[str, Any]) -> tuple[SurveyPage, ...]:
    """The pages that a respondent walks who has answered `values` so far.

    Content questions have a page each; background facts, a proposal and contact details are one page
    each. A question that depends on another of the same page stands there in any case, for without
    scripts the page cannot follow.
    """
    if form.pages == PageStyle.ALL:
        parts = tuple(Part(block, block.questions) for block in form.blocks if block.questions)
        return (SurveyPage(ALL, parts),) if parts else ()
    pages: list[SurveyPage] = []
    for place, block in enumerate(form.blocks):
        if block.kind == BlockKind.CONTENT:
            pages += [
                SurveyPage(question.key, (Part(block, (question,)),))
                for question in block.questions
                if is_shown(question, values)
            ]
            continue
        own = {question.key for question in block.questions}
        shown = tuple(
            question
            for question in block.questions
            if question.shown_after in own or is_shown(question, values)
        )
        if shown:
            pages.append(SurveyPage(f"block-{place}", (Part(block, shown),)))
    return tuple(pages)


def place_of(pages: Sequence[SurveyPage], key: str) -> int:
    """The place of a page, 0 for one that is not there."""
    return next((place for place, page in enumerate(pages) if page.key == key), 0)


def page_with(pages: Sequence[SurveyPage], question_key: str) -> int:
    """The place of the page on which a question stands, 0 when it stands on none."""
    return next((place for place, page in enumerate(pages) if question_key in page.keys), 0)


def minutes(form: SurveyForm) -> int:
    """About how long answering takes: a minute for an open question, a quarter for another."""
    seconds = sum(60 if question.kind == "open" else 15 for question in form.questions())
    return max(1, round(seconds / 60))
