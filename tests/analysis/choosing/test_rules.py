"""Worked examples, small enough to be followed with pencil and paper."""

from fractions import Fraction

import pytest

from tiekartta.analysis.choosing import RULES, CountError, Profile, count, rules

# Lackner and Skowron, Multi-Winner Voting with Approval Preferences (2023), example 2.2.
BOOK = ["ab"] * 3 + ["ac"] * 3 + ["ad"] * 2 + ["bcf", "e", "f", "g"]


def book() -> Profile:
    return Profile.named("abcdefg", BOOK)


def elect(profile: Profile, rule: str, winners: int, order: str) -> list[str]:
    return list(count(profile, rule=rule, winners=winners, seed=0, order=order).winners)


def test_plain_count_of_the_book_takes_the_most_approved() -> None:
    assert elect(book(), "av", 3, "abcdefg") == ["a", "b", "c"]


def test_equal_shares_of_the_book_pays_an_eighth_and_then_goes_on_by_phragmen() -> None:
    # 12 voters, 4 seats: a third each. a: 8 supporters pay 1/8 and keep 5/24; then b and c have
    # 23/24 behind them, not 1. Phragmén goes on: b after 1/96, c after 37/384, d after 7/24.
    result = count(book(), rule="equal-shares", winners=4, seed=0, order="abcdefg")
    prices = {each.option: (each.phase, each.price) for each in result.elections}
    assert prices == {
        "a": ("equal-shares", Fraction(1, 8)),
        "b": ("seqphragmen", Fraction(1, 96)),
        "c": ("seqphragmen", Fraction(37, 384)),
        "d": ("seqphragmen", Fraction(7, 24)),
    }


def test_payments_say_who_paid_what() -> None:
    result = count(book(), rule="equal-shares", winners=4, seed=0, order="abcdefg")
    first = {
        result.ballots[paid.ballot].approved: (paid.each, paid.together)
        for paid in result.elections[0].payments
    }
    assert first == {
        ("a", "b"): (Fraction(1, 8), Fraction(3, 8)),
        ("a", "c"): (Fraction(1, 8), Fraction(3, 8)),
        ("a", "d"): (Fraction(1, 8), Fraction(1, 4)),
    }


def test_phragmen_of_the_book() -> None:
    # a at 1/8. Then b: (1 + 3/8) / 4 = 11/32 ties with c. After b, c: (1 + 3/8 + 11/32) / 4.
    result = count(book(), rule="seqphragmen", winners=3, seed=0, order="abcdefg")
    assert [(each.option, each.price) for each in result.elections] == [
        ("a", Fraction(1, 8)),
        ("b", Fraction(11, 32)),
        ("c", Fraction(55, 128)),
    ]


@pytest.mark.parametrize(
    "rule", ["seqphragmen", "equal-shares", "equal-shares-with-increment-completion"]
)
def test_proportional_rules_divide_seats_of_parties_as_their_voters(rule: str) -> None:
    # Party lists (Peters and Skowron 2020, section 2): 60, 30 and 10 of 100 voters, ten seats.
    parties = {"r": 60, "s": 30, "t": 10}
    options = [f"{party}{number}" for party in parties for number in range(10)]
    ballots = [
        [name for name in options if name[0] == party]
        for party, size in parties.items()
        for _ in range(size)
    ]
    winners = count(Profile.named(options, ballots), rule=rule, winners=10, seed=3).winners
    assert sorted(name[0] for name in winners) == ["r"] * 6 + ["s"] * 3 + ["t"]


def test_plain_count_gives_the_largest_party_everything() -> None:
    ballots = [["r1", "r2", "r3"]] * 6 + [["s1", "s2", "s3"]] * 4
    profile = Profile.named(["s1", "s2", "s3", "r1", "r2", "r3"], ballots)
    assert sorted(count(profile, rule="av", winners=3, seed=1).winners) == ["r1", "r2", "r3"]
    assert {name[0] for name in count(profile, winners=3, seed=1).winners} == {"r", "s"}


