"""Certificates of comparisons verify; one that was changed anywhere does not."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from scipy.special import gammaincc
from tests.analysis.choosing.verifying.test_verify import changed, hostile, is_noticed, leaves

from tiekartta.analysis import schemas
from tiekartta.analysis.choosing.count_certificates import pair_certificate
from tiekartta.analysis.choosing.errors import CountError
from tiekartta.analysis.choosing.pairwise import PairProfile, count_pairs
from tiekartta.analysis.choosing.verifying import NotACertificateError, examine, verdict, verify
from tiekartta.analysis.choosing.verifying.duels import upper_gamma
from tiekartta.analysis.provenance import digest

OPTIONS = "abcde"
pairs = st.lists(
    st.tuples(st.sampled_from(OPTIONS), st.sampled_from(OPTIONS)).filter(lambda p: p[0] != p[1]),
    min_size=1,
    max_size=40,
)
SMALL = [("a", "b")] * 5 + [("b", "a")] * 2 + [("b", "c")] * 4 + [("c", "b")] + [("c", "a")] * 2 + [("d", "c"), ("c", "d")]  # fmt: skip


def certified(votes: Any, **how: Any) -> dict[str, Any]:
    profile = PairProfile.named(votes)
    data = pair_certificate(profile, count_pairs(profile, seed=7, **how))
    again: dict[str, Any] = json.loads(json.dumps(data))
    return again


def sealed(data: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in data.items() if name != "provenance"}
    data["provenance"]["output_digest"] = digest(rest)
    return data


@settings(max_examples=200, deadline=None)
@given(pairs, st.sampled_from([0.0, 0.1, 2.0]), st.integers(1, 6))
def test_every_count_of_comparisons_verifies(votes: Any, prior: float, winners: int) -> None:
    try:
        data = certified(votes, prior=prior, winners=winners, confidence=0.9)
    except CountError:
        assume(False)
    found = examine(data)
    assert (found.wrong, found.left_out) == ([], [])


@pytest.mark.parametrize("prior", [0.0, 0.5])
def test_every_field_that_is_changed_is_noticed(prior: float) -> None:
    data = certified(SMALL, prior=prior, winners=2)
    Draft202012Validator(json.loads(schemas.text("choose-pairs"))).validate(data)
    assert examine(data).held == [
        "seed and order of ties", "strengths", "winners and ties", "wins and intervals", "goodness of fit",
    ]  # fmt: skip
    for path in set(leaves(data)) - {("provenance", "version"), ("provenance", "algorithm")}:
        other = copy.deepcopy(data)
        here: Any = other
        for step in path[:-1]:
            here = here[step]
        old = here[path[-1]]
        here[path[-1]] = old + 1e-4 if isinstance(old, float) else changed(old)
        assert is_noticed(other if path[-1] == "output_digest" else sealed(other)), path


@pytest.mark.parametrize("value", [None, True, [], {}, "x", 10**400, -1, 1e300, float("nan")])
def test_every_field_of_another_kind_and_every_missing_one_is_noticed(value: Any) -> None:
    data = certified(SMALL)
    for path in [*leaves(data), *((name,) for name in data)]:
        replaced, missing = copy.deepcopy(data), copy.deepcopy(data)
        for other in (replaced, missing):
            here: Any = other
            for step in path[:-1]:
                here = here[step]
            if other is missing:
                del here[path[-1]]
            else:
                same = here[path[-1]] == value and type(here[path[-1]]) is type(value)
                here[path[-1]] = value
        assert is_noticed(missing), path
        free = path[-1] in ("version", "algorithm") and isinstance(value, str)
        assert same or free or is_noticed(replaced), path


@settings(max_examples=200, deadline=None)
@given(st.data(), hostile)
def test_hostile_certificates_are_refused_or_found_wrong(data: st.DataObject, value: Any) -> None:
    other = certified(SMALL)
    path = data.draw(st.sampled_from([*leaves(other), *((name,) for name in other)]))
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    try:
        verify(other)
    except NotACertificateError:
        return


def test_options_that_no_chain_of_wins_joins_have_no_strengths() -> None:
    data = certified(SMALL)
    data["wins"] = [each for each in data["wins"] if each["winner"] != "d"]
    assert any("chains of wins" in each for each in verify(sealed(data)))


def test_what_would_take_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = certified(SMALL)
    monkeypatch.setattr(verdict, "MOST_READ", 10)
    found = examine(data)
    assert (found.wrong, found.left_out) == ([], ["strengths", "wins and intervals"])


@given(st.integers(1, 60), st.floats(1e-9, 200))
def test_the_chance_of_a_deviance_is_that_of_scipy(halves: int, x: float) -> None:
    assert upper_gamma(halves, x) == pytest.approx(float(gammaincc(halves / 2, x)), abs=1e-9)
