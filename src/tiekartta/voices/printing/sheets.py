"""What stands on sheets of codes and on posters, in one language or in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tiekartta.language.texts import ShownText, TranslatedText
from tiekartta.voices.printing.addresses import (
    BOTH,
    open_link,
    token_link,
    without_scheme,
)
from tiekartta.voices.qr import qr_image
from tiekartta.voices.surveys.showing import said
from tiekartta.voices.surveys.variants import is_easy, language_of

NAMES = {
    BOTH: _("In Finnish and Swedish"),
    "fi": _("In Finnish"),
    "sv": _("In Swedish"),
    "en": _("In English"),
    "selko": _("In easy Finnish"),
    "lattlast": _("In easy Swedish"),
}
"""Word of an address → what its link is called."""


@dataclass(frozen=True)
class SheetPart:
    """What is said in one language variant. `language` is fi, sv or en."""

    code: str
    language: str
    title: ShownText
    asker: ShownText
    intro: ShownText
    closes_on: date | None
    address: str
    qr: str

    @property
    def is_easy(self) -> bool:
        """Whether it is in easy language."""
        return is_easy(self.code)


@dataclass(frozen=True)
class Slip:
    """One code to cut out; `receipt` is empty when the sheet has none."""

    code: str
    qr: str
    receipt: str


@dataclass(frozen=True)
class LanguageChoice:
    """The same sheet in another language."""

    name: str
    url: str
    is_current: bool


def sheet_parts(
    codes: Iterable[str],
    *,
    survey_id: str,
    title: TranslatedText,
    asker: TranslatedText,
    intro: TranslatedText,
    closes_on: date | None,
) -> tuple[SheetPart, ...]:
    """One part for each language variant; its QR code leads to the open link in that variant."""
    return tuple(
        SheetPart(
            code=code, language=language_of(code), title=said(title, code), asker=said(asker, code),
            intro=said(intro, code), closes_on=closes_on,
            address=without_scheme(open_link(survey_id, code)), qr=qr_image(open_link(survey_id, code)),
        )
        for code in codes
    )  # fmt: skip


def slips(codes: Sequence[str], receipts: Sequence[str]) -> list[Slip]:
    """Codes with their QR codes; `receipts` are as many, or none."""
    return [
        Slip(code, qr_image(token_link(code)), receipts[at] if receipts else "")
        for at, code in enumerate(codes)
    ]
