"""Forms of panels and of sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.people.fields import EmailField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import AgeBand, PanelKind, VoiceKind


class PanelForm(forms.Form):
    """What a panel is for, its term, and what members get."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of panel"), choices=PanelKind.choices)
    respondent_group = forms.ChoiceField(label=_("Whose panel"), choices=RespondentGroup.choices)
    name = TranslatedTextFormField(label=_("Name"), max_length=200)
    purpose = TranslatedTextFormField(label=_("What the panel is for"), rows=3)
    terms = TranslatedTextFormField(
        label=_("Terms for members"), rows=4, required=False,
        help_text=_("How often the panel meets, how travel is paid, who supports, how to leave."),
    )  # fmt: skip
    fee = forms.DecimalField(
        label=_("Fee for a meeting, euros"), required=False, min_value=0, max_value=10_000,
        decimal_places=2, help_text=_("Leave empty when there is none."),
    )  # fmt: skip
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500, initial=12)
    starts_on = forms.DateField(label=_("The term begins"), widget=DayInput())
    ends_on = forms.DateField(label=_("The term ends"), widget=DayInput())
    call_until = forms.DateField(
        label=_("People may apply until"), widget=DayInput(), required=False,
        help_text=_("Needed for an open call."),
    )  # fmt: skip


class OfferForm(forms.Form):
    """What somebody says who offers to sit in a panel."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    address = EmailField(help_text=_("We tell you here whether you were chosen."))
    words = forms.CharField(
        label=_("Why you want to take part"), max_length=2_000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    age_band = forms.ChoiceField(
        label=_("Your age"), required=False,
        choices=[("", _("I do not want to tell")), *AgeBand.choices],
    )  # fmt: skip
    area = forms.CharField(
        label=_("Where you live"), required=False, max_length=80,
        help_text=_("A municipality or a part of town."),
    )  # fmt: skip
    is_experienced = forms.BooleanField(label=_("I have sat in a panel before"), required=False)


class StatementForm(forms.Form):
    """What a panel states, and to whom."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = TranslatedTextFormField(label=_("Title"), max_length=200)
    text = TranslatedTextFormField(label=_("Statement"), rows=6)
    addressed_to = TranslatedTextFormField(
        label=_("To whom"), max_length=200, help_text=_("A body or an office. No names of people.")
    )


class SendForm(forms.Form):
    """How long the authority has."""

    days = forms.IntegerField(
        label=_("Days for the answer"), min_value=1, max_value=365, initial=60
    )


class ResponseForm(forms.Form):
    """The authority's answer."""

    office = TranslatedTextFormField(label=_("Which office answers"), max_length=200)
    text = TranslatedTextFormField(
        label=_("Answer"), rows=6, help_text=_("It is public at once, and does not change.")
    )


class SessionForm(forms.Form):
    """A discussion that was held, or a step of interviews."""

    respondent_group = forms.ChoiceField(label=_("Who was heard"), choices=RespondentGroup.choices)
    title = TranslatedTextFormField(
        label=_("Name"), max_length=200, help_text=_("Place or topic. No names of people.")
    )
    question = TranslatedTextFormField(label=_("What was asked"), max_length=300, required=False)
    held_on = forms.DateField(label=_("Day"), widget=DayInput(), initial=timezone.localdate)
    participants = forms.IntegerField(
        label=_("How many people were there"), min_value=1, max_value=1_000
    )


class LinesForm(forms.Form):
    """What was said, a line each."""

    kind = forms.ChoiceField(
        label=_("What these are"), choices=VoiceKind.choices, initial=VoiceKind.NEED
    )
    lines = forms.CharField(
        label=_("What was said"), widget=forms.Textarea({"rows": 10}), max_length=500_000,
        help_text=_("One thing a line, as it was said. Do not write names."),
    )  # fmt: skip

    def said(self) -> list[str]:
        """The lines."""
        found: Any = self.cleaned_data["lines"]
        return str(found).replace("\r\n", "\n").split("\n")
