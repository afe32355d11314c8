"""Beginning a survey: from a ready one, from nothing, or from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.people.states import RespondentGroup

LANGUAGE_CHOICES = (
    ("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English")), ("easy_fi", _("easy Finnish")),
    ("easy_sv", _("easy Swedish")),
)  # fmt: skip


def languages_field(**options: Any) -> forms.MultipleChoiceField:
    """Tick boxes for the languages in which people may answer."""
    return forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGE_CHOICES, widget=forms.CheckboxSelectMultiple,
        help_text=_("In which people may answer. Easy language is for clients, families and residents. Before opening, every text must be there in each."),
        **options,
    )  # fmt: skip


class FoundingForm(forms.Form):
    """Name, audiences and languages of a new survey."""

    name = forms.CharField(
        label=_("Name"), max_length=200,
        help_text=_("For you and your colleagues, such as: Development needs, spring. Those who answer see the title of the survey."),
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=_("Who is asked"), choices=RespondentGroup.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each group gets a version of its own. What is asked of all can be compared."),
    )  # fmt: skip
    languages = languages_field(initial=["fi", "sv"])

    def __init__(
        self, data: Any = None, *, groups: Sequence[RespondentGroup] = (), name: str = ""
    ) -> None:
        initial = {"groups": [group.value for group in groups], "name": name}
        super().__init__(data, initial=initial, label_suffix="")


class KeeperForm(forms.Form):
    """To whom a collection is given."""

    keeper = forms.ChoiceField(label=_("Who takes care of it"), required=False)

    def __init__(
        self, data: Any = None, *, people: Sequence[tuple[str, str]], keeper: str = ""
    ) -> None:
        super().__init__(data, initial={"keeper": keeper}, label_suffix="")
        field = self.fields["keeper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [("", _("the owners of the programme")), *people]


class CopyForm(forms.Form):
    """The name of a copy."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, data: Any = None, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name}, label_suffix="")
