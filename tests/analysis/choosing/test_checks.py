"""The checks of proportionality, against examples and against trying every group."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.choosing.properties import (
    Witness,
    extended_justified_representation,
    justified_representation,
    payments_hold,
)


def papers(*ballots: str) -> list[tuple[str, Fraction]]:
    return [(ballot, Fraction(1)) for ballot in ballots]


def test_group_worth_a_seat_without_any_winner_breaks_jr() -> None:
    check = justified_representation(papers("a", "a", "b", "b"), ["a", "c"], 2, "abc")
    assert check.witness == Witness("b", (2, 3), Fraction(2), 1, 0)
    assert not check.holds


def test_one_represented_member_does_not_hide_the_others() -> None:
    check = justified_representation(papers("b", "b", "b", "ab"), ["a"], 1, "abc")
    assert check.holds


def test_ejr_plus_asks_for_more_than_jr() -> None:
    ballots = papers("abc", "abc", "abc", "d")
    assert justified_representation(ballots, "ade f", 4, "abcdef").holds
    check = extended_justified_representation(ballots, ["a", "d", "e", "f"], 4, "abcdef")
    assert check.witness == Witness("b", (0, 1, 2), Fraction(3), 3, 1)


def test_weights_count_in_the_quota() -> None:
    light = [("a", Fraction(2)), ("b", Fraction(1))]
    heavy = [("a", Fraction(2)), ("b", Fraction(2))]
    assert justified_representation(light, ["a", "c"], 2, "abc").holds
    assert not justified_representation(heavy, ["a", "c"], 2, "abc").holds


def test_nobody_voting_is_proportional() -> None:
    assert extended_justified_representation([], ["a"], 1, "ab").holds


@given(
    st.lists(st.sets(st.sampled_from("abcde")), min_size=1, max_size=6),
    st.sets(st.sampled_from("abcde"), min_size=1, max_size=3),
)
def test_ejr_plus_equals_trying_every_group(ballots: list[set[str]], won: set[str]) -> None:
    """By definition: no group of l/k of the voters, all for a loser, each below l winners."""
    seats, voters = len(won), len(ballots)
    broken = any(
        all(loser in ballot and len(ballot & won) < deserved for ballot in group)
        for deserved in range(1, seats + 1)
        for size in range(1, voters + 1)
        if size * seats >= deserved * voters
        for group in combinations(ballots, size)
        for loser in set("abcde") - won
    )
    given_papers = [(ballot, Fraction(1)) for ballot in ballots]
    assert extended_justified_representation(given_papers, won, seats, "abcde").holds is not broken


def test_payments_must_sum_to_one_come_from_supporters_and_stay_within_the_money() -> None:
    half = Fraction(1, 2)
    ballots = papers("a", "a", "b")
    assert payments_hold(ballots, {"a": {0: half, 1: half}}, half)
    assert not payments_hold(ballots, {"a": {0: half}})
    assert not payments_hold(ballots, {"a": {0: half, 2: half}})
    assert not payments_hold(ballots, {"a": {0: Fraction(3, 2), 1: -half}})
    assert not payments_hold(ballots, {"a": {0: Fraction(3, 4), 1: Fraction(1, 4)}}, half)
