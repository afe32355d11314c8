"""Is a choice proportional? Checks that share no code with the rules.

JR and EJR+ after M. Brill, J. Peters: Robust and Verifiable Proportionality Axioms for Multiwinner
Voting (2023). Everything here works from names, ballots and winners alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Papers = Sequence[tuple[Collection[str], Fraction]]
"""Ballots as (names approved, total weight of those who voted so)."""


@dataclass(frozen=True)
class Witness:
    """Who was promised more than they got.

    The voters of ``ballots`` (numbers of ballots in the given order) weigh ``weight`` together,
    all approve ``option``, which was not chosen, and weigh enough for ``deserved`` winners; yet
    each of them approves at most ``got`` winners.
    """

    option: str
    ballots: tuple[int, ...]
    weight: Fraction
    deserved: int
    got: int


@dataclass(frozen=True)
class Check:
    """Outcome of one check: it holds exactly when there is no witness."""

    name: str
    witness: Witness | None = None

    @property
    def holds(self) -> bool:
        return self.witness is None


def justified_representation(
    papers: Papers, winners: Collection[str], seats: int, options: Iterable[str]
) -> Check:
    """JR: a group worth a seat that agrees on an option has somebody who approves a winner."""
    return Check("jr", _failing(papers, frozenset(winners), seats, options, highest=1))


def extended_justified_representation(
    papers: Papers, winners: Collection[str], seats: int, options: Iterable[str]
) -> Check:
    """EJR+: a group worth l seats that agrees on a losing option has somebody with l winners."""
    return Check("ejr_plus", _failing(papers, frozenset(winners), seats, options, highest=seats))


def payments_hold(
    papers: Papers, payments: Mapping[str, Mapping[int, Fraction]], money: Fraction | None = None
) -> bool:
    """Each winner's payments sum to 1, only those who approve it pay, nobody pays a minus sum.

    ``payments``: winner → number of ballot → what all its voters paid together. With ``money``
    (per unit of weight), nobody pays more than that for all winners together.
    """
    spent: dict[int, Fraction] = defaultdict(Fraction)
    for winner, paid in payments.items():
        if sum(paid.values(), Fraction(0)) != 1:
            return False
        for number, amount in paid.items():
            if amount < 0 or winner not in papers[number][0]:
                return False
            spent[number] += amount
    return money is None or all(papers[each][1] * money >= sum_ for each, sum_ in spent.items())


def _failing(
    papers: Papers, winners: frozenset[str], seats: int, options: Iterable[str], highest: int
) -> Witness | None:
    total = sum((weight for _, weight in papers), Fraction(0))
    if not total:
        return None
    satisfied = [len(winners.intersection(approved)) for approved, _ in papers]
    losers = sorted(set(options) - winners)
    agreeing = {
        name: [number for number, (approved, _) in enumerate(papers) if name in approved]
        for name in losers
    }
    for deserved in range(highest, 0, -1):
        for option in losers:
            group = tuple(each for each in agreeing[option] if satisfied[each] < deserved)
            weight = sum((papers[each][1] for each in group), Fraction(0))
            if group and weight * seats >= deserved * total:
                got = max(satisfied[each] for each in group)
                return Witness(option, group, weight, deserved, got)
    return None
