"""Forms of the ways in."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tiekartta.language.texts import LANGUAGES
from tiekartta.voices.address_list import MOST_ADDRESSES, MOST_PROBLEMS, read_addresses
from tiekartta.voices.printing.sheets import NAMES
from tiekartta.voices.receipts import is_code
from tiekartta.voices.states import ReminderKind
from tiekartta.voices.surveys.variants import language_of
from tiekartta.voices.tokens import MOST_PRINTED

MOST_PEOPLE = 1_000_000
MOST_COPIES = 50
MOST_TEXT = 1_000_000
MOST_MESSAGE = 1_000


class BatchForm(forms.Form):
    """What a batch of codes is for."""

    survey = forms.ChoiceField(label=_("Who answers with them"))
    label = forms.CharField(
        label=_("Name of the batch"), max_length=120,
        help_text=_("For you only, such as “Autumn, reception”. Not a person's name."),
    )  # fmt: skip
    size = forms.IntegerField(
        label=_("How many codes"), min_value=1, max_value=MOST_PRINTED,
        help_text=_("One code is one answer. From 1 to %(most)s at once.") % {"most": MOST_PRINTED},
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Unit"), required=False,
        help_text=_("Only when the codes are handed out in one unit. At least ten people must work there."),
    )  # fmt: skip
    headcount = forms.IntegerField(
        label=_("How many people work in the unit"), required=False, min_value=0, max_value=MOST_PEOPLE,
        help_text=_("Asked with a unit only."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, surveys: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["survey"].choices = surveys  # type: ignore[attr-defined] # - a ChoiceField
        self.fields["unit"].choices = [("", _("No unit: the whole audience")), *units]  # type: ignore[attr-defined] # - the same
        if not units:
            del self.fields["unit"], self.fields["headcount"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit") and data.get("headcount") is None and "headcount" not in self.errors:
            self.add_error("headcount", _("Say how many people work in the unit."))
        return data


class InviteForm(BatchForm):
    """A batch that goes out by e-mail: to whom, in which language, with which words."""

    size = None  # type: ignore[assignment] # - Django's way to leave out a field: as many as addresses
    language = forms.ChoiceField(
        label=_("Language of the letters"),
        help_text=_("Of those whose language is not told in the list."),
    )
    addresses = forms.CharField(
        label=_("E-mail addresses"), required=False, max_length=MOST_TEXT, strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "One on each line, or with a semicolon between them. After an address you may write its language: "
            "name@example.org; sv"
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file of addresses"), required=False,
        help_text=_("Plain text or CSV. The file is not kept."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Your own words in the letter"), required=False, max_length=MOST_MESSAGE,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Added after the first sentence, for example why it is asked now."),
    )  # fmt: skip

    field_order = (
        "survey",
        "label",
        "addresses",
        "file",
        "language",
        "message",
        "unit",
        "headcount",
    )

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = [
            code for code in LANGUAGES if code in {language_of(each) for each in languages}
        ]
        self.fields["language"].choices = [(code, NAMES[code]) for code in self.languages]  # type: ignore[attr-defined] # - a ChoiceField

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_TEXT:
            raise forms.ValidationError(_("The file is too large for a list of addresses."))
        content = file.read()
        if b"\0" in content or content.startswith(b"PK"):
            raise forms.ValidationError(_("This is no plain text. Save the list as CSV or text."))
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(content.decode("cp1252", errors="replace"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"addresses", "file", "language"} & set(self.errors):
            return data
        text = "\n".join(filter(None, (data.get("addresses"), data.get("file"))))
        found = read_addresses(text, languages=self.languages, default=data["language"])
        for problem in found.problems[:MOST_PROBLEMS]:
            self.add_error("addresses", str(problem))
        if len(found.problems) > MOST_PROBLEMS:
            self.add_error("addresses", _("There are more lines with problems."))
        if not found.recipients and not found.problems:
            self.add_error("addresses", _("Give at least one address."))
        if len(found.recipients) > MOST_ADDRESSES:
            told = _("Give from 1 to %(most)s addresses at once.") % {"most": MOST_ADDRESSES}
            self.add_error("addresses", told)
        data["recipients"], data["twice"] = found.recipients, found.twice
        self._keep_what_the_file_said(text)
        return data

    def _keep_what_the_file_said(self, text: str) -> None:
        """A browser does not send a file twice: what it held stands in the box when the form comes back."""
        if self.errors and "file" in self.files:
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix("addresses")] = text
            self.data = data


class CopiesForm(forms.Form):
    """How many copies of a paper form."""

    number = forms.IntegerField(
        label=_("How many copies"), min_value=1, max_value=MOST_COPIES, initial=10,
        help_text=_("From 1 to %(most)s at once. Each has a receipt of its own.") % {"most": MOST_COPIES},
    )  # fmt: skip


class ReminderForm(forms.Form):
    """When everybody of a batch is reminded."""

    kind = forms.ChoiceField(choices=ReminderKind)


class CodesField(forms.CharField):
    """Codes as a form carries them back: separated by spaces, each of the right form."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override] # - a list of what CharField reads
        codes = (super().to_python(value) or "").split()
        if len(codes) > MOST_PRINTED or not all(is_code(code) for code in codes):
            raise forms.ValidationError(_("These are no codes."))
        return codes


class SheetForm(forms.Form):
    """In which language, and as what, codes that were just made are printed."""

    codes = CodesField()
    receipts = CodesField(required=False)
    language = forms.ChoiceField(label=_("Language of the sheet"))
    with_receipts = forms.BooleanField(
        label=_("With receipts to tear off"), required=False,
        help_text=_("For those who answer on paper. On the web the receipt comes at the end."),
    )  # fmt: skip

    def __init__(self, *args: Any, words: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(word, NAMES[word]) for word in words]  # type: ignore[attr-defined] # - a ChoiceField
