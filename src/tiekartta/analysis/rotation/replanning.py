"""Late arrivals and no-shows: a new plan that moves nobody who is seated."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from tiekartta.analysis.rotation.errors import RotationError
from tiekartta.analysis.rotation.methods import Method
from tiekartta.analysis.rotation.planning import finished, method_of, williams
from tiekartta.analysis.rotation.shapes import Change, Group, Plan, Seat


def replan(
    plan: Plan, *, round_: int = 0, late: int = 0, absent: Mapping[int, int] | None = None
) -> Plan:
    """The plan from ``round_`` (from 0) on, when people came late or did not come.

    ``late`` people join the smallest groups up to the table size, and form a new group where a
    table's worth of them is over; ``absent`` is how many of each group (from 0) are missing.
    Nobody changes groups, rounds before ``round_`` stay as they were, and a group is sent
    elsewhere in later rounds only where a group has emptied and stations would be unevenly full.
    ``changes`` of the new plan says what was done. Raises RotationError.
    """
    rules = method_of(plan.method)
    _check(plan, round_, late, absent or {})
    groups = list(plan.groups)
    changes = list(_leave(groups, absent or {}, round_))
    changes += _join(groups, plan, rules, late, round_)
    changes += _level(groups, plan, round_ + 1)
    return finished(
        rules, plan.stations, plan.rounds, plan.table_size, tuple(groups), changes=tuple(changes)
    )


def _check(plan: Plan, round_: int, late: int, absent: Mapping[int, int]) -> None:
    if not 0 <= round_ < plan.rounds:
        raise RotationError("bad_round", f"the plan has rounds 1–{plan.rounds}")
    if late < 0 or any(number < 0 for number in absent.values()):
        raise RotationError("bad_number", "a number of people cannot be below zero")
    for group, number in absent.items():
        if not 0 <= group < len(plan.groups):
            raise RotationError("unknown_group", f"there is no group {group + 1}")
        if number > plan.groups[group].size:
            raise RotationError(
                "bad_number",
                f"group {group + 1} has {plan.groups[group].size} people, so {number} cannot be missing",
            )


def _leave(groups: list[Group], absent: Mapping[int, int], round_: int) -> Iterator[Change]:
    for number, missing in sorted(absent.items()):
        if not missing:
            continue
        group = groups[number]
        left = group.size - missing
        seats = (
            group.seats if left else group.seats[:round_] + (None,) * (len(group.seats) - round_)
        )
        groups[number] = dataclasses.replace(group, size=left, seats=seats)
        yield Change("left" if left else "emptied", number, missing)


def _join(
    groups: list[Group], plan: Plan, rules: Method, late: int, round_: int
) -> Iterator[Change]:
    """Fill the smallest groups first; then new groups; then the smallest groups beyond the table."""
    seated: dict[int, int] = {}
    waiting = late
    while waiting:
        alive = [group for group in groups if group.size]
        smallest = min(alive, key=lambda group: (group.size, group.number), default=None)
        full = smallest is None or smallest.size >= plan.table_size
        if full and (smallest is None or waiting >= rules.bounds[0]):
            size = min(plan.table_size, waiting)
            groups.append(_formed(groups, plan, size, round_))
            yield Change("formed", len(groups) - 1, size)
            waiting -= size
            continue
        assert smallest is not None  # noqa: S101 - an empty room forms a group above
        groups[smallest.number] = dataclasses.replace(smallest, size=smallest.size + 1)
        seated[smallest.number] = seated.get(smallest.number, 0) + 1
        waiting -= 1
    yield from (Change("joined", number, people) for number, people in sorted(seated.items()))


def _formed(groups: list[Group], plan: Plan, size: int, round_: int) -> Group:
    """A group on the round of the station that has the fewest groups, so loads stay level."""
    loads = _loads(groups, plan.stations, round_)
    order = williams(plan.stations)
    station = min(range(plan.stations), key=lambda each: (loads[each], each))
    residue = (station - order[round_]) % plan.stations
    seats: list[Seat | None] = [None] * round_
    for turn in range(round_, plan.rounds):
        where = (residue + order[turn]) % plan.stations
        seats.append(Seat(where, _free_table(groups, where, turn)))
    return Group(len(groups), size, tuple(seats), joins=round_)


def _level(groups: list[Group], plan: Plan, start: int) -> Iterator[Change]:
    """Send single groups elsewhere from round ``start`` on while some round is uneven."""
    for _ in range(len(groups)):
        if start >= plan.rounds or not _uneven(groups, plan, start):
            return
        found = _rerouted(groups, plan, start)
        if found is None:
            return
        groups[found.number] = found
        yield Change("rerouted", found.number, found.size)


def _uneven(groups: list[Group], plan: Plan, start: int) -> int:
    """How far over one the loads of stations differ, summed over the rounds from ``start``."""
    total = 0
    for turn in range(start, plan.rounds):
        loads = _loads(groups, plan.stations, turn)
        total += max(0, max(loads) - min(loads) - 1)
    return total


def _rerouted(groups: list[Group], plan: Plan, start: int) -> Group | None:
    """The one group, on the one new way, that levels the stations most; None where none helps."""
    order = williams(plan.stations)
    best, least = None, _uneven(groups, plan, start)
    for group in groups:
        if not group.size:
            continue
        visited = {seat.station for seat in group.seats[:start] if seat is not None}
        others = [each for each in groups if each.number != group.number]
        for residue in range(plan.stations):
            way = [(residue + order[turn]) % plan.stations for turn in range(start, plan.rounds)]
            if not visited.isdisjoint(way):
                continue
            seats = tuple(
                Seat(where, _free_table(others, where, turn))
                for turn, where in enumerate(way, start)
            )
            tried = dataclasses.replace(group, seats=group.seats[:start] + seats)
            uneven = _uneven([*others, tried], plan, start)
            if uneven < least:
                best, least = tried, uneven
    return best


def _loads(groups: list[Group], stations: int, turn: int) -> list[int]:
    loads = [0] * stations
    for group in groups:
        if group.size and (seat := group.seats[turn]) is not None:
            loads[seat.station] += 1
    return loads


def _free_table(groups: list[Group], station: int, turn: int) -> int:
    taken = {
        seat.table
        for group in groups
        if group.size and (seat := group.seats[turn]) is not None and seat.station == station
    }
    return next(table for table in range(len(taken) + 1) if table not in taken)
