"""The form of a question: its fields are those of its kind. Gives a `QuestionForm`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from tiekartta.language.forms import TranslatedTextFormField
from tiekartta.language.texts import TranslatedText
from tiekartta.voices.queries import CollectionView, SurveyLine
from tiekartta.voices.states import BlockKind, QuestionKind, VoiceKind
from tiekartta.voices.survey_forms.choices import ChoiceRow, choices_of, rows_of, with_more_rows
from tiekartta.voices.survey_forms.texts import LONG, SHORT, revised
from tiekartta.voices.surveys import BlockForm, QuestionForm
from tiekartta.voices.surveys.soundness import DECIDING, WITH_OPTIONS

ROW_SETS = ("options", "rows", "columns")


class AskForm(forms.Form):
    """One question of a kind. `question` is None for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_required = forms.BooleanField(
        label=_("An answer is required"), required=False,
        help_text=_("Rather not: people leave a survey that they may not pass over."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, view: CollectionView, line: SurveyLine, block: BlockForm,
        kind: QuestionKind, question: QuestionForm | None = None, more: bool = False,
    ) -> None:  # fmt: skip
        self.view, self.line, self.block, self.kind = view, line, block, kind
        self.old = question or QuestionForm("", kind, TranslatedText())
        self.is_new = question is None
        if data is not None and more:
            data = with_more_rows(data, ROW_SETS)
        super().__init__(data, initial=self._initial(), label_suffix="")
        self.row_sets: dict[str, BaseFormSet[ChoiceRow]] = {
            prefix: rows_of(data, prefix=prefix, choices=getattr(self.old, prefix), languages=line.languages)
            for prefix in self._prefixes()
        }  # fmt: skip
        self._add_texts()
        self._add_of_kind()
        self._add_condition()
        self._add_ties()
        self._add_part()
        self.order_fields(["version", "text", "help"])

    def _prefixes(self) -> tuple[str, ...]:
        if self.kind in WITH_OPTIONS:
            return ("options",)
        return ("rows", "columns") if self.kind == QuestionKind.MATRIX else ()

    def _initial(self) -> dict[str, Any]:
        old = self.old
        low, high = old.scale or (1, 5)
        return {
            "version": self.line.version, "text": old.text, "help": old.help, "is_required": old.is_required,
            "most_characters": old.most_characters, "most_choices": old.most_choices, "voice_kind": old.voice_kind,
            "scale_low": low, "scale_high": high, "low_label": old.low_label, "high_label": old.high_label,
            "condition": [f"{old.shown_after}:{key}" for key in old.shown_when], "part": self.block.key,
            "common_key": old.common_key,
        }  # fmt: skip

    def _text_field(self, label: Any, *, rows: int, most: int, **options: Any) -> forms.Field:
        return TranslatedTextFormField(
            label=label, languages=self.line.languages, rows=rows, max_length=most, **options
        )

    def _add_texts(self) -> None:
        self.fields["text"] = self._text_field(_("Question"), rows=2, most=LONG)
        self.fields["help"] = self._text_field(
            _("Help"), rows=1, most=LONG, required=False,
            help_text=_("What is meant, or why it is asked. One sentence is enough."),
        )  # fmt: skip

    def _add_of_kind(self) -> None:
        if self.kind == QuestionKind.OPEN:
            self.fields["most_characters"] = forms.IntegerField(
                label=_("Longest answer"), min_value=1, max_value=20_000, help_text=_("Characters.")
            )
            if self.block.kind == BlockKind.CONTENT:
                self.fields["voice_kind"] = forms.ChoiceField(
                    label=_("What the answers are"), choices=VoiceKind.choices,
                    help_text=_("Praise, needs and proposals go different ways after the survey."),
                )  # fmt: skip
        if self.kind == QuestionKind.MULTI:
            self.fields["most_choices"] = forms.IntegerField(
                label=_("How many may be chosen"), min_value=1, max_value=50, required=False,
                help_text=_("Empty: as many as one likes."),
            )  # fmt: skip
        if self.kind == QuestionKind.SCALE:
            for name, label in (("scale_low", _("First step")), ("scale_high", _("Last step"))):
                self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=100)
            for name, label in (("low_label", _("What the first step means")), ("high_label", _("What the last step means"))):  # fmt: skip
                self.fields[name] = self._text_field(label, rows=1, most=SHORT, required=False)

    def _add_condition(self) -> None:
        choices = []
        for block, question in _before(self.line, self.old.key, self.block):
            if question.kind in DECIDING and block.kind in _together(self.block.kind):
                choices += [
                    (f"{question.key}:{option.key}", f"{question.text} → {option.text}")
                    for option in question.options
                ]
        if choices:
            self.fields["condition"] = forms.MultipleChoiceField(
                label=_("Show only after these answers"), choices=choices, required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Tick answers of one earlier question. With nothing ticked, everybody is asked."),
            )  # fmt: skip

    def _add_ties(self) -> None:
        """Other audiences: asked the same (new), or compared with (known)."""
        others = [line for line in self.view.current if line.public_id != self.line.public_id]
        if not others or self.block.kind == BlockKind.NOMINATION:
            return
        if self.is_new:
            self.fields["also"] = forms.MultipleChoiceField(
                label=_("Ask the same also of"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(line.public_id, line.group.label) for line in others],
                help_text=_("Then the answers can be compared."),
            )  # fmt: skip
            return
        keys = {
            q.common_key: str(q.text)
            for line in others for q in line.form.questions() if q.common_key and q.kind == self.kind
        }  # fmt: skip
        own = self.old.common_key
        if keys or own:
            offered: list[tuple[str, Any]] = [("", _("not compared")), *keys.items()]
            if own and own not in keys:
                offered.append((own, str(self.old.text)))
            self.fields["common_key"] = forms.ChoiceField(
                label=_("Compared with the question"), choices=offered, required=False
            )
        if own in keys and (self._prefixes() or self.kind == QuestionKind.SCALE):
            self.fields["in_all"] = forms.BooleanField(
                label=_("Give the other groups the same scale and choices"), required=False,
                help_text=_("What is compared must be the same for all. Their own words stay."),
            )  # fmt: skip

    def _add_part(self) -> None:
        """Another part of the same kind, to which a known question may go."""
        parts = [block for block in self.line.form.blocks if block.kind == self.block.kind]
        if len(parts) > 1 and not self.is_new:
            self.fields["part"] = forms.ChoiceField(
                label=_("Part"), choices=[(b.key, str(b.title) or b.kind.label) for b in parts]
            )

    def is_valid(self) -> bool:
        """Whether the fields and every row of choices are; all of them tell their errors."""
        found = [super().is_valid(), *(rows.is_valid() for rows in self.row_sets.values())]
        return all(found)

    def clean_condition(self) -> list[str]:
        """Answers of one question only."""
        chosen: list[str] = self.cleaned_data["condition"]
        if len({each.split(":")[0] for each in chosen}) > 1:
            raise forms.ValidationError(_("Tick answers of one question only."))
        return chosen

    @property
    def asked(self) -> QuestionForm:
        """The question as it was written; the form is valid."""
        cleaned, old, languages = self.cleaned_data, self.old, self.line.languages
        condition = cleaned.get("condition") or []
        words = {
            name: revised(getattr(old, name), cleaned[name], languages) if name in cleaned else getattr(old, name)
            for name in ("text", "help", "low_label", "high_label")
        }  # fmt: skip
        choices = {
            name: choices_of(rows, getattr(old, name), languages)
            for name, rows in self.row_sets.items()
        }
        return QuestionForm(
            key=old.key, kind=self.kind, is_required=cleaned["is_required"],
            common_key=cleaned.get("common_key", old.common_key),
            most_characters=cleaned.get("most_characters", old.most_characters),
            most_choices=cleaned.get("most_choices"),
            voice_kind=VoiceKind(cleaned.get("voice_kind") or old.voice_kind),
            scale=(cleaned["scale_low"], cleaned["scale_high"]) if self.kind == QuestionKind.SCALE else None,
            shown_after=condition[0].split(":")[0] if condition else "",
            shown_when=tuple(each.split(":", 1)[1] for each in condition), text=words["text"],
            help=words["help"], low_label=words["low_label"], high_label=words["high_label"],
            options=choices.get("options", ()), rows=choices.get("rows", ()), columns=choices.get("columns", ()),
        )  # fmt: skip


def _together(kind: BlockKind) -> Sequence[BlockKind]:
    """The parts whose answers may decide whether a question of this part is shown."""
    asked = (BlockKind.CONTENT, BlockKind.BACKGROUND)
    return asked if kind in asked else (kind,)


def _before(
    line: SurveyLine, key: str, own: BlockForm
) -> list[tuple[BlockForm, QuestionForm]]:  # fmt: skip
    """The questions that come before this one; before a new one, all up to the end of its part."""
    found: list[tuple[BlockForm, QuestionForm]] = []
    for block in line.form.blocks:
        for question in block.questions:
            if key and question.key == key:
                return found
            found.append((block, question))
        if not key and block.key == own.key:
            break
    return found
