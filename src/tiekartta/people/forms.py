"""Forms of the people folder: set-up, invitation, profile, organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput
from tiekartta.people.fields import EmailField, NewPassphraseField, PassphraseField, same_twice
from tiekartta.people.queries import UnitView, organisation_choices
from tiekartta.people.states import OrganisationKind, SuccessionKind

NAME_CHARACTERS = 120


def language_field() -> forms.ChoiceField:
    """The language of pages and letters."""
    return forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the pages and of the letters that are sent."),
    )


class _TwiceForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        same_twice(self)
        return self.cleaned_data


class SetupForm(_TwiceForm):
    """Everything that a new installation needs."""

    token = forms.CharField(
        label=_("Set-up token"), max_length=100,
        help_text=_("The server printed it when it started. The command “tiekartta setup” prints a new one."),
    )  # fmt: skip
    organisation_name = forms.CharField(label=_("Name of your organisation"), max_length=200)
    organisation_kind = forms.ChoiceField(label=_("Kind of organisation"), choices=OrganisationKind)
    display_name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_CHARACTERS,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = EmailField(label=_("Your e-mail address"))
    password1 = NewPassphraseField(label=_("Passphrase"))
    password2 = PassphraseField(label=_("The same passphrase again"), autocomplete="new-password")


class AcceptForm(_TwiceForm):
    """A passphrase for an account that was waiting for its owner."""

    password1 = NewPassphraseField(label=_("Passphrase"))
    password2 = PassphraseField(label=_("The same passphrase again"), autocomplete="new-password")


class ProfileForm(forms.Form):
    """One's own name and language."""

    display_name = forms.CharField(
        label=_("Name"), max_length=NAME_CHARACTERS, help_text=_("As the others in your programmes see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    language = language_field()


class OrganisationForm(forms.Form):
    """The facts of an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=OrganisationKind)
    business_id = forms.CharField(
        label=_("Business id"), max_length=12, required=False, help_text=_("As 1234567-8.")
    )
    site_url = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")
    valid_from = forms.DateField(label=_("Began"), required=False, widget=DayInput())
    valid_to = forms.DateField(label=_("Ended"), required=False, widget=DayInput())


class AliasForm(forms.Form):
    """Another name."""

    name = forms.CharField(
        label=_("Another name"),
        max_length=200,
        help_text=_("The organisation is found by it, too."),
    )


class UnitForm(forms.Form):
    """A unit of an organisation."""

    name = forms.CharField(label=_("Name of the unit"), max_length=200)
    parent = forms.ChoiceField(label=_("Part of"), required=False)

    def __init__(self, *args: Any, units: tuple[UnitView, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(unit.public_id, unit.name) for unit in units]
        self.fields["parent"].choices = [("", _("The organisation itself")), *choices]  # type: ignore[attr-defined] # - a choice field


class SuccessionForm(forms.Form):
    """What an organisation became."""

    successor = forms.ChoiceField(
        label=_("It became"), help_text=_("Add the new organisation first if it is not here.")
    )
    kind = forms.ChoiceField(label=_("How"), choices=SuccessionKind)
    day = forms.DateField(label=_("On which day"), widget=DayInput())

    def __init__(self, *args: Any, predecessor: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = organisation_choices(besides=predecessor)  # type: ignore[attr-defined] # - a choice field
