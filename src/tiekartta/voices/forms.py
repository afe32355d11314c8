"""The forms of listening."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import DayInput
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.importing import MOST_GROUP_VALUES, SKIP, ImportSettings
from tiekartta.voices.importing.group_words import group_of
from tiekartta.voices.importing.settings import kind_of_use
from tiekartta.voices.queries import CollectionRow, DraftView
from tiekartta.voices.receipts import MOST_AT_ONCE
from tiekartta.voices.states import (
    ColumnUse,
    VoiceKind,
    VoiceState,
)

LANGUAGE_CHOICES = {
    "fi": _("Finnish"), "sv": _("Swedish"), "en": _("English"), "": _("not recognised"),
}  # fmt: skip
A_COLUMN = "column"
SINGLE_USES = (ColumnUse.GROUP, ColumnUse.RECEIPT, ColumnUse.QUOTE, ColumnUse.DAY)


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or XLSX as Webropol, LimeSurvey, Microsoft Forms or Excel saves it, at most 30 MB."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class FilterForm(forms.Form):
    """Filters of the list; what does not fit is left out."""

    search = forms.CharField(label=_("Words in the text"), required=False, max_length=200)
    group = forms.ChoiceField(label=_("Group"), required=False)
    collection = forms.ChoiceField(label=_("Collection"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(
        self, data: Any, *, collections: Sequence[CollectionRow], languages: Iterable[str]
    ) -> None:
        super().__init__(data, label_suffix="")
        every = [("", _("all"))]
        found = [(code, LANGUAGE_CHOICES.get(code, code)) for code in languages if code]
        offered: dict[str, list[tuple[str, Any]]] = {
            "group": RespondentGroup.choices,
            "collection": [(row.public_id, row.name) for row in collections],
            "kind": VoiceKind.choices,
            "language": found,
            "state": VoiceState.choices,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
            field.choices = [*every, *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of `queries.voice_page`."""
        self.is_valid()
        return {**self.cleaned_data, "page": self.data.get("page", "1")}

    @property
    def is_narrowing(self) -> bool:
        """Whether any filter is set."""
        self.is_valid()
        return any(self.cleaned_data.values())


