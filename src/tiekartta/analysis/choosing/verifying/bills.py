"""Compare what a budget's certificate says with what its ballots give."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tiekartta.analysis.choosing.verifying import bill_margins, shortfalls
from tiekartta.analysis.choosing.verifying.buying import (
    Bought,
    Compared,
    Purchase,
    Tie,
    behind,
    spend,
)
from tiekartta.analysis.choosing.verifying.case import TooManyError, at, written
from tiekartta.analysis.choosing.verifying.digests import digest, order_of
from tiekartta.analysis.choosing.verifying.same import same
from tiekartta.analysis.choosing.verifying.towns import Town

BILLION = 10**9
MOST_OUTCOMES = 1000


def parts(data: Any, town: Town) -> list[tuple[str, Callable[[], list[str]]]]:
    """(name, what does not hold in it) of everything that is worked out again."""
    found: list[tuple[Bought, Compared | None]] = []

    def again() -> tuple[Bought, Compared | None]:
        if not found:
            found.append(spend(town))
        return found[0]

    return [
        ("seed and order of ties", lambda: _origin(data, town)),
        ("approvals", lambda: same(at(data, "approvals", dict), town.support, "approvals")),
        ("winners, prices and payments", lambda: _purchases(data, town, again()[0])),
        ("money that is left", lambda: _left(data, town, again()[0])),
        ("supports", lambda: _supports(data, town, again()[0])),
        ("tie-breaks", lambda: _tie_breaks(data, again()[0])),
        ("comparison", lambda: _comparison(data, again()[1])),
        ("checks", lambda: shortfalls.wrong(data, town)),
        *([("tied sets of winners", lambda: _ties(data, town))] if "ties" in data else []),
        *(
            [("margin", lambda: bill_margins.wrong(data["margin"], town))]
            if data.get("margin") is not None
            else []
        ),
    ]


def _origin(data: Any, town: Town) -> list[str]:
    source = at(data, "provenance", dict)
    order = order_of(town.costs, at(source, "seed", int))
    wrong = same(list(town.order), order, "tie_order")
    votes = [[[name, ""] for name in sorted(each.approved)] for each in town.votes]
    papers = sorted([vote, each.voters] for vote, each in zip(votes, town.votes, strict=True))
    costs = {name: str(cost) for name, cost in town.costs.items()}
    whole = {"costs": costs, "budget": str(town.budget), "type": town.kind, "votes": papers}
    wrong += same(at(source, "input_digest", str), digest(whole), "provenance.input_digest")
    right = {
        "rule": town.rule, "completion": town.completion, "comparison": town.comparison,
        "step": str(town.step), "tie_order": list(town.order),
    }  # fmt: skip
    wrong += same(at(source, "parameters", dict), right, "provenance.parameters")
    wrong += same(at(data, "budget", str), str(town.budget), "budget")
    wrong += same(at(data, "costs", dict), costs, "costs")
    rest = {name: value for name, value in data.items() if name != "provenance"}
    return wrong + same(at(source, "output_digest", str), digest(rest), "provenance.output_digest")


def _text(value: Fraction | None) -> str | None:
    return None if value is None else written(value)


def _purchases(data: Any, town: Town, right: Bought) -> list[str]:
    wrong = same(at(data, "winners", list), right.projects, "winners")
    wrong += same(at(data, "spent", str), str(town.cost(right.projects)), "spent")
    expected = [
        {
            "project": each.project, "cost": str(town.costs[each.project]), "votes": town.support[each.project],
            "phase": each.phase, "price": _text(each.price),
            "per_cost": _text(each.price and each.price / town.costs[each.project]),
        }
        for each in right.purchases
    ]  # fmt: skip
    wrong += same(at(data, "purchases", list), expected, "purchases")
    payments = at(data, "payments", dict)
    wrong += same(sorted(payments), sorted(right.projects), "payments, projects")
    for each in right.purchases:
        paid = [
            {"ballot": i, "each": written(sum_), "together": written(sum_ * town.votes[i].voters)}
            for i, sum_ in sorted(each.paid.items())
        ]
        wrong += same(payments.get(each.project), paid, f"payments for {each.project!r}")
    return wrong


def _left(data: Any, town: Town, right: Bought) -> list[str]:
    leftover, chosen = town.budget - town.cost(right.projects), set(right.projects)
    wrong = same(at(data, "leftover", str), str(leftover), "leftover")
    wrong += same(data.get("endowment"), _text(right.endowment), "endowment")
    wrong += same(at(data, "increments", int), right.increments, "increments")
    purses = right.purses
    for number, (said, vote) in enumerate(zip(at(data, "ballots", list), town.votes, strict=True)):
        left = None if purses is None else _text(Fraction(purses.left[number], purses.parts))
        wrong += same(said.get("left"), left, f"ballot {number}, left")
        got = str(town.cost(vote.approved & chosen))
        wrong += same(said.get("utility"), got, f"ballot {number}, utility")
    expected = {
        each: {
            "project": each, "cost": str(town.costs[each]), "votes": town.support[each],
            "behind": _text(behind(town, right, each)), "fits": town.costs[each] <= leftover,
        }
        for each in town.costs
        if each not in chosen
    }  # fmt: skip
    told = at(data, "losers", list)
    names = [each.get("project") if isinstance(each, dict) else None for each in told]
    wrong += same(sorted(map(str, names)), sorted(expected), "losers, projects")
    for said, name in zip(told, names, strict=True):
        wrong += same(said, expected.get(str(name)), f"loser {name!r}")
    return wrong


def _supports(data: Any, town: Town, right: Bought) -> list[str]:
    spent = [Fraction(0)] * len(town.votes)
    for each in right.purchases:
        for i, paid in each.paid.items():
            spent[i] += paid
    expected: dict[str, dict[str, Any]] = {}
    for each in right.purchases:
        represented = _represented(town, each, spent)
        votes = town.support[each.project]
        expected[each.project] = {"approvals": votes, "represented": str(represented)}
    for project in set(town.costs) - set(expected):
        held = _text(behind(town, right, project))
        expected[project] = {"approvals": town.support[project], "behind": held}
    return same(at(data, "supports", dict), expected, "supports")


def _represented(town: Town, purchase: Purchase, spent: list[Fraction]) -> Fraction:
    """Voters, each divided between what they paid for; parts are cut after nine decimals."""
    if not purchase.paid:
        return Fraction(town.support[purchase.project])
    shares = (
        int(BILLION * town.votes[i].voters * paid / spent[i]) for i, paid in purchase.paid.items()
    )
    return Fraction(sum(shares), BILLION)


def _tie_breaks(data: Any, right: Bought) -> list[str]:
    expected = [
        {
            "tied": sorted(each.tied),
            "won": each.project,
            "lost": [one for one in sorted(each.tied) if one not in right.projects],
        }
        for each in right.purchases
        if len(each.tied) > 1
    ]
    told = at(data, "tie_breaks", list)
    sorted_too = [
        {name: sorted(map(str, value)) if isinstance(value, list) else value for name, value in each.items()}
        if isinstance(each, dict) else each for each in told
    ]  # fmt: skip
    return same(sorted_too, expected, "tie_breaks")


def _comparison(data: Any, right: Compared | None) -> list[str]:
    expected = right and {
        "prefer_shares": right.prefer[0],
        "prefer_greedy": right.prefer[1],
        "shares": right.shares,
        "greedy": right.greedy,
        "taken": right.taken,
    }
    return same(data.get("comparison"), expected, "comparison")


def _ties(data: Any, town: Town) -> list[str]:
    said, right = at(data, "ties", list), _tied_sets(town)
    if at(data, "ties_complete", bool):
        return same(said, right, "ties")
    wrong = ["ties: one of them is no tied set" for each in said if each not in right]
    return wrong + ["ties_complete: all are there"] * (len(said) == len(right))


def _tied_sets(town: Town) -> list[list[str]]:
    """Every outcome that some order of ties gives: whatever an order settles is settled otherwise,
    where what was settled before lets it."""
    found: set[tuple[str, ...]] = set()
    waiting: list[list[Tie]] = [[]]
    while waiting:
        settled = waiting.pop()
        order = _order(town, settled)
        if order is None:
            continue
        outcome = spend(town.ordered(order))[0]
        found.add(tuple(sorted(outcome.projects)))
        if len(found) > MOST_OUTCOMES:
            raise TooManyError
        for number in range(len(settled), len(outcome.ties)):
            tied, won = outcome.ties[number]
            if (tied, won) not in outcome.ties[:number]:
                before = list(dict.fromkeys(outcome.ties[:number]))
                waiting += [[*outcome.ties[:number], (tied, each)] for each in tied if each != won and _order(town, [*before, (tied, each)])]  # fmt: skip
    return sorted(list(each) for each in found)


def _order(town: Town, settled: list[Tie]) -> list[str] | None:
    """An order in which each of these ties goes to the project named; None when there is none."""
    before: dict[str, set[str]] = {each: set() for each in town.costs}
    for tied, won in settled:
        town.patience.use(len(tied))
        for each in tied:
            if each != won:
                before[each].add(won)
    order: list[str] = []
    while before:
        free = [each for each, needed in before.items() if not needed]
        if not free:
            return None
        order += free
        for each in free:
            del before[each]
        for needed in before.values():
            needed.difference_update(free)
    return order
