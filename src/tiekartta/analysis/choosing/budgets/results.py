"""The result of a budget: frozen, enough to check every payment by hand, and plain as data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.budgets.properties import BudgetCheck
from tiekartta.analysis.choosing.results import Payment, TieBreak, exact_text
from tiekartta.analysis.provenance import Provenance

BILLION = 10**9


@dataclass(frozen=True)
class VotedBallot:
    """Voters with the same vote: what they approve, their utility (cost of what they approve and
    got), and the money each of them has left (None where nobody is given money)."""

    approved: tuple[str, ...]
    voters: int
    utility: Fraction
    left: Fraction | None


@dataclass(frozen=True)
class Purchase:
    """One winner. ``price``: the highest payment of a voter; ``per_cost``: the same by unit of cost,
    by which projects were ordered. None, and no payments, where a greedy rule bought it."""

    project: str
    cost: Fraction
    votes: int
    phase: str
    price: Fraction | None
    per_cost: Fraction | None
    payments: tuple[Payment, ...]


@dataclass(frozen=True)
class Loser:
    """One that was not bought: the money its supporters have left together (None: no money is
    given), and whether the leftover of the budget would pay for it."""

    project: str
    cost: Fraction
    votes: int
    behind: Fraction | None
    fits: bool


@dataclass(frozen=True)
class Comparison:
    """Voters who get more (by cost of what they approve) from either outcome, and the one taken."""

    prefer_shares: int
    prefer_greedy: int
    shares: tuple[str, ...]
    greedy: tuple[str, ...]
    taken: str


@dataclass(frozen=True)
class BudgetResult:
    """``winners`` in order of purchase. ``endowment``: what every voter began with, after
    ``increments`` steps; None where nobody is given money. ``approvals`` = (project, number of
    voters). Money in the currency of the budget."""

    rule: str
    completion: str
    vote_type: str
    budget: Fraction
    approvals: tuple[tuple[str, int], ...]
    checks: tuple[BudgetCheck, BudgetCheck]
    purchases: tuple[Purchase, ...]
    losers: tuple[Loser, ...]
    ballots: tuple[VotedBallot, ...]
    endowment: Fraction | None
    increments: int
    comparison: Comparison | None
    tie_order: tuple[str, ...]
    tie_breaks: tuple[TieBreak, ...]
    provenance: Provenance

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(each.project for each in self.purchases)

    @property
    def spent(self) -> Fraction:
        return sum((each.cost for each in self.purchases), Fraction(0))

    @property
    def leftover(self) -> Fraction:
        """Of the budget; never negative."""
        return self.budget - self.spent

    def as_data(self) -> dict[str, Any]:
        """For JSON: fractions as text such as "1/6". Raises CountError (too_long) for thousands of digits."""
        return {
            "rule": self.rule,
            "completion": self.completion,
            "vote_type": self.vote_type,
            "budget": exact_text(self.budget),
            "costs": self._costs(),
            "approvals": dict(self.approvals),
            "winners": list(self.winners),
            "spent": exact_text(self.spent),
            "leftover": exact_text(self.leftover),
            "endowment": _text(self.endowment),
            "increments": self.increments,
            "purchases": [_purchase(each) for each in self.purchases],
            "payments": {each.project: _payments(each) for each in self.purchases},
            "supports": self._supports(),
            "checks": {each.name: each.as_data() for each in self.checks},
            "margin": None,
            "losers": [_loser(each) for each in self.losers],
            "ballots": [_ballot(each) for each in self.ballots],
            "comparison": None if self.comparison is None else _comparison(self.comparison),
            "tie_order": list(self.tie_order),
            "tie_breaks": [
                {"tied": list(tie.tied), "won": tie.won, "lost": list(tie.lost)}
                for tie in self.tie_breaks
            ],
            "provenance": self.provenance.as_data(),
        }

    def _costs(self) -> dict[str, str]:
        costs = {each.project: each.cost for each in self.purchases}
        costs |= {each.project: each.cost for each in self.losers}
        return {name: exact_text(costs[name]) for name, _ in self.approvals}

    def _supports(self) -> dict[str, dict[str, Any]]:
        """Of every project its approvals; of winners the voters represented, each voter who pays
        divided between the winners as their money was (parts cut after nine decimals); of losers
        the money behind them."""
        spent: dict[int, Fraction] = defaultdict(Fraction)
        for each in self.purchases:
            for paid in each.payments:
                spent[paid.ballot] += paid.each
        supports: dict[str, dict[str, Any]] = {}
        for each in self.purchases:
            # Exact, a sum of so many fractions would have thousands of digits.
            shares = sum(paid.together * BILLION // spent[paid.ballot] for paid in each.payments)
            represented = Fraction(shares, BILLION) if each.payments else Fraction(each.votes)
            supports[each.project] = {"approvals": each.votes, "represented": str(represented)}
        for lost in self.losers:
            supports[lost.project] = {"approvals": lost.votes, "behind": _text(lost.behind)}
        return supports


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _purchase(each: Purchase) -> dict[str, Any]:
    return {
        "project": each.project,
        "cost": exact_text(each.cost),
        "votes": each.votes,
        "phase": each.phase,
        "price": _text(each.price),
        "per_cost": _text(each.per_cost),
    }


def _payments(each: Purchase) -> list[dict[str, Any]]:
    return [
        {
            "ballot": paid.ballot,
            "each": exact_text(paid.each),
            "together": exact_text(paid.together),
        }
        for paid in each.payments
    ]


def _loser(each: Loser) -> dict[str, Any]:
    return {
        "project": each.project,
        "cost": exact_text(each.cost),
        "votes": each.votes,
        "behind": _text(each.behind),
        "fits": each.fits,
    }


def _ballot(each: VotedBallot) -> dict[str, Any]:
    return {
        "approved": list(each.approved),
        "voters": each.voters,
        "utility": exact_text(each.utility),
        "left": _text(each.left),
    }


def _comparison(each: Comparison) -> dict[str, Any]:
    return {
        "prefer_shares": each.prefer_shares,
        "prefer_greedy": each.prefer_greedy,
        "shares": list(each.shares),
        "greedy": list(each.greedy),
        "taken": each.taken,
    }
