"""Ready surveys to begin from: JSON files in `templates/`, one a survey, in five languages.

A file holds `name`, `about`, `title`, `means`, `pages`; `questions` by key; and `variants`, each with its
group, its words and blocks that name questions. `common` ties a question across the variants.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import (
    BlockKind,
    PageStyle,
    ParticipationMeans,
    QuestionKind,
    VoiceKind,
)
from tiekartta.voices.surveys.definition import BlockForm, ChoiceForm, QuestionForm, SurveyForm

FOLDER = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True)
class ReadyMade:
    """A survey to begin from."""

    code: str
    name: TranslatedText
    about: TranslatedText
    title: TranslatedText
    means: tuple[ParticipationMeans, ...]
    forms: tuple[SurveyForm, ...]

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """The audiences it has questions for."""
        return tuple(form.respondent_group for form in self.forms)


@cache
def ready_made() -> Mapping[str, ReadyMade]:
    """Every ready survey by its code, in the order in which they are offered."""
    files = [
        (path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")
    ]
    return {
        code: _read(code, data) for code, data in sorted(files, key=lambda each: each[1]["order"])
    }


def _text(data: Mapping[str, str] | None) -> TranslatedText:
    return TranslatedText.of(**(data or {}))


def _read(code: str, data: Mapping[str, Any]) -> ReadyMade:
    return ReadyMade(
        code=code, name=_text(data["name"]), about=_text(data["about"]), title=_text(data["title"]),
        means=tuple(ParticipationMeans(each) for each in data["means"]),
        forms=tuple(_form(each, data) for each in data["variants"]),
    )  # fmt: skip


def _form(variant: Mapping[str, Any], data: Mapping[str, Any]) -> SurveyForm:
    return SurveyForm(
        respondent_group=RespondentGroup(variant["group"]), title=_text(data["title"]),
        intro=_text(variant.get("intro")), thanks=_text(variant.get("thanks")),
        pages=PageStyle(data.get("pages", "by_question")),
        blocks=tuple(
            BlockForm(
                kind=BlockKind(block["kind"]), title=_text(block["title"]), help=_text(block.get("help")),
                questions=tuple(_question(key, data["questions"][key]) for key in block["questions"]),
            )
            for block in variant["blocks"]
        ),
    )  # fmt: skip


def _question(key: str, data: Mapping[str, Any]) -> QuestionForm:
    scale = data.get("scale")
    return QuestionForm(
        key=key, kind=QuestionKind(data["kind"]), text=_text(data["text"]), help=_text(data.get("help")),
        common_key=key if data.get("common") else "", most_choices=data.get("most"),
        most_characters=data.get("characters", 2_000), voice_kind=VoiceKind(data.get("voice", "need")),
        scale=(scale[0], scale[1]) if scale else None, low_label=_text(data.get("low")),
        high_label=_text(data.get("high")), options=_choices(data.get("options")),
        rows=_choices(data.get("rows")), columns=_choices(data.get("columns")),
        shown_after=data.get("after", ""), shown_when=tuple(data.get("when", ())),
    )  # fmt: skip


def _choices(data: list[tuple[str, Mapping[str, str]]] | None) -> tuple[ChoiceForm, ...]:
    return tuple(ChoiceForm(key, _text(words)) for key, words in data or ())
