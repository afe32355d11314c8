"""A reader who works out what was not told, from published data alone, with whole numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Atom = tuple[str, ...]
Data = dict[str, Any]


class Attacker:
    """Knows how many people there are in sums of atoms, and that nothing is negative.

    An atom is one way to have answered: a key for each axis.
    """

    def __init__(self, axes: Sequence[Sequence[str]]) -> None:
        self.atoms: list[Atom] = list(product(*axes))
        self.lines: list[np.ndarray] = []
        self.values: list[int] = []
        self.least = np.zeros(len(self.atoms))

    def row(self, fits: Callable[[Atom], bool]) -> np.ndarray:
        return np.array([1.0 if fits(atom) else 0.0 for atom in self.atoms])

    def learns(self, fits: Callable[[Atom], bool], value: int | None) -> None:
        if value is not None:
            self.lines.append(self.row(fits))
            self.values.append(value)

    def reads(self, data: Data, at: Sequence[int], answers: int) -> None:
        """A published table: `at` are the axes of its rows, `answers` that of its columns."""
        for row, line, total in zip(data["rows"], data["cells"], data["totals"], strict=True):
            inside = dict(zip(at, row, strict=True))

            def is_in(atom: Atom, inside: dict[int, list[str]] = inside) -> bool:
                return all(atom[axis] in part for axis, part in inside.items())

            self.learns(is_in, total)
            for part, value in zip(data["columns"], line, strict=True):
                self.learns(
                    lambda atom, part=part, is_in=is_in: is_in(atom) and atom[answers] in part,
                    value,
                )

    def width(self, goal: np.ndarray) -> float:
        """How many more than the least the figure may be, as far as this reader can tell."""
        least, most = self.bounds(goal)
        return most - least

    def bounds(self, goal: np.ndarray) -> tuple[float, float]:
        """Least and most that the figure may be, as far as this reader can tell."""
        rules = (
            [LinearConstraint(np.array(self.lines), self.values, self.values)] if self.lines else []
        )
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * goal, constraints=rules, bounds=Bounds(self.least, np.inf),
                integrality=np.ones(len(self.atoms)),
            )  # fmt: skip
            if found.x is None:
                return -math.inf, math.inf  # nothing bounds it
            ends.append(sign * found.fun)
        return float(round(ends[0])), float(round(ends[1]))


def narrow_cells(
    attacker: Attacker, people: Iterable[Atom], fewest: int = 10, least: int = 5
) -> list[tuple[Any, int, float]]:
    """Every small group of `people`, named by keys of one, two or all axes, that is known too well."""
    people = list(people)
    axes = range(len(attacker.atoms[0]))
    found = []
    for chosen in product((False, True), repeat=len(axes)):
        named = [axis for axis, is_named in zip(axes, chosen, strict=True) if is_named]
        for keys in {tuple(atom[axis] for axis in named) for atom in attacker.atoms}:

            def fits(atom: Atom, named: list[int] = named, keys: Atom = keys) -> bool:
                return all(atom[axis] == key for axis, key in zip(named, keys, strict=True))

            n = sum(fits(person) for person in people)
            if n < fewest:
                width = attacker.width(attacker.row(fits))
                if width < least:
                    found.append((dict(zip(named, keys, strict=True)), n, width))
    return found
