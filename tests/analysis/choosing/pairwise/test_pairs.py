"""Bradley–Terry: known answers, the gradient at the top, and what is refused."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing.errors import CountError, ProfileError
from tiekartta.analysis.choosing.pairwise import PairProfile, count_pairs, model

OPTIONS = "abcde"
pairs = st.lists(
    st.tuples(st.sampled_from(OPTIONS), st.sampled_from(OPTIONS)).filter(lambda p: p[0] != p[1]),
    min_size=1,
    max_size=40,
)


def test_two_options_have_the_odds_of_their_wins() -> None:
    profile = PairProfile.of("ab", [(0, 1), (1, 0)], [30, 10])
    first, second = count_pairs(profile, seed=1).table
    assert first.option == "a"
    assert first.strength - second.strength == pytest.approx(math.log(3), abs=1e-12)
    # The variance of a logarithm of odds is 1/30 + 1/10; each option carries half of the distance.
    assert first.error == pytest.approx(math.sqrt(1 / 30 + 1 / 10) / 2, abs=1e-12)
    assert (first.won, first.lost, first.above_next) == (30, 10, True)
    assert first.low == pytest.approx(first.strength - 1.959963984540054 * first.error)


@settings(deadline=None)
@given(pairs, st.sampled_from([0.0, 0.1, 2.0]))
def test_at_the_top_every_option_wins_as_often_as_expected(
    given_: list[tuple[str, str]], prior: float
) -> None:
    profile = PairProfile.named(given_, OPTIONS)
    try:
        strengths, _ = model.climb(profile, prior)
    except CountError as refused:
        assume(refused.code != "not_connected")
        raise
    chance = 1 / (1 + np.exp(strengths[None, :] - strengths[:, None]))
    games = np.zeros((5, 5))
    won = np.zeros(5)
    for winner, loser, times in profile.rows:
        games[winner, loser] += times
        games[loser, winner] += times
        won[winner] += times
    known = prior * (1 - 2 / (1 + np.exp(-strengths)))
    assert won - (games * chance).sum(axis=1) + known == pytest.approx(np.zeros(5), abs=1e-6)
    contests = model.Contests.of(profile, prior)
    assert np.abs(contests.at(strengths).gradient).max() < 1e-6


@settings(deadline=None)
@given(pairs, st.sampled_from([0.0, 0.1, 2.0]))
def test_a_full_table_and_single_pairs_lead_to_the_same_top(
    given_: list[tuple[str, str]], prior: float
) -> None:
    profile = PairProfile.named(given_, OPTIONS)
    ways: list[list[float] | str] = []
    for way in (0, 1000):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(model, "FULL", way)
            try:
                ways.append(model.climb(profile, prior)[0].tolist())
            except CountError as refused:
                ways.append(str(refused))
    one, two = ways
    assert one == (two if isinstance(two, str) else pytest.approx(two, abs=1e-8))


def test_far_strengths_are_climbed_to_in_shorter_steps() -> None:
    """A chain of lopsided wins: full steps from the beginning would overshoot."""
    chain = [(i, i + 1) for i in range(12) for _ in range(400)]
    chain += [(i + 1, i) for i in range(12)]
    profile = PairProfile.of([f"{n:02}" for n in range(13)], chain)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(model, "FULL", 1000)
        strengths, _ = model.climb(profile, 0.0)
    assert -np.diff(strengths) == pytest.approx(np.full(12, math.log(400)), abs=1e-8)


@settings(deadline=None)
@given(pairs, st.permutations(OPTIONS), st.randoms(), st.integers(0, 9))
def test_order_of_options_and_of_comparisons_changes_nothing(
    given_: list[tuple[str, str]], columns: list[str], random: Any, seed: int
) -> None:
    one = count_pairs(PairProfile.named(given_, OPTIONS), seed=seed, prior=0.5)
    again = PairProfile.named(random.sample(given_, len(given_)), columns)
    assert count_pairs(again, seed=seed, prior=0.5).as_data() == one.as_data()


@settings(deadline=None)
@given(pairs)
def test_estimates_exist_exactly_when_wins_lead_from_each_to_each(
    given_: list[tuple[str, str]],
) -> None:
    beats = set(given_)
    reach = {(a, a) for a in OPTIONS} | beats
    for _ in OPTIONS:
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    profile = PairProfile.named(given_, OPTIONS)
    if len(reach) == len(OPTIONS) ** 2:
        assert len(count_pairs(profile, seed=1).table) == len(OPTIONS)
    else:
        with pytest.raises(CountError) as caught:
            count_pairs(profile, seed=1)
        assert caught.value.code == "not_connected"


def test_the_options_that_hang_loose_are_named() -> None:
    profile = PairProfile.named([("a", "b"), ("b", "c"), ("c", "b")])
    with pytest.raises(CountError) as caught:
        count_pairs(profile, seed=1)
    assert "never lost to the rest, directly or by a chain: 'a'" in str(caught.value)
    assert count_pairs(profile, seed=1, prior=0.1).winners[0] == "a"


def test_equal_options_are_tied_and_follow_the_drawn_order() -> None:
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    for order in ("abc", "cba"):
        result = count_pairs(PairProfile.named(ring), seed=1, order=list(order), winners=2)
        assert result.winners == tuple(order[:2])
        assert result.ties == (tuple(order),)
        assert result.goodness.foretold == 0.5


def test_many_options_are_solved_with_sparse_matrices_to_the_same_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(5)
    first = rng.integers(40, size=3000)
    second = (first + rng.integers(1, 40, size=3000)) % 40
    profile = PairProfile.of([f"{n:02}" for n in range(40)], np.stack([first, second], axis=1))
    for prior in (0.0, 0.5):
        dense = count_pairs(profile, seed=1, prior=prior)
        with monkeypatch.context() as patched:
            patched.setattr(model, "LARGEST_DENSE", 10)
            sparse = count_pairs(profile, seed=1, prior=prior)
        assert sparse.winners == dense.winners
        for one, two in zip(sparse.table, dense.table, strict=True):
            assert one.strength == pytest.approx(two.strength, abs=1e-9)
            assert one.error == pytest.approx(two.error, abs=1e-9)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    truth = np.linspace(-1, 1, 6)
    held = []
    for _ in range(150):
        first = rng.integers(6, size=600)
        second = (first + rng.integers(1, 6, size=600)) % 6
        wins = rng.random(600) < 1 / (1 + np.exp(truth[second] - truth[first]))
        pairs_ = np.stack([np.where(wins, first, second), np.where(wins, second, first)], axis=1)
        table = count_pairs(PairProfile.of("abcdef", pairs_), seed=1).table
        held += [each.low <= truth["abcdef".index(each.option)] <= each.high for each in table]
    assert 0.92 < sum(held) / len(held) < 0.98


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"rule": "magic"}, "unknown_rule"),
        ({"winners": 0}, "bad_winners"),
        ({"prior": -1.0}, "bad_prior"),
        ({"prior": math.nan}, "bad_prior"),
        ({"confidence": 1.0}, "bad_confidence"),
        ({"order": ["a"]}, "tie_order_mismatch"),
    ],
)
def test_impossible_wishes_are_refused(arguments: dict[str, Any], code: str) -> None:
    profile = PairProfile.named([("a", "b"), ("b", "a")])
    with pytest.raises(CountError) as caught:
        count_pairs(profile, seed=1, **arguments)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("table", "counts", "code"),
    [
        ([(0, 2)], [1], "unknown_option"),
        ([(0, 0)], [1], "same_option"),
        ([(0, 1)], [0], "bad_count"),
        ([(0, 1)], [1, 2], "bad_count"),
        ([(0, 1), (1, 0)], [10**15, 1], "too_large"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(
    table: list[tuple[int, int]], counts: list[int], code: str
) -> None:
    with pytest.raises(ProfileError) as caught:
        PairProfile.of("ab", table, counts)
    assert caught.value.code == code
