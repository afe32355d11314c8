"""What a receipt is looked up with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.voices.receipts import is_code


class ReceiptForm(forms.Form):
    """The code, however it was typed: hyphens, spaces and small letters are fine."""

    code = forms.CharField(
        label=_("The code of your receipt"),
        max_length=60,
        help_text=_("Twelve letters and numbers, for example KRTV-7H2M-P9QX. Small letters are fine."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                "class": "tr-code",
            }
        ),
        error_messages={"required": _("Write the code of your receipt.")},
    )  # fmt: skip

    def clean_code(self) -> str:
        """A code in shape; whether it is a receipt is seen by looking."""
        code: str = self.cleaned_data["code"]
        if not is_code(code):
            raise forms.ValidationError(
                _("A code has twelve letters and numbers. Check that none is missing.")
            )
        return code
