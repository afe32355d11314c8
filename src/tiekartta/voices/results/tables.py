"""What is told of one question: the shape that is stored, published and put into files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.disclosure import AnswerTable


@dataclass(frozen=True)
class QuestionTable:
    """The tables of a question, one for each of its items.

    An item is the row of a matrix, the choice of a multi or rank question, or "" for the question
    itself. `first` tells which choice of a ranking came first; `leaning` which way a scale leans where
    nothing else is told.
    """

    items: Mapping[str, AnswerTable]
    first: AnswerTable | None = None
    leaning: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether no figure at all is told."""
        return all(table.is_silent for table in self.items.values())

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "items": [[key, table.as_data()] for key, table in self.items.items()],
            "first": self.first.as_data() if self.first else None,
            "leaning": self.leaning,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> QuestionTable:
        """Read what `as_data` wrote."""
        return cls(
            items={key: AnswerTable.from_data(table) for key, table in data["items"]},
            first=AnswerTable.from_data(data["first"]) if data["first"] else None,
            leaning=data["leaning"],
        )
