"""Proportional approval voting (``pav``), exact: HiGHS finds committees, exact fractions compare them.

A committee scores 1 + 1/2 + … + 1/j for each voter who approves j of its members (T. N. Thiele
1895). Mixed-integer programming is done in double precision, so every committee that comes within
``NEAR`` of the best is looked at again in exact fractions. Options that the same voters approve
stand for each other; only the first of them by the order of ties is searched, the others follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import comb

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.tally import Elected, Outcome, Tally

PHASE = "pav"
MOST_OPTIONS = 30
NEAR = 1e-7
"""Relative: far above what HiGHS is told to leave open, and looked at again exactly."""
MOST_NEAR = 200
MOST_SECONDS = 120


class Program:
    """max Σ mass/j · y[b, j], where y[b, j] ≤ 1 adds up to the winners on ballot b, over committees."""

    def __init__(self, tally: Tally, wanted: int) -> None:
        self.tally = tally
        self.wanted = wanted
        self.clones = _clones(tally)
        self.cuts: list[NDArray[np.float64]] = []
        self.orders: list[NDArray[np.float64]] = []
        for first, second in (pair for each in self.clones for pair in pairwise(each)):
            self.orders.append(np.zeros(tally.many))
            self.orders[-1][first], self.orders[-1][second] = 1, -1
        sizes = np.minimum(tally.marks.sum(axis=1, dtype=np.int64), wanted)
        self.rows = np.repeat(np.arange(len(sizes)), sizes)
        starts = np.cumsum(sizes) - sizes
        self.points = 1.0 / (np.arange(len(self.rows)) - np.repeat(starts, sizes) + 1)

    def best(self, inside: frozenset[int] = frozenset()) -> tuple[int, ...] | None:
        """A best committee that is not cut off and holds ``inside``; None when there is none left.

        Raises CountError when HiGHS does not settle it in time.
        """
        from scipy import sparse  # noqa: PLC0415 - slow to load
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

        tally, many, extra = self.tally, self.tally.many, len(self.rows)
        limits = [LinearConstraint(self._row(np.ones(many)), self.wanted, self.wanted)]
        if extra:
            spread = sparse.csr_array(
                (np.ones(extra), (self.rows, np.arange(extra))), shape=(len(tally.masses), extra)
            )
            on_ballots = sparse.hstack([sparse.csr_array(-tally.marks.astype(np.float64)), spread])
            limits.append(LinearConstraint(on_ballots, -np.inf, 0.0))
        limits += [LinearConstraint(self._row(cut), -np.inf, cut.sum() - 1) for cut in self.cuts]
        limits += [LinearConstraint(self._row(row), 0.0, np.inf) for row in self.orders]
        low = np.zeros(many + extra)
        low[list(inside)] = 1
        share = tally.mass / max(float(tally.total), 1.0)
        found = milp(
            np.concatenate([np.zeros(many), -share[self.rows] * self.points]),
            integrality=np.concatenate([np.ones(many), np.zeros(extra)]),
            bounds=Bounds(low, 1.0),
            constraints=limits,
            options={"mip_rel_gap": 0.0, "time_limit": MOST_SECONDS},
        )
        if found.status == 2:  # nothing is left
            return None
        if found.x is None or found.status != 0:
            raise CountError(
                "not_solved", "the best committee was not found in two minutes; use seqpav"
            )
        return tuple(np.flatnonzero(found.x[:many] > 0.5).tolist())

    def _row(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.concatenate([values, np.zeros(len(self.rows))])[None, :]

    def cut(self, committee: tuple[int, ...]) -> None:
        """Leave a committee out from now on."""
        row = np.zeros(self.tally.many)
        row[list(committee)] = 1
        self.cuts.append(row)

    def same(self, committee: tuple[int, ...]) -> Iterator[frozenset[int]]:
        """The committee and those that differ from it only in options approved by the same voters."""
        members = frozenset(committee)
        free = [combinations(each, len(members.intersection(each))) for each in self.clones]
        fixed = members.difference(*self.clones) if self.clones else members
        for chosen in product(*free):
            yield fixed.union(*chosen)

    def how_many(self, committee: tuple[int, ...]) -> int:
        """The number of those."""
        number = 1
        for each in self.clones:
            number *= comb(len(each), len(set(committee).intersection(each)))
        return number


def score(tally: Tally, committee: tuple[int, ...] | frozenset[int]) -> Fraction:
    """The score of a committee, exact, in units of the voter of weight 1."""
    winners = tally.marks[:, sorted(committee)].sum(axis=1, dtype=np.int64)
    harmonic = [Fraction(0)]
    for number in range(1, len(committee) + 1):
        harmonic.append(harmonic[-1] + Fraction(1, number))
    mass = [0] * len(harmonic)
    for number, each in zip(winners.tolist(), tally.masses, strict=True):
        mass[number] += each
    return sum((a * b for a, b in zip(mass, harmonic, strict=True)), Fraction(0)) / tally.unit


def best_committees(tally: Tally, wanted: int) -> tuple[Program, list[tuple[int, ...]]]:
    """Every best committee, up to options approved by the same voters.

    Raises CountError for more options than the method is exact for, when HiGHS does not settle it,
    or when more committees come near the best than can be compared.
    """
    if tally.many > MOST_OPTIONS:
        raise CountError(
            "too_many_options", f"pav is counted for up to {MOST_OPTIONS} options; use seqpav"
        )
    program = Program(tally, min(wanted, tally.many))
    found: list[tuple[Fraction, tuple[int, ...]]] = []
    while (committee := program.best()) is not None:
        here = score(tally, committee)
        if found and here < max(each for each, _ in found) * (1 - Fraction(NEAR)):
            break
        found.append((here, committee))
        if len(found) > MOST_NEAR:
            raise CountError("too_many_ties", "too many committees are as good; use seqpav")
        program.cut(committee)
    best = max(each for each, _ in found)
    return program, [committee for each, committee in found if each == best]


def elect_pav(tally: Tally, wanted: int) -> Outcome:
    """The best committee; of several, that whose earliest member in the order of ties comes first.

    That is: their members are compared in the order of ties, and the first difference decides.
    Members are listed most approved first.
    """
    program, best = best_committees(tally, wanted)
    # Clones are in the order of ties, so the first of each class is what the order prefers.
    chosen = min(best, key=lambda each: sorted(tally.rank[option] for option in each))
    members = sorted(chosen, key=lambda each: (-tally.backing[each], tally.rank[each]))
    moving = _moving(program, best)
    elected = []
    for option in members:
        phase = PHASE if tally.backing[option] else "unsupported"
        elected.append(Elected(option, phase, None, moving if option in moving else (option,)))
    own = score(tally, chosen)
    return Outcome(
        tuple(elected), "score", lambda option: score(tally, frozenset(chosen) | {option}) - own
    )


def _moving(program: Program, best: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Options that are in some best committees and not in others."""
    ever, always = set(best[0]), set(best[0])
    for committee in best:
        members = set(committee)
        partly = [
            each for each in program.clones if 0 < len(members.intersection(each)) < len(each)
        ]
        ever |= members.union(*partly)
        always &= members.difference(*partly)
    return tuple(sorted(ever - always))


def _clones(tally: Tally) -> list[list[int]]:
    """Options approved by exactly the same ballots, in the order of ties; only where several are."""
    same: dict[bytes, list[int]] = {}
    for option in range(tally.many):
        same.setdefault(tally.marks[:, option].tobytes(), []).append(option)
    return [sorted(each, key=tally.rank.__getitem__) for each in same.values() if len(each) > 1]
