"""Where each text of a survey stands: for translating them one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.language.texts import TextState, TranslatedText
from tiekartta.voices.surveys.definition import SurveyForm


@dataclass(frozen=True)
class PlacedText:
    """A text and its place, such as ``q.<key>.text``; `number` is that of its question, 0 elsewhere."""

    place: str
    label: str | Promise
    number: int
    text: TranslatedText
    is_long: bool = False


def placed_texts(form: SurveyForm) -> Iterator[PlacedText]:
    """Every text that is written in some language, in the order in which people meet it."""
    return (placed for placed in _all(form) if placed.text)


def _all(form: SurveyForm) -> Iterator[PlacedText]:
    yield PlacedText("s.title", _("Title"), 0, form.title)
    yield PlacedText("s.intro", _("First words"), 0, form.intro, is_long=True)
    number = 0
    for block in form.blocks:
        yield PlacedText(f"b.{block.key}.title", _("Heading of a part"), 0, block.title)
        yield PlacedText(f"b.{block.key}.help", _("Introduction of a part"), 0, block.help, is_long=True)  # fmt: skip
        for question in block.questions:
            number += 1
            at = f"q.{question.key}"
            yield PlacedText(f"{at}.text", _("Question"), number, question.text, is_long=True)
            yield PlacedText(f"{at}.help", _("Help"), number, question.help)
            yield PlacedText(f"{at}.low_label", _("First step"), number, question.low_label)
            yield PlacedText(f"{at}.high_label", _("Last step"), number, question.high_label)
            for role, label, choices in (
                ("option", _("Choice"), question.options),
                ("row", _("Row"), question.rows),
                ("column", _("Column"), question.columns),
            ):
                for choice in choices:
                    yield PlacedText(f"c.{question.key}.{role}.{choice.key}", label, number, choice.text)  # fmt: skip
    yield PlacedText("s.thanks", _("Last words"), 0, form.thanks, is_long=True)


def states_by_language(
    form: SurveyForm, languages: Iterable[str]
) -> Mapping[str, Mapping[TextState, int]]:
    """How many texts of a survey are missing, drafted and checked in each language."""
    texts = [placed.text for placed in placed_texts(form)]
    return {code: Counter(text.state(code) for text in texts) for code in languages}
