"""Profiles and the result as data."""

import json
import random
import time
from fractions import Fraction

import pytest

from tiekartta.analysis.choosing import (
    RULES,
    Ballot,
    CountError,
    Profile,
    ProfileError,
    count,
    results,
)


def test_identical_ballots_are_merged_in_an_order_that_reveals_nothing() -> None:
    profile = Profile.named("abc", ["cb", "a", "", "bc"])
    assert profile.ballots == (Ballot((), 1), Ballot((1, 2), 2), Ballot((0,), 1))
    assert profile == Profile.named("abc", ["bc", "", "bc", "a"])


def test_voters_approvals_and_those_without_any() -> None:
    profile = Profile.named("abc", ["ab", "a", "", "c"], weights=[1, 1, 2, 3])
    assert (profile.voters, profile.approvals) == (4, (2, 1, 1))
    assert profile.mass == Fraction(7)
    assert profile.without_any(["b", "c"]) == 2


def test_digest_knows_content_not_order() -> None:
    first = Profile.named("abc", ["ab", "c"])
    assert first.digest == Profile.named("cba", ["c", "ba"]).digest
    assert first.digest != Profile.named("abc", ["ab", "b"]).digest
    assert first.digest != Profile.named("abcd", ["ab", "c"]).digest
    assert first.digest != Profile.named("abc", ["ab", "c"], weights=[1, 2]).digest


@pytest.mark.parametrize(
    ("options", "ballots", "code"),
    [
        ((), (), "no_options"),
        (("a", " "), (), "empty_option"),
        (("a", "a"), (), "duplicate_option"),
        (("a",), (Ballot((1,)),), "unknown_option"),
        (("a",), (Ballot((-1,)),), "unknown_option"),
        (("a",), (Ballot((0,), 0),), "bad_count"),
        (("a",), (Ballot((0,), 1, Fraction(0)),), "bad_weight"),
        (("a",), (Ballot((0,), 1, Fraction(10**18 + 1)),), "bad_weight"),
        (("a",), (Ballot((0,), 1, Fraction(1, 10**18 + 1)),), "bad_weight"),
        (("a",), tuple(Ballot((0,), 1, Fraction(1, 10**17 + n)) for n in range(99)), "bad_weight"),
    ],
)
def test_impossible_profiles_are_refused(
    options: tuple[str, ...], ballots: tuple[Ballot, ...], code: str
) -> None:
    with pytest.raises(ProfileError) as refused:
        Profile(options, ballots)
    assert refused.value.code == code


def test_unknown_names_and_missing_weights_are_refused() -> None:
    with pytest.raises(ProfileError, match="no option is called 'x'"):
        Profile.named("ab", ["x"])
    with pytest.raises(ProfileError, match="one weight for each"):
        Profile.of("ab", [[0], [1]], weights=[1])


def test_payments_too_long_to_be_written_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    result = count(Profile.named("ab", ["a", "a", "b"]), winners=1, seed=9)
    monkeypatch.setattr(results, "LONGEST", 6)
    with pytest.raises(CountError, match="fewer winners") as refused:
        result.as_data()
    assert refused.value.code == "too_long"


def test_result_is_plain_data_with_everything_to_check_it() -> None:
    result = count(Profile.named("ab", ["a", "a", "b"]), winners=1, seed=9, order="ab")
    data = json.loads(json.dumps(result.as_data()))
    assert (data["rule"], data["wanted"], data["winners"]) == ("equal-shares", 1, ["a"])
    assert data["approvals"] == {"a": 2, "b": 1}
    assert data["ballots"][1] == {"approved": ["a"], "voters": 2, "weight": "1"}
    assert data["payments"] == {"a": [{"ballot": 1, "each": "1/2", "together": "1"}]}
    assert data["elections"] == [{"option": "a", "phase": "seqphragmen", "price": "1/6"}]
    assert data["checks"]["ejr_plus"] == {"holds": True, "witness": None}
    assert data["provenance"]["seed"] == 9
    assert data["provenance"]["parameters"]["tie_order"] == ["a", "b"]
    assert data["provenance"]["input_digest"] == Profile.named("ba", ["a", "b", "a"]).digest


def test_failed_check_and_tie_are_told_in_the_data() -> None:
    profile = Profile.named("abcd", ["ab"] * 3 + ["c"] * 3)
    result = count(profile, rule="av", winners=2, seed=0, order="abcd")
    data = json.loads(json.dumps(result.as_data()))
    assert data["tie_breaks"] == [
        {"tied": ["a", "b", "c"], "won": "a", "lost": ["c"]},
        {"tied": ["b", "c"], "won": "b", "lost": ["c"]},
    ]
    assert data["checks"]["jr"] == {
        "holds": False,
        "witness": {"option": "c", "ballots": [0], "weight": "3", "deserved": 1, "got": 0},
    }


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "pav"])
def test_sixty_options_and_two_thousand_ballots_take_moments(rule: str) -> None:
    chance = random.Random(4)  # noqa: S311 - test data, no secret
    ballots = [[o for o in range(60) if chance.random() < 0.15] for _ in range(2000)]
    profile = Profile.of([f"option {number}" for number in range(60)], ballots)
    start = time.process_time()
    count(profile, rule=rule, winners=10, seed=1)
    assert time.process_time() - start < 3
