"""Equal shares within a budget, against a count written as plainly as the paper says it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing.budgets import BudgetBallot, BudgetProfile, Project, count_budget
from tiekartta.analysis.choosing.errors import CountError

IDS = "abcdef"
costs = st.lists(st.integers(1, 40), min_size=len(IDS), max_size=len(IDS))
ballots = st.lists(st.sets(st.sampled_from(IDS)), min_size=1, max_size=12)
budgets = st.integers(1, 90)


def profile_of(prices: list[int], budget: int, votes: list[set[str]]) -> BudgetProfile:
    return BudgetProfile.named(list(zip(IDS, prices, strict=True)), budget, votes)


def slow_equal_shares(
    prices: list[int], votes: list[set[str]], endowment: Fraction, order: str = IDS
) -> list[str]:
    cost = dict(zip(IDS, prices, strict=True))
    money = [endowment for _ in votes]
    bought: list[str] = []
    while True:
        offers = {}
        for project in order:
            purses = sorted(money[i] for i, vote in enumerate(votes) if project in vote)
            if project in bought or not purses or sum(purses) < cost[project]:
                continue
            for poor in range(len(purses)):
                each = (cost[project] - sum(purses[:poor])) / Fraction(len(purses) - poor)
                if each <= purses[poor]:
                    offers[project] = each / cost[project]
                    break
        if not offers:
            return bought
        best = min(offers, key=lambda project: (offers[project], order.index(project)))
        for i, vote in enumerate(votes):
            if best in vote:
                money[i] -= min(money[i], offers[best] * cost[best])
        bought.append(best)


@settings(max_examples=200, deadline=None)
@given(costs, budgets, ballots, st.permutations(IDS))
def test_fast_count_equals_the_plain_one(
    prices: list[int], budget: int, votes: list[set[str]], order: list[str]
) -> None:
    result = count_budget(profile_of(prices, budget, votes), seed=0, order=order)
    plain = slow_equal_shares(prices, votes, Fraction(budget, len(votes)), "".join(order))
    assert list(result.winners) == plain


@settings(max_examples=40, deadline=None)
@given(costs, budgets, ballots)
def test_add_one_stops_at_the_last_affordable_outcome(
    prices: list[int], budget: int, votes: list[set[str]]
) -> None:
    result = count_budget(profile_of(prices, budget, votes), completion="add1", seed=0, order=IDS)
    cost = dict(zip(IDS, prices, strict=True))
    supported = set().union(*votes)
    endowment = Fraction(budget // len(votes))
    plain = slow_equal_shares(prices, votes, endowment)
    while True:
        spent = sum(cost[each] for each in plain)
        left = [cost[each] for each in supported - set(plain)]
        if not left or spent + min(left) > budget:
            break
        raised = slow_equal_shares(prices, votes, endowment + 1)
        if sum(cost[each] for each in raised) > budget:
            break
        plain, endowment = raised, endowment + 1
    assert (list(result.winners), result.endowment) == (plain, endowment)


@pytest.mark.parametrize("completion", ["none", "add1", "add1u"])
@given(prices=costs, budget=budgets, votes=ballots)
@settings(max_examples=40, deadline=None)
def test_payments_add_up_to_costs_and_the_outcome_is_affordable(
    completion: str, prices: list[int], budget: int, votes: list[set[str]]
) -> None:
    result = count_budget(profile_of(prices, budget, votes), completion=completion, seed=3)
    spent: dict[int, Fraction] = {}
    for purchase in result.purchases:
        if purchase.phase == "equal-shares":
            assert sum(paid.together for paid in purchase.payments) == purchase.cost
        for paid in purchase.payments:
            ballot = result.ballots[paid.ballot]
            assert purchase.project in ballot.approved
            assert 0 < paid.each <= (purchase.price or 0)
            assert paid.together == paid.each * ballot.voters
            spent[paid.ballot] = spent.get(paid.ballot, Fraction(0)) + paid.each
    assert result.endowment is not None
    for number, ballot in enumerate(result.ballots):
        assert ballot.left == result.endowment - spent.get(number, Fraction(0))
        assert ballot.left >= 0
    assert result.spent <= budget
    assert result.leftover == budget - result.spent


@given(costs, budgets, ballots)
def test_without_completion_no_loser_has_the_money_behind_it(
    prices: list[int], budget: int, votes: list[set[str]]
) -> None:
    result = count_budget(profile_of(prices, budget, votes), seed=3)
    assert all(each.behind is not None and each.behind < each.cost for each in result.losers)


@settings(max_examples=40, deadline=None)
@given(costs, budgets, ballots, st.permutations(IDS), st.randoms(), st.integers(0, 50))
def test_order_of_projects_and_of_ballots_changes_nothing(
    prices: list[int],
    budget: int,
    votes: list[set[str]],
    columns: list[str],
    random: Any,
    seed: int,
) -> None:
    first = count_budget(profile_of(prices, budget, votes), completion="add1", seed=seed)
    cost = dict(zip(IDS, prices, strict=True))
    shuffled = BudgetProfile.named(
        [(name, cost[name]) for name in columns], budget, random.sample(votes, len(votes))
    )
    again = count_budget(shuffled, completion="add1", seed=seed)
    assert again.winners == first.winners
    assert again.provenance == first.provenance


@given(costs, budgets, ballots)
def test_one_unit_of_money_is_as_good_as_another(
    prices: list[int], budget: int, votes: list[set[str]]
) -> None:
    """The same costs in cents, or in sevenths, buy the same."""
    first = count_budget(profile_of(prices, budget, votes), seed=1)
    for unit in (Fraction(100), Fraction(1, 7)):
        scaled = [(name, cost * unit) for name, cost in zip(IDS, prices, strict=True)]
        profile = BudgetProfile.named(scaled, budget * unit, votes)
        assert count_budget(profile, seed=1).winners == first.winners


def test_a_tie_goes_to_the_earlier_in_the_drawn_order_and_is_told() -> None:
    profile = BudgetProfile.named([("x", 10), ("y", 10)], 10, [{"x", "y"}])
    for order in (["x", "y"], ["y", "x"]):
        result = count_budget(profile, seed=0, order=order)
        assert result.winners == (order[0],)
        assert [(tie.tied, tie.lost) for tie in result.tie_breaks] == [(("x", "y"), (order[1],))]


def test_differences_below_what_floats_tell_are_told_apart() -> None:
    """The supporter of y who paid for b has one unit less left than that of x, of 10**12."""
    unit = 10**12
    costs = [("a", 6 * unit), ("b", 6 * unit + 3), ("x", 5 * unit // 2), ("y", 5 * unit // 2)]
    votes = [{"a", "x"}, {"b", "y"}, {"x"}, {"y"}, {"a"}, {"a"}, {"b"}, {"b"}]
    profile = BudgetProfile.named(costs, 24 * unit, votes)
    result = count_budget(profile, seed=0, order=["b", "a", "y", "x"])
    assert result.winners == ("b", "a", "x", "y")
    assert [each.price for each in result.purchases[2:]] == [3 * unit // 2, 3 * unit // 2 + 1]


def test_money_that_is_short_by_less_than_floats_tell_is_short() -> None:
    large = 10**15
    for cost, bought in ((Fraction(large), ("z",)), (large + Fraction(1, 10**9), ())):
        profile = BudgetProfile.named([("z", cost)], large, [{"z"}] * 3)
        assert count_budget(profile, seed=0).winners == bought


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"rule": "magic"}, "unknown_rule"),
        ({"completion": "magic"}, "unknown_completion"),
        ({"rule": "greedy", "completion": "add1"}, "unknown_completion"),
        ({"step": 0}, "bad_step"),
        ({"order": ["x"]}, "tie_order_mismatch"),
    ],
)
def test_impossible_wishes_are_refused(arguments: dict[str, Any], code: str) -> None:
    profile = BudgetProfile.named([("x", 10), ("y", 10)], 10, [{"x"}])
    with pytest.raises(CountError) as caught:
        count_budget(profile, seed=0, **arguments)
    assert caught.value.code == code


def test_points_and_orders_are_not_taken_for_approvals() -> None:
    projects = (Project("x", Fraction(5)), Project("y", Fraction(5)))
    ballots = (BudgetBallot((1, 0)), BudgetBallot((1,)))
    profile = BudgetProfile(projects, Fraction(5), ballots, "ordinal")
    with pytest.raises(CountError) as caught:
        count_budget(profile, seed=0)
    assert caught.value.code == "bad_votes"
    assert count_budget(profile.as_approvals(), seed=0).winners == ("y",)


def test_nobody_voted_buys_nothing() -> None:
    profile = BudgetProfile((Project("x", Fraction(5)),), Fraction(5), ())
    assert count_budget(profile, completion="add1", seed=0).winners == ()
