"""A held text with its marks: what was found or marked by hand, and what stands in its place.

Everything here is a pure function of the text, its flags and the choices of the screener, so that
the page without scripts, the page with them and the tests compose the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tiekartta.analysis.languages.personal_data.same_names import numbers_of

LABELS: Mapping[str, Promise] = {
    "name": _("name"),
    "email": _("e-mail address"),
    "phone": _("phone number"),
    "personal_identity_code": _("personal identity code"),
    "iban": _("account number"),
    "street_address": _("street address"),
    "plate": _("registration plate"),
    "social_media": _("social media account"),
    "date_of_birth": _("date of birth"),
    "place": _("place"),
    "diagnosis": _("diagnosis"),
    "other": _("removed part"),
}
BY_HAND = ("name", "place", "diagnosis", "other")
"""What a screener may mark a part of the text as."""
NUMBERED = ("name", "place")
LEAVE = "leave"
_DEFAULT_LANGUAGE = "fi"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `label` says what was found in it, empty for ordinary text."""

    text: str
    label: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class HandMark:
    """A passage that the screener wants out wherever it stands, and what it is."""

    passage: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text. `key` names it in forms; `chosen` is a kind, or LEAVE when it stays.

    `found` is what the machine took it for, empty for a mark by hand. `sure`: certain, likely,
    possible, or empty when that is not known.
    """

    key: str
    start: int
    end: int
    text: str
    found: str
    sure: str
    chosen: str
    placeholder: str

    @property
    def is_taken(self) -> bool:
        """Whether the placeholder stands in its place."""
        return self.chosen != LEAVE


def label_of(kind: str) -> str:
    """What was found, in the reader's language."""
    return str(LABELS.get(kind, _("personal data")))


def _spans(text: str, flags: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, int]]:
    """Places in order with the place of their flag, none over another and none outside the text."""
    end = 0
    for at, flag in sorted(enumerate(flags), key=lambda pair: int(pair[1]["start"])):
        start, stop = max(int(flag["start"]), end), min(int(flag["end"]), len(text))
        if start < stop:
            yield start, stop, at
            end = stop


def marks_of(
    text: str,
    flags: Sequence[Mapping[str, Any]],
    language: str,
    *,
    chosen: Mapping[str, str] | None = None,
    by_hand: Sequence[HandMark] = (),
) -> tuple[Mark, ...]:
    """The marks in order of place, none over another.

    `chosen` maps keys to kinds or LEAVE; what it does not name is taken as what it was found to be. A
    mark by hand that reaches over a found one takes its place; one inside a taken one adds nothing.
    """
    wanted = chosen or {}
    found = [
        Mark(
            f"found_{at}", start, stop, text[start:stop], str(flags[at]["kind"]),
            str(flags[at].get("sure") or ""), wanted.get(f"found_{at}", str(flags[at]["kind"])), "",
        )
        for start, stop, at in _spans(text, flags)
    ]  # fmt: skip
    for number, mark in enumerate(by_hand):
        for start, stop in places_of(mark.passage, text):
            found = _with_hand(found, text, start, stop, f"hand_{number}", mark.kind)
    return _with_placeholders(found, language)


def _with_hand(
    marks: list[Mark], text: str, start: int, stop: int, key: str, kind: str
) -> list[Mark]:
    touched = [mark for mark in marks if mark.start < stop and start < mark.end]
    if any(mark.is_taken and mark.start <= start and stop <= mark.end for mark in touched):
        return marks
    start = min([start, *(mark.start for mark in touched)])
    stop = max([stop, *(mark.end for mark in touched)])
    kept = [mark for mark in marks if mark not in touched]
    made = Mark(key, start, stop, text[start:stop], "", "", kind, "")
    return sorted([*kept, made], key=lambda mark: mark.start)


def _with_placeholders(marks: Sequence[Mark], language: str) -> tuple[Mark, ...]:
    numbers: dict[int, int] = {}
    for kind in NUMBERED:
        places = [at for at, mark in enumerate(marks) if mark.chosen == kind]
        numbers.update(zip(places, numbers_of([marks[at].text for at in places]), strict=True))
    with override(language or _DEFAULT_LANGUAGE):
        return tuple(
            Mark(
                mark.key, mark.start, mark.end, mark.text, mark.found, mark.sure, mark.chosen,
                _placeholder(mark, numbers.get(at)),
            )
            for at, mark in enumerate(marks)
        )  # fmt: skip


def _placeholder(mark: Mark, number: int | None) -> str:
    label = label_of(mark.found if mark.chosen == LEAVE else mark.chosen)
    return f"[{label} {number}]" if number else f"[{label}]"


def placeholder_of(kind: str, language: str) -> str:
    """What stands for a part of a kind, without a number, in the language of the text."""
    with override(language or _DEFAULT_LANGUAGE):
        return f"[{label_of(kind)}]"


def places_of(passage: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a passage stands in a text as whole words; a space in it is any space or line break."""
    if not passage:
        return
    before = r"(?<!\w)" if passage[0].isalnum() else ""
    after = r"(?!\w)" if passage[-1].isalnum() else ""
    words = re.escape(passage).replace("\\ ", r"\s+")
    for match in re.finditer(before + words + after, text):
        yield match.span()


def composed(text: str, marks: Sequence[Mark]) -> str:
    """The text with every taken mark replaced; marks of this text in order of place."""
    parts, end = [], 0
    for mark in marks:
        if mark.is_taken:
            parts += [text[end : mark.start], mark.placeholder]
            end = mark.end
    return "".join([*parts, text[end:]])


def applied(edited: str, marks: Sequence[Mark]) -> str:
    """A text edited by hand in which what is taken out of the original is taken out too."""
    for mark in sorted(marks, key=lambda mark: -len(mark.text)):
        if mark.is_taken:
            for start, stop in reversed(list(places_of(mark.text, edited))):
                edited = edited[:start] + mark.placeholder + edited[stop:]
    return edited


def left_over(edited: str, marks: Sequence[Mark], text: str) -> tuple[str, ...]:
    """What the marks take out of the original and an edited text still holds, each once."""
    whole = composed(text, marks)
    words = dict.fromkeys(mark.text for mark in marks if mark.is_taken)
    return tuple(word for word in words if _times(word, edited) > _times(word, whole))


def _times(word: str, text: str) -> int:
    return sum(1 for _place in places_of(word, text))


def pieces_of(text: str, flags: Sequence[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """The whole text in pieces: joined together they are the text."""
    return pieces_by(text, marks_of(text, flags, ""))


def pieces_by(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The whole text in pieces by its marks, numbered from one in order of place."""
    pieces, end = [], 0
    for number, mark in enumerate(marks, start=1):
        if mark.start > end:
            pieces.append(Piece(text[end : mark.start], ""))
        label = label_of(mark.found or mark.chosen)
        pieces.append(Piece(mark.text, label, number))
        end = mark.end
    if end < len(text):
        pieces.append(Piece(text[end:], ""))
    return tuple(pieces)


def redacted(text: str, flags: Sequence[Mapping[str, Any]], language: str) -> str:
    """The text with each found part replaced, in the language of the text: "[nimi 1]", "[puhelinnumero]"."""
    return composed(text, marks_of(text, flags, language))
