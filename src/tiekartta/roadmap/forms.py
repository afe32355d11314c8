"""What the roadmap is written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiekartta.language.forms import DayInput, TranslatedTextFormField
from tiekartta.language.texts import TranslatedText
from tiekartta.roadmap.actions.drafting import EARLIEST, LATEST
from tiekartta.roadmap.states import MOST_QUOTES

BLANK_ROWS = 2
MOST_ROWS = 30
NEW_DECISION = ("title", "decided_by", "decided_on", "rationale")


class RoadmapForm(forms.Form):
    """The texts of the whole."""

    title = TranslatedTextFormField(label=_("Title"), max_length=200)
    vision = TranslatedTextFormField(
        label=_("Vision"), rows=3, required=False,
        help_text=_("What is otherwise when the roadmap has been walked? One or two sentences."),
    )  # fmt: skip
    horizon_start = forms.IntegerField(
        label=_("First year"), required=False, min_value=EARLIEST, max_value=LATEST
    )
    horizon_end = forms.IntegerField(
        label=_("Last year"), required=False, min_value=EARLIEST, max_value=LATEST
    )
    number_reason = TranslatedTextFormField(
        label=_("Why there is another number of spearheads"), rows=2, required=False,
        help_text=_("Only when the number of spearheads is another than the programme asks for."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        """The first year is not after the last."""
        data = super().clean() or {}
        first, last = data.get("horizon_start"), data.get("horizon_end")
        if first and last and first > last:
            self.add_error("horizon_end", _("The last year is before the first one."))
        return data


class SpearheadForm(forms.Form):
    """The texts of one spearhead; its parts are in `PartsForm`."""

    title = TranslatedTextFormField(label=_("Title"), max_length=200)
    summary = TranslatedTextFormField(label=_("Summary"), rows=4, required=False)
    vision = TranslatedTextFormField(label=_("Vision of this spearhead"), rows=2, required=False)
    responsible_group = TranslatedTextFormField(
        label=_("Responsible group"), required=False, max_length=200,
        help_text=_("A group or a unit, no names of people."),
    )  # fmt: skip
    order = forms.IntegerField(label=_("Place among the spearheads"), min_value=1, max_value=50)
    seen = forms.IntegerField(widget=forms.HiddenInput())


class PartsForm(forms.Form):
    """Rows of one kind: text, place and a tick to remove; two blank rows for new ones, up to thirty."""

    rows = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, max_value=MOST_ROWS)

    def __init__(
        self, data: Any = None, *, prefix: str, label: str, texts: Sequence[TranslatedText] = ()
    ) -> None:
        self.label = label
        # Not more than can be sent back.
        offered = max(len(texts), min(len(texts) + BLANK_ROWS, MOST_ROWS))
        number = offered if data is None else self._rows_in(data, prefix)
        initial: dict[str, Any] = {"rows": number}
        for row in range(number):
            initial[f"place_{row}"] = row + 1
        initial.update({f"text_{row}": text for row, text in enumerate(texts)})
        super().__init__(data, prefix=prefix, initial=initial)
        self.number = number
        self.filled = len(texts)
        for row in range(number):
            self._add_row(row)

    @staticmethod
    def _rows_in(data: Any, prefix: str) -> int:
        written = str(data.get(f"{prefix}-rows", "0"))
        return min(int(written[:9]), MOST_ROWS) if written.isascii() and written.isdigit() else 0

    def _add_row(self, row: int) -> None:
        self.fields[f"text_{row}"] = TranslatedTextFormField(
            label=f"{self.label} {row + 1}", rows=2, required=False, max_length=2000
        )
        self.fields[f"place_{row}"] = forms.IntegerField(
            label=pgettext_lazy("order", "Place"), required=False, min_value=1, max_value=99
        )
        self.fields[f"drop_{row}"] = forms.BooleanField(label=_("Remove"), required=False)

    def lines(self) -> list[dict[str, Any]]:
        """The fields of each row, for the page."""
        return [
            {
                "text": self[f"text_{row}"],
                "place": self[f"place_{row}"],
                "drop": self[f"drop_{row}"],
            }
            for row in range(self.number)
        ]

    def texts(self) -> list[TranslatedText]:
        """The texts that stay, in the order of their places."""
        data = self.cleaned_data
        kept = [
            (data.get(f"place_{row}") or MOST_ROWS * 4, row, data[f"text_{row}"])
            for row in range(self.number)
            if data.get(f"text_{row}") and not data.get(f"drop_{row}")
        ]
        return [text for _place, _row, text in sorted(kept, key=lambda line: line[:2])]


class LinksForm(forms.Form):
    """The proposals that a spearhead is made of."""

    proposals = forms.MultipleChoiceField(
        label=_("Proposals of this spearhead"), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = list(choices)  # type: ignore[attr-defined] # - a choice field has them


class QuotesForm(forms.Form):
    """Quotations, ticked where the publisher approves."""

    quotes = forms.MultipleChoiceField(
        label=_("Quotations that may be shown"), required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_("People gave permission to quote these, and two persons have looked at them."),
    )  # fmt: skip
    offers = forms.MultipleChoiceField(
        label=_("Send to a second look"), required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_(
            "People gave permission to quote these too. A second screener has to look at them before they can be chosen."
        ),
    )  # fmt: skip

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, str]], offers: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, offered in (("quotes", [*choices]), ("offers", [*offers])):
            if offered:
                self.fields[name].choices = offered  # type: ignore[attr-defined] # - a choice field has them
            else:
                del self.fields[name]

    def clean_quotes(self) -> list[str]:
        """At most five."""
        chosen: list[str] = self.cleaned_data["quotes"]
        if len(chosen) > MOST_QUOTES:
            text = _("A spearhead has at most %(most)s quotations.")
            raise forms.ValidationError(text, params={"most": MOST_QUOTES})
        return chosen


class PublishForm(forms.Form):
    """The decision that an edition rests on, and what has changed."""

    decision = forms.ChoiceField(label=_("Decision that approves the roadmap"), required=False)
    title = TranslatedTextFormField(
        label=_("Title of the decision"), required=False, max_length=200
    )
    decided_by = TranslatedTextFormField(
        label=_("Who decided"), required=False, max_length=200,
        help_text=_("A body or an office, for example the steering group. No names of people."),
    )  # fmt: skip
    decided_on = forms.DateField(label=_("Day of the decision"), required=False, widget=DayInput())
    rationale = TranslatedTextFormField(label=_("Why it was decided so"), rows=3, required=False)
    change_note = TranslatedTextFormField(
        label=_("What has changed since the previous edition"), rows=2, required=False
    )

    def __init__(
        self, *args: Any, decisions: Iterable[tuple[str, str]], number: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("A new decision, written below")), *decisions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined] # - a choice field has them
        if len(choices) == 1:
            del self.fields["decision"]
            for name in NEW_DECISION:
                self.fields[name].required = True
        if number > 1:
            self.fields["change_note"].required = True
        else:
            del self.fields["change_note"]

    def clean(self) -> dict[str, Any]:
        """A new decision needs all its parts."""
        data = super().clean() or {}
        if not data.get("decision"):
            for name in NEW_DECISION:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose a decision made earlier."))
        return data
