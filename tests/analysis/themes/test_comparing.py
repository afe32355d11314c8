from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.themes import Match, compare

RUNS = st.dictionaries(
    st.sampled_from("tuvwxy"), st.frozensets(st.sampled_from("abcdefgh"), max_size=8), max_size=5
)


def test_themes_are_matched_by_what_they_share_and_movers_are_named() -> None:
    before = {"t1": {"a", "b", "c"}, "t2": {"d", "e"}, "t3": {"f"}}
    after = {"n1": {"d", "e", "c"}, "n2": {"a", "b"}, "n3": {"g"}}
    found = compare(before, after)
    assert found.matched == (Match("t1", "n2", 0.6667), Match("t2", "n1", 0.6667))
    assert (found.only_before, found.only_after) == (("t3",), ("n3",))
    assert found.moved == ("c",)


def test_an_answer_that_keeps_one_of_its_themes_did_not_move() -> None:
    before = {"t1": {"a", "b"}, "t2": {"a", "c"}}
    after = {"n1": {"a", "b"}, "n2": {"c"}}
    assert compare(before, after).moved == ()


def test_an_orphan_of_either_run_did_not_move() -> None:
    assert compare({"t": {"a"}}, {"n": {"b"}}).moved == ()
    assert compare({}, {"n": {"b"}}).only_after == ("n",)


@given(RUNS)
def test_a_run_compared_with_itself_has_not_changed(run: dict[str, frozenset[str]]) -> None:
    found = compare(run, run)
    empty = tuple(sorted(theme for theme, members in run.items() if not members))
    assert (found.only_before, found.only_after, found.moved) == (empty, empty, ())
    assert all(match.jaccard == 1 for match in found.matched)


@given(RUNS, RUNS)
def test_every_theme_is_matched_once_or_told_to_be_alone(
    before: dict[str, frozenset[str]], after: dict[str, frozenset[str]]
) -> None:
    found = compare(before, after)
    assert sorted([*(m.before for m in found.matched), *found.only_before]) == sorted(before)
    assert sorted([*(m.after for m in found.matched), *found.only_after]) == sorted(after)
    assert all(0.1 <= match.jaccard <= 1 for match in found.matched)
