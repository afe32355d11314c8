"""Borda and the single transferable vote: examples counted by hand, and what always holds."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing.errors import CountError, ProfileError
from tiekartta.analysis.choosing.formats import read
from tiekartta.analysis.choosing.rankings import (
    RANKING_RULES,
    RankedBallot,
    RankingProfile,
    count_ranking,
)

DATA = Path(__file__).parents[5] / "shared" / "data" / "preflib"
OPTIONS = "abcde"
orders = st.lists(
    st.permutations(OPTIONS).flatmap(lambda all_: st.integers(0, 5).map(lambda n: all_[:n])),
    max_size=15,
)
seats = st.integers(1, 5)
rules = st.sampled_from(RANKING_RULES)
stv = pytest.mark.parametrize("rule", ["stv-scottish", "stv-meek"])


def test_borda_shares_the_places_of_equal_and_of_missing_options() -> None:
    profile = RankingProfile.named("abcd", [["a", ["b", "c"]], ["d"]])
    result = count_ranking(profile, rule="borda", winners=1, seed=1)
    # First ballot: 3, 1.5, 1.5, 0. Second: d 3, the other three share 2 + 1 + 0.
    points = {"a": 4, "b": Fraction(5, 2), "c": Fraction(5, 2), "d": 3}
    assert result.points == points
    assert result.winners == ("a",)


def test_scottish_example_counted_by_hand() -> None:
    """20 ballots, 2 seats: quota 7. a has 10, a surplus of 3, so each of its ballots goes on at
    0.3: b gets 6 x 0.3, c 3 x 0.3 and one ballot ends. Then d goes out and lifts c over b."""
    ballots = [["a", "b"]] * 6 + [["a", "c"]] * 3 + [["a"]] + [["b"]] * 4 + [["c"]] * 4 + [["d", "c"]] * 2  # fmt: skip
    result = count_ranking(RankingProfile.named("abcd", ballots), winners=2, seed=1)
    first, surplus, exclusion, *rest = result.rounds
    assert first.quota == 7
    assert first.elected == ("a",)
    assert surplus.votes == {"a": 7, "b": Fraction("5.8"), "c": Fraction("4.9"), "d": 2}
    assert surplus.exhausted == Fraction("0.3")
    assert exclusion.excluded == ("d",)
    assert exclusion.votes["c"] == Fraction("6.9")
    assert rest[0].excluded == ("b",)
    assert result.winners == ("a", "c")


def test_scottish_values_are_cut_off_after_five_decimals() -> None:
    """12 ballots, 2 seats: quota 5, surplus 2 of 7: each ballot goes on at 0.28571."""
    ballots = [["a", "b"]] * 7 + [["b"]] * 2 + [["c"]] * 3
    second = count_ranking(RankingProfile.named("abc", ballots), winners=2, seed=1).rounds[1]
    assert second.votes["b"] == 2 + 7 * Fraction("0.28571")
    assert second.rounding == 2 - 7 * Fraction("0.28571")


def test_an_equal_end_is_settled_by_the_latest_stage_where_they_differed() -> None:
    """c and d both have 3 after e went out; before that d had 2 and c 3, so d goes."""
    ballots = [["a"]] * 6 + [["b"]] * 5 + [["c"]] * 3 + [["d"]] * 2 + [["e", "d"]]
    for order in (OPTIONS, OPTIONS[::-1]):
        result = count_ranking(RankingProfile.named(OPTIONS, ballots), winners=1, seed=1, order=order)  # fmt: skip
        assert [each.excluded for each in result.rounds[1:3]] == [("e",), ("d",)]
        assert result.tie_breaks == ()


@stv
def test_the_drawn_order_settles_what_was_always_equal(rule: str) -> None:
    ballots = [["a"]] * 2 + [["b"]] * 2
    for order in ("ab", "ba"):
        profile = RankingProfile.named("ab", ballots)
        result = count_ranking(profile, rule=rule, winners=1, seed=1, order=list(order))
        assert result.winners == (order[0],)
        assert [(tie.won, tie.lost) for tie in result.tie_breaks] == [(order[0], (order[1],))]


def test_meek_example_counted_by_hand() -> None:
    """Quota of 9 votes and 2 seats is 3. a has 6 and keeps half; b then has 1 + 3 votes."""
    ballots = [["a", "b"]] * 6 + [["b"]] + [["c"]] * 2
    result = count_ranking(RankingProfile.named("abc", ballots), rule="stv-meek", winners=2, seed=1)
    assert result.winners == ("a", "b")
    tiny = Fraction(1, 10**9)
    assert abs(result.rounds[1].votes["a"] - 3) < tiny
    assert abs(result.rounds[1].votes["b"] - 4) < tiny


def test_meek_lets_votes_pass_on_also_to_those_elected() -> None:
    """Two friends share their voters' surplus until all of it reaches the third choice."""
    ballots = [["a", "b", "c"]] * 30 + [["b", "a", "c"]] * 30 + [["d"]] * 12 + [["c"]]
    result = count_ranking(
        RankingProfile.named("abcd", ballots), rule="stv-meek", winners=3, seed=1
    )
    assert set(result.winners) == {"a", "b", "c"}