class SettingsForm(forms.Form):
    """What the columns of an upload are: one choice per column, one group per value of the group column."""

    name = forms.CharField(
        label=_("Name of the collection"), max_length=200,
        help_text=_("For example: Staff survey, spring. Readers see it beside each voice."),
    )  # fmt: skip
    fixed_group = forms.ChoiceField(
        label=_("Respondent group"),
        help_text=_("One group for all rows, or the column that tells it."),
    )  # fmt: skip
    collected_on = forms.DateField(
        label=_("Day of the answers"), required=False,
        help_text=_("Used where a row tells no day of its own."),
        widget=DayInput(),
    )  # fmt: skip

    def __init__(self, data: Any, *, view: DraftView) -> None:
        self.view = view
        saved = view.settings
        initial = {
            "name": saved.name, "fixed_group": saved.fixed_group or A_COLUMN,
            "collected_on": saved.collected_on,
        }  # fmt: skip
        super().__init__(data, initial=initial, label_suffix="")
        group = self.fields["fixed_group"]
        assert isinstance(group, forms.ChoiceField)  # noqa: S101 - declared so above
        group.choices = [(A_COLUMN, _("a column tells it")), *RespondentGroup.choices]
        for column in range(len(view.table.header)):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=view.table.name(column), choices=ColumnUse.choices,
                initial=saved.use_of(column).value, help_text=self._first_answers(column),
            )  # fmt: skip
        self.group_column = self._group_column()
        self.value_fields = self._add_values()
        self.has_new_values = self._fill_new_values()

    def _group_column(self) -> int | None:
        """The column chosen now, or the kept one."""
        if not self.is_bound:
            return self.view.settings.group_column
        columns = range(len(self.view.table.header))
        return next(
            (at for at in columns if self.data.get(f"column_{at}") == ColumnUse.GROUP), None
        )

    def _add_values(self) -> dict[str, str]:
        """A field for each value of the group column; field name → compared value."""
        if self.group_column is None:
            return {}
        values = self.view.group_values(self.group_column)
        if len(values) > MOST_GROUP_VALUES:
            return {}
        choices = [("", _("choose")), *RespondentGroup.choices, (SKIP, _("leave these rows out"))]
        names = {}
        kept = self.view.settings
        for plain, written in values:
            name = "value_" + hashlib.sha256(plain.encode()).hexdigest()[:16]
            guessed = group_of(written)
            initial = kept.groups.get(plain) or (guessed.value if guessed else "")
            self.fields[name] = forms.ChoiceField(
                label=f"“{written}”" if written else _("(empty)"), choices=choices,
                initial=initial,
            )  # fmt: skip
            names[name] = plain
        return names

    def _fill_new_values(self) -> bool:
        """Put the guesses where the person has not seen the values yet, and say whether there are any."""
        new = [name for name in self.value_fields if self.is_bound and name not in self.data]
        if new:
            guessed = QueryDict(mutable=True)
            guessed.update(self.data)
            guessed.update({name: self.fields[name].initial for name in new})
            self.data = guessed
        return bool(new)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for use in SINGLE_USES:
            columns = [
                name
                for name, value in cleaned.items()
                if name.startswith("column_") and value == use
            ]
            for name in columns[1:]:
                text = gettext("Only one column can have the use “%(use)s”.") % {"use": use.label}
                self.add_error(name, text)
        return cleaned

    @property
    def settings(self) -> ImportSettings:
        """The settings that were chosen; the form is valid."""
        cleaned = self.cleaned_data
        uses = {at: cleaned[f"column_{at}"] for at in range(len(self.view.table.header))}
        single = {use: at for at, use in uses.items()}
        fixed = cleaned["fixed_group"]
        column = single.get(ColumnUse.GROUP)
        groups = {plain: cleaned[name] for name, plain in self.value_fields.items()}
        return ImportSettings(
            name=cleaned["name"],
            open_columns={at: kind for at, use in uses.items() if (kind := kind_of_use(use))},
            group_column=column,
            fixed_group=RespondentGroup(fixed) if fixed != A_COLUMN and column is None else None,
            groups=groups,
            receipt_column=single.get(ColumnUse.RECEIPT),
            quote_column=single.get(ColumnUse.QUOTE),
            date_column=single.get(ColumnUse.DAY),
            collected_on=cleaned["collected_on"],
        )

    def refuse(self, problems: Sequence[str], *, most: int) -> None:
        """Show what stops the import, at most so many lines."""
        for problem in problems[:most]:
            self.add_error(None, problem)
        more = len(problems) - most
        if more > 0:
            words = ngettext("and %(number)s more problem", "and %(number)s more problems", more)
            self.add_error(None, words % {"number": more})

    def _first_answers(self, column: int) -> SafeString:
        """The first answers of a column, to know it by."""
        filled = (row[column] for row in self.view.table.rows[:200] if row[column])
        said = [Truncator(text).chars(60) for text in itertools.islice(filled, 3)]
        return format_html_join(" · ", "{}", ((text,) for text in said))

    @property
    def column_rows(self) -> list[BoundField]:
        """The choice of each column."""
        return [self[f"column_{column}"] for column in range(len(self.view.table.header))]

    @property
    def value_rows(self) -> list[BoundField]:
        """The group choices."""
        return [self[name] for name in self.value_fields]


class ReceiptCodesForm(forms.Form):
    """How many codes."""

    number = forms.IntegerField(
        label=_("How many codes"), min_value=1, max_value=MOST_AT_ONCE, initial=100,
        help_text=_("From 1 to 5,000 at once."),
    )  # fmt: skip
