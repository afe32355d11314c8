"""Opinion maps: places, groups, what divides and what unites."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.opinions.conversations import camps, swapped

from tiekartta.analysis.opinions import OpinionsError, Votes, opinion_map


def test_two_camps_are_found_and_told_apart_by_what_divides_them() -> None:
    found = opinion_map(camps())
    assert [group.size for group in found.groups] == [72, 48]
    assert len(set(found.group_of[:48].tolist())) == 1
    assert found.stability is not None
    assert found.stability > 0.95
    told = {each.statement for group in found.groups for each in group.representative}
    united = {str(number) for number in range(0, 20, 5)}
    assert not told & united
    assert united <= {each.statement for each in found.consensus if each.answer == "agree"}
    by_consensus = sorted(found.statements, key=lambda each: -(each.group_informed_consensus or 0))
    assert {each.id for each in by_consensus[:4]} == united
    by_divisiveness = sorted(found.statements, key=lambda each: each.divisiveness or 0)
    assert {each.id for each in by_divisiveness[:4]} == united


def test_people_with_few_votes_have_a_place_but_no_group() -> None:
    votes = [
        (f"p{n}", f"s{s}", 1 if (n % 2) == (s % 2) else -1) for n in range(60) for s in range(9)
    ]
    votes += [("late", "s1", 1), ("late", "s2", -1)]
    found = opinion_map(Votes.of(votes))
    late = found.participants.index("late")
    assert found.group_of[late] == -1
    assert np.abs(found.places[late]).max() > 0
    assert (
        next(each for each in found.as_data()["participants"] if each["id"] == "late")["group"]
        is None
    )


def test_a_statement_nobody_saw_or_that_was_moderated_out_moves_nobody() -> None:
    votes = camps()
    bare = opinion_map(votes)
    unseen = Votes(
        votes.participants, [*votes.statements, "20"], votes.starts, votes.columns, votes.values
    )
    more = opinion_map(unseen)
    assert np.array_equal(bare.group_of, more.group_of)
    assert more.statements[-1].agrees == 0
    without = opinion_map(votes, moderated=["3"])
    assert without.statements[3].moderated
    assert "3" not in without.next_statements(20)
    assert not without.components[:, 3].any()
    assert "3" not in {each.statement for g in without.groups for each in g.representative}


@given(st.integers(0, 10_000), st.integers(50, 140), st.integers(3, 25), st.floats(0.1, 1.0))
@settings(max_examples=30)
def test_swapping_agree_and_disagree_turns_the_map_and_changes_no_group(
    seed: int, people: int, statements: int, seen: float
) -> None:
    votes = camps(people, statements, seen=seen, seed=seed)
    if (votes.given > 0).sum() < 50:
        return
    one, other = (opinion_map(each, subsamples=0) for each in (votes, swapped(votes)))
    assert np.array_equal(one.places, -other.places)
    assert np.array_equal(one.group_of, other.group_of)


def test_the_same_votes_give_the_same_map_in_any_order_of_people_or_time() -> None:
    rng = np.random.default_rng(3)
    rows = [(f"p{n}", f"s{s}", int(rng.integers(-1, 2))) for n in range(60) for s in range(8)]
    turned = [rows[place] for place in rng.permutation(len(rows))]
    one, other = opinion_map(Votes.of(rows)), opinion_map(Votes.of(turned))
    assert one.provenance == other.provenance
    assert one.as_data() == other.as_data()


def test_of_several_votes_the_last_one_holds() -> None:
    votes = Votes.of([("a", "1", 1), ("b", "1", 0), ("a", "1", -1), ("a", "2", 1)])
    assert votes.values.tolist() == [-1, 1, 0]
    assert votes.given.tolist() == [2, 1]


def test_an_unsteady_map_is_shown_without_groups_and_says_so() -> None:
    rng = np.random.default_rng(5)
    table = rng.integers(-1, 2, size=(80, 12)).astype(np.int8)
    found = opinion_map(Votes.of_table(table))
    assert found.stability is not None
    assert found.stability < 0.6
    assert not found.is_steady
    assert found.groups == ()
    data = found.as_data()
    assert data["steady"] is False
    assert {each["group"] for each in data["participants"]} == {None}
    assert {each["group_informed_consensus"] for each in data["statements"]} == {None}


def test_under_fifty_people_no_map_is_made_unless_a_researcher_lifts_the_floor() -> None:
    votes = camps(49, 10, seen=1.0)
    with pytest.raises(OpinionsError) as refused:
        opinion_map(votes)
    assert refused.value.code == "few_people"
    assert opinion_map(votes, floor=False).participants


def test_no_group_has_fewer_than_ten_people() -> None:
    votes = camps(60, 16, share=0.1, seen=1.0)
    found = opinion_map(votes, subsamples=0)
    assert all(group.size >= 10 for group in found.groups)
    assert [g.size for g in opinion_map(votes, subsamples=0, floor=False).groups] == [54, 6]


def test_a_new_map_is_turned_to_the_one_before() -> None:
    votes = camps()
    before = opinion_map(votes, subsamples=0)
    turned = {
        name: (-float(y), float(x))
        for name, (x, y) in zip(before.participants, before.places, strict=True)
    }
    after = opinion_map(votes, subsamples=0, before=turned)
    assert np.allclose(after.places, [turned[name] for name in after.participants], atol=1e-8)
    assert np.array_equal(before.group_of, after.group_of)


def test_a_new_statement_is_asked_before_one_that_many_have_voted_on() -> None:
    votes = [(f"p{n}", f"s{s}", 1 if (n + s) % 3 else -1) for n in range(60) for s in range(8)]
    found = opinion_map(Votes.of([*votes, ("p1", "new", 1)]), subsamples=0)
    assert found.next_statements(1) == ("new",)


def test_everybody_of_one_mind_makes_one_place_and_one_group() -> None:
    votes = Votes.of_table(np.ones((60, 8), dtype=np.int8))
    found = opinion_map(votes)
    assert not found.places.any()
    assert [group.size for group in found.groups] == [60]
    assert found.groups[0].representative == ()


def test_plain_data_hides_counts_of_fewer_than_ten_votes() -> None:
    votes = [(f"p{n}", f"s{s}", 1) for n in range(60) for s in range(8)]
    found = opinion_map(Votes.of([*votes, ("p1", "rare", -1)]))
    data = json.loads(json.dumps(found.as_data()))
    rare = next(each for each in data["statements"] if each["id"] == "rare")
    assert (rare["agrees"], rare["disagrees"], rare["divisiveness"]) == (None, None, None)
    assert (
        next(each for each in found.as_data(floor=0)["statements"] if each["id"] == "rare")[
            "disagrees"
        ]
        == 1
    )


@pytest.mark.parametrize("groups", [0, 6, -1])
def test_an_impossible_number_of_groups_is_refused(groups: int) -> None:
    with pytest.raises(OpinionsError) as refused:
        opinion_map(camps(), groups=groups)
    assert refused.value.code == "bad_groups"


def test_nothing_to_map_is_refused() -> None:
    for votes, hidden, code in (
        (Votes.of([]), (), "few_people"),
        (camps(), [str(n) for n in range(20)], "no_statements"),
    ):
        with pytest.raises(OpinionsError) as refused:
            opinion_map(votes, moderated=hidden, floor=False)
        assert refused.value.code == code


def test_arrays_that_do_not_fit_are_refused() -> None:
    good = camps(10, 5)
    with pytest.raises(OpinionsError):
        Votes(good.participants[1:], good.statements, good.starts, good.columns, good.values)
    with pytest.raises(OpinionsError):
        Votes(good.participants, good.statements[:1], good.starts, good.columns, good.values)
    with pytest.raises(OpinionsError):
        Votes(good.participants, good.statements, good.starts, good.columns, good.values * 2)
    with pytest.raises(OpinionsError):
        Votes.of([("a", "1", 2)])