@settings(deadline=None)
@given(orders, seats, st.sampled_from(["stv-scottish", "stv-meek"]), st.integers(0, 9))
def test_no_vote_is_lost_or_made(
    ballots: list[list[str]], winners: int, rule: str, seed: int
) -> None:
    profile = RankingProfile.named(OPTIONS, ballots)
    result = count_ranking(profile, rule=rule, winners=winners, seed=seed)
    valid = sum(1 for ballot in ballots if ballot)
    assert len(set(result.winners)) == winners
    for each in result.rounds:
        assert sum(each.votes.values()) + each.exhausted + each.rounding == valid
        assert min(each.votes.values()) >= 0
    elected = [name for each in result.rounds for name in each.elected]
    assert tuple(elected) == result.winners
    if rule == "stv-scottish":
        assert {each.quota for each in result.rounds} == {valid // (winners + 1) + 1}
        for each in result.rounds:
            assert all(each.votes[name] >= each.quota or each.action == "last" for name in each.elected)  # fmt: skip


@settings(deadline=None)
@given(orders, seats, rules, st.integers(0, 9), st.permutations(OPTIONS), st.randoms())
def test_order_of_options_and_of_ballots_changes_nothing(
    ballots: list[list[str]],
    winners: int,
    rule: str,
    seed: int,
    columns: list[str],
    random: Any,
) -> None:
    first = RankingProfile.named(OPTIONS, ballots)
    again = RankingProfile.named(columns, random.sample(ballots, len(ballots)))
    one = count_ranking(first, rule=rule, winners=winners, seed=seed)
    two = count_ranking(again, rule=rule, winners=winners, seed=seed)
    assert one.as_data() == two.as_data()
    assert one.table() == two.table()


@settings(deadline=None)
@given(st.lists(st.permutations(OPTIONS), min_size=1, max_size=9), st.integers(1, 4))
@stv
def test_a_group_worth_seats_gets_them(rule: str, others: list[list[str]], size: int) -> None:
    """Solid coalitions: those who rank a and b before all others and fill two quotas get both."""
    total = 3 * len(others) + 3 * size
    ballots = [["a", "b"]] * (total - len(others)) + others
    result = count_ranking(RankingProfile.named(OPTIONS, ballots), rule=rule, winners=2, seed=1)
    assert set(result.winners) == {"a", "b"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"rule": "magic"}, "unknown_rule"),
        ({"winners": 0}, "bad_winners"),
        ({"order": ["a"]}, "tie_order_mismatch"),
    ],
)
def test_impossible_wishes_are_refused(arguments: dict[str, Any], code: str) -> None:
    profile = RankingProfile.named("ab", [["a"]])
    with pytest.raises(CountError) as caught:
        count_ranking(profile, **{"winners": 1, "seed": 1, **arguments})
    assert caught.value.code == code


@stv
def test_ballots_with_equal_options_need_borda(rule: str) -> None:
    with pytest.raises(CountError) as caught:
        count_ranking(RankingProfile.named("ab", [[["a", "b"]]]), rule=rule, winners=1, seed=1)
    assert caught.value.code == "tied_ballots"


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        (RankedBallot(((2,),)), "unknown_option"),
        (RankedBallot(((0,), (0,))), "repeated"),
        (RankedBallot(((),)), "empty_level"),
        (RankedBallot(((0,),), 0), "bad_count"),
    ],
)
def test_ballots_that_cannot_be_are_refused(ballot: RankedBallot, code: str) -> None:
    with pytest.raises(ProfileError) as caught:
        RankingProfile(("a", "b"), (ballot,))
    assert caught.value.code == code


def test_the_table_has_a_row_for_each_option_and_marks_who_is_in_and_out() -> None:
    ballots = [["a", "b"]] * 7 + [["b"]] * 2 + [["c"]] * 3
    lines = count_ranking(RankingProfile.named("abc", ballots), winners=2, seed=1).table().split("\n")  # fmt: skip
    assert lines[1].split() == ["first", "surplus:", "a", "exclusion:", "c", "last"]
    assert lines[2].split() == ["a", "7", "*", "5", "5", "5"]
    assert lines[-1].split() == ["(quota)", "5", "5", "5", "5"]


@pytest.mark.skipif(not DATA.exists(), reason=f"published elections not in {DATA}")
@stv
def test_both_ways_of_transferring_elect_the_same_four_of_a_real_ward(rule: str) -> None:
    """Computed here; the published file holds the ballots of a ward of four, and no result."""
    profile = read(DATA / "00008-00000001.soi")
    assert isinstance(profile, RankingProfile)
    result = count_ranking(profile, rule=rule, winners=4, seed=1)
    assert sorted(profile.options.index(name) + 1 for name in result.winners) == [1, 3, 7, 8]
    if rule == "stv-scottish":
        assert result.rounds[0].quota == 1381
