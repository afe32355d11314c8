"""Ties: settled by a published seed, never by the order of columns (INV-B6)."""

import hashlib
from itertools import permutations

from tiekartta.analysis.choosing import Profile, TieBreak, count, tie_order


def test_order_is_the_same_whatever_the_order_of_columns() -> None:
    assert {tie_order(names, 7) for names in permutations("abcd")} == {tie_order("abcd", 7)}


def test_order_can_be_recomputed_by_hand() -> None:
    names = ["päihdetyö", "varhainen tuki", "lapset"]
    drawn = sorted(names, key=lambda name: hashlib.sha256(f"42\n{name}".encode()).hexdigest())
    assert tie_order(names, 42) == tuple(drawn)


def test_every_option_is_first_for_some_seed() -> None:
    assert {tie_order("abcd", seed)[0] for seed in range(60)} == set("abcd")


def test_tie_break_says_who_was_tied_and_who_lost() -> None:
    result = count(Profile.named("abc", ["ab", "ab"]), rule="av", winners=1, seed=0, order="cba")
    assert result.tie_breaks == (TieBreak(("a", "b"), "b", ("a",)),)


def test_tie_that_decides_only_the_order_has_no_losers() -> None:
    result = count(Profile.named("ab", ["a", "b"]), rule="seqphragmen", winners=2, seed=5)
    assert [tie.lost for tie in result.tie_breaks] == [()]


def test_clear_results_need_no_seed() -> None:
    profile = Profile.named("abc", ["a", "a", "a", "b", "b", "c"])
    results = [count(profile, rule="av", winners=2, seed=seed) for seed in range(5)]
    assert {result.winners for result in results} == {("a", "b")}
    assert {result.tie_breaks for result in results} == {()}