def test_increments_give_everybody_more_until_the_seats_are_full() -> None:
    # 3 voters, 2 seats: 2/3 each buys a for two voters; c needs a whole 1: money of 3 seats.
    profile = Profile.named("abc", ["a", "a", "c"])
    result = count(profile, rule="equal-shares-with-increment-completion", winners=2, seed=0)
    assert [(each.option, each.price) for each in result.elections] == [
        ("a", Fraction(1, 2)),
        ("c", 1),
    ]


def test_increments_that_lead_nowhere_soon_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_RAISES", 9)
    lonely = Profile.named("acd", ["a"] * 30 + ["cd"])
    with pytest.raises(CountError, match="take another completion") as refused:
        count(lonely, winners=3, seed=0, rule="equal-shares-with-increment-completion")
    assert refused.value.code == "too_many_increments"


def test_increments_may_break_jr_and_the_check_says_so() -> None:
    # A raise to 1/2 each pays d and g at 1/6 before c at 1/3, which the six seats never reach.
    profile = Profile.named("abcdefgxyz", ["abd"] * 6 + ["efg"] * 6 + ["c"] * 3 + ["x", "y", "z"])
    result = count(profile, rule="equal-shares-with-increment-completion", winners=6, seed=0)
    witness = result.check("jr").witness
    assert sorted(result.winners) == list("abdefg")
    assert witness is not None
    assert (witness.option, witness.weight, witness.deserved, witness.got) == (
        "c",
        Fraction(3),
        1,
        0,
    )
    assert count(profile, rule="equal-shares", winners=6, seed=0).check("ejr_plus").holds


@pytest.mark.parametrize("rule", RULES)
def test_options_without_any_approval_come_last(rule: str) -> None:
    result = count(Profile.named("abcd", ["c", ""]), rule=rule, winners=3, seed=0, order="dcba")
    assert result.winners == ("c", "d", "b")
    assert result.elections[1].payments == ()


@pytest.mark.parametrize("rule", RULES)
def test_without_voters_the_order_of_ties_decides(rule: str) -> None:
    result = count(Profile.named("abc", []), rule=rule, winners=2, seed=0, order="cab")
    assert result.winners == ("c", "a")
    assert [each.holds for each in result.checks] == [True, True]


@pytest.mark.parametrize("rule", RULES)
def test_all_options_win_when_there_are_not_more(rule: str) -> None:
    result = count(Profile.named("abc", ["ab", "c"]), rule=rule, winners=5, seed=1)
    assert sorted(result.winners) == ["a", "b", "c"]


def test_group_weights_change_the_rule_but_not_the_counts() -> None:
    profile = Profile.named("ab", ["a", "a", "b"], weights=[1, 1, Fraction(5, 2)])
    result = count(profile, rule="seqphragmen", winners=1, seed=0)
    assert result.winners == ("b",)
    assert result.approvals == (("a", 2), ("b", 1))
    assert result.elections[0].price == Fraction(2, 5)
    assert [paid.together for paid in result.elections[0].payments] == [1]


def test_weighted_payments_are_told_per_voter() -> None:
    profile = Profile.named("a", ["a", "a"], weights=[1, Fraction(1, 3)])
    paid = count(profile, rule="equal-shares", winners=1, seed=0).elections[0].payments
    assert [each.together for each in paid] == [Fraction(1, 4), Fraction(3, 4)]


@pytest.mark.parametrize(
    ("rule", "winners", "order", "code"),
    [
        ("best", 1, None, "unknown_rule"),
        ("av", 0, None, "bad_winners"),
        ("av", 1, "ab", "tie_order_mismatch"),
        ("av", 1, "abb", "tie_order_mismatch"),
    ],
)
def test_impossible_counts_are_refused(
    rule: str, winners: int, order: str | None, code: str
) -> None:
    with pytest.raises(CountError) as refused:
        count(Profile.named("abc", ["a"]), rule=rule, winners=winners, seed=0, order=order)
    assert refused.value.code == code
