"""Figures that are sums of the same things: which of them may be told beside what is told already.

A reader knows that nothing is negative and every sum that was told. A figure that is not told has to
keep `k_min` or more possible values, whatever else is told. The bounds are linear programmes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.disclosure.counts import Policy

_EASE = 1e-6
_LOOKS = 6
"""Random corners of what is possible that are looked at before bounds are worked out one by one."""
_WORTH = 10.0
"""What it costs to leave a figure out, beside the people in it."""
Atoms = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The sum of some atoms. `key` says where it stands: figures with equal parts are near each other.

    `n` is its true value, needed only of what is asked for. Of `is_newcomers` it may also be told that
    it is nought, or that it is `k_min` or more.
    """

    key: tuple[str, ...]
    atoms: Atoms
    n: int = 0
    is_newcomers: bool = False


def protect(
    size: int,
    *,
    told: Iterable[tuple[Atoms, int]],
    watched: Iterable[Figure],
    asked: Iterable[Figure],
    policy: Policy,
    least: Iterable[int] = (),
    true: Sequence[int] = (),
) -> frozenset[tuple[str, ...]] | None:
    """The keys of `asked` that may be told together, of `size` atoms.

    `told` are (atoms, sum) that the reader has; `watched` are figures that nobody may narrow; atoms in
    `least` are known to be at least one; `true` are the atoms, where they are known. Under `k_full`
    nothing is told. While something can be narrowed to fewer than `k_min` values, more is left out:
    what it takes for `k_min` people to be thought elsewhere, of the smallest figures, or without `true`
    the smallest figure nearest to it. None when telling nothing at all is not enough, or what is told
    contradicts itself.
    """
    asked = list(asked)
    open_ = [figure for figure in asked if figure.n >= policy.k_full]
    guarded = [*watched, *(figure for figure in asked if figure.n < policy.k_full)]
    reader = _Reader(size, list(told), least, policy.k_min)
    safe: set[tuple[tuple[str, ...], Atoms]] = set()
    while True:
        bare = reader.narrowed([(f.atoms, f.n) for f in open_], guarded, safe)
        if bare is None:
            return frozenset(figure.key for figure in open_)
        if not open_:
            return None
        out = reader.moved(bare, open_, true) if true else []
        if not out:
            out = [min(open_, key=lambda each: (-_nearness(each, bare), each.n, each.key))]
        open_ = [figure for figure in open_ if figure not in out]
        guarded += out


def _nearness(one: Figure, other: Figure) -> int:
    return sum(a == b for a, b in zip(one.key, other.key, strict=False))


class _Reader:
    """Somebody who works out what they were not told."""

    def __init__(
        self, size: int, told: list[tuple[Atoms, int]], least: Iterable[int], k_min: int
    ) -> None:
        self._size = size
        self._told = told
        self._k_min = k_min
        self._bounds = [(0.0, None)] * size
        for atom in least:
            self._bounds[atom] = (1.0, None)

    def narrowed(
        self,
        more: list[tuple[Atoms, int]],
        guarded: Sequence[Figure],
        safe: set[tuple[tuple[str, ...], Atoms]],
    ) -> Figure | None:
        """The first guarded figure that is known too well. Telling less never narrows: `safe`."""
        left = [figure for figure in guarded if (figure.key, figure.atoms) not in safe]
        if not left:
            return None
        sums = [*self._told, *more]
        self._lines = self._rows([atoms for atoms, _n in sums])
        self._values = np.array([float(n) for _atoms, n in sums])
        goals = self._rows([figure.atoms for figure in left])
        low, high = self._looked(goals)
        for number, figure in enumerate(left):
            if not self._is_wide(figure, low[number], high[number]):
                ends = self._solved(goals[number]), self._solved(-goals[number])
                if ends[0] is None and ends[1] is None:
                    return figure  # what is told contradicts itself
                least = 0.0 if ends[0] is None else float(goals[number] @ ends[0])
                most = np.inf if ends[1] is None else float(goals[number] @ ends[1])
                if not self._is_wide(figure, least, most) and not _is_let(
                    figure, least, most, self._k_min
                ):
                    return figure
            safe.add((figure.key, figure.atoms))
        return None

    def moved(self, bare: Figure, open_: Sequence[Figure], true: Sequence[int]) -> list[Figure]:
        """The figures of `open_` that change when `k_min` people more or fewer are thought in `bare`.

        Of all ways to think so, the one that changes the fewest and smallest told figures.
        """
        from scipy.optimize import linprog  # noqa: PLC0415 - half a second that most processes never need

        count = len(open_)
        shown = self._rows([figure.atoms for figure in open_])
        goal = self._rows([bare.atoms])
        fixed = self._rows([atoms for atoms, _n in self._told])
        equal = np.hstack([np.vstack([fixed, goal]), np.zeros((len(fixed) + 1, count))])
        # How far each told figure moves, up or down.
        far = np.vstack([np.hstack([shown, -np.eye(count)]), np.hstack([-shown, -np.eye(count)])])
        cost = np.concatenate([np.zeros(self._size), [_WORTH + figure.n for figure in open_]])
        bounds = [(-float(n), None) for n in true] + [(0.0, None)] * count
        for step in (float(self._k_min), -float(self._k_min)):
            right = np.concatenate([np.zeros(len(fixed)), [step]])
            found = linprog(
                cost, A_eq=equal, b_eq=right, A_ub=far, b_ub=np.zeros(2 * count), bounds=bounds,
                method="highs",
            )  # fmt: skip
            if found.x is not None and found.status == 0:
                moves = np.abs(shown @ found.x[: self._size])
                return [each for each, far_ in zip(open_, moves, strict=True) if far_ > _EASE]
        return []

    def _is_wide(self, _figure: Figure, low: float, high: float) -> bool:
        return bool(high - low >= self._k_min - _EASE)

    def _looked(
        self, goals: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Least and most of every goal over a few corners: often wide enough already."""
        low, high = np.full(len(goals), np.inf), np.full(len(goals), -np.inf)
        chance = np.random.default_rng(7)  # only which corners come first hangs on it
        for _look in range(_LOOKS):
            narrow = ~(high - low >= self._k_min - _EASE)
            if narrow.sum() <= 1:
                break
            wish = (chance.choice([-1.0, 1.0], size=len(goals)) * narrow) @ goals
            for sign in (1.0, -1.0):
                corner = self._solved(sign * wish)
                if corner is not None:
                    low, high = np.minimum(low, goals @ corner), np.maximum(high, goals @ corner)
        return low, high

    def _rows(self, figures: Sequence[Atoms]) -> NDArray[np.float64]:
        rows = np.zeros((len(figures), self._size))
        for number, atoms in enumerate(figures):
            rows[number, list(atoms)] = 1.0
        return rows

    def _solved(self, goal: NDArray[np.float64]) -> NDArray[np.float64] | None:
        from scipy.optimize import linprog  # noqa: PLC0415 - half a second that most processes never need

        sums = (self._lines, self._values) if len(self._values) else (None, None)
        found = linprog(goal, A_eq=sums[0], b_eq=sums[1], bounds=self._bounds, method="highs")
        return None if found.x is None or found.status != 0 else np.asarray(found.x)


def _is_let(figure: Figure, least: float, most: float, k_min: int) -> bool:
    return figure.is_newcomers and (most <= _EASE or least >= k_min - _EASE)
