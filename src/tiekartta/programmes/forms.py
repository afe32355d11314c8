"""Forms of programmes: founding, editing, phases, members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.people.fields import EmailField
from tiekartta.people.forms import NAME_CHARACTERS, language_field
from tiekartta.people.queries import organisation_choices
from tiekartta.people.states import MEMBER_ROLES, DutyKind, Role
from tiekartta.programmes.actions.founding import K_FULL, K_MIN, Limits
from tiekartta.programmes.models import Phase
from tiekartta.programmes.states import PhaseCode


class ProgrammeForm(forms.Form):
    """The facts of a programme."""

    name = TranslatedTextFormField(
        label=_("Name"),
        max_length=200,
        help_text=_("In at least one language; add the others when you have them."),
    )
    purpose = TranslatedTextFormField(
        label=_("Purpose"), rows=3, max_length=2000, required=False,
        help_text=_("In a sentence or two: what is to become better, and for whom."),
    )  # fmt: skip
    organisation = forms.ChoiceField(label=_("Owner organisation"), required=False)
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput())
    theme_target = forms.IntegerField(
        label=_("How many themes"), min_value=5, max_value=15, initial=10,
        help_text=_("From 5 to 15. The analysis comes as near as the answers allow."),
    )  # fmt: skip
    spearhead_min = forms.IntegerField(
        label=_("Spearheads at least"), min_value=1, max_value=15, initial=3
    )
    spearhead_max = forms.IntegerField(
        label=_("Spearheads at most"), min_value=1, max_value=15, initial=4
    )
    k_full = forms.IntegerField(
        label=_("Exact counts of people from"), min_value=K_FULL, max_value=1000, initial=K_FULL,
        help_text=_("A smaller group is shown as “few”. You may only make this stricter than 10."),
    )  # fmt: skip
    k_min = forms.IntegerField(
        label=_("Hide counts under"), min_value=K_MIN, max_value=1000, initial=K_MIN,
        help_text=_("Nothing is told of so small a group. You may only make this stricter than 5."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– none yet –")), *organisation_choices()]
        now = self.initial.get("organisation")
        if now and now not in dict(choices):
            choices.append((now, self.initial.get("organisation_name", now)))
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined] # - a choice field

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self[name] for name in ("name", "purpose", "organisation", "starts_on", "ends_on")]

    @property
    def number_fields(self) -> list[forms.BoundField]:
        """What has a good default."""
        return [
            self[name]
            for name in ("theme_target", "spearhead_min", "spearhead_max", "k_full", "k_min")
        ]

    def see(self, version: int) -> None:
        """What was typed is kept; the next saving knows the newer version."""
        self.data = {**self.data, "version": str(version)}

    def limits(self) -> Limits:
        """The numbers as a value."""
        return Limits(**{field.name: self.cleaned_data[field.name] for field in self.number_fields})


class FoundForOtherForm(ProgrammeForm):
    """Founding by an administrator, perhaps for somebody else."""

    owner_email = EmailField(
        label=_("Owner's e-mail address"), required=False,
        help_text=_("Empty: you own it yourself. Otherwise the owner is invited by e-mail."),
    )  # fmt: skip
    owner_name = forms.CharField(
        label=_("Owner's name"), max_length=NAME_CHARACTERS, required=False
    )

    @property
    def owner_fields(self) -> list[forms.BoundField]:
        """Who is to own it."""
        return [self["owner_email"], self["owner_name"]]


class PhaseForm(forms.Form):
    """The days of one phase."""

    planned_start = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    planned_end = forms.DateField(label=_("Last day"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, phase: Phase) -> None:
        self.phase = phase
        self.title = PhaseCode(phase.code).label
        initial = {"planned_start": phase.planned_start, "planned_end": phase.planned_end}
        super().__init__(data, prefix=f"phase{phase.order}", initial=initial)

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day."""
        return self.cleaned_data["planned_start"], self.cleaned_data["planned_end"]


def phase_forms(phases: Iterable[Phase], data: Any = None) -> list[PhaseForm]:
    """One form for each phase, in order."""
    return [PhaseForm(data, phase=phase) for phase in phases]


def _duties_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Duties"), choices=DutyKind, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Some rights need a named duty besides the role: running analyses, screening, publishing."),
    )  # fmt: skip


class InviteForm(forms.Form):
    """Somebody new in the programme."""

    email = EmailField()
    display_name = forms.CharField(
        label=_("Name"), max_length=NAME_CHARACTERS, required=False,
        help_text=_("Used if the person has no account yet. They can change it."),
    )  # fmt: skip
    language = language_field()
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in MEMBER_ROLES]
    )
    valid_from = forms.DateField(
        label=_("First day"), required=False, widget=DayInput(), help_text=_("Empty: today.")
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: until further notice."),
    )
    duties = _duties_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = settings.LANGUAGE_CODE
        # Not the first of the list, which is the owner.
        self.fields["role"].initial = Role.DEVELOPER.value


class DutiesForm(forms.Form):
    """The duties of one member."""

    duties = _duties_field()
