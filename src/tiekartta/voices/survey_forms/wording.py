"""Correcting the words of a question that people answer already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.voices.actions.surveys import Wording
from tiekartta.voices.queries import SurveyLine
from tiekartta.voices.states import QuestionKind
from tiekartta.voices.survey_forms.texts import LONG, SHORT, revised
from tiekartta.voices.surveys import QuestionForm

_SETS = {"options": "choices", "rows": "rows", "columns": "columns"}


class WordingForm(forms.Form):
    """All words of a question, and what the public is told about the correction."""

    def __init__(self, data: Any = None, *, line: SurveyLine, question: QuestionForm) -> None:
        super().__init__(data, label_suffix="")
        self.line, self.question = line, question
        self._add("text", _("Question"), question.text, rows=2, most=LONG)
        self._add("help", _("Help"), question.help, rows=1, most=LONG, required=False)
        if question.kind == QuestionKind.SCALE:
            self._add(
                "low_label", _("What the first step means"), question.low_label, required=False
            )
            self._add(
                "high_label", _("What the last step means"), question.high_label, required=False
            )
        for part in _SETS:
            for number, choice in enumerate(getattr(question, part), start=1):
                self._add(f"{part}-{number}", choice.text, choice.text)
        self.fields["note"] = TranslatedTextFormField(
            label=_("What was corrected"), languages=line.languages, rows=2, max_length=LONG,
            help_text=_("Everybody who answers reads this, such as: The question about opening hours was made clearer."),
        )  # fmt: skip

    def _add(self, name: str, label: Any, text: Any, *, rows: int = 1, most: int = SHORT, required: bool = True) -> None:  # fmt: skip
        self.fields[name] = TranslatedTextFormField(
            label=label, languages=self.line.languages, rows=rows, max_length=most, required=required,
            initial=text,
        )  # fmt: skip

    @property
    def wording(self) -> Wording:
        """The corrected words; the form is valid."""
        cleaned, languages = self.cleaned_data, self.line.languages
        words = {
            name: revised(getattr(self.question, name), cleaned[name], languages)
            for name in ("text", "help", "low_label", "high_label")
            if name in cleaned
        }
        sets = {
            target: {
                choice.key: revised(choice.text, cleaned[f"{part}-{number}"], languages)
                for number, choice in enumerate(getattr(self.question, part), start=1)
            }
            for part, target in _SETS.items()
        }
        question = self.question
        return Wording(
            text=words["text"], help=words["help"], choices=sets["choices"], rows=sets["rows"],
            columns=sets["columns"], low_label=words.get("low_label", question.low_label),
            high_label=words.get("high_label", question.high_label),
        )  # fmt: skip
