"""A first look at many answers at once: the language of each and what in it may point at a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiekartta.analysis.languages.detection import language_of
from tiekartta.analysis.languages.personal_data import find_personal_data


@dataclass(frozen=True, slots=True)
class Looked:
    """``language`` is a code or empty; ``findings`` are (kind, start, end) in order of place.

    ``certainties``: how sure each finding is, in the same order.
    """

    language: str
    findings: tuple[tuple[str, int, int], ...]
    certainties: tuple[str, ...] = ()


def look_at(texts: Sequence[str]) -> list[Looked]:
    """One `Looked` for each text, in order; equal texts are looked at once. Never raises on a string."""
    seen: dict[str, Looked] = {}
    for text in texts:
        if text not in seen:
            found = find_personal_data(text)
            seen[text] = Looked(
                language_of(text) or "",
                tuple((each.kind, each.start, each.end) for each in found),
                tuple(each.certainty for each in found),
            )
    return [seen[text] for text in texts]
