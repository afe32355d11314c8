"""Ready surveys to begin from: JSON files in `templates/`, one a survey, in five languages.

A file holds `kind` (of collection; a survey without one), `name`, `about`, `title`, `means`, `pages`;
`questions` by key; and `variants`, each with its group, its words and blocks that name questions, and
`open_link` false when only a code opens it. `common` ties a question across the variants.
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
    ASKED_KINDS,
    BlockKind,
    CollectionKind,
    PageStyle,
    ParticipationMeans,
    QuestionKind,
    VoiceKind,
)
from tiekartta.voices.surveys.definition import BlockForm, ChoiceForm, QuestionForm, SurveyForm

FOLDER = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True)
class ReadyMade:
    """A form to begin a collection of its kind from."""

    code: str
    kind: CollectionKind
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
        code: read(code, data) for code, data in sorted(files, key=lambda each: each[1]["order"])
    }


def ready_for(kind: CollectionKind) -> list[ReadyMade]:
    """The ready forms of one kind of collection, in the order in which they are offered."""
    return [each for each in ready_made().values() if each.kind == kind]


def _text(data: Mapping[str, str] | None) -> TranslatedText:
    return TranslatedText.of(**(data or {}))


def read(code: str, data: Mapping[str, Any]) -> ReadyMade:
    """A file's content as a value. Raises ValueError for a kind of collection that asks nothing."""
    kind = data.get("kind", CollectionKind.SURVEY.value)
    if kind not in ASKED_KINDS:
        raise ValueError(f"{code}: {kind!r} is no kind of collection that asks")
    return ReadyMade(
        code=code, kind=CollectionKind(kind), name=_text(data["name"]), about=_text(data["about"]), title=_text(data["title"]),
        means=tuple(ParticipationMeans(each) for each in data["means"]),
        forms=tuple(_form(each, data) for each in data["variants"]),
    )  # fmt: skip


def _form(variant: Mapping[str, Any], data: Mapping[str, Any]) -> SurveyForm:
    return SurveyForm(
        respondent_group=RespondentGroup(variant["group"]), title=_text(data["title"]),
        intro=_text(variant.get("intro")), thanks=_text(variant.get("thanks")),
        pages=PageStyle(data.get("pages", "by_question")), is_open_link=variant.get("open_link", True),
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
        common_key=key if data.get("common") else "", is_required=data.get("required", False),
        most_choices=data.get("most"), most_characters=data.get("characters", 2_000),
        voice_kind=VoiceKind(data.get("voice", "need")),
        scale=(scale[0], scale[1]) if scale else None, low_label=_text(data.get("low")),
        high_label=_text(data.get("high")), options=_choices(data.get("options")),
        rows=_choices(data.get("rows")), columns=_choices(data.get("columns")),
        shown_after=data.get("after", ""), shown_when=tuple(data.get("when", ())),
    )  # fmt: skip


def _choices(data: list[tuple[str, Mapping[str, str]]] | None) -> tuple[ChoiceForm, ...]:
    return tuple(ChoiceForm(key, _text(words)) for key, words in data or ())
