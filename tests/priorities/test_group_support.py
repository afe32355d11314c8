"""What may be told of groups never gives a small number away (INV-B7, INV-D3)."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.disclosure import Policy
from tiekartta.priorities.group_support import support_by_group

POLICY = Policy()
groups_of_votes = st.dictionaries(
    st.sampled_from(["staff", "client", "partner", "family"]),
    st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda pair: (max(pair), min(pair))),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(groups_of_votes)
def test_every_shown_cell_leaves_enough_people_on_both_sides(
    votes: dict[str, tuple[int, int]],
) -> None:
    tallies = {g: {"papers": n, "approvals": {"a": yes}} for g, (n, yes) in votes.items()}
    support = support_by_group(tallies, ["a"], POLICY)
    for group, turnout, cell in zip(
        support.groups, support.turnout, support.cells["a"], strict=True
    ):
        papers, yes = votes[group]
        assert turnout.value == papers >= POLICY.k_full
        if cell.is_shown:
            assert cell.value == yes >= POLICY.k_full
            assert papers - yes >= POLICY.k_full


@settings(max_examples=80, deadline=None)
@given(groups_of_votes)
def test_what_is_hidden_cannot_be_worked_out_from_the_totals(
    votes: dict[str, tuple[int, int]],
) -> None:
    """Tries every number that fits: hidden cells of two groups stay at least five apart."""
    if len(votes) != 2:
        return
    tallies = {g: {"papers": n, "approvals": {"a": yes}} for g, (n, yes) in votes.items()}
    support = support_by_group(tallies, ["a"], POLICY)
    if set(support.groups) != set(votes) or any(c.is_shown for c in support.cells["a"]):
        return
    (first, second), total = support.groups, sum(yes for _n, yes in votes.values())
    sizes = [votes[first][0], votes[second][0]]
    fits = {
        one
        for one, other in itertools.product(range(sizes[0] + 1), range(sizes[1] + 1))
        if one + other == total
    }
    voters = sum(sizes)
    # Where nearly nobody or nearly everybody approves, the published papers alone tell it.
    if min(total, voters - total) >= POLICY.k_min - 1:
        assert len(fits) >= POLICY.k_min


def test_a_ballot_of_one_group_has_no_breakdown() -> None:
    support = support_by_group({"staff": {"papers": 30, "approvals": {"a": 15}}}, ["a"], POLICY)
    assert (support.groups, support.cells, support.hidden_groups) == ((), {"a": ()}, False)
