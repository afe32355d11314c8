"""A budget's certificate verifies; one that was changed anywhere does not, even with a new digest."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.choosing.budgets.towns import ballots, costs, town, ways
from tests.analysis.choosing.verifying.test_verify import hostile, is_noticed, leaves, tampered

from tiekartta.analysis.choosing.budgets import budget_certificate, count_budget
from tiekartta.analysis.choosing.verifying import (
    NotACertificateError,
    bills,
    case,
    examine,
    verdict,
    verify,
)

PAPERS = [{"a", "b"}] * 3 + [{"c"}] * 2 + [{"d"}, set(), {"b", "c"}]
EVERY = [
    {"rule": rule, "completion": completion, "comparison": comparison}
    for rule, completion in [
        ("equal-shares", "none"), ("equal-shares", "add1"), ("equal-shares", "add1u"), ("greedy", "none"),
        ("greedy-by-cost", "none"),
    ]
    for comparison in ([False, True] if rule == "equal-shares" else [False])
]  # fmt: skip


def certified(papers: Any, prices: list[int], budget: int, **how: Any) -> dict[str, Any]:
    profile = town(prices, budget, papers)
    result = count_budget(profile, seed=7, **how)
    data = budget_certificate(profile, result, ties=True, margin_counts=200)
    again: dict[str, Any] = json.loads(json.dumps(data))
    return again


def small(**how: Any) -> dict[str, Any]:
    return certified(PAPERS, [4, 3, 4, 2], 8, **how)


@settings(max_examples=120)
@given(costs, st.integers(1, 12), ballots, ways)
def test_every_certificate_verifies(
    prices: list[int], budget: int, papers: list[set[str]], how: dict[str, Any]
) -> None:
    found = examine(certified(papers, prices, budget, **how))
    assert (found.wrong, found.left_out) == ([], [])


def test_what_was_verified_is_told() -> None:
    assert examine(small(completion="add1")).held == [
        "seed and order of ties", "approvals", "winners, prices and payments", "money that is left",
        "supports", "tie-breaks", "comparison", "checks", "tied sets of winners", "margin",
    ]  # fmt: skip


FREE = {
    ("provenance", "version"), ("provenance", "algorithm"), ("margin", "searched"),
    ("margin", "changes", 0, "to"),
}  # fmt: skip
# What decides nothing: a step where no money is added, a comparison of greedy with itself.
STEP = ("provenance", "parameters", "step")
COMPARISON = ("provenance", "parameters", "comparison")


@pytest.mark.parametrize("how", EVERY)
def test_every_field_that_is_changed_by_one_is_noticed(how: dict[str, Any]) -> None:
    data = small(**how)
    free = FREE | ({STEP} if "add1" not in how["completion"] else set())
    free |= {COMPARISON} if how["rule"] != "equal-shares" else set()
    missed = [
        path for path in leaves(data) if path not in free and not is_noticed(tampered(data, path))
    ]
    assert missed == []


def test_a_failing_check_is_verified_and_its_witness_cannot_be_changed() -> None:
    data = certified([{"a"}] * 4 + [{"b"}] * 3, [4, 2, 9, 9], 5, rule="greedy")
    assert data["checks"]["jr"]["holds"] is False
    assert verify(data) == []
    for path in leaves(data["checks"]):
        assert is_noticed(tampered(data, ("checks", *path))), path


@settings(max_examples=300)
@given(st.data(), hostile, st.sampled_from(EVERY))
def test_hostile_certificates_are_refused_or_found_wrong(
    data: st.DataObject, value: Any, how: dict[str, Any]
) -> None:
    made = small(**how)
    other = copy.deepcopy(made)
    path = data.draw(st.sampled_from(list(leaves(made)) + [(name,) for name in made]))
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    if value == here[path[-1]]:
        return
    here[path[-1]] = value
    try:
        verify(other)
    except NotACertificateError:
        return


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rule",), "best"), (("completion",), "add9"), (("vote_type",), "ordinal"), (("budget",), "0"),
        (("budget",), "9" * 30), (("costs", "a"), "-1"), (("costs",), {}), (("ballots", 0), None),
        (("ballots", 0, "voters"), True), (("ballots", 0, "approved"), ["x"]), (("ballots", 0), {}),
        (("provenance", "parameters", "step"), "0"), (("margin", "changes"), [None]),
        (("payments",), []), (("losers",), None), (("winners",), [7]), (("ties_complete",), 1),
    ],
)  # fmt: skip
def test_a_field_of_another_kind_is_refused(path: tuple[Any, ...], value: Any) -> None:
    made = small(completion="add1")
    here: Any = made
    for step in path[:-1]:
        here = here[step]
    assert path[-1] in here or isinstance(here, list)
    here[path[-1]] = value
    assert is_noticed(made)


def test_the_same_ballot_twice_is_refused() -> None:
    data = small(completion="none")
    data["ballots"].append(data["ballots"][0])
    with pytest.raises(NotACertificateError, match="the same"):
        verify(data)


def test_what_would_take_too_long_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = small(completion="add1")
    monkeypatch.setattr(verdict, "MOST_READ", 30)
    found = examine(data)
    assert found.wrong == []
    assert "winners, prices and payments" in found.left_out
    assert "seed and order of ties" in found.held


def test_more_tied_sets_than_are_looked_for_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = certified([{"a"}, {"b"}], [1, 1, 1, 1], 1, rule="greedy")
    assert data["ties"] == [["a"], ["b"]]
    monkeypatch.setattr(bills, "MOST_OUTCOMES", 1)
    assert examine(data).left_out == ["tied sets of winners"]
    assert case.MOST_READ > 30
