"""What an opinion map is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.opinions.passes import Counts, Floats
from tiekartta.analysis.opinions.representative import Agreed, Representative
from tiekartta.analysis.provenance import Provenance

STEADY = 0.6
"""Stability below which a map is shown without groups."""


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """People who answer alike. ``id`` from 0, the largest first."""

    id: int
    size: int
    representative: tuple[Representative, ...]


@dataclass(frozen=True, slots=True)
class StatementResult:
    """Votes on one statement by all people. ``moderated`` ones take no part in the map.

    ``group_informed_consensus`` and ``divisiveness`` are None where there are no groups;
    ``priority`` is how much the next vote on it would tell.
    """

    id: str
    agrees: int
    disagrees: int
    passes: int
    moderated: bool
    group_informed_consensus: float | None
    divisiveness: float | None
    priority: float


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """People by place and group. ``groups`` is empty where the map is not steady enough.

    ``places`` is (n, 2) and ``group_of`` (n,), −1 for people who voted too little to be grouped;
    both in the order of ``participants``. ``components`` is (2, m), ``turn`` the (2, 2) rotation
    already applied to ``places``.
    """

    participants: tuple[str, ...]
    votes_given: Counts
    places: Floats
    group_of: Counts
    groups: tuple[OpinionGroup, ...]
    statements: tuple[StatementResult, ...]
    consensus: tuple[Agreed, ...]
    stability: float | None
    silhouette: float
    components: Floats
    turn: Floats
    provenance: Provenance

    @property
    def is_steady(self) -> bool:
        """Whether groups may be shown."""
        return self.stability is None or self.stability >= STEADY

    def next_statements(self, number: int) -> tuple[str, ...]:
        """Ids of the statements that need votes most, best first."""
        open_ = [each for each in self.statements if not each.moderated]
        open_.sort(key=lambda each: -each.priority)
        return tuple(each.id for each in open_[:number])

    def as_data(self, *, floor: int = 10) -> dict[str, Any]:
        """Plain data, ready for JSON; counts over fewer than ``floor`` votes are None."""
        return {
            "participants": list(self._people()),
            "groups": [
                {
                    "id": group.id,
                    "size": group.size,
                    "representative": [
                        {
                            "statement": each.statement,
                            "answer": each.answer,
                            "successes": _from(each.successes, each.votes, floor),
                            "votes": _from(each.votes, each.votes, floor),
                            "probability": each.probability,
                            "test": each.test,
                            "repness": each.repness,
                            "repness_test": each.repness_test,
                        }
                        for each in group.representative
                        if each.votes >= floor
                    ],
                }
                for group in self.groups
            ],
            "statements": [_statement(each, floor) for each in self.statements],
            "consensus": [
                {
                    "statement": each.statement,
                    "answer": each.answer,
                    "successes": each.successes,
                    "votes": each.votes,
                    "probability": each.probability,
                    "test": each.test,
                }
                for each in self.consensus
                if each.votes >= floor
            ],
            "stability": self.stability,
            "steady": self.is_steady,
            "silhouette": self.silhouette,
            "next": list(self.next_statements(10)),
            "provenance": self.provenance.as_data(),
        }

    def _people(self) -> Iterator[dict[str, Any]]:
        shows = bool(self.groups)
        for row, name in enumerate(self.participants):
            group = int(self.group_of[row])
            yield {
                "id": name,
                "x": float(self.places[row, 0]),
                "y": float(self.places[row, 1]),
                "group": group if shows and group >= 0 else None,
                "votes": int(self.votes_given[row]),
            }


def _from(value: int, votes: int, floor: int) -> int | None:
    return value if votes >= floor else None


def _statement(each: StatementResult, floor: int) -> dict[str, Any]:
    votes = each.agrees + each.disagrees + each.passes
    hidden = votes < floor
    return {
        "id": each.id,
        "agrees": _from(each.agrees, votes, floor),
        "disagrees": _from(each.disagrees, votes, floor),
        "passes": _from(each.passes, votes, floor),
        "moderated": each.moderated,
        "group_informed_consensus": None if hidden else each.group_informed_consensus,
        "divisiveness": None if hidden else each.divisiveness,
        "priority": each.priority,
    }
