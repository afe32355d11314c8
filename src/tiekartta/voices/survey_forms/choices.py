"""Rows of choices: each with its place and its words; an emptied row goes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.survey_forms.texts import SHORT, revised
from tiekartta.voices.surveys import ChoiceForm

FRESH_ROWS = 3
MORE_ROWS = 4
MOST_ROWS = 60


class ChoiceRow(forms.Form):
    """One choice. `key` names a choice that was there before."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=pgettext_lazy("order", "Place"), required=False, min_value=0, max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "sv-place"}),
    )  # fmt: skip

    def __init__(self, *args: Any, languages: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"] = TranslatedTextFormField(
            label=_("Words"), languages=languages, max_length=SHORT, required=False
        )


def rows_of(
    data: Mapping[str, Any] | None, *, prefix: str, choices: Sequence[ChoiceForm], languages: Sequence[str]
) -> BaseFormSet[ChoiceRow]:  # fmt: skip
    """The rows of `choices` and some empty ones; or what was sent."""
    is_new = not choices
    rows = formset_factory(
        ChoiceRow, extra=FRESH_ROWS + is_new, max_num=MOST_ROWS, absolute_max=MOST_ROWS + MORE_ROWS
    )
    initial = [
        {"key": choice.key, "place": at, "text": choice.text}
        for at, choice in enumerate(choices, start=1)
    ]
    return rows(
        data, prefix=prefix, initial=initial, form_kwargs={"languages": languages, "label_suffix": ""}
    )  # fmt: skip


def with_more_rows(data: Any, prefixes: Sequence[str]) -> Any:
    """What was sent, with a few more empty rows."""
    changed = data.copy()
    for prefix in prefixes:
        name = f"{prefix}-TOTAL_FORMS"
        total = changed.get(name, "")
        if total.isdecimal():
            changed[name] = str(min(int(total[:4]) + MORE_ROWS, MOST_ROWS))
    return changed


def choices_of(
    rows: BaseFormSet[ChoiceRow], known: Sequence[ChoiceForm], languages: Sequence[str]
) -> tuple[ChoiceForm, ...]:
    """The choices of valid rows in their order. Keys that the question does not have are dropped."""
    old = {choice.key: choice.text for choice in known}
    found: list[tuple[int, ChoiceForm]] = []
    for row in rows.forms:
        cleaned = row.cleaned_data or row.initial or {}  # an untouched row is not cleaned
        text = cleaned.get("text") or TranslatedText()
        if not text:
            continue
        key = cleaned.get("key", "")
        key = key if key in old and key not in {choice.key for _at, choice in found} else ""
        words = revised(old[key], text, languages) if key else text
        place = cleaned.get("place")
        found.append((1_000 if place is None else place, ChoiceForm(key, words)))
    return tuple(choice for _at, choice in sorted(found, key=lambda each: each[0]))
