"""What frames a collection, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.voices.actions.surveys import Frame
from tiekartta.voices.queries import CollectionView
from tiekartta.voices.states import ParticipationMeans
from tiekartta.voices.survey_forms.founding import languages_field
from tiekartta.voices.survey_forms.texts import LONG, revised


def a_day(**options: Any) -> forms.DateField:
    """A day, chosen from a calendar where the browser has one."""
    return forms.DateField(widget=DayInput(), **options)


class FrameForm(forms.Form):
    """Names, languages, days, notice, limits, children, means. Gives a `Frame`."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For you and your colleagues."))  # fmt: skip
    languages = languages_field()
    closes_on = a_day(
        label=_("Last day"), required=False,
        help_text=_("People may answer until the end of this day."),
    )  # fmt: skip
    withdraw_until = a_day(
        label=_("Answers may be removed until"), required=False,
        help_text=_("Those who answered may remove their answer by their receipt. A year after the last day when left empty."),
    )  # fmt: skip
    notice = forms.ChoiceField(
        label=_("Privacy notice"), required=False,
        help_text=_("Only published notices can be chosen. A survey opens with one only."),
    )  # fmt: skip
    means = forms.MultipleChoiceField(
        label=_("Ways to take part (Act 611/2021, § 29)"), required=False, choices=ParticipationMeans.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What this counts as in the yearly report on participation."),
    )  # fmt: skip
    min_age = forms.IntegerField(
        label=_("Lowest age"), min_value=0, max_value=120,
        help_text=_("In years. Fifteen, unless something else was decided."),
    )  # fmt: skip
    children_involved = forms.BooleanField(
        label=_("Children under fifteen take part"), required=False
    )
    k_full = forms.IntegerField(
        label=_("Exact figures from"), required=False, min_value=10, max_value=1000,
        help_text=_("People. Empty: as in the programme. May be stricter only."),
    )  # fmt: skip
    k_min = forms.IntegerField(
        label=_("Any figures from"), required=False, min_value=5, max_value=1000,
        help_text=_("People. Empty: as in the programme. May be stricter only."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, view: CollectionView, notices: Sequence[tuple[str, str]]
    ) -> None:
        self.view = view
        initial = {
            name: getattr(view, name)
            for name in ("version", "name", "languages", "closes_on", "withdraw_until", "means", "min_age", "children_involved", "children_reason", "k_full", "k_min", "title")
        }  # fmt: skip
        super().__init__(data, initial={**initial, "notice": view.notice_id}, label_suffix="")
        self.fields["title"] = TranslatedTextFormField(
            label=_("Title"), languages=view.languages, max_length=300, required=False,
            help_text=_("Those who answer see this."),
        )  # fmt: skip
        self.fields["children_reason"] = TranslatedTextFormField(
            label=_("What was decided about children"), languages=view.languages, rows=2, max_length=LONG,
            required=False,
            help_text=_("Who decided, why, and how guardians are told. Needed when children under fifteen take part."),
        )  # fmt: skip
        chosen = self.fields["notice"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared so above
        chosen.choices = [("", _("not chosen yet")), *notices]
        self.order_fields(["version", "name", "title", "languages"])

    @property
    def frame(self) -> Frame:
        """What was chosen; the form is valid."""
        cleaned = self.cleaned_data
        return Frame(
            name=cleaned["name"], title=revised(self.view.title, cleaned["title"], self.view.languages),
            languages=cleaned["languages"], closes_on=cleaned["closes_on"],
            withdraw_until=cleaned["withdraw_until"], notice=cleaned["notice"], k_full=cleaned["k_full"],
            k_min=cleaned["k_min"], min_age=cleaned["min_age"], children_involved=cleaned["children_involved"],
            children_reason=revised(self.view.children_reason, cleaned["children_reason"], self.view.languages),
            means=[ParticipationMeans(code) for code in cleaned["means"]],
        )  # fmt: skip


class ClosingDayForm(forms.Form):
    """Another last day for what is open."""

    closes_on = a_day(label=_("Last day"))

    def __init__(self, data: Any = None, *, closes_on: Any = None) -> None:
        super().__init__(data, initial={"closes_on": closes_on}, label_suffix="")


class CancelForm(forms.Form):
    """Why a collection is cancelled, and that its answers may go."""

    is_sure = forms.BooleanField(
        label=_("Destroy every answer that has come. They cannot be brought back.")
    )

    def __init__(self, data: Any = None, *, languages: Sequence[str]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["reason"] = TranslatedTextFormField(
            label=_("Reason"), languages=languages, rows=3, max_length=LONG,
            help_text=_("Those who come to answer read it."),
        )  # fmt: skip
        self.order_fields(["reason", "is_sure"])
