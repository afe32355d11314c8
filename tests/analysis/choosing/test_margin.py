"""How many ballots must change for another outcome."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing import RULES, Profile, count, margin

OPTIONS = "abc"
EVERY = [
    frozenset(o for o, is_in in zip(OPTIONS, bits, strict=True) if is_in)
    for bits in product([0, 1], repeat=3)
]
papers_of = st.lists(st.sampled_from(EVERY), min_size=1, max_size=4)


def smallest(papers: list[frozenset[str]], rule: str, winners: int, most: int) -> int | None:
    """By trying every profile that differs in so many ballots."""
    before = won(papers, rule, winners)
    for number in range(1, most + 1):
        for places in combinations_with_replacement(range(len(papers)), number):
            if len(set(places)) < number:
                continue
            for new in product(EVERY, repeat=number):
                other = list(papers)
                for place, paper in zip(places, new, strict=True):
                    other[place] = paper
                if won(other, rule, winners) != before:
                    return number
    return None


def won(papers: list[frozenset[str]], rule: str, winners: int) -> set[str]:
    return set(count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=1).winners)


@pytest.mark.parametrize("rule", ["av", "seqpav", "seqphragmen", "equal-shares"])
@settings(max_examples=20)
@given(papers=papers_of, winners=st.integers(1, 2))
def test_bounds_hold_and_an_exact_margin_is_the_smallest(
    rule: str, papers: list[frozenset[str]], winners: int
) -> None:
    found = margin(Profile.named(OPTIONS, papers), winners=winners, seed=1, rule=rule)
    right = smallest(papers, rule, winners, 2)
    if right is None:
        assert found.at_most is None or found.at_most > 2
    else:
        assert found.at_least <= right
        assert found.at_most is None or found.at_most >= right
        if found.is_exact:
            assert found.at_most == right


@pytest.mark.parametrize("rule", RULES)
def test_a_clear_result_needs_many_changes(rule: str) -> None:
    profile = Profile.named("ab", ["a"] * 10 + ["b"] * 3)
    found = margin(profile, winners=1, seed=0, rule=rule)
    assert found.at_most in (4, 5)
    assert sum(voters for _, voters, _ in found.changes) == found.at_most
    assert found.winners == ("b",)


@pytest.mark.parametrize("rule", RULES)
def test_nothing_can_change_when_all_are_chosen_or_nobody_votes(rule: str) -> None:
    for profile, winners in ((Profile.named("ab", ["a"]), 2), (Profile.named("ab", []), 1)):
        found = margin(profile, winners=winners, seed=0, rule=rule)
        assert (found.at_most, found.is_exact, found.changes) == (None, True, ())


def test_the_plain_count_is_exact_for_thousands_of_voters() -> None:
    profile = Profile.named("abc", ["a"] * 5000 + ["b"] * 4000 + ["ab", "c"] * 50)
    found = margin(profile, winners=1, seed=0, rule="av")
    assert (found.is_exact, found.at_most) in ((True, 500), (True, 501))
