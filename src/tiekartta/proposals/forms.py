"""What proposals are written, found and judged with."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.proposals.queries import ProposalRow
from tiekartta.proposals.states import Outcome, ProposalState

LANGUAGE_CHOICES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
WAITING = "waiting"


class WordsForm(forms.Form):
    """Title and text, and the language they were first written in."""

    source = forms.ChoiceField(
        label=_("Language it is written in first"),
        choices=LANGUAGE_CHOICES,
        help_text=_("The other languages may follow later; until then readers see this one."),
    )
    title = TranslatedTextFormField(label=_("Title"), max_length=200)
    text = TranslatedTextFormField(label=_("What is proposed"), rows=4, max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        code = (get_language() or "fi").split("-")[0]
        self.fields["source"].initial = code if code in LANGUAGES else "fi"

    def clean(self) -> dict[str, Any]:
        """Both in the source language, which they then carry."""
        data = super().clean() or {}
        source = data.get("source")
        for name in ("title", "text"):
            said = data.get(name)
            if source and isinstance(said, TranslatedText) and said:
                if not said.text(source):
                    self.add_error(name, _("Write this in the language it is written in first."))
                else:
                    data[name] = dataclasses.replace(said, source=source)
        return data


class VoicesForm(forms.Form):
    """Ticked voices among those that the page offers."""

    voices = forms.TypedMultipleChoiceField(
        label=_("Voices"),
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one voice that the proposal comes from."),
            "invalid_choice": _(
                "Some of the voices cannot be used. Reload the page and choose again."
            ),
        },
    )

    def __init__(self, *args: Any, offered: Iterable[uuid.UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voices"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [(str(each), "") for each in offered]

    def ticked(self) -> set[str]:
        """Keys that were sent, for drawing the page again."""
        return set(self.data.getlist("voices")) if self.is_bound else set()  # type: ignore[attr-defined] # - the data of a page is a QueryDict


class FilterForm(forms.Form):
    """What to show of the list."""

    search = forms.CharField(label=_("Words in the text"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, rows: Sequence[ProposalRow]) -> None:
        super().__init__(data, label_suffix="")
        themes = {str(row.theme_id): str(row.theme_title) for row in rows if row.theme_id}
        every = [("", _("all"))]
        for name, choices in (
            ("theme", list(themes.items())),
            ("state", [*ProposalState.choices, (WAITING, _("waits for an outcome"))]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
            field.choices = [*every, *choices]

    def chosen(self, rows: Sequence[ProposalRow]) -> list[ProposalRow]:
        """The rows that fit; an unknown choice filters nothing."""
        self.is_valid()
        data = self.cleaned_data
        words = data.get("search", "").casefold().split()
        return [
            row
            for row in rows
            if (not data.get("theme") or str(row.theme_id) == data["theme"])
            and _fits(row, data.get("state", ""))
            and all(word in _text_of(row) for word in words)
        ]


class OutcomeForm(forms.Form):
    """What became of a proposal, and why."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    reason = TranslatedTextFormField(
        label=_("Reason"), rows=3, max_length=2000,
        help_text=_("Those who said something about this read the reason."),
    )  # fmt: skip

    def __init__(self, *args: Any, state: ProposalState, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [
            choice
            for choice in Outcome.choices
            if choice[0] != Outcome.IN_SPEARHEAD or state == ProposalState.CHOSEN
        ]


class ReasonForm(forms.Form):
    """Why a proposal is taken back."""

    reason = TranslatedTextFormField(label=_("Reason"), rows=2, max_length=2000)


class CombineForm(WordsForm):
    """Which of two proposals stays, and the words of the whole."""

    into = forms.ChoiceField(label=_("Which one stays"), widget=forms.RadioSelect)
    field_order = ("into", "source", "title", "text")

    def __init__(self, *args: Any, pair: Sequence[ProposalRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [(row.public_id, str(row.title)) for row in pair]


def _fits(row: ProposalRow, state: str) -> bool:
    if state == WAITING:
        return row.outcome is None and row.state != ProposalState.COMBINED
    return not state or row.state == state


def _text_of(row: ProposalRow) -> str:
    said = [each.text(code) for code in LANGUAGES for each in (row.title, row.text)]
    return " ".join(said).casefold()
