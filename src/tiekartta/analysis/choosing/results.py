"""The result of a count: frozen, complete enough to be checked by anybody, and plain as data.

It holds every merged ballot, so it belongs inside the vault; what leaves the house about groups of
voters goes through disclosure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.properties import Check
from tiekartta.analysis.provenance import Provenance

LONGEST = 10**4000
"""No whole number in a certificate is as great."""
Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"


@dataclass(frozen=True)
class CountedBallot:
    """Voters who approved the same options (names in the order of the ballot)."""

    approved: tuple[str, ...]
    voters: int
    weight: Fraction


@dataclass(frozen=True)
class Payment:
    """What the voters of one merged ballot paid for one winner: each of them, and together."""

    ballot: int
    each: Fraction
    together: Fraction


@dataclass(frozen=True)
class Election:
    """One winner. ``phase``: the rule, or ``unsupported`` where nobody approved what was left.

    ``price``: for equal shares the highest contribution per voter of weight 1; for Phragmén the
    moment of election; None where nothing is paid. ``payments`` sum to 1 or are empty.
    ``support``: number of voters represented by it when each voter who pays is divided between the
    winners as their money was; without payments the number of voters who approve it.
    """

    option: str
    phase: str
    price: Fraction | None
    payments: tuple[Payment, ...]
    support: Fraction


@dataclass(frozen=True)
class TieBreak:
    """Options equally good at one election, the one that the seed's order took, and those of the
    others that were never elected (empty: the lot decided only the order)."""

    tied: tuple[str, ...]
    won: str
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Behind:
    """An option that lost: ``approvals`` in voters, and how far its supporters got.

    ``amount`` is in the ``measure`` of the result. ``money``: what its supporters hold at the end,
    where 1 would buy it. ``weight``: their weight. ``score``: what it would add to the score.
    """

    option: str
    approvals: int
    amount: Fraction


@dataclass(frozen=True)
class CountResult:
    """``winners`` in order of election; ``approvals`` = (option, number of voters), by name.

    ``behind``: the options that lost, most behind them first, in the ``measure``.
    """

    rule: str
    wanted: int
    elections: tuple[Election, ...]
    approvals: tuple[tuple[str, int], ...]
    ballots: tuple[CountedBallot, ...]
    tie_order: tuple[str, ...]
    tie_breaks: tuple[TieBreak, ...]
    behind: tuple[Behind, ...]
    measure: str
    checks: tuple[Check, ...]
    provenance: Provenance

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(each.option for each in self.elections)

    @property
    def supports(self) -> Mapping[str, Fraction]:
        return {each.option: each.support for each in self.elections}

    def check(self, name: str) -> Check:
        """The check called ``jr`` or ``ejr_plus``."""
        return next(each for each in self.checks if each.name == name)

    def as_data(self) -> dict[str, Data]:
        """For JSON: fractions as text such as "1/6", names of fields as in ``tiekartta choose``.

        Raises CountError (too_long) where a fraction has thousands of digits.
        """
        return {
            "rule": self.rule,
            "wanted": self.wanted,
            "winners": list(self.winners),
            "approvals": dict(self.approvals),
            "ballots": [
                {"approved": list(b.approved), "voters": b.voters, "weight": exact_text(b.weight)}
                for b in self.ballots
            ],
            "elections": [
                {
                    "option": each.option,
                    "phase": each.phase,
                    "price": None if each.price is None else exact_text(each.price),
                }
                for each in self.elections
            ],
            "payments": {
                each.option: [
                    {
                        "ballot": p.ballot,
                        "each": exact_text(p.each),
                        "together": exact_text(p.together),
                    }
                    for p in each.payments
                ]
                for each in self.elections
            },
            "supports": self._supports(),
            "measure": self.measure,
            "tie_order": list(self.tie_order),
            "tie_breaks": [
                {"tied": list(tie.tied), "won": tie.won, "lost": list(tie.lost)}
                for tie in self.tie_breaks
            ],
            "checks": {each.name: _check_data(each) for each in self.checks},
            "margin": None,
            "provenance": self.provenance.as_data(),
        }

    def _supports(self) -> dict[str, Data]:
        """Of every option its approvals; of winners the voters represented, of losers what they had."""
        approvals = dict(self.approvals)
        won: dict[str, Data] = {
            each.option: {
                "approvals": approvals[each.option],
                "represented": exact_text(each.support),
            }
            for each in self.elections
        }
        lost: dict[str, Data] = {
            each.option: {"approvals": each.approvals, "behind": exact_text(each.amount)}
            for each in self.behind
        }
        return won | lost


def exact_text(value: Fraction) -> str:
    """Such as "1/6". Raises CountError (too_long): Python writes no number of over 4,300 digits."""
    if max(abs(value.numerator), value.denominator) >= LONGEST:
        detail = "exact payments would be thousands of digits long; ask for fewer winners"
        raise CountError("too_long", detail)
    return str(value)


def _check_data(check: Check) -> dict[str, Data]:
    witness = check.witness
    if witness is None:
        return {"holds": True, "witness": None}
    return {
        "holds": False,
        "witness": {
            "option": witness.option,
            "ballots": list(witness.ballots),
            "weight": exact_text(witness.weight),
            "deserved": witness.deserved,
            "got": witness.got,
        },
    }
