"""A budget's certificate: what was voted, read with care."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

from tiekartta.analysis.choosing.verifying.case import (
    NotACertificateError,
    Patience,
    at,
    fraction,
    names,
    objects,
)

RULES = ("equal-shares", "greedy", "greedy-by-cost")
COMPLETIONS = ("none", "add1", "add1u")
APPROVING = ("approval", "choose-1")
_WHOLE, _PART, _UNIT = 2**53, 10**18, 10**250


@dataclass(frozen=True)
class Vote:
    """Voters who approve the same projects."""

    approved: frozenset[str]
    voters: int


@dataclass(frozen=True)
class Town:
    """What was voted and by which rule it is counted. ``order``: first wins ties."""

    rule: str
    completion: str
    comparison: bool
    step: Fraction
    kind: str
    budget: Fraction
    costs: dict[str, Fraction]
    votes: tuple[Vote, ...]
    order: tuple[str, ...]
    patience: Patience = field(default_factory=Patience, compare=False)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Place in the order of ties."""
        return {project: place for place, project in enumerate(self.order)}

    @cached_property
    def fans(self) -> dict[str, list[int]]:
        """Project → numbers of the ballots that approve it."""
        found: dict[str, list[int]] = {each: [] for each in self.costs}
        for number, vote in enumerate(self.votes):
            for project in vote.approved:
                found[project].append(number)
        return found

    @cached_property
    def support(self) -> dict[str, int]:
        """Project → number of voters who approve it."""
        return {p: sum(self.votes[i].voters for i in fans) for p, fans in self.fans.items()}

    @cached_property
    def voters(self) -> int:
        """Number of voters."""
        return sum(each.voters for each in self.votes)

    @cached_property
    def unit(self) -> int:
        """A number that makes costs, budget and steps whole."""
        parts = (*self.costs.values(), self.budget, self.step)
        return lcm(*(each.denominator for each in parts))

    def cost(self, projects: Any) -> Fraction:
        """Of several projects together."""
        return sum((self.costs[each] for each in projects), Fraction(0))

    def voting(self, votes: tuple[Vote, ...]) -> Town:
        """The same with other votes."""
        return Town(
            self.rule, self.completion, self.comparison, self.step, self.kind, self.budget, self.costs,
            votes, self.order, self.patience,
        )  # fmt: skip

    def ordered(self, order: list[str]) -> Town:
        """The same with another order of ties."""
        return Town(
            self.rule, self.completion, self.comparison, self.step, self.kind, self.budget, self.costs,
            self.votes, tuple(order), self.patience,
        )  # fmt: skip


def read_town(data: Any) -> Town:
    """The votes of a budget's certificate. Raises NotACertificateError."""
    rule, completion = at(data, "rule", str), at(data, "completion", str)
    kind = at(data, "vote_type", str)
    if rule not in RULES or completion not in COMPLETIONS or kind not in APPROVING:
        raise NotACertificateError("nothing is known of this rule, completion or kind of votes")
    if rule != "equal-shares" and completion != "none":
        raise NotACertificateError(f"{rule} has no completion")
    parameters = at(at(data, "provenance", dict), "parameters", dict)
    step = _money(at(parameters, "step", str), "the increment")
    costs = {name: _money(cost, "a cost") for name, cost in at(data, "costs", dict).items()}
    order = names(at(data, "tie_order", list))
    if sorted(order) != sorted(costs) or not costs:
        raise NotACertificateError("'tie_order' and 'costs' do not name the same projects")
    votes = tuple(_vote(each, costs, kind) for each in objects(data, "ballots"))
    if len({each.approved for each in votes}) != len(votes):
        raise NotACertificateError("two ballots are the same")
    town = Town(
        rule, completion, at(parameters, "comparison", bool), step, kind,
        _money(at(data, "budget", str), "the budget"), costs, votes, tuple(order),
    )  # fmt: skip
    _check_sizes(town)
    return town


def _money(text: Any, what: str) -> Fraction:
    value = fraction(text)
    if not value > 0 or max(value.as_integer_ratio()) > _PART:
        raise NotACertificateError(f"{what} is not above zero, or has too many digits")
    return value


def _vote(data: Any, costs: dict[str, Fraction], kind: str) -> Vote:
    approved, voters = names(at(data, "approved", list)), at(data, "voters", int)
    if not set(costs).issuperset(approved) or len(set(approved)) != len(approved):
        raise NotACertificateError("a ballot approves a project that is not there, or one twice")
    if not 0 < voters < _WHOLE or (kind == "choose-1" and len(approved) > 1):
        raise NotACertificateError("a ballot has no voters, or approves more than it may")
    return Vote(frozenset(approved), voters)


def _check_sizes(town: Town) -> None:
    unit = 1
    for value in (*town.costs.values(), town.budget, town.step):
        unit = lcm(unit, value.denominator)
        if unit > _UNIT:
            raise NotACertificateError("costs have too many different denominators")
