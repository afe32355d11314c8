"""What ballots are made of, and what voters send."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.codes import MOST_AT_ONCE
from tiekartta.priorities.queries import OptionRow
from tiekartta.priorities.rules import order_for
from tiekartta.programmes.models import Programme
from tiekartta.proposals.queries import ProposalRow
from tiekartta.steering.forms import DecisionForm

_SEED_DIGITS = 12


class BallotForm(forms.Form):
    """A draft: the question, the options, how many are chosen, and until when."""

    question = TranslatedTextFormField(
        label=_("Question"), max_length=300,
        help_text=_("For example: Which of these should we develop first?"),
    )  # fmt: skip
    proposals = forms.TypedMultipleChoiceField(
        label=_("Proposals to choose from"), coerce=uuid.UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("A ballot needs at least two proposals to choose from.")},
    )  # fmt: skip
    winners = forms.IntegerField(
        label=_("How many are chosen"), min_value=1, max_value=50, initial=4,
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Last day of voting"), required=False, widget=DayInput(),
        help_text=_("Voting ends by itself after this day. Without one you close it by hand."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, offered: Iterable[ProposalRow], programme: Programme, **kwargs: Any
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["winners"].help_text = spearheads_wanted(programme)
        field = self.fields["proposals"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [(str(row.id), str(row.title)) for row in offered]

    def clean_closes_on(self) -> object:
        """Not in the past."""
        day = self.cleaned_data["closes_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("The last day of voting is past. Choose a later one."))
        return day


class CodesForm(forms.Form):
    """How many codes for which group."""

    group = forms.ChoiceField(label=_("Who votes with them"), choices=RespondentGroup.choices)
    number = forms.IntegerField(
        label=_("How many codes"), min_value=1, max_value=MOST_AT_ONCE, initial=30,
        help_text=_("One for each voter, and some to spare. At most 500 at once."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a ballot is annulled."""

    reason = TranslatedTextFormField(label=_("Reason"), rows=2, max_length=2000)


class VoteForm(forms.Form):
    """A code and ticks. What was ticked is never lost; what was sent is judged by the action."""

    code = forms.CharField(
        label=_("Your voting code"),
        max_length=40,
        help_text=_("Twelve letters and digits, for example KRTV-7H2M-P9QX."),
        error_messages={"required": _("Write your voting code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    order = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, options: Sequence[OptionRow]) -> None:
        self.seed = _seed(data)
        super().__init__(data, initial={"order": self.seed}, label_suffix="")
        by_key = {option.key: option for option in options}
        # An order of its own for every form: no option wins by standing first.
        self.options = [by_key[key] for key in order_for(by_key, self.seed)]
        self.ticked: list[str] = list(data.getlist("option")) if data is not None else []


class ConfirmForm(DecisionForm):
    """The decision on a counted ballot: a place for each proposal, and why."""

    number_reason = TranslatedTextFormField(
        label=_("Why another number of spearheads"), rows=2, max_length=2000, required=False,
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        options: Sequence[OptionRow],
        advised: Sequence[str],
        programme: Programme,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["number_reason"].help_text = spearheads_wanted(programme)
        places = [("", _("not chosen")), *((str(n), str(n)) for n in range(1, len(options) + 1))]
        self.option_of: dict[str, OptionRow] = {}
        for option in options:
            name = f"place_{option.key}"
            self.option_of[name] = option
            place = str(advised.index(option.key) + 1) if option.key in advised else ""
            self.fields[name] = forms.ChoiceField(
                label=str(option.title), choices=places, required=False, initial=place
            )

    def places(self) -> list[Any]:
        """The fields of the places, as they are drawn."""
        return [self[name] for name in self.option_of]

    def chosen(self) -> list[uuid.UUID]:
        """Proposals in the order of their places; two in one place keep the order of the result."""
        placed = [
            (int(self.cleaned_data[name]), option.proposal_id)
            for name, option in self.option_of.items()
            if self.cleaned_data.get(name)
        ]
        return [proposal_id for _place, proposal_id in sorted(placed, key=lambda pair: pair[0])]

    def clean(self) -> dict[str, Any]:
        """Each place once."""
        data = super().clean() or {}
        places = [data[name] for name in self.option_of if data.get(name)]
        if len(set(places)) < len(places):
            raise forms.ValidationError(_("Two proposals have the same place. Give each its own."))
        return data


def spearheads_wanted(programme: Programme) -> str:
    """How many spearheads the programme has without a reason."""
    return gettext("The programme has %(least)s–%(most)s spearheads.") % {
        "least": programme.spearhead_min,
        "most": programme.spearhead_max,
    }


def _seed(data: Any) -> str:
    """The seed that the form carries, else a new one."""
    sent = str(data.get("order", "")) if data is not None else ""
    if sent.isascii() and sent.isdigit() and len(sent) <= _SEED_DIGITS:
        return sent
    return str(secrets.randbelow(10**_SEED_DIGITS))
