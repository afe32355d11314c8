"""Mean, median and range voting, exactly."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.choosing.errors import CountError, ProfileError
from tiekartta.analysis.choosing.scores import SCORE_RULES, ScoreProfile, count_scores

ROWS = [[1, 3, None], [2, 3, 5], [5, 3, None], [5, 1, None]]
rows = st.lists(st.lists(st.none() | st.integers(0, 5), min_size=3, max_size=3), max_size=9)
rules = st.sampled_from(list(SCORE_RULES))


def values(rule: str, **more: Any) -> dict[str, Fraction | None]:
    result = count_scores(ScoreProfile.of("abc", ROWS), rule=rule, winners=1, seed=1, **more)
    return {each.option: each.value for each in result.table}


def test_mean_is_over_those_who_gave_a_score() -> None:
    assert values("mean") == {"a": Fraction(13, 4), "b": Fraction(5, 2), "c": 5}


def test_median_is_a_score_that_somebody_gave() -> None:
    assert values("median") == {"a": 2, "b": 3, "c": 5}


def test_range_gives_blanks_the_lowest_score() -> None:
    assert values("range") == {"a": 13, "b": 10, "c": 8}
    assert values("range", lowest=0) == {"a": 13, "b": 10, "c": 5}


def test_options_without_any_score_come_last_and_ties_are_told() -> None:
    profile = ScoreProfile.of("abc", [[None, Fraction(1, 3), Fraction(2, 6)]])
    for order in ("abc", "acb"):
        result = count_scores(profile, rule="mean", winners=3, seed=1, order=list(order))
        assert result.winners == (*order[1:], "a")
        assert result.ties == (tuple(order[1:]),)


@given(rows, rules, st.permutations("abc"), st.randoms(), st.integers(0, 9))
def test_order_of_options_and_of_ballots_changes_nothing(
    given_: list[list[int | None]], rule: str, columns: list[str], random: Any, seed: int
) -> None:
    places = ["abc".index(name) for name in columns]
    moved = [[row[place] for place in places] for row in random.sample(given_, len(given_))]
    one = count_scores(ScoreProfile.of("abc", given_), rule=rule, winners=2, seed=seed)
    two = count_scores(ScoreProfile.of(columns, moved), rule=rule, winners=2, seed=seed)
    assert one.as_data() == two.as_data()


@pytest.mark.parametrize(("rule", "winners", "code"), [("magic", 1, "unknown_rule"), ("mean", 0, "bad_winners")])  # fmt: skip
def test_impossible_wishes_are_refused(rule: str, winners: int, code: str) -> None:
    with pytest.raises(CountError) as caught:
        count_scores(ScoreProfile.of("abc", ROWS), rule=rule, winners=winners, seed=1)
    assert caught.value.code == code


def test_a_ballot_has_one_score_for_each_option() -> None:
    with pytest.raises(ProfileError) as caught:
        ScoreProfile.of("abc", [[1, 2]])
    assert caught.value.code == "ragged_row"
