"""A plan of rotation by the Williams order.

Group ``g`` is in round ``r`` at station ``(g + w[r]) mod S`` with ``w = 0, 1, S−1, 2, S−2, …`` (E.
J. Williams: Experimental designs balanced for the estimation of residual effects of treatments,
1949). Its steps are all different when S is even and occur at most twice when S is odd, so nobody
always writes after the same people, as with the plain ``g + r``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from math import ceil

from tiekartta.analysis.provenance import Provenance, digest
from tiekartta.analysis.rotation.checking import audit
from tiekartta.analysis.rotation.errors import RotationError
from tiekartta.analysis.rotation.methods import LONGEST, METHODS, Method
from tiekartta.analysis.rotation.shapes import Caution, Change, Group, Plan, Seat

ALGORITHM = "rotation-1"
MOST_PARTICIPANTS, MOST_STATIONS, MOST_AT_TABLE = 10_000, 100, 50


def williams(stations: int) -> tuple[int, ...]:
    """``0, 1, S−1, 2, S−2, …``: every station once, (S,)."""
    return tuple(
        (turn + 1) // 2 if turn % 2 else (stations - turn // 2) % stations
        for turn in range(stations)
    )


def plan(
    participants: int,
    stations: int,
    *,
    rounds: int | None = None,
    table_size: int = 5,
    method: str = "stations",
    minutes: int | None = None,
) -> Plan:
    """A plan in which nobody visits a station twice and stations are equally full (INV-S1).

    ``rounds`` defaults to 4, or to the number of stations where there are fewer; ``minutes`` is
    the length of a round. Groups are of nearly equal size, none over ``table_size``. Raises
    RotationError for numbers with which no plan exists; what is merely unwise is a warning.
    """
    rules = method_of(method)
    turns = min(4, stations) if rounds is None else rounds
    _check(participants, stations, turns, table_size)
    number = ceil(participants / table_size)
    small, larger = divmod(participants, number)
    order = williams(stations)
    groups = tuple(
        Group(
            each,
            small + (each < larger),
            tuple(Seat((each + order[turn]) % stations, each // stations) for turn in range(turns)),
        )
        for each in range(number)
    )
    return finished(rules, stations, turns, table_size, groups, minutes=minutes)


def finished(
    rules: Method,
    stations: int,
    rounds: int,
    table_size: int,
    groups: tuple[Group, ...],
    *,
    minutes: int | None = None,
    changes: tuple[Change, ...] = (),
) -> Plan:
    """The plan of these groups, with its warnings and provenance."""
    seats = [[group.size, [seat and (seat.station, seat.table) for seat in group.seats]] for group in groups]  # fmt: skip
    given = {"stations": stations, "rounds": rounds, "table_size": table_size, "method": rules.code}
    people = sum(group.size for group in groups)
    made = Plan(
        method=rules.code,
        stations=stations,
        rounds=rounds,
        table_size=table_size,
        groups=groups,
        warnings=_warnings(rules, stations, rounds, groups, minutes),
        provenance=Provenance(
            algorithm=ALGORITHM,
            parameters=given,
            seed=0,
            input_digest=digest({**given, "participants": people}),
            output_digest=digest(seats),
        ),
        changes=changes,
    )
    return dataclasses.replace(made, warnings=made.warnings + _broken(made))


def _broken(made: Plan) -> tuple[Caution, ...]:
    """What of INV-S1 could not be kept, once people have come and gone."""
    found = audit(made)
    uneven = [Caution("uneven_stations", {"groups": found.spread})] if found.spread > 1 else []
    again = [Caution("repeated_predecessor", {"times": found.predecessors})]
    return (*uneven, *(again if found.predecessors > 2 else []))


def method_of(code: str) -> Method:
    """The method by its code. Raises RotationError."""
    if code not in METHODS:
        raise RotationError(
            "unknown_method", f"there is no method {code!r}; there are {', '.join(METHODS)}"
        )
    return METHODS[code]


def _check(participants: int, stations: int, rounds: int, table_size: int) -> None:
    if participants < 1:
        raise RotationError("few_participants", "there must be at least one participant")
    if participants > MOST_PARTICIPANTS:
        raise RotationError("many_participants", f"at most {MOST_PARTICIPANTS} participants")
    if stations < 1:
        raise RotationError("few_stations", "there must be at least one station")
    if stations > MOST_STATIONS:
        raise RotationError("many_stations", f"at most {MOST_STATIONS} stations")
    if not 1 <= rounds <= stations:
        raise RotationError(
            "bad_rounds",
            f"with {stations} stations there can be 1–{stations} rounds, as nobody visits one twice",
        )
    if not 1 <= table_size <= MOST_AT_TABLE:
        raise RotationError("bad_table_size", f"a table seats 1–{MOST_AT_TABLE} people")


def _warnings(
    rules: Method, stations: int, rounds: int, groups: tuple[Group, ...], minutes: int | None
) -> tuple[Caution, ...]:
    found = list(_sizes(rules, groups))
    people = sum(group.size for group in groups)
    if people < rules.people[0]:
        found.append(Caution("few_people", {"people": people, "least": rules.people[0]}))
    if people > rules.people[1]:
        found.append(Caution("many_people", {"people": people, "most": rules.people[1]}))
    if rounds < min(rules.rounds, stations):
        found.append(Caution("few_rounds", {"rounds": rounds, "least": rules.rounds}))
    length = rounds * (rules.minutes[0] if minutes is None else minutes)
    if length > LONGEST:
        found.append(Caution("long_day", {"minutes": length, "most": LONGEST}))
    if sum(bool(group.size) for group in groups) < stations:
        found.append(Caution("idle_station", {"groups": len(groups), "stations": stations}))
    return tuple(found)


def _sizes(rules: Method, groups: tuple[Group, ...]) -> Iterator[Caution]:
    """Each group outside the bounds, and how many are merely unusual."""
    fewest, most = rules.bounds
    unusual = 0
    for group in groups:
        if 0 < group.size < fewest:
            yield Caution("small_group", {"group": group.number + 1, "size": group.size})
        elif group.size > most:
            yield Caution("large_group", {"group": group.number + 1, "size": group.size})
        elif group.size and not rules.usual[0] <= group.size <= rules.usual[1]:
            unusual += 1
    if unusual:
        yield Caution("unusual_size", {"groups": unusual})
