"""Count a participatory budget by a named rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tiekartta.analysis.choosing.budgets.greedy import by_votes, by_votes_for_cost, greedy
from tiekartta.analysis.choosing.budgets.profile import APPROVING, BudgetProfile
from tiekartta.analysis.choosing.budgets.properties import checks
from tiekartta.analysis.choosing.budgets.purses import ExactPurses, Town
from tiekartta.analysis.choosing.budgets.results import (
    BudgetResult,
    Comparison,
    Loser,
    Purchase,
    VotedBallot,
)
from tiekartta.analysis.choosing.budgets.shares import Outcome, add_one, equal_shares
from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.rankings.names import order_of_ties
from tiekartta.analysis.choosing.results import Payment, TieBreak
from tiekartta.analysis.provenance import Provenance, digest

ALGORITHM = "budgets-1"
"""Changes whenever the same votes, rule and seed could give another result."""

BUDGET_RULES = ("equal-shares", "greedy", "greedy-by-cost")
COMPLETIONS = ("none", "add1", "add1u")
"""add1u: add1, then greedy by votes with what is left."""


def count_budget(
    profile: BudgetProfile,
    *,
    rule: str = "equal-shares",
    completion: str = "none",
    comparison: bool = False,
    step: Fraction | int = 1,
    seed: int,
    order: Sequence[str] | None = None,
) -> BudgetResult:
    """Choose projects within the budget.

    ``comparison``: take what greedy would buy when more voters get more from it (by the cost of
    what they approve) than from equal shares. ``step``: the increment, in currency units per voter.
    ``seed`` draws the order of ties; ``order`` (ids) replaces it. Raises CountError: unknown_rule,
    unknown_completion, bad_step, bad_votes (not approvals), too_many_increments,
    tie_order_mismatch.
    """
    if rule not in BUDGET_RULES:
        raise CountError("unknown_rule", f"no rule {rule!r}; there are {', '.join(BUDGET_RULES)}")
    if completion not in COMPLETIONS or (rule != "equal-shares" and completion != "none"):
        detail = (
            f"no completion {completion!r} of {rule}; equal-shares has {', '.join(COMPLETIONS)}"
        )
        raise CountError("unknown_completion", detail)
    if step <= 0:
        raise CountError("bad_step", "the increment must be above zero")
    if profile.vote_type not in APPROVING:
        detail = f"votes are of type {profile.vote_type}; this rule counts approvals"
        raise CountError("bad_votes", detail)
    ties = order_of_ties(profile.ids, seed, order)
    place = {name: number for number, name in enumerate(ties)}
    town = Town(profile, tuple(place[name] for name in profile.ids))
    outcome, compared = outcome_of(town, rule, completion, Fraction(step), comparison=comparison)
    parameters = {"rule": rule, "completion": completion, "comparison": comparison, "step": str(step), "tie_order": list(ties)}  # fmt: skip
    names = [profile.ids[each] for each in outcome.projects]
    purchases, purses = _purchases(town, outcome)
    return BudgetResult(
        rule=rule,
        completion=completion,
        vote_type=profile.vote_type,
        budget=profile.budget,
        approvals=tuple(zip(profile.ids, profile.approvals, strict=True)),
        checks=checks(
            [
                (tuple(profile.ids[p] for p in each.projects), each.count)
                for each in profile.ballots
            ],
            names,
            {each.id: each.cost for each in profile.projects},
            profile.budget,
        ),
        purchases=purchases,
        losers=_losers(town, outcome, purses),
        ballots=_ballots(town, outcome, purses),
        endowment=outcome.endowment,
        increments=outcome.increments,
        comparison=compared,
        tie_order=ties,
        tie_breaks=_tie_breaks(profile, outcome),
        provenance=Provenance(ALGORITHM, parameters, seed, profile.digest, digest(names)),
    )


def outcome_of(
    town: Town, rule: str, completion: str, step: Fraction, *, comparison: bool
) -> tuple[Outcome, Comparison | None]:
    """What a rule buys, and how it compared with greedy where that was asked for."""
    outcome = _outcome(town, rule, completion, step)
    if not comparison or rule != "equal-shares":
        return outcome, None
    compared, taken = _compare(town, outcome)
    return taken, compared


def _outcome(town: Town, rule: str, completion: str, step: Fraction) -> Outcome:
    if rule != "equal-shares" or not town.profile.voters:
        return greedy(town, by_votes_for_cost if rule == "greedy-by-cost" else by_votes)
    if completion == "none":
        return equal_shares(town, town.profile.budget / town.profile.voters)
    outcome = add_one(town, step)
    return greedy(town, begun=outcome) if completion == "add1u" else outcome


def _compare(town: Town, shares: Outcome) -> tuple[Comparison, Outcome]:
    other = greedy(town)
    ours, theirs = set(shares.projects), set(other.projects)
    votes = [0, 0]
    for ballot in town.profile.ballots:
        mine = sum(town.whole_costs[p] for p in ballot.projects if p in ours)
        its = sum(town.whole_costs[p] for p in ballot.projects if p in theirs)
        votes[0] += ballot.count if mine > its else 0
        votes[1] += ballot.count if its > mine else 0
    taken = other if votes[1] > votes[0] else shares
    ids = town.profile.ids
    comparison = Comparison(
        votes[0],
        votes[1],
        tuple(ids[each] for each in shares.projects),
        tuple(ids[each] for each in other.projects),
        "greedy" if taken is other else "equal-shares",
    )
    return comparison, taken


def _purchases(town: Town, outcome: Outcome) -> tuple[tuple[Purchase, ...], ExactPurses | None]:
    """Everything that was bought, paid again exactly."""
    purses = None if outcome.endowment is None else ExactPurses(town, outcome.endowment)
    purchases = []
    for each in outcome.bought:
        project, cost = town.profile.projects[each.project].id, town.costs[each.project]
        price = purses.price(each.project) if purses and each.phase == "equal-shares" else None
        payments = {} if purses is None or price is None else purses.pay(each.project, price)
        paid = tuple(Payment(b, p, p * town.counts[b]) for b, p in sorted(payments.items()))
        per_cost = None if price is None else price / cost
        purchases.append(Purchase(project, cost, town.votes[each.project], each.phase, price, per_cost, paid))  # fmt: skip
    return tuple(purchases), purses


def _losers(town: Town, outcome: Outcome, purses: ExactPurses | None) -> tuple[Loser, ...]:
    taken = set(outcome.projects)
    leftover = Fraction(town.spare(taken), town.unit)
    losers = []
    for number, project in enumerate(town.profile.projects):
        if number in taken:
            continue
        behind = None if purses is None else purses.together(number)
        fits = project.cost <= leftover
        losers.append(Loser(project.id, project.cost, town.votes[number], behind, fits))
    return tuple(losers)


def _ballots(town: Town, outcome: Outcome, purses: ExactPurses | None) -> tuple[VotedBallot, ...]:
    taken = set(outcome.projects)
    return tuple(
        VotedBallot(
            tuple(town.profile.ids[p] for p in ballot.projects),
            ballot.count,
            Fraction(sum(town.whole_costs[p] for p in ballot.projects if p in taken), town.unit),
            None if purses is None else purses.money(number),
        )
        for number, ballot in enumerate(town.profile.ballots)
    )


def _tie_breaks(profile: BudgetProfile, outcome: Outcome) -> tuple[TieBreak, ...]:
    taken = set(outcome.projects)
    return tuple(
        TieBreak(
            tied=tuple(profile.ids[p] for p in each.tied),
            won=profile.ids[each.project],
            lost=tuple(profile.ids[p] for p in each.tied if p not in taken),
        )
        for each in outcome.bought
        if len(each.tied) > 1
    )
