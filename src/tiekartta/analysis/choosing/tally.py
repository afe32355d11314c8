"""What every rule works on: merged ballots with whole-number masses, and what a rule hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from tiekartta.analysis.choosing.profile import MOST_VOTERS, Profile


class Tally:
    """A profile prepared for counting, and the order of ties.

    ``marks[b, o]``: 1 where merged ballot b approves option o. ``masses[b]``: whole-number weight
    of merged ballot b (all its voters together), exact; ``mass`` the same in double precision.
    ``rank[o]``: place in the order of ties. ``unit``: what the weight 1 became when fractions were
    cleared. ``is_light``: all masses together are exact in double precision.
    """

    def __init__(self, profile: Profile, order: Sequence[str]) -> None:
        place = {name: number for number, name in enumerate(order)}
        self.rank = tuple(place[name] for name in profile.options)
        self.marks = profile.marks
        counts = profile.counts.tolist()
        if profile.weights is None:
            self.unit = 1
            self.masses: list[int] = counts
        else:
            self.unit = lcm(*(each.denominator for each in profile.weights))
            self.masses = [
                int(count * weight * self.unit)
                for count, weight in zip(counts, profile.weights, strict=True)
            ]
        self._weigh()

    def _weigh(self) -> None:
        self.total = sum(self.masses)
        self.is_light = self.total < MOST_VOTERS
        self.mass = np.array(self.masses, dtype=np.float64)
        self.is_plain = len(self.masses) == self.total and min(self.masses, default=1) == 1

    def changed(self, masses: list[int], more: NDArray[np.uint8], their: list[int]) -> Tally:
        """The same with other masses of the ballots and further ballots ``more`` of masses ``their``."""
        other = Tally.__new__(Tally)
        other.rank, other.unit = self.rank, self.unit
        other.marks = np.concatenate([self.marks, more])
        other.masses = masses + their
        other._weigh()  # noqa: SLF001 - of this very class
        return other

    @property
    def many(self) -> int:
        """Number of options."""
        return len(self.rank)

    def supporters(self, option: int) -> NDArray[np.intp]:
        """Merged ballots that approve an option."""
        return np.flatnonzero(self.marks[:, option])

    @cached_property
    def backing(self) -> list[int]:
        """Total mass behind each option, exact."""
        if self.is_plain and self.total < 2**24:  # exact in single precision, which is faster
            return [
                int(each) for each in self.mass.astype(np.float32) @ self.marks.astype(np.float32)
            ]
        if self.is_light:
            return [int(each) for each in self.mass @ self.marks]
        return [
            sum(self.masses[each] for each in self.supporters(option).tolist())
            for option in range(self.many)
        ]


class Payments:
    """What each unit of mass paid, for every merged ballot that paid; equal ones are kept once.

    ``ballots[i]`` paid ``amounts[kind[i]]`` over ``denominator``.
    """

    __slots__ = ("amounts", "ballots", "denominator", "kind")

    def __init__(
        self,
        ballots: NDArray[np.intp],
        kind: NDArray[np.intp],
        amounts: list[int],
        denominator: int,
    ) -> None:
        self.ballots = ballots
        self.kind = kind
        self.amounts = amounts
        self.denominator = denominator

    def items(self) -> Iterator[tuple[int, Fraction]]:
        """(merged ballot, what each unit of its mass paid), exact, without those who paid nothing."""
        paid = [Fraction(each, self.denominator) for each in self.amounts]
        for ballot, kind in zip(self.ballots.tolist(), self.kind.tolist(), strict=True):
            if paid[kind]:
                yield ballot, paid[kind]


@dataclass(frozen=True)
class Elected:
    """One option as a rule elected it.

    ``price``: for the shares what each unit of mass paid at most, for Phragmén the moment of
    election, None where nothing is paid. ``tied``: options that were equally good at that moment,
    the elected one included.
    """

    option: int
    phase: str
    price: Fraction | None
    tied: tuple[int, ...]
    payments: Payments | None = None


@dataclass(frozen=True)
class Outcome:
    """What a rule did: the elected in order, and what an option left out had behind it.

    ``measure`` says in what that is: ``money`` (of the price of one option, as its supporters hold it at
    the end), ``weight`` (of its supporters) or ``score`` (what it would have added).
    """

    elected: tuple[Elected, ...]
    measure: str
    behind: Callable[[int], Fraction]
