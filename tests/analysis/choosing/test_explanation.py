"""What a result means for people."""

from fractions import Fraction

import pytest

from tiekartta.analysis.choosing import (
    CountError,
    Explanation,
    LoserExplained,
    Profile,
    WinnerExplained,
    count,
    explain,
)

# Six like a and b, four like only c, one like only d, one approves nothing.
BALLOTS = ["ab"] * 6 + ["c"] * 4 + ["d", ""]


def explained(rule: str) -> Explanation:
    profile = Profile.named("abcd", BALLOTS)
    return explain(count(profile, rule=rule, winners=2, seed=0, order="abcd"), profile)


def test_voters_add_up_to_those_with_and_without_a_winner() -> None:
    told = explained("equal-shares")
    assert (told.voters, told.empty) == (12, 1)
    assert (told.with_winner, told.without_winner) == (10, 2)
    assert told.with_winner_share + told.without_winner_share == 1


def test_plain_count_is_laid_beside_the_rule() -> None:
    told = explained("equal-shares")
    assert told.plain_winners == ("a", "b")
    assert (told.instead, told.only_by_rule) == (("b",), ("c",))
    assert (told.plain_without_winner, told.plain_without_winner_share) == (6, Fraction(6, 12))


def test_winner_is_told_with_those_who_approve_and_those_it_represents() -> None:
    told = explained("equal-shares")
    assert told.winners[0] == WinnerExplained(
        option="a",
        place=1,
        approvals=6,
        share=Fraction(6, 12),
        represented=6,
        represented_share=Fraction(6, 12),
        support=Fraction(6),
        only_here=6,
        by_plain_count=True,
    )
    assert (told.winners[1].option, told.winners[1].by_plain_count) == ("c", False)


def test_losers_come_most_approved_first_with_those_left_without() -> None:
    assert explained("equal-shares").losers == (
        LoserExplained("b", 6, Fraction(6, 12), 0, by_plain_count=True),
        LoserExplained("d", 1, Fraction(1, 12), 1, by_plain_count=False),
    )


def test_plain_count_represents_those_who_approve() -> None:
    told = explained("av")
    assert [(each.option, each.represented, each.only_here) for each in told.winners] == [
        ("a", 6, 0),
        ("b", 6, 0),
    ]
    assert told.instead == told.only_by_rule == ()


def test_lot_is_told_only_when_it_decided_who_won() -> None:
    assert explained("equal-shares").decided_by_lot
    assert not explain(
        count(Profile.named("ab", ["a", "b"]), winners=2, seed=0), Profile.named("ab", ["a", "b"])
    ).decided_by_lot


def test_nobody_voting_divides_nothing_by_zero() -> None:
    profile = Profile.named("ab", [])
    told = explain(count(profile, winners=1, seed=0), profile)
    assert (told.voters, told.without_winner_share, told.winners[0].share) == (
        0,
        Fraction(0),
        Fraction(0),
    )


def test_another_profile_is_refused() -> None:
    result = count(Profile.named("ab", ["a"]), winners=1, seed=0)
    with pytest.raises(CountError, match="not counted from these ballots"):
        explain(result, Profile.named("ab", ["b"]))
