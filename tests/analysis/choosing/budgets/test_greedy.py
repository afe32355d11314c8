"""Greedy budgets, and the step that compares them with equal shares."""

from tiekartta.analysis.choosing.budgets import BudgetProfile, count_budget

VOTES = [{"big"}] * 6 + [{"small", "tiny"}] * 4 + [{"tiny"}]
TOWN = BudgetProfile.named([("big", 90), ("small", 30), ("tiny", 10)], 100, VOTES)


def test_by_votes_the_most_wanted_that_fit_are_bought() -> None:
    assert count_budget(TOWN, rule="greedy", seed=1).winners == ("big", "tiny")


def test_by_votes_for_cost_the_cheap_come_first() -> None:
    assert count_budget(TOWN, rule="greedy-by-cost", seed=1).winners == ("tiny", "small")


def test_what_nobody_wants_is_not_bought_though_it_fits() -> None:
    profile = BudgetProfile.named([("x", 10), ("y", 10)], 100, [{"x"}])
    for rule in ("greedy", "greedy-by-cost"):
        assert count_budget(profile, rule=rule, seed=1).winners == ("x",)
    assert count_budget(profile, completion="add1u", seed=1).winners == ("x",)


def test_greedy_is_taken_only_when_more_voters_get_more_from_it() -> None:
    alone = count_budget(TOWN, completion="add1", seed=1)
    assert set(alone.winners) == {"small", "tiny"}
    compared = count_budget(TOWN, completion="add1", comparison=True, seed=1)
    told = compared.comparison
    assert told is not None
    assert (told.prefer_shares, told.prefer_greedy, told.taken) == (4, 6, "greedy")
    assert compared.winners == ("big", "tiny")
    even = BudgetProfile.named([("big", 90), ("small", 30), ("tiny", 10)], 100, VOTES[2:])
    kept = count_budget(even, completion="add1", comparison=True, seed=1).comparison
    assert kept is not None
    assert kept.taken == "equal-shares"


def test_what_is_left_goes_to_greedy_when_that_is_wished() -> None:
    votes = [{"x"}] * 5 + [{"y"}] * 3 + [{"z"}]
    profile = BudgetProfile.named([("x", 50), ("y", 60), ("z", 40)], 100, votes)
    assert count_budget(profile, completion="none", seed=1).winners == ("x",)
    result = count_budget(profile, completion="add1u", seed=1)
    assert [(each.project, each.phase) for each in result.purchases] == [
        ("x", "equal-shares"),
        ("z", "greedy"),
    ]
