"""A certificate verifies; one that was changed anywhere does not, even with a new digest."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiekartta.analysis.choosing.verifying as verifying_package
from tiekartta.analysis.choosing import RULES, Profile, certificate, count
from tiekartta.analysis.choosing.verifying import (
    NotACertificateError,
    case,
    examine,
    verdict,
    verify,
)
from tiekartta.analysis.provenance import digest

OPTIONS = "abcdef"
ballots = st.lists(st.sets(st.sampled_from(OPTIONS)), max_size=9)
weights = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])


def certified(
    papers: Any, rule: str, winners: int, *, given_weights: Any = None, ties: bool = True
) -> dict[str, Any]:
    profile = Profile.named(OPTIONS, papers, weights=given_weights)
    result = count(profile, winners=winners, seed=7, rule=rule)
    data = certificate(profile, result, ties=ties, margin_counts=200)
    again: dict[str, Any] = json.loads(json.dumps(data))
    return again


SMALL = ["ab"] * 3 + ["c"] * 2 + ["d", "", "be"]


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25)
@given(
    papers=st.lists(st.tuples(st.sets(st.sampled_from(OPTIONS)), weights), max_size=8),
    winners=st.integers(1, 7),
)
def test_every_certificate_verifies(
    rule: str, papers: list[tuple[set[str], Fraction]], winners: int
) -> None:
    made = certified(
        [paper for paper, _ in papers], rule, winners, given_weights=[each for _, each in papers]
    )
    verdict = examine(made)
    assert (verdict.wrong, verdict.left_out) == ([], [])


def test_what_was_verified_is_told() -> None:
    assert examine(certified(SMALL, "equal-shares", 2)).held == [
        "seed and order of ties", "approvals", "winners, prices and payments", "supports",
        "tie-breaks", "checks", "explanation", "tied sets of winners", "margin",
    ]  # fmt: skip


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of everything in a certificate that is no object or list, and of every list."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, (*path, name))
    elif isinstance(data, list):
        if data:
            yield path
        for place, value in enumerate(data):
            yield from leaves(value, (*path, place))
    else:
        yield path


def changed(value: Any) -> Any:
    """A value one off."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[:-1]
    if value is None:
        return 1
    try:
        return str(Fraction(value) + 1)
    except ValueError:
        return f"{value}x"


