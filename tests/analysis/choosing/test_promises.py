"""What every count promises, on random ballots."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.choosing import RULES, Profile, certificate, count, tied_outcomes
from tiekartta.analysis.choosing.properties import payments_hold

PAYING = ["seqphragmen", "equal-shares", "equal-shares-with-increment-completion"]
OPTIONS = "abcdefg"
ballots = st.lists(st.sets(st.sampled_from(OPTIONS)), max_size=14)
weights = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3), Fraction(5, 4)])
rules = st.sampled_from(list(RULES))
seats = st.integers(1, 7)
seeds = st.integers(0, 99)


def papers_of(result: Any) -> list[tuple[frozenset[str], Fraction]]:
    return [(frozenset(each.approved), each.voters * each.weight) for each in result.ballots]


@given(ballots, rules, seats, seeds, st.randoms())
def test_order_of_papers_changes_nothing(
    papers: list[set[str]], rule: str, winners: int, seed: int, random: Any
) -> None:
    shuffled = random.sample(papers, len(papers))
    first = count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=seed)
    assert count(Profile.named(OPTIONS, shuffled), rule=rule, winners=winners, seed=seed) == first


@given(ballots, rules, seats, seeds, st.permutations(OPTIONS))
def test_order_of_columns_changes_nothing(
    papers: list[set[str]], rule: str, winners: int, seed: int, columns: list[str]
) -> None:
    first = count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=seed)
    again = count(Profile.named(columns, papers), rule=rule, winners=winners, seed=seed)
    assert again == first


@given(ballots, rules, seats, st.permutations(OPTIONS))
def test_other_names_win_where_the_old_ones_did(
    papers: list[set[str]], rule: str, winners: int, renamed: list[str]
) -> None:
    new = dict(zip(OPTIONS, renamed, strict=True))
    moved = [{new[name] for name in paper} for paper in papers]
    first = count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=0, order=OPTIONS)
    again = count(Profile.named(OPTIONS, moved), rule=rule, winners=winners, seed=0, order=renamed)
    assert again.winners == tuple(new[name] for name in first.winners)


@given(ballots, rules, seats, seeds)
def test_as_many_win_as_are_wanted_and_twice_the_same(
    papers: list[set[str]], rule: str, winners: int, seed: int
) -> None:
    result = count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=seed)
    assert len(set(result.winners)) == winners
    assert result == count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=seed)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sets(st.sampled_from(OPTIONS)), weights), max_size=12), seats, seeds)
def test_equal_shares_keeps_ejr_plus_phragmen_and_pav_keep_jr(
    papers: list[tuple[set[str], Fraction]], winners: int, seed: int
) -> None:
    profile = Profile.named(
        OPTIONS, [paper for paper, _ in papers], weights=[weight for _, weight in papers]
    )
    shares = count(profile, rule="equal-shares", winners=winners, seed=seed)
    phragmen = count(profile, rule="seqphragmen", winners=winners, seed=seed)
    pav = count(profile, rule="pav", winners=winners, seed=seed)
    assert shares.check("ejr_plus").holds
    assert shares.check("jr").holds
    assert phragmen.check("jr").holds
    assert pav.check("ejr_plus").holds
    assert pav.check("jr").holds
    by_approvals = count(
        profile, rule="equal-shares-with-av-completion", winners=winners, seed=seed
    )
    assert by_approvals.check("ejr_plus").holds


@pytest.mark.parametrize("rule", PAYING)
@given(
    papers=st.lists(st.tuples(st.sets(st.sampled_from(OPTIONS)), weights), max_size=12),
    winners=seats,
)
def test_payments_cover_each_winner_exactly(
    rule: str, papers: list[tuple[set[str], Fraction]], winners: int
) -> None:
    profile = Profile.named(
        OPTIONS, [paper for paper, _ in papers], weights=[weight for _, weight in papers]
    )
    result = count(profile, rule=rule, winners=winners, seed=1)
    payments = {
        each.option: {paid.ballot: paid.together for paid in each.payments}
        for each in result.elections
        if each.phase != "unsupported"
    }
    assert payments_hold(papers_of(result), payments)


@settings(max_examples=40)
@given(ballots, rules, seats, seeds, st.permutations(OPTIONS))
def test_the_whole_certificate_is_the_same_for_other_columns_and_papers(
    papers: list[set[str]], rule: str, winners: int, seed: int, columns: list[str]
) -> None:
    made = []
    for options, cast in ((list(OPTIONS), papers), (columns, papers[::-1])):
        profile = Profile.named(options, cast)
        result = count(profile, rule=rule, winners=winners, seed=seed)
        made.append(certificate(profile, result, ties=True, margin_counts=50))
    assert made[0] == made[1]


@settings(max_examples=60)
@given(st.lists(st.sets(st.sampled_from("abcd")), max_size=7), rules, st.integers(1, 3), seeds)
def test_the_one_outcome_is_among_all_tied_ones(
    papers: list[set[str]], rule: str, winners: int, seed: int
) -> None:
    profile = Profile.named("abcd", papers)
    committees, complete = tied_outcomes(profile, rule=rule, winners=winners)
    result = count(profile, rule=rule, winners=winners, seed=seed)
    assert complete
    assert tuple(sorted(result.winners)) in committees
    if len(committees) > 1 and rule not in ("pav", "equal-shares-with-increment-completion"):
        assert result.tie_breaks


@given(ballots, seats)
def test_nobody_pays_more_than_an_equal_share_before_completion(
    papers: list[set[str]], winners: int
) -> None:
    result = count(Profile.named(OPTIONS, papers), rule="equal-shares", winners=winners, seed=1)
    payments = {
        each.option: {paid.ballot: paid.together for paid in each.payments}
        for each in result.elections
        if each.phase == "equal-shares"
    }
    money = Fraction(winners, max(len(papers), 1))
    assert payments_hold(papers_of(result), payments, money)


@pytest.mark.parametrize("rule", PAYING)
@given(papers=ballots, winners=seats)
def test_supports_divide_the_voters_who_are_represented(
    rule: str, papers: list[set[str]], winners: int
) -> None:
    result = count(Profile.named(OPTIONS, papers), rule=rule, winners=winners, seed=1)
    paying = {paid.ballot for each in result.elections for paid in each.payments}
    represented = sum(result.ballots[number].voters for number in paying)
    assert sum(result.supports.values()) == represented


@settings(deadline=None, max_examples=60)
@given(ballots, seats)
def test_merging_equals_counting_one_by_one(papers: list[set[str]], winners: int) -> None:
    """A slow, plainly written count of the money agrees with the fast one."""
    result = count(
        Profile.named(OPTIONS, papers), rule="equal-shares", winners=winners, seed=0, order=OPTIONS
    )
    fast = [each.option for each in result.elections if each.phase == "equal-shares"]
    assert fast == slow_equal_shares(papers, winners)


def slow_equal_shares(papers: list[set[str]], winners: int) -> list[str]:
    money = [Fraction(winners, max(len(papers), 1)) for _ in papers]
    elected: list[str] = []
    while len(elected) < winners:
        prices = {}
        for option in OPTIONS:
            fans = sorted(money[i] for i, paper in enumerate(papers) if option in paper)
            if option in elected or sum(fans) < 1:
                continue
            for poor in range(len(fans)):
                price = (1 - sum(fans[:poor])) / Fraction(len(fans) - poor)
                if price <= fans[poor]:
                    prices[option] = price
                    break
        if not prices:
            break
        best = min(prices, key=lambda option: (prices[option], option))
        for i, paper in enumerate(papers):
            if best in paper:
                money[i] -= min(money[i], prices[best])
        elected.append(best)
    return elected
