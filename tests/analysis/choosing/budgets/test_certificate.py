"""What a budget's certificate adds: promises to groups, all tied sets, the margin."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.analysis.choosing.budgets.towns import PROJECTS, ballots, costs, town, ways

from tiekartta.analysis.choosing import CountError
from tiekartta.analysis.choosing.budgets import BudgetProfile, budget_certificate, count_budget
from tiekartta.analysis.choosing.budgets import ties as ties_of_budgets

# Two want the park, two the path; the money is for one of them.
EVEN = [{"a"}, {"a"}, {"b"}, {"b"}]


def certified(profile: BudgetProfile, *, ties: bool = True, counts: int = 0, **how: Any) -> Any:
    result = count_budget(profile, seed=3, **how)
    return budget_certificate(profile, result, ties=ties, margin_counts=counts)


@settings(max_examples=60)
@given(costs, st.integers(1, 12), ballots, ways)
def test_the_tied_sets_are_those_of_all_orders_of_ties(
    prices: list[int], budget: int, papers: list[set[str]], how: dict[str, Any]
) -> None:
    profile = town(prices, budget, papers)
    every = {
        tuple(sorted(count_budget(profile, seed=0, order=order, **how).winners))
        for order in permutations(PROJECTS)
    }
    data = certified(profile, **how)
    assert data["ties"] == sorted(map(list, every))
    assert data["ties_complete"] is True


def test_more_ties_than_can_be_listed_are_not_said_to_be_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ties_of_budgets, "MOST_RUNS", 1)
    data = certified(town([4, 4, 9, 9], 4, EVEN), rule="greedy")
    assert (len(data["ties"]), data["ties_complete"]) == (1, False)


def broken(profile: BudgetProfile, winners: set[str], *, only_empty: bool) -> bool:
    """By the definition: some group, some project that all of it approves."""
    prices = {each.id: each.cost for each in profile.projects}
    voters = [{profile.ids[i] for i in each.projects} for each in profile.ballots for _ in range(each.count)]  # fmt: skip
    for size in range(1, len(voters) + 1):
        for group in combinations(voters, size):
            deserved = size * profile.budget / len(voters)
            got = [sum(prices[p] for p in each & winners) for each in group]
            for project in set.intersection(*group) - winners:
                if max(got) + prices[project] <= deserved and not (only_empty and any(got)):
                    return True
    return False


@settings(max_examples=80)
@given(costs, st.integers(1, 12), ballots, ways)
def test_the_checks_are_those_of_the_definition(
    prices: list[int], budget: int, papers: list[set[str]], how: dict[str, Any]
) -> None:
    profile = town(prices, budget, papers)
    data = certified(profile, **how)
    winners = set(data["winners"])
    assert data["checks"]["jr"]["holds"] != broken(profile, winners, only_empty=True)
    assert data["checks"]["ejr_plus"]["holds"] != broken(profile, winners, only_empty=False)


@settings(max_examples=80)
@given(costs, st.integers(1, 12), ballots)
def test_equal_shares_keeps_its_promise(
    prices: list[int], budget: int, papers: list[set[str]]
) -> None:
    checks = certified(town(prices, budget, papers), completion="none")["checks"]
    assert checks == {name: {"holds": True, "witness": None} for name in ("jr", "ejr_plus")}


def test_a_group_that_gets_nothing_is_named() -> None:
    data = certified(town([4, 2, 9, 9], 5, [{"a"}] * 4 + [{"b"}] * 3), rule="greedy", ties=False)
    assert data["winners"] == ["a"]
    witness = {"option": "b", "ballots": [1], "voters": 3, "deserved": "15/7", "got": "0"}
    for name in ("jr", "ejr_plus"):
        assert data["checks"][name] == {"holds": False, "witness": witness}


def fewest(profile: BudgetProfile, how: dict[str, Any]) -> int | None:
    """By trying all elections with so many voters."""
    papers = [tuple(profile.ids[i] for i in each.projects) for each in profile.ballots for _ in range(each.count)]  # fmt: skip
    before = set(count_budget(profile, seed=3, **how).winners)
    every = [frozenset(chosen) for size in range(4) for chosen in combinations("abc", size)]
    prices = [(each.id, each.cost) for each in profile.projects]
    for number in range(1, len(papers) + 1):
        for places in combinations(range(len(papers)), number):
            for to in product(every, repeat=number):
                changed = [set(each) for each in papers]
                for place, other in zip(places, to, strict=True):
                    changed[place] = set(other)
                other_profile = BudgetProfile.named(prices, profile.budget, changed)
                if set(count_budget(other_profile, seed=3, **how).winners) != before:
                    return number
    return None


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 4), min_size=3, max_size=3),
    st.integers(1, 6),
    st.lists(st.sets(st.sampled_from("abc")), min_size=1, max_size=3),
    ways,
)
def test_the_margin_is_the_fewest_ballots_or_bounds_it(
    prices: list[int], budget: int, papers: list[set[str]], how: dict[str, Any]
) -> None:
    profile = BudgetProfile.named(zip("abc", prices, strict=True), budget, papers)
    right = fewest(profile, how)
    found = certified(profile, counts=2000, ties=False, **how)["margin"]
    assert found["is_exact"]
    assert found["ballots"] == right
    loose = certified(profile, counts=8, ties=False, **how)["margin"]
    assume(right is not None)
    assert loose["at_least"] <= right <= (loose["ballots"] or right)


def test_a_certificate_of_other_votes_or_of_another_order_is_refused() -> None:
    profile, other = town([1, 2, 3, 4], 5, EVEN), town([1, 2, 3, 5], 5, EVEN)
    with pytest.raises(CountError, match="other votes"):
        budget_certificate(other, count_budget(profile, seed=1))
    order = count_budget(profile, seed=1).tie_order[::-1]
    with pytest.raises(CountError, match="order of ties"):
        budget_certificate(profile, count_budget(profile, seed=1, order=order))


def test_supports_say_who_is_represented_and_what_is_behind_a_loser() -> None:
    data = certified(town([4, 9, 9, 4], 8, [{"a"}, {"a", "d"}, {"d"}, {"b"}]), completion="add1")
    assert data["endowment"] == "3"
    assert data["supports"]["a"] == {"approvals": 2, "represented": "833333333/500000000"}
    assert data["supports"]["d"] == {"approvals": 2, "represented": "1333333333/1000000000"}
    assert data["supports"]["b"] == {"approvals": 1, "behind": data["endowment"]}
    assert data["supports"]["c"] == {"approvals": 0, "behind": "0"}
