"""What a respondent gives, cleaned: a plain value between the form and the sealed envelope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GivenAnswer:
    """What a respondent sends, cleaned against the survey (`surveys.checking`).

    `choices`: key of a closed question → value as `Answer.value` holds it; `texts`: key of an open
    content question → text; `nominations` and `contacts`: lists of {key of the question: text or value},
    stored apart.
    """

    language: str
    choices: Mapping[str, Any]
    texts: Mapping[str, str]
    quote_ok: bool = False
    entered_by_staff: bool = False
    nominations: Sequence[Mapping[str, Any]] = ()
    contacts: Sequence[Mapping[str, Any]] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.choices or self.texts or self.nominations or self.contacts)

    def own_words(self) -> Iterator[str]:
        """Everything that was written in own words, wherever it is stored."""
        yield from self.texts.values()
        for each in (*self.nominations, *self.contacts):
            yield from (value for value in each.values() if isinstance(value, str))
