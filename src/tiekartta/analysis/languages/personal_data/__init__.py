"""What in a text may point at a person, for a person to screen. Nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tiekartta.analysis.languages.personal_data import patterns
from tiekartta.analysis.languages.personal_data.addresses import find_street_address
from tiekartta.analysis.languages.personal_data.kinds import Certainty, Kind
from tiekartta.analysis.languages.personal_data.names import Place, find_names
from tiekartta.analysis.languages.personal_data.replacements import replacement

__all__ = ["Certainty", "Finding", "Kind", "find_personal_data", "redacted"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``text`` stands at characters ``start`` to ``end`` (not included) of what was searched.

    ``certainty``: "certain" where a check sign or the form leaves no doubt, "likely" where the form
    or the words around it say so, "possible" where it is as well an ordinary word. ``replacement``
    may stand in its place: what it was, in brackets.
    """

    kind: Kind
    start: int
    end: int
    text: str
    certainty: Certainty
    replacement: str


_FINDERS: tuple[
    tuple[Kind, Certainty | None, Callable[[str], Iterator[tuple[int, int]] | Iterator[Place]]], ...
] = (
    ("iban", "certain", patterns.find_iban),
    ("personal_identity_code", None, patterns.find_personal_identity_code),
    ("social_media", "likely", patterns.find_social_media),
    ("email", "certain", patterns.find_email),
    ("date_of_birth", "likely", patterns.find_date_of_birth),
    ("phone", "likely", patterns.find_phone),
    ("street_address", "likely", find_street_address),
    ("plate", "likely", patterns.find_plate),
    ("name", None, find_names),
)
"""The surer kinds first; certainty None: the finder gives it with each place."""


def find_personal_data(text: str, *, language: str | None = None) -> tuple[Finding, ...]:
    """Findings in order of place, none over another: the surer kind wins where two meet.

    ``language`` is that of the replacements: fi, sv or en; others and None give Finnish ones.
    Account numbers count only with a right check sum; names are found with high recall, so that
    some are ordinary words. Never raises on any string; time grows with its length only.
    """
    taken = bytearray(len(text))
    found: list[Finding] = []
    for kind, certainty, finder in _FINDERS:
        for start, end, *sure in finder(text):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            how: Certainty = certainty or (sure[0] if sure else "possible")
            place = replacement(kind, language)
            found.append(Finding(kind, start, end, text[start:end], how, place))
    return tuple(sorted(found, key=lambda finding: finding.start))


def redacted(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with each finding replaced; findings of this text, none over another, in any order."""
    for finding in sorted(findings, key=lambda finding: -finding.start):
        text = text[: finding.start] + finding.replacement + text[finding.end :]
    return text
