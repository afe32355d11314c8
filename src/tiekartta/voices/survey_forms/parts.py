"""A part of a survey, and what frames the questions of one audience."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.people.states import RespondentGroup
from tiekartta.voices.queries import CollectionView, SurveyLine
from tiekartta.voices.states import PageStyle
from tiekartta.voices.survey_forms.texts import LONG, SHORT, revised
from tiekartta.voices.surveys import BlockForm


class PartForm(forms.Form):
    """Heading and introduction of a part."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, line: SurveyLine, block: BlockForm | None = None
    ) -> None:
        initial = {"version": line.version}
        if block is not None:
            initial |= {"title": block.title, "help": block.help}  # type: ignore[dict-item] # - initial values of any kind
        super().__init__(data, initial=initial, label_suffix="")
        self.languages, self.block = line.languages, block
        self.fields["title"] = TranslatedTextFormField(
            label=_("Heading"), languages=line.languages, max_length=SHORT, required=False
        )
        self.fields["help"] = TranslatedTextFormField(
            label=_("Introduction"), languages=line.languages, rows=2, max_length=LONG, required=False,
            help_text=_("Tell why this is asked."),
        )  # fmt: skip

    @property
    def texts(self) -> dict[str, Any]:
        """`title` and `help`, as actions take them; the form is valid."""
        return {
            name: revised(getattr(self.block, name), self.cleaned_data[name], self.languages)
            if self.block
            else self.cleaned_data[name]
            for name in ("title", "help")
        }


class VariantForm(forms.Form):
    """Title, first and last words, and how one audience answers."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    pages = forms.ChoiceField(
        label=_("How the questions are shown"), choices=PageStyle.choices, widget=forms.RadioSelect
    )
    is_open_link = forms.BooleanField(
        label=_("Anybody with the link may answer"), required=False,
        help_text=_("Otherwise only those who have a code: one code, one answer."),
    )  # fmt: skip
    asks_quote = forms.BooleanField(
        label=_("Ask whether the answer may be quoted"), required=False,
        help_text=_("Without the permission nothing is shown in public word for word."),
    )  # fmt: skip
    _TEXTS = ("title", "intro", "thanks")

    def __init__(self, data: Any = None, *, line: SurveyLine) -> None:
        names = ("title", "intro", "thanks", "pages", "is_open_link", "asks_quote")
        initial = {name: getattr(line.form, name) for name in names}
        super().__init__(data, initial={**initial, "version": line.version}, label_suffix="")
        self.line = line
        labels = {
            "title": (_("Title"), 1, SHORT, ""),
            "intro": (_("First words"), 3, LONG, _("Who asks, why, and how long it takes. The promise of anonymity and the privacy notice are added by themselves.")),
            "thanks": (_("Last words"), 2, LONG, _("Thanks, and what happens next.")),
        }  # fmt: skip
        for name, (label, rows, most, help_text) in labels.items():
            self.fields[name] = TranslatedTextFormField(
                label=label, languages=line.languages, rows=rows, max_length=most, required=name == "title",
                help_text=help_text,
            )  # fmt: skip
        self.order_fields(["version", *self._TEXTS])

    @property
    def chosen(self) -> dict[str, Any]:
        """What `edit_variant` takes; the form is valid."""
        cleaned = self.cleaned_data
        texts = {
            name: revised(getattr(self.line.form, name), cleaned[name], self.line.languages)
            for name in self._TEXTS
        }
        plain = ("is_open_link", "asks_quote")
        return {**texts, "pages": PageStyle(cleaned["pages"])} | {n: cleaned[n] for n in plain}


class NewVariantForm(forms.Form):
    """One more audience, and whose questions it begins with."""

    group = forms.ChoiceField(label=_("Who is asked"))
    like = forms.ChoiceField(
        label=_("Begin with the questions of"), required=False,
        help_text=_("What is copied can be compared between the groups."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, view: CollectionView) -> None:
        super().__init__(data, label_suffix="")
        asked = {line.group for line in view.current}
        self._offer("group", [(g.value, g.label) for g in RespondentGroup if g not in asked])
        lines = [(line.public_id, line.group.label) for line in view.current]
        self._offer("like", [("", _("nothing")), *lines])
        if lines:
            self.initial["like"] = lines[0][0]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = list(choices)
