"""The forms of the participation ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import RespondentGroup
from tiekartta.programmes.states import PhaseCode
from tiekartta.voices.actions import HearingFacts
from tiekartta.voices.models import Hearing
from tiekartta.voices.states import HearingSize, ParticipationMeans


class HearingForm(forms.Form):
    """How a group was heard outside the system. Sizes are classes: no number of people is asked for."""

    phase = forms.ChoiceField(label=_("Phase"), choices=PhaseCode.choices)
    means = forms.ChoiceField(
        label=_("By which means (611/2021, § 29)"), choices=ParticipationMeans.choices
    )
    how = TranslatedTextFormField(
        label=_("How they were heard"), rows=2, max_length=500,
        help_text=_("One sentence that the public reads. No names of people."),
    )  # fmt: skip
    first_day = forms.DateField(label=_("First day"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False,
        help_text=_("Leave empty when it took one day."),
    )  # fmt: skip
    size = forms.ChoiceField(
        label=_("How many took part"), choices=HearingSize.choices,
        help_text=_("A group of which fewer than five took part does not count as heard."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, hearing: Hearing | None = None) -> None:
        names = ("phase", "means", "how", "first_day", "last_day", "size")
        start = {name: getattr(hearing, name) for name in names} if hearing else {}
        super().__init__(data, initial={**start, "seen": hearing.version if hearing else 0})

    def see(self, version: int) -> None:
        """What was typed now lies on top of this version."""
        self.data = {**self.data.dict(), "seen": str(version)}  # type: ignore[attr-defined] # - bound to a POST

    def clean(self) -> dict[str, Any]:
        """The last day is the first one when it is left empty, and not before it."""
        data = super().clean() or {}
        first = data.get("first_day")
        last = data.get("last_day") or first
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first one."))
        data["last_day"] = last
        return data

    @property
    def facts(self) -> HearingFacts:
        """What was written; the form is valid."""
        data = self.cleaned_data
        return HearingFacts(
            phase=PhaseCode(data["phase"]), means=ParticipationMeans(data["means"]), how=data["how"],
            first_day=data["first_day"], last_day=data["last_day"], size=HearingSize(data["size"]),
        )  # fmt: skip


class NewHearingForm(HearingForm):
    """The same for several groups at once."""

    groups = forms.MultipleChoiceField(
        label=_("Who was heard"),
        choices=RespondentGroup.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("groups", "phase", "means", "how", "first_day", "last_day", "size")

    @property
    def chosen_groups(self) -> list[RespondentGroup]:
        """The ticked groups; the form is valid."""
        return [RespondentGroup(group) for group in self.cleaned_data["groups"]]


class GapsForm(forms.Form):
    """Why groups were not heard: one reason for many, or one each."""

    common = TranslatedTextFormField(
        label=_("One reason for all groups that have none of their own below"),
        rows=2, required=False, max_length=1000,
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, groups: Iterable[RespondentGroup], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.groups = list(groups)
        for group in self.groups:
            self.fields[f"reason_{group.value}"] = TranslatedTextFormField(
                label=capfirst(group.label), rows=2, required=False, max_length=1000
            )

    def own_fields(self) -> list[Any]:
        """The fields of the groups, for the page."""
        return [self[f"reason_{group.value}"] for group in self.groups]

    def reasons(self) -> dict[RespondentGroup, TranslatedText]:
        """The reason of each group."""
        data = self.cleaned_data
        common = data.get("common") or TranslatedText()
        return {group: data.get(f"reason_{group.value}") or common for group in self.groups}
