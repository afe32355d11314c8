"""Forms of the library."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField


class FollowForm(forms.Form):
    """An address that wants to follow."""

    address = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("It is used for these letters only, and you can stop at any time."),
    )  # fmt: skip


class BulletinForm(forms.Form):
    """What those who follow are told."""

    title = TranslatedTextFormField(
        label=_("What there is to read, in one line"), max_length=150,
        help_text=_("No answers and no names: the letter holds this line and a link."),
    )  # fmt: skip
    path = forms.CharField(
        label=_("Address of the page"), max_length=300,
        help_text=_("A public page of this service, such as /tiekartat/…"),
    )  # fmt: skip
