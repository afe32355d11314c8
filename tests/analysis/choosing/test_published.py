"""Published results of abcvoting (MIT), where the shared data stands beside the repository."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tiekartta.analysis.choosing import RULES, Profile, count, tied_outcomes
from tiekartta.analysis.choosing.properties import (
    extended_justified_representation,
    justified_representation,
)

DATA = Path(__file__).parents[4] / "shared" / "data" / "abcvoting"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"published instances not in {DATA}")
CHECKS = {"jr": justified_representation, "ejr+": extended_justified_representation}


def load(name: str) -> list[dict[str, Any]]:
    instances: list[dict[str, Any]] = json.loads((DATA / name).read_text())
    return instances


def elect(instance: dict[str, Any], rule: str, *, backwards: bool = False) -> list[int]:
    options = [f"{number:02}" for number in range(instance["m"])]
    order = options[::-1] if backwards else options
    profile = Profile.of(options, instance["ballots"])
    result = count(profile, rule=rule, winners=instance["k"], seed=0, order=order)
    return sorted(int(name) for name in result.winners)


@pytest.mark.parametrize("rule", RULES)
def test_published_instances_are_won_by_one_of_the_tied_committees(rule: str) -> None:
    wrong = [
        each["id"]
        for each in load("instances.json")
        if elect(each, rule) not in each["winners"][rule]
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", ["av", "seqphragmen", "equal-shares"])
def test_another_order_of_ties_gives_another_of_the_tied_committees(rule: str) -> None:
    instances = load("instances.json")
    wrong = [
        each["id"]
        for each in instances
        if elect(each, rule, backwards=True) not in each["winners"][rule]
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", RULES)
def test_all_tied_committees_of_every_published_instance_are_found(rule: str) -> None:
    """abcvoting leaves the ties of the increments to its own order and lists one committee."""
    wrong = []
    for each in load("instances.json"):
        found = all_tied(each, rule)
        listed = each["winners"][rule]
        same = found == listed if each["irresolute"][rule] else listed[0] in found
        if not same:
            wrong.append((each["id"], found, listed))
    assert wrong == []


def all_tied(instance: dict[str, Any], rule: str) -> list[list[int]]:
    options = [f"{number:02}" for number in range(instance["m"])]
    profile = Profile.of(options, instance["ballots"])
    committees, complete = tied_outcomes(profile, rule=rule, winners=instance["k"])
    assert complete
    return sorted(sorted(int(name) for name in each) for each in committees)


def test_book_examples() -> None:
    examples = [each for each in load("book_examples.json") if each["rule"] in RULES]
    assert len(examples) == 10
    assert [each["id"] for each in examples if all_tied(each, each["rule"]) != each["all"]] == []


def test_axiom_examples() -> None:
    examples = [each for each in load("axiom_instances.json") if each["property"] in CHECKS]
    assert examples
    wrong = [
        each
        for each in examples
        if CHECKS[each["property"]](
            [([str(name) for name in ballot], Fraction(1)) for ballot in each["ballots"]],
            [str(name) for name in each["committee"]],
            len(each["committee"]),
            [str(name) for name in range(each["m"])],
        ).holds
        != each["expected"]
    ]
    assert wrong == []
