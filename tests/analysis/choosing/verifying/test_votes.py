"""Certificates of rankings and scores verify; one that was changed anywhere does not."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.analysis.choosing.verifying.test_verify import hostile, is_noticed, leaves, tampered

from tiekartta.analysis import schemas
from tiekartta.analysis.choosing.count_certificates import ranking_certificate, score_certificate
from tiekartta.analysis.choosing.rankings import RANKING_RULES, RankingProfile, count_ranking
from tiekartta.analysis.choosing.scores import SCORE_RULES, ScoreProfile, count_scores
from tiekartta.analysis.choosing.verifying import NotACertificateError, examine, verdict, verify

OPTIONS = "abcde"
EVERY = [*RANKING_RULES, *SCORE_RULES]
STV = ["stv-scottish", "stv-meek"]
orders = st.lists(
    st.permutations(OPTIONS).flatmap(lambda all_: st.integers(0, 5).map(lambda n: all_[:n])),
    max_size=15,
)
levels = st.lists(
    st.lists(st.integers(0, 3), min_size=5, max_size=5).map(
        lambda ranks: [
            level
            for rank in range(3)
            if (level := [o for o, r in zip(OPTIONS, ranks, strict=True) if r == rank])
        ]
    ),
    max_size=9,
)
score = st.none() | st.sampled_from([Fraction(each) for each in ("0", "1", "2", "5/2", "-1")])
rows = st.lists(st.lists(score, min_size=5, max_size=5), max_size=9)
SMALL_ORDERS = (
    [["a", "b"]] * 6 + [["a", "c"]] * 3 + [["a"], ["e"], []] + [["b"]] * 4 + [["c"]] * 4
    + [["d", "c"]] * 2 + [["e", "b"]]
)  # fmt: skip
SMALL_LEVELS: list[Any] = [[["a", "b"], "c"]] * 2 + [["c"], [], ["d", ["a", "b"]]]
SMALL_SCORES = [[3, 1, None, 2, None]] * 3 + [[1, 2, Fraction(1, 2), 2, None], [None] * 5]


def certified(rule: str, votes: Any, winners: int, seed: int = 7) -> dict[str, Any]:
    if rule in RANKING_RULES:
        profile = RankingProfile.named(OPTIONS, votes)
        data = ranking_certificate(profile, count_ranking(profile, rule=rule, winners=winners, seed=seed))  # fmt: skip
    else:
        table = ScoreProfile.of(OPTIONS, votes)
        data = score_certificate(table, count_scores(table, rule=rule, winners=winners, seed=seed))
    again: dict[str, Any] = json.loads(json.dumps(data))
    return again


def votes_for(rule: str) -> list[Any]:
    if rule == "borda":
        return SMALL_LEVELS
    return SMALL_ORDERS if rule in RANKING_RULES else SMALL_SCORES


def small(rule: str, votes: list[Any] | None = None) -> dict[str, Any]:
    return certified(rule, votes or votes_for(rule), 2 if rule in STV else 3)


@pytest.mark.parametrize("rule", STV)
@settings(max_examples=150, deadline=None)
@given(votes=orders, winners=st.integers(1, 6), seed=st.integers(0, 9))
def test_every_transferable_vote_verifies(rule: str, votes: Any, winners: int, seed: int) -> None:
    found = examine(certified(rule, votes, winners, seed))
    assert (found.wrong, found.left_out) == ([], [])


@settings(max_examples=150)
@given(votes=levels, winners=st.integers(1, 6))
def test_every_borda_count_verifies(votes: Any, winners: int) -> None:
    found = examine(certified("borda", votes, winners))
    assert (found.wrong, found.left_out) == ([], [])


@pytest.mark.parametrize("rule", list(SCORE_RULES))
@settings(max_examples=80)
@given(votes=rows, winners=st.integers(1, 6))
def test_every_count_of_scores_verifies(rule: str, votes: Any, winners: int) -> None:
    found = examine(certified(rule, votes, winners))
    assert (found.wrong, found.left_out) == ([], [])


def test_what_was_verified_is_told() -> None:
    assert examine(small("stv-scottish")).held == [
        "seed and order of ties", "voters", "winners", "rounds", "tie-breaks",
    ]  # fmt: skip
    assert examine(small("borda")).held[3] == "points"
    assert examine(small("mean")).held == [
        "seed and order of ties", "table of scores", "winners and ties",
    ]  # fmt: skip


@pytest.mark.parametrize("rule", EVERY)
def test_every_field_that_is_changed_by_one_is_noticed(rule: str) -> None:
    data = small(rule)
    assert rule in SCORE_RULES or data["tie_breaks"], "the example must have ties"
    free: set[tuple[Any, ...]] = {("provenance", "version"), ("provenance", "algorithm")}
    if rule in ("mean", "median"):
        free.add(("provenance", "parameters", "lowest"))  # decides nothing there
    missed = [
        path for path in leaves(data) if path not in free and not is_noticed(tampered(data, path))
    ]
    assert missed == []


@pytest.mark.parametrize("rule", EVERY)
@pytest.mark.parametrize("value", [None, True, [], {}, "x", 10**400, -1, "9" * 3000, [[["a"]]]])
def test_every_field_of_another_kind_is_noticed(rule: str, value: Any) -> None:
    data = small(rule)
    for path in [*leaves(data), *((name,) for name in data)]:
        other = copy.deepcopy(data)
        here: Any = other
        for step in path[:-1]:
            here = here[step]
        same = here[path[-1]] == value and type(here[path[-1]]) is type(value)
        here[path[-1]] = value
        free = path[-1] in ("version", "algorithm") and isinstance(value, str)
        if not same and not free and path[-1] != "lowest":
            assert is_noticed(other), path


@pytest.mark.parametrize("rule", EVERY)
def test_a_field_that_is_missing_is_noticed(rule: str) -> None:
    data = small(rule)
    paths = {each[:n] for each in leaves(data) for n in range(1, len(each) + 1)}
    for path in paths | {(name,) for name in data}:
        other = copy.deepcopy(data)
        here: Any = other
        for step in path[:-1]:
            here = here[step]
        del here[path[-1]]
        assert is_noticed(other), path


@settings(max_examples=300, deadline=None)
@given(st.data(), hostile, st.sampled_from(EVERY))
def test_hostile_certificates_are_refused_or_found_wrong(
    data: st.DataObject, value: Any, rule: str
) -> None:
    other = small(rule)
    path = data.draw(st.sampled_from([*leaves(other), *((name,) for name in other)]))
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    try:
        verify(other)
    except NotACertificateError:
        return


@pytest.mark.parametrize("rule", EVERY)
def test_a_foreign_option_and_a_repeated_ballot_are_refused(rule: str) -> None:
    foreign, twice = small(rule), small(rule)
    paper = foreign["ballots"][-1]
    if rule in RANKING_RULES:
        paper["order"] = [["Tuntematon"]]
    else:
        paper["scores"] = {"Tuntematon": "1"}
    twice["ballots"].append(twice["ballots"][0])
    for data in (foreign, twice):
        with pytest.raises(NotACertificateError):
            verify(data)


@pytest.mark.parametrize("text", ["9" * 19, "1/" + "9" * 19, "-" + "9" * 4000])
def test_scores_of_too_many_digits_are_refused(text: str) -> None:
    data = small("mean")
    data["ballots"][-1]["scores"]["a"] = text
    with pytest.raises(NotACertificateError, match="too many digits"):
        verify(data)


@pytest.mark.parametrize("rule", EVERY)
def test_what_would_take_too_long_is_left_out_and_told(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = small(rule)
    monkeypatch.setattr(verdict, "MOST_READ", 10)
    found = examine(data)
    assert found.wrong == []
    assert ("table of scores" if rule in SCORE_RULES else "winners") in found.left_out


def test_another_winner_is_told_in_a_sentence() -> None:
    data = small("stv-scottish")
    data["winners"] = data["winners"][::-1]
    assert any(each.startswith("winners: ") and "is right" in each for each in verify(data))


@pytest.mark.parametrize("rule", EVERY)
def test_a_certificate_is_as_published_and_tells_nothing_of_the_order_of_voting(rule: str) -> None:
    """INV-B6: each ballot once, sorted by content; the same whoever voted first."""
    name = "choose-ranking" if rule in RANKING_RULES else "choose-scores"
    Draft202012Validator(json.loads(schemas.text(name))).validate(small(rule))
    assert small(rule, votes_for(rule)[::-1]) == small(rule)
