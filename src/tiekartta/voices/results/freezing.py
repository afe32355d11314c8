"""Results as canonical JSON, so that a published copy rests on nothing that may change (house rule 3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import BlockKind, QuestionKind
from tiekartta.voices.surveys import BlockForm, ChoiceForm, QuestionForm, SurveyForm

_CHOICES = ("options", "rows", "columns")


def canonical(content: Mapping[str, Any]) -> str:
    """The one way in which content is written."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of canonical content, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def form_as_data(form: SurveyForm) -> dict[str, Any]:
    """What was asked, as far as its results are told."""
    told = (BlockKind.CONTENT, BlockKind.BACKGROUND)
    return {
        "group": str(form.respondent_group.value),
        "title": form.title.as_data(),
        "blocks": [
            {
                "kind": str(block.kind.value),
                "questions": [_question_as_data(question) for question in block.questions],
            }
            for block in form.blocks
            if block.kind in told
        ],
    }


def form_from_data(data: Mapping[str, Any]) -> SurveyForm:
    """Read what `form_as_data` wrote."""
    return SurveyForm(
        respondent_group=RespondentGroup(data["group"]),
        title=TranslatedText.from_data(data["title"]),
        blocks=tuple(
            BlockForm(
                BlockKind(block["kind"]), TranslatedText(),
                tuple(_question_from_data(question) for question in block["questions"]),
            )
            for block in data["blocks"]
        ),
    )  # fmt: skip


def _question_as_data(question: QuestionForm) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": str(question.kind.value),
        "text": question.text.as_data(),
        "common_key": question.common_key,
        "scale": list(question.scale) if question.scale else None,
        "low": question.low_label.as_data(),
        "high": question.high_label.as_data(),
        **{name: _choices_as_data(getattr(question, name)) for name in _CHOICES},
    }


def _question_from_data(data: Mapping[str, Any]) -> QuestionForm:
    return QuestionForm(
        key=data["key"],
        kind=QuestionKind(data["kind"]),
        text=TranslatedText.from_data(data["text"]),
        common_key=data["common_key"],
        scale=(data["scale"][0], data["scale"][1]) if data["scale"] else None,
        low_label=TranslatedText.from_data(data["low"]),
        high_label=TranslatedText.from_data(data["high"]),
        options=_choices_from_data(data["options"]),
        rows=_choices_from_data(data["rows"]),
        columns=_choices_from_data(data["columns"]),
    )


def _choices_as_data(choices: Sequence[ChoiceForm]) -> list[list[Any]]:
    return [[choice.key, choice.text.as_data()] for choice in choices]


def _choices_from_data(data: Sequence[Sequence[Any]]) -> tuple[ChoiceForm, ...]:
    return tuple(ChoiceForm(key, TranslatedText.from_data(text)) for key, text in data)
