"""What a privacy notice is written with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.voices.notices import PARTS
from tiekartta.voices.states import LegalBasis

MOST_CHARACTERS = 5_000


class NewNoticeForm(forms.Form):
    """What the data are processed on; it decides the starting text of one part."""

    basis = forms.ChoiceField(
        label=_("Legal basis"),
        choices=LegalBasis.choices,
        initial=LegalBasis.PUBLIC_INTEREST,
        widget=forms.RadioSelect,
        help_text=_(
            "Ask the data protection officer when you are not sure. The text can be edited."
        ),
    )


class NoticeForm(forms.Form):
    """Every part in fi, sv and en, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[part.name] = TranslatedTextFormField(
                label=part.label, help_text=part.help, required=False,
                rows=1 if part.name == "title" else 4,
                max_length=200 if part.name == "title" else MOST_CHARACTERS,
            )  # fmt: skip
