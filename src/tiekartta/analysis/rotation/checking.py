"""What a plan promises, counted from its seats alone (INV-S1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tiekartta.analysis.rotation.shapes import Plan


@dataclass(frozen=True, slots=True)
class Audit:
    """``revisits``: (group, station) visited twice; ``spread``: greatest difference of groups
    between two stations in one round; ``idle``: (group, round) without a seat;
    ``clashes``: (station, table, round) with two groups; ``predecessors``: most times any group
    comes to a table right after the same group."""

    revisits: tuple[tuple[int, int], ...]
    spread: int
    idle: tuple[tuple[int, int], ...]
    clashes: tuple[tuple[int, int, int], ...]
    predecessors: int

    @property
    def holds(self) -> bool:
        """Whether INV-S1 holds."""
        broken = self.revisits or self.idle or self.clashes
        return not broken and self.spread <= 1 and self.predecessors <= 2


def audit(plan: Plan) -> Audit:
    """Count what INV-S1 speaks of; groups everybody has left are not counted."""
    revisits, idle, clashes = [], [], []
    taken: Counter[tuple[int, int, int]] = Counter()
    for group in plan.groups:
        if not group.size:
            continue
        visited: Counter[int] = Counter()
        for turn, seat in enumerate(group.seats):
            if seat is None:
                if turn >= group.joins:
                    idle.append((group.number, turn))
                continue
            visited[seat.station] += 1
            taken[seat.station, seat.table, turn] += 1
        revisits += [(group.number, station) for station, times in visited.items() if times > 1]
    clashes = [place for place, times in taken.items() if times > 1]
    return Audit(
        tuple(revisits), _spread(plan), tuple(idle), tuple(sorted(clashes)), _predecessors(plan)
    )


def _spread(plan: Plan) -> int:
    widest = 0
    for turn in range(plan.rounds):
        loads = [0] * plan.stations
        for group in plan.groups:
            if group.size and (seat := group.seats[turn]) is not None:
                loads[seat.station] += 1
        widest = max(widest, max(loads) - min(loads))
    return widest


def _predecessors(plan: Plan) -> int:
    follows: Counter[tuple[int, int]] = Counter()
    sat: dict[tuple[int, int], int] = {}
    for turn in range(plan.rounds):
        now = {
            (seat.station, seat.table): group.number
            for group in plan.groups
            if group.size and (seat := group.seats[turn]) is not None
        }
        follows.update((group, sat[place]) for place, group in now.items() if place in sat)
        sat = now
    return max(follows.values(), default=0)
