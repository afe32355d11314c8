"""What comes in on the pages of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.analysis.disclosure import UNANSWERED
from tiekartta.voices.results.filtering import NOT_TOLD
from tiekartta.voices.results.tallying import answers_of, background_of
from tiekartta.voices.results.words import answer_words, background_words, words
from tiekartta.voices.states import ResultsFormat
from tiekartta.voices.surveys import SurveyForm

PREFIX = "tausta-"
MOST_READ = 6
"""Background variables that are read from an address; more than two are refused in words."""
VARIANT = "kohderyhma"


def wanted_of(data: Mapping[str, str]) -> dict[str, str]:
    """Key of a background variable → chosen answer, as an address has them."""
    found = {
        name.removeprefix(PREFIX): value
        for name, value in data.items()
        if name.startswith(PREFIX) and value
    }
    return dict(list(found.items())[:MOST_READ])


class GroupForm(forms.Form):
    """Which group is looked at: a list for each background variable."""

    def __init__(self, data: Any, *, form: SurveyForm) -> None:
        super().__init__(data, label_suffix="", auto_id="ryhma-%s")
        for question in background_of(form):
            answers = [(key, answer_words(question, (key,)).text) for key in answers_of(question)]
            self.fields[PREFIX + question.key] = forms.ChoiceField(
                label=words(question.text).text,
                required=False,
                choices=[
                    ("", _("everybody")),
                    *answers,
                    (NOT_TOLD, background_words(question, (UNANSWERED,)).text),
                ],
            )


class CrossingForm(forms.Form):
    """By what a question is crossed: one or two background variables."""

    ristiin = forms.ChoiceField(label=_("Crossed by"), required=False)
    toiseksi = forms.ChoiceField(label=_("and by"), required=False)

    def __init__(self, data: Any, *, form: SurveyForm, but: str) -> None:
        super().__init__(data, label_suffix="")
        choices = [
            (question.key, words(question.text).text)
            for question in background_of(form)
            if question.key != but
        ]
        for name in ("ristiin", "toiseksi"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
            field.choices = [("", _("no choice")), *choices]
        if len(choices) < 2:
            del self.fields["toiseksi"]

    @property
    def variables(self) -> tuple[str, ...]:
        """The chosen ones that there are, each once."""
        self.is_valid()
        chosen = (self.cleaned_data.get("ristiin"), self.cleaned_data.get("toiseksi"))
        return tuple(dict.fromkeys(key for key in chosen if key))


class FileForm(forms.Form):
    """What file is wanted."""

    format = forms.ChoiceField(label=_("Kind of file"), choices=ResultsFormat.choices)
    with_voices = forms.BooleanField(
        label=_("With the open answers whose writers allowed quoting"), required=False
    )

    def __init__(self, data: Any = None, *, reads_voices: bool) -> None:
        super().__init__(data, label_suffix="", auto_id="tiedosto-%s")
        if not reads_voices:
            del self.fields["with_voices"]
