"""The parts of a privacy notice (GDPR, articles 13 and 14; domain 2.4, point 1), in order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tiekartta.language.texts import TranslatedText
from tiekartta.voices.states import LegalBasis


@dataclass(frozen=True)
class NoticePart:
    """One part: the field that holds it, its heading, and what to write there."""

    name: str
    label: str | Promise
    help: str | Promise
    is_required: bool = True


PARTS = (
    NoticePart("title", _("Name of the notice"), _("People see it as the heading.")),
    NoticePart("controller", _("Controller"), _("The organisation that answers for the data.")),
    NoticePart("contact", _("Contact"), _("An office, a telephone number or an address of a service. No private persons.")),
    NoticePart("officer", _("Data protection officer"), _("How to reach the officer.")),
    NoticePart("purpose", _("Purpose"), _("Why people are asked, and what their answers are used for.")),
    NoticePart("legal_basis", _("Legal basis"), _("The article of the General Data Protection Regulation, and the law behind it.")),
    NoticePart("content", _("What is collected"), _("Which data, and what is not asked.")),
    NoticePart("sources", _("Where the data come from"), _("People themselves, or something else too.")),
    NoticePart("disclosures", _("Who gets the data"), _("Also those who process them on behalf of the controller.")),
    NoticePart("transfers", _("Transfers outside the EU and the EEA"), _("Write also when there are none.")),
    NoticePart("protection", _("How the data are protected"), _("What keeps respondents from being recognised.")),
    NoticePart("retention", _("How long the data are kept"), _("The times are those of the retention rules.")),
    NoticePart("rights", _("Your rights"), _("How people see, correct and remove what they said.")),
    NoticePart("complaint", _("How to complain"), _("The supervisory authority.")),
)  # fmt: skip
REQUIRED = tuple(part.name for part in PARTS if part.is_required)


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    path = files("tiekartta.voices.notices") / "texts.json"
    found: dict[str, dict[str, dict[str, str]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def starting_texts(
    basis: LegalBasis, *, controller: TranslatedText | None = None
) -> dict[str, TranslatedText]:
    """A text in fi, sv and en for every part, by its name. [Brackets] are left to fill in.

    The organisation's name, where it is known, stands for the controller.
    """
    texts = _texts()
    made = {name: TranslatedText.of(**texts["parts"][name]) for name in texts["parts"]}
    made["legal_basis"] = TranslatedText.of(**texts["legal_basis"][basis.value])
    if controller:
        made["controller"] = controller
    return made
