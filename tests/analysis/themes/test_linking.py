"""INV-T4: answers that people tied together or set apart stay so, in every run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.themes.conftest import corpus

from tiekartta.analysis.themes import Condensation, Decisions, FixedTheme, condense
from tiekartta.analysis.themes.linking import bonds

ALL = corpus()
IDS = [answer.id for answer in ALL]
HOME = FixedTheme("home", "Apua kotiin", tuple(IDS[:8]))
QUEUES = FixedTheme("queues", "Jonot lyhyiksi", tuple(IDS[16:24]))
PAIRS = st.frozensets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=6)


def themes_by_answer(result: Condensation) -> dict[str, list[str]]:
    return {a.answer: [theme for theme, _ in a.themes] for a in result.assignments}


def check_links(result: Condensation, decisions: Decisions) -> None:
    has = themes_by_answer(result)
    for one, other in decisions.must_link:
        assert has[one][:1] == has[other][:1]
    for one, other in decisions.cannot_link:
        assert not set(has[one]) & set(has[other])
    key = {theme.id: theme.key for theme in result.themes}
    for answer, pinned in decisions.pinned.items():
        assert [key[theme] for theme in has[answer]] == [pinned]
    for answer, rejected in decisions.rejected:
        assert rejected not in {key[theme] for theme in has[answer]}


def test_answers_tied_together_share_their_first_theme_transitively() -> None:
    chain = [next(i for i in IDS if i.startswith(t)) for t in ("kotipalvelu", "jonot", "matkat")]
    decisions = Decisions(must_link=frozenset({(chain[0], chain[1]), (chain[2], chain[1])}))
    result = condense(ALL, wanted=6, decisions=decisions)
    check_links(result, decisions)
    assert len({themes_by_answer(result)[answer][0] for answer in chain}) == 1


def test_answers_set_apart_share_no_theme() -> None:
    decisions = Decisions(
        cannot_link=frozenset((one, other) for one in IDS[:3] for other in IDS[:3] if one < other)
    )
    check_links(condense(ALL, wanted=6, decisions=decisions), decisions)


def test_where_there_is_one_theme_the_answer_set_apart_is_left_an_orphan() -> None:
    decisions = Decisions(cannot_link=frozenset({(IDS[0], IDS[1])}))
    result = condense(ALL[:5], wanted=1, decisions=decisions)
    check_links(result, decisions)
    assert len(result.orphans) == 1


def test_what_is_tied_to_a_pinned_answer_goes_with_it() -> None:
    decisions = Decisions(
        pinned={IDS[40]: "home"}, fixed=(HOME, QUEUES), must_link=frozenset({(IDS[40], IDS[50])})
    )
    result = condense(ALL, wanted=6, decisions=decisions)
    home = next(theme.id for theme in result.themes if theme.key == "home")
    assert themes_by_answer(result)[IDS[50]][0] == home


def test_a_member_set_apart_from_a_pinned_one_leaves_the_fixed_theme() -> None:
    decisions = Decisions(
        pinned={IDS[0]: "home"}, fixed=(HOME,), cannot_link=frozenset({(IDS[0], IDS[1])})
    )
    check_links(condense(ALL, wanted=6, decisions=decisions), decisions)


@settings(max_examples=30, deadline=None)
@given(PAIRS, PAIRS, st.dictionaries(st.sampled_from(IDS), st.sampled_from(["home", "queues"])))
def test_links_hold_together_with_pins_and_fixed_themes_or_are_refused(
    must: frozenset[tuple[str, str]], cannot: frozenset[tuple[str, str]], pins: dict[str, str]
) -> None:
    decisions = Decisions(pinned=pins, fixed=(HOME, QUEUES), must_link=must, cannot_link=cannot)
    try:
        bonds(decisions)
    except ValueError:
        with pytest.raises(ValueError, match=r"together|apart|pinned"):
            condense([], decisions=decisions)
        return
    check_links(condense(ALL, wanted=6, decisions=decisions, subsamples=0), decisions)


@pytest.mark.parametrize(
    ("decisions", "named"),
    [
        (Decisions(must_link=frozenset({("a", "b"), ("b", "c")}), cannot_link=frozenset({("a", "c")})), "a, c"),
        (Decisions(cannot_link=frozenset({("a", "a")})), "a, a"),
        (
            Decisions(
                pinned={"a": "home", "c": "queues"}, fixed=(HOME, QUEUES),
                must_link=frozenset({("a", "b"), ("b", "c")}),
            ),
            "a, c",
        ),
        (
            Decisions(
                pinned={"a": "home", "b": "home"}, fixed=(HOME,), cannot_link=frozenset({("a", "b")})
            ),
            "a, b",
        ),
        (
            Decisions(
                pinned={"a": "home"}, fixed=(HOME,), must_link=frozenset({("a", "b")}),
                rejected=frozenset({("b", "home")}),
            ),
            "a, b",
        ),
        (Decisions(fixed=(HOME, QUEUES), must_link=frozenset({(IDS[0], IDS[16])})), IDS[16]),
        (Decisions(fixed=(HOME,), cannot_link=frozenset({(IDS[0], IDS[1])})), IDS[1]),
    ],
)  # fmt: skip
def test_contradictions_are_refused_and_name_the_answers(decisions: Decisions, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        condense([], decisions=decisions)


def test_links_to_answers_that_are_gone_still_tie_those_that_are_here() -> None:
    decisions = Decisions(must_link=frozenset({(IDS[0], "gone"), ("gone", IDS[95])}))
    has = themes_by_answer(condense(ALL, wanted=6, decisions=decisions))
    assert has[IDS[0]][0] == has[IDS[95]][0]
