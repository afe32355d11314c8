"""What a plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tiekartta.analysis.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a group is in one round: station and table of that station, both from 0."""

    station: int
    table: int


@dataclass(frozen=True, slots=True)
class Group:
    """``size`` people who go round together from round ``joins`` on (rounds from 0)."""

    number: int
    size: int
    seats: tuple[Seat | None, ...]
    """One for each round; None in rounds before it was formed or after everybody left."""
    joins: int = 0


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the organiser should know. ``code`` and ``facts`` are for doors to phrase.

    Codes: small_group, large_group, unusual_size, few_people, many_people, few_rounds, long_day,
    uneven_stations, repeated_predecessor, idle_station.
    """

    code: str
    facts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a new plan does differently. Codes: joined, formed, left, emptied, rerouted."""

    code: str
    group: int
    people: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups and their seats in every round (INV-S1)."""

    method: str
    stations: int
    rounds: int
    table_size: int
    groups: tuple[Group, ...]
    warnings: tuple[Caution, ...]
    provenance: Provenance
    changes: tuple[Change, ...] = ()

    @property
    def participants(self) -> int:
        """People in all groups."""
        return sum(group.size for group in self.groups)

    @property
    def tables(self) -> int:
        """Most tables any station needs in any round."""
        taken = [seat.table for group in self.groups for seat in group.seats if seat is not None]
        return max(taken, default=-1) + 1

    def at(self, station: int, round_: int) -> tuple[Group, ...]:
        """Groups at a station in a round, by table."""
        found = [
            (seat.table, group)
            for group in self.groups
            if (seat := group.seats[round_]) is not None and seat.station == station
        ]
        return tuple(group for _, group in sorted(found, key=lambda pair: pair[0]))

    def as_data(self) -> dict[str, Any]:
        """Plain data, ready for JSON; stations, tables, groups and rounds are counted from 1."""
        return {
            "method": self.method,
            "participants": self.participants,
            "stations": self.stations,
            "rounds": self.rounds,
            "table_size": self.table_size,
            "tables_per_station": self.tables,
            "groups": [
                {
                    "group": group.number + 1,
                    "size": group.size,
                    "joins": group.joins + 1,
                    "seats": [
                        None
                        if seat is None
                        else {"station": seat.station + 1, "table": seat.table + 1}
                        for seat in group.seats
                    ],
                }
                for group in self.groups
            ],
            "warnings": [{"code": each.code, **each.facts} for each in self.warnings],
            "changes": [
                {"code": each.code, "group": each.group + 1, "people": each.people}
                for each in self.changes
            ],
            "provenance": self.provenance.as_data(),
        }
