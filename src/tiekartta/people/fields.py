"""Form fields of accounts, with the words of the house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tiekartta.people.passphrases import MAX_CHARACTERS

MIN_CHARACTERS = 12


class EmailField(forms.EmailField):
    """An e-mail address, in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address"))
        kwargs.setdefault("widget", forms.EmailInput({"autocomplete": "email"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class PassphraseField(forms.CharField):
    """A passphrase as it is typed; never written back to the page."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Passphrase"))
        kwargs.setdefault("max_length", MAX_CHARACTERS)
        widget = forms.PasswordInput({"autocomplete": autocomplete})
        super().__init__(strip=False, widget=widget, **kwargs)


class NewPassphraseField(PassphraseField):
    """A passphrase to come: checked against the rules, and against its owner where known."""

    def __init__(self, *, user: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("New passphrase"))
        kwargs.setdefault(
            "help_text",
            _(
                "At least 12 characters. Four words that do not belong together are easy to remember."
            ),
        )
        self.user = user
        super().__init__(autocomplete="new-password", **kwargs)

    def clean(self, value: Any) -> str:
        return str(get_adapter().clean_password(super().clean(value), user=self.user))


def same_twice(form: forms.Form, first: str = "password1", second: str = "password2") -> None:
    """Add an error to the second field when the two differ."""
    one, two = form.cleaned_data.get(first), form.cleaned_data.get(second)
    if one and two and one != two:
        form.add_error(second, gettext("The two passphrases are not the same."))
