"""What a decision is written with."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.steering.states import DecisionKind


class DecisionForm(forms.Form):
    """Who decided what, when and why. Title, body and rationale in at least one language."""

    title = TranslatedTextFormField(label=_("Title"), max_length=200)
    decided_by = TranslatedTextFormField(
        label=_("Who decided"),
        max_length=200,
        help_text=_("A body or an office, for example the steering group. No names of people."),
    )
    decided_on = forms.DateField(label=_("Day of the decision"), widget=DayInput())
    rationale = TranslatedTextFormField(label=_("Why it was decided so"), rows=5)
    deviation = TranslatedTextFormField(
        label=_("Why it departs from the advice"),
        rows=3,
        required=False,
        help_text=_("Only where a vote or another advice said otherwise."),
    )

    def clean_decided_on(self) -> object:
        """Not in the future."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("The day of the decision has not come yet. Check the date.")
            )
        return day


class NewDecisionForm(DecisionForm):
    """A decision that no other page makes; choices of spearheads are made from a ballot."""

    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=[(kind.value, kind.label) for kind in (DecisionKind.OTHER, DecisionKind.ROADMAP)],
    )
    field_order = ("kind", "title", "decided_by", "decided_on", "rationale", "deviation")
