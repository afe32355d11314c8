"""Sums of groups that are told one by one: what a reader can subtract from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.disclosure.attacking import Attacker

from tiekartta.analysis.disclosure import Disclosed, disclose, disclose_table, told_sum
from tiekartta.analysis.disclosure.counts import HIDDEN

A_FEW = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def test_a_sum_is_exact_where_every_group_is_told() -> None:
    assert told_sum([disclose(40), disclose(12)]) == Disclosed("full", 52)


def test_a_sum_beside_a_group_that_is_not_told_says_only_how_many_are_told() -> None:
    """INV-D3: 47 beside 40 would tell the seven."""
    for small in (0, 3, 7):
        assert told_sum([disclose(40), disclose(small)]) == Disclosed("least", least=40)
    assert told_sum([Disclosed("least", least=40), disclose(12)]) == Disclosed("least", least=52)


def test_the_sum_of_one_group_is_that_group_and_of_none_told_is_hidden() -> None:
    assert told_sum([disclose(7)]) == Disclosed("direction")
    assert told_sum([disclose(7), disclose(8)]) == HIDDEN
    assert told_sum([]) == HIDDEN


@given(first=A_FEW, second=A_FEW)
def test_a_sum_hangs_on_nothing_but_what_its_groups_tell(
    first: list[int], second: list[int]
) -> None:
    """INV-D3: whoever can tell two crowds apart by sums could do so by the groups."""
    if [disclose(n) for n in first] == [disclose(n) for n in second]:
        assert told_sum(map(disclose, first)) == told_sum(map(disclose, second))


@given(n=st.integers(0, 9))
def test_the_sums_that_were_told_before_gave_a_small_group_away(n: int) -> None:
    """That there is something to leak: two safe tables of one programme, subtracted."""
    by_group = disclose_table({"client": 40 + n, "staff": 25})
    assert by_group.cell("client").is_shown
    attacker = Attacker([["first", "second"]])
    attacker.learns(lambda atom: atom == ("first",), 40)  # the results of the first collection
    attacker.learns(bool, by_group.cell("client").value)
    assert attacker.width(attacker.row(lambda atom: atom == ("second",))) == 0


def test_a_lower_bound_is_data_and_comes_back() -> None:
    told = Disclosed("least", least=40)
    assert told.as_data() == {"level": "least", "value": None, "least": 40}
    assert Disclosed(**told.as_data()) == told
    assert told.at_least == 40
    assert Disclosed("full", 12).at_least == 12
    assert Disclosed("hidden").at_least is None