def tampered(data: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """One thing changed, and the digest made to fit by somebody who wants to get through."""
    other = copy.deepcopy(data)
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = changed(here[path[-1]])
    rest = {name: value for name, value in other.items() if name != "provenance"}
    if path[:2] != ("provenance", "output_digest"):
        other["provenance"]["output_digest"] = digest(rest)
    return other


def is_noticed(data: dict[str, Any]) -> bool:
    try:
        return bool(verify(data))
    except NotACertificateError:
        return True


# What the ballots cannot tell: which program counted and how long it searched; and another change
# of as few ballots, which is as true an example.
FREE = {
    ("provenance", "version"), ("provenance", "algorithm"), ("margin", "searched"),
    ("margin", "changes", 0, "to"),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_every_field_that_is_changed_by_one_is_noticed(rule: str) -> None:
    data = certified(SMALL, rule, 2)
    missed = [
        path for path in leaves(data) if path not in FREE and not is_noticed(tampered(data, path))
    ]
    assert missed == []


def test_without_a_new_digest_every_change_at_all_is_noticed() -> None:
    data = certified(SMALL, "equal-shares", 2)
    for path in set(leaves(data)) - {("provenance", "version"), ("provenance", "algorithm")}:
        forged = tampered(data, path)
        forged["provenance"]["output_digest"] = data["provenance"]["output_digest"]
        if path != ("provenance", "output_digest"):
            assert is_noticed(forged), path


def test_a_failing_check_is_verified_and_its_witness_cannot_be_changed() -> None:
    data = certified(["abd"] * 5 + ["c"] * 3, "av", 3)
    assert data["checks"]["ejr_plus"]["holds"] is False
    assert verify(data) == []
    for path in leaves(data["checks"]):
        assert is_noticed(tampered(data, ("checks", *path))), path


def test_another_winner_is_told_in_a_sentence() -> None:
    data = certified(SMALL, "equal-shares", 2)
    data["winners"] = data["winners"][::-1]
    told = verify(data)
    assert any(each.startswith("winners: ") and "is right" in each for each in told)


@pytest.mark.parametrize(
    "data",
    [
        None, [], 7, "x", {}, {"rule": "av"}, {"rule": "best", "wanted": 1}, {"rule": "av", "wanted": True},
        {"rule": "av", "wanted": 1, "approvals": {}, "tie_order": [], "ballots": []},
        {"rule": "av", "wanted": 1, "approvals": {"a": 1}, "tie_order": ["b"], "ballots": []},
    ],
)  # fmt: skip
def test_other_data_are_no_certificate(data: Any) -> None:
    with pytest.raises(NotACertificateError):
        verify(data)


@pytest.mark.parametrize("rule", RULES)
def test_what_would_take_too_long_is_left_out_and_told(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = certified(SMALL, rule, 2)
    monkeypatch.setattr(case.Patience, "use", lambda *_: _give_up())
    found = examine(data)
    assert found.wrong == []
    assert {"winners, prices and payments", "supports", "tie-breaks"} <= set(found.left_out)
    assert "seed and order of ties" in found.held


def _give_up() -> None:
    raise case.TooManyError


def test_a_certificate_made_to_take_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "MOST_READ", 20_000)
    monkeypatch.setattr(case, "MOST_READ", 20_000)
    data = certified(["a"] * 3 + ["cd"], "equal-shares-with-increment-completion", 3)
    data["ballots"][1]["voters"] = 2**50
    assert "winners, prices and payments" in examine(data).left_out


@pytest.mark.parametrize("weight", ["9" * 19, "1/" + "9" * 19, "9" * 4000])
def test_weights_of_too_many_digits_are_refused(weight: str) -> None:
    data = certified(SMALL, "equal-shares", 2)
    data["ballots"][0]["weight"] = weight
    with pytest.raises(NotACertificateError, match="too many digits"):
        verify(data)


def test_payments_of_thousands_of_digits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = certified(SMALL, "equal-shares", 2)
    monkeypatch.setattr(case, "_LONGEST", 3)
    with pytest.raises(NotACertificateError, match="thousands of digits"):
        verify(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("payments", "b"), True), (("payments", "b"), 7), (("payments", "b"), "paid"),
        (("payments", "b"), [None]), (("payments", "b", 0), [1]), (("payments", "b", 0, "ballot"), True),
        (("supports", "b"), [1]), (("supports", "b"), None), (("tie_breaks",), {"lost": True}),
        (("tie_breaks",), [True]), (("checks", "jr"), [True]), (("margin", "changes"), [None]),
    ],
)  # fmt: skip
def test_a_field_of_another_kind_is_refused(path: tuple[Any, ...], value: Any) -> None:
    made = certified(SMALL, "equal-shares", 2)
    here: Any = made
    for step in path[:-1]:
        here = here[step]
    assert path[-1] in here or isinstance(here, list) or path == ("tie_breaks",)
    here[path[-1]] = value
    with pytest.raises(NotACertificateError):
        verify(made)


hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just("1/0") | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=400)
@given(st.data(), hostile, st.sampled_from(sorted(RULES)))
def test_hostile_certificates_are_refused_or_found_wrong(
    data: st.DataObject, value: Any, rule: str
) -> None:
    made = certified(SMALL, rule, 2)
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


def test_nothing_is_shared_with_the_rules() -> None:
    folder = Path(verifying_package.__file__).parent
    imported = {
        name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    assert {each for each in imported if each.startswith("tiekartta")} <= {
        f"tiekartta.analysis.choosing.verifying{each}"
        for each in ("", *(f".{path.stem}" for path in folder.glob("*.py")))
    }
