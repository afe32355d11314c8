"""Forms of retention and of requests to erase."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tiekartta.people.fields import EmailField
from tiekartta.voices.retention import RULES
from tiekartta.voices.states import ErasureOutcome

MOST_CHARACTERS = 4_000
LONGEST = 3650


class RetentionForm(forms.Form):
    """A number of days for every kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in RULES:
            self.fields[rule.kind.value] = forms.IntegerField(
                label=capfirst(rule.kind.label), min_value=1, max_value=LONGEST,
                help_text=_("Days from %(start)s.") % {"start": rule.counts_from},
            )  # fmt: skip


class AskErasureForm(forms.Form):
    """What anybody may ask."""

    address = EmailField(help_text=_("The answer is sent here. The address is kept only for that."))
    words = forms.CharField(
        label=_("What should be erased"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "Tell where and about when you answered, or what you wrote. Do not write your personal identity code."
        ),
    )


class AnswerErasureForm(forms.Form):
    """What became of a request, and why."""

    outcome = forms.ChoiceField(
        label=_("What became of it"), choices=ErasureOutcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Your words to the person"), required=False, max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("They go into the letter as they stand. Do not quote what others said."),
    )  # fmt: skip
