import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.disclosure import (
    Disclosed,
    Policy,
    disclose,
    may_republish,
    presentation_order,
)


@pytest.mark.parametrize(
    ("n", "level", "value"),
    [
        (0, "suppressed", None),
        (4, "suppressed", None),
        (5, "direction", None),
        (9, "direction", None),
        (10, "full", 10),
        (566, "full", 566),
    ],
)
def test_a_count_is_shown_only_from_ten_people_on(n: int, level: str, value: int | None) -> None:
    """INV-D1."""
    assert disclose(n).as_data() == {"level": level, "value": value}


def test_a_direction_is_only_the_word_few() -> None:
    assert [disclose(n).position for n in (3, 7, 20)] == [None, "few", None]
    assert [disclose(n).is_shown for n in (3, 7, 20)] == [False, False, True]


@given(st.integers(0, 9), st.integers(0, 9))
def test_hidden_counts_of_one_level_cannot_be_told_apart(one: int, other: int) -> None:
    first, second = disclose(one), disclose(other)
    if first.level == second.level:
        assert first == second
        assert repr(first) == repr(second)
        assert str(first) == str(second)
        assert hash(first) == hash(second)
        assert pickle.dumps(first) == pickle.dumps(second)


def test_a_disclosed_count_has_no_place_for_a_hidden_number() -> None:
    assert not hasattr(disclose(7), "__dict__")
    with pytest.raises(ValueError, match="exactly when"):
        Disclosed("hidden", 7)
    with pytest.raises(ValueError, match="exactly when"):
        Disclosed("full")


@pytest.mark.parametrize(("k_full", "k_min"), [(10, 4), (10, 0), (6, 7)])
def test_a_policy_is_never_lowered_below_five(k_full: int, k_min: int) -> None:
    """INV-D2."""
    with pytest.raises(ValueError, match="k_"):
        Policy(k_full=k_full, k_min=k_min)


def test_a_policy_may_be_raised() -> None:
    assert disclose(15, Policy(k_full=20, k_min=10)).level == "direction"
    assert disclose(9, Policy(k_full=20, k_min=10)).level == "suppressed"


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        disclose(-1)


def test_the_order_of_small_counts_tells_nothing() -> None:
    counts = {"big": 90, "biggest": 99, "few b": 6, "few a": 9, "none": 0, "least": 4}
    assert presentation_order(counts) == ("biggest", "big", "few a", "few b", "least", "none")


@pytest.mark.parametrize(
    ("published", "now", "allowed"),
    [(20, 20, True), (20, 24, False), (20, 25, True), (20, 17, False)],
)
def test_results_are_not_published_again_in_small_steps(
    published: int, now: int, *, allowed: bool
) -> None:
    """INV-D8."""
    assert may_republish(published, now) is allowed
