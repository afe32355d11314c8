"""The forms of screening: filters of the queue, and the work on one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tiekartta.voices.forms import LANGUAGE_CHOICES
from tiekartta.voices.queries import CollectionProgress, HeldFilter, HeldVoice, KindLine
from tiekartta.voices.redaction import (
    BY_HAND,
    LABELS,
    LEAVE,
    HandMark,
    Mark,
    Piece,
    applied,
    composed,
    label_of,
    left_over,
    marks_of,
    pieces_by,
    placeholder_of,
    places_of,
)
from tiekartta.voices.states import RejectReason, ScreeningDecision, VoiceKind

MOST_BY_HAND = 40
LONGEST_PASSAGE = 300
ACCEPT = "accept"
COMPOSE = "compose"
_DECISIONS = (*ScreeningDecision.values, ACCEPT)
_MOST_CHARACTERS = 20_000


class QueueForm(forms.Form):
    """Filters of the queue; what does not fit is left out."""

    collection = forms.ChoiceField(label=_("Collection"), required=False)
    finding = forms.ChoiceField(label=_("Found"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self, data: Any, *, collections: Sequence[CollectionProgress], languages: Iterable[str]
    ) -> None:
        super().__init__(data, label_suffix="")
        every = [("", _("all"))]
        found = [(code or "none", LANGUAGE_CHOICES.get(code, code)) for code in languages]
        offered: dict[str, list[tuple[str, Any]]] = {
            "collection": [(row.public_id, row.name) for row in collections],
            "finding": [(kind, LABELS[kind]) for kind in LABELS if kind not in BY_HAND[1:]],
            "language": found,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
            field.choices = [*every, *choices]

    @property
    def chosen(self) -> HeldFilter:
        """The filter that was chosen; what does not fit is no filter."""
        self.is_valid()
        return HeldFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})


@dataclass(frozen=True)
class MarkRow:
    """A mark and the field by which it is taken, left or changed; `passage` of a mark by hand."""

    number: int
    mark: Mark
    label: str
    field: BoundField
    passage: str = ""
    hand: int = -1


class ScreeningForm(forms.Form):
    """The work on one held text; the pressed button is the decision, or asks to compose the text anew.

    Marks are fields `found_0`, `found_1` … and, by hand, `hand_0` … with `passage_0` …; the text that
    others may read is composed of them until somebody edits it. `was` is the text as it was composed
    last: what differs from it was typed, and is never overwritten.
    """

    use_required_attribute = False
    text = forms.CharField(
        label=_("After: the text that others may read"), max_length=_MOST_CHARACTERS, required=False,
        widget=forms.Textarea(attrs={"rows": 7, "data-after": ""}),
    )  # fmt: skip
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=VoiceKind.choices, required=False)
    reason = forms.ChoiceField(
        label=_("Why it is rejected"), choices=RejectReason.choices, widget=forms.RadioSelect, required=False
    )  # fmt: skip
    passage = forms.CharField(
        label=_("Word or passage"), max_length=LONGEST_PASSAGE, required=False,
        help_text=_("It is taken out wherever it stands in the text."),
        widget=forms.TextInput(attrs={"data-passage": "", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, held: HeldVoice) -> None:
        self.held = held
        self.by_hand = _hand_marks(data) if data is not None else []
        sent = data.copy() if data is not None else None
        self._sent = sent if sent is not None else QueryDict(mutable=True)
        first = marks_of(held.text, held.flags, held.language)
        start = composed(held.text, first)
        super().__init__(
            sent, initial={"text": held.draft or start, "was": start, "kind": held.kind.value}, label_suffix=""
        )  # fmt: skip
        self._marked = self._marks_from(sent)
        self._add_fields()

    @property
    def decision(self) -> str:
        """What was pressed: a decision, ACCEPT, or empty when the text is only to be composed."""
        pressed = self.data.get("decision", "") if self.is_bound else ""
        return pressed if pressed in _DECISIONS else ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The original by its marks."""
        return pieces_by(self.held.text, self._marked)

    @property
    def rows(self) -> list[MarkRow]:
        """The marks with their fields, each once: a mark by hand may stand in several places."""
        rows: dict[str, MarkRow] = {}
        for number, mark in enumerate(self._marked, start=1):
            if mark.key not in rows:
                hand = int(mark.key.removeprefix("hand_")) if not mark.found else -1
                passage = self.by_hand[hand].passage if hand >= 0 else ""
                label = label_of(mark.found or mark.chosen)
                rows[mark.key] = MarkRow(number, mark, label, self[mark.key], passage, hand)
        return list(rows.values())

    @property
    def is_edited(self) -> bool:
        """Whether somebody has typed into the text since it was composed."""
        if not self.is_bound:
            return bool(self.held.draft) and self.held.draft != self.initial["was"]
        return _plain(self.data.get("text", "")) != _plain(self.data.get("was", ""))

    def _marks_from(self, data: QueryDict | None) -> tuple[Mark, ...]:
        chosen = {}
        for at, flag in enumerate(self.held.flags):
            value = data.get(f"found_{at}") if data is not None else None
            if value in (LEAVE, str(flag["kind"]), *BY_HAND):
                chosen[f"found_{at}"] = str(value)
        if self.decision == ACCEPT:
            chosen = {key: value for key, value in chosen.items() if value != LEAVE}
        return marks_of(
            self.held.text, self.held.flags, self.held.language, chosen=chosen, by_hand=self.by_hand
        )

    def _add_fields(self) -> None:
        for mark in self._marked:
            if mark.key in self.fields:
                continue
            kinds = dict.fromkeys([mark.found or mark.chosen, *BY_HAND])
            choices: list[tuple[str, str]] = [
                (kind, gettext("take out: %(kind)s") % {"kind": label_of(kind)})
                for kind in kinds
                if kind != LEAVE
            ]
            choices.append((LEAVE, gettext("leave as it is")))
            self.fields[mark.key] = forms.ChoiceField(
                label=mark.text, choices=choices, initial=mark.chosen, required=False,
                widget=forms.Select(attrs={"data-mark": ""}),
            )  # fmt: skip
            if self.is_bound:
                self._sent[mark.key] = mark.chosen

    def compose(self) -> None:
        """Bring the text up to date with the marks, keeping what was typed."""
        whole = composed(self.held.text, self._marked)
        typed = self.data.get("text", "").replace("\r\n", "\n")
        self._sent["text"] = self._applied(typed) if self.is_edited else whole
        self._sent["was"] = whole
        self._sent["passage"] = ""

    def _applied(self, typed: str) -> str:
        """A typed text without what is marked, also what was marked in the typed text alone."""
        text = applied(typed, self._marked)
        for mark in self.by_hand:
            if not any(places_of(mark.passage, self.held.text)):
                alone = Mark(
                    "",
                    0,
                    0,
                    mark.passage,
                    "",
                    "",
                    mark.kind,
                    placeholder_of(mark.kind, self.held.language),
                )
                text = applied(text, [alone])
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decision = self.decision
        if decision == ScreeningDecision.REJECT and not data.get("reason"):
            self.add_error("reason", gettext("Choose why the text is rejected."))
        if decision in (ScreeningDecision.REDACT, ACCEPT) and "text" in data:
            self._clean_text(data)
        return data

    def _clean_text(self, data: dict[str, Any]) -> None:
        """What is passed: the composed text, or the typed one when it holds nothing marked."""
        if not self.is_edited:
            data["text"] = composed(self.held.text, self._marked)
        elif self.decision == ACCEPT:
            data["text"] = self._applied(data.get("text", ""))
        if not data["text"].strip():
            words = gettext("Write the text that others may read, or reject it with a reason.")
            self.add_error("text", words)
            return
        held = left_over(data["text"], self._marked, self.held.text)
        if held:
            words = gettext("The text still holds what is marked to be taken out: %(words)s.")
            self.add_error("text", words % {"words": ", ".join(f"“{word}”" for word in held[:3])})

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of `actions.screen_voice`; the form is valid."""
        decision = ScreeningDecision.REDACT if self.decision == ACCEPT else self.decision
        data = self.cleaned_data
        return {"decision": str(decision), "text": data["text"], "reason": data["reason"], "kind": data["kind"]}  # fmt: skip

    def refuse_unknown_passage(self) -> None:
        """Say that a passage is nowhere in the text, when it is not."""
        passage = _passage(self.data.get("passage", ""))
        if passage and not any(
            any(places_of(passage, text)) for text in (self.held.text, self.data.get("text", ""))
        ):
            self.add_error("passage", gettext("This is not in the text. Copy it as it is written."))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _passage(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_PASSAGE]


def _hand_marks(data: QueryDict) -> list[HandMark]:
    """The marks by hand that were sent, those left out, and the one that is asked for now."""
    marks = []
    for at in range(MOST_BY_HAND):
        passage, kind = _passage(data.get(f"passage_{at}", "")), data.get(f"hand_{at}", "")
        if passage and kind in BY_HAND:
            marks.append(HandMark(passage, kind))
    asked = data.get("act", "")
    if asked in BY_HAND and (passage := _passage(data.get("passage", ""))):
        marks = [mark for mark in marks if mark.passage != passage]
        marks.append(HandMark(passage, asked))
    return marks[-MOST_BY_HAND:]


class OfferForm(forms.Form):
    """One text to be offered as a quotation, word by word or in other words."""

    voice = forms.CharField(max_length=10, widget=forms.HiddenInput)
    wording = forms.CharField(
        label=_("Shorter, in other words"), required=False, max_length=1000,
        help_text=_("Leave empty to quote word by word. What you write is shown as “in other words”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class KindsForm(forms.Form):
    """One choice for each voice on a page."""

    def __init__(self, data: Any, *, lines: Sequence[KindLine]) -> None:
        super().__init__(data, label_suffix="")
        self.lines = lines
        for line in lines:
            self.fields[self._name(line)] = forms.ChoiceField(
                label=_("Kind"), choices=VoiceKind.choices, initial=line.voice.kind.value
            )

    @staticmethod
    def _name(line: KindLine) -> str:
        return f"kind_{line.voice.public_id}"

    @property
    def rows(self) -> list[tuple[KindLine, BoundField]]:
        """The voices with their choices."""
        return [(line, self[self._name(line)]) for line in self.lines]

    @property
    def changed_kinds(self) -> dict[str, VoiceKind]:
        """Public id → kind, of the voices whose kind was changed; the form is valid."""
        chosen = {line: VoiceKind(self.cleaned_data[self._name(line)]) for line in self.lines}
        return {
            line.voice.public_id: kind for line, kind in chosen.items() if kind != line.voice.kind
        }
