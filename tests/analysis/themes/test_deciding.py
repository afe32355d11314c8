"""INV-T4: what people decided survives a run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.themes.conftest import corpus

from tiekartta.analysis.themes import Answer, Decisions, FixedTheme, condense
from tiekartta.analysis.themes.clustering import ORPHAN
from tiekartta.analysis.themes.deciding import evened

ALL = corpus()
HOME = FixedTheme(
    "home", "Apua kotiin", tuple(a.id for a in ALL if a.id.startswith("kotipalvelu"))[:8]
)
QUEUES = FixedTheme(
    "queues", "Jonot lyhyiksi", tuple(a.id for a in ALL if a.id.startswith("jonot"))[:8]
)


def test_fixed_themes_come_back_with_key_label_and_members() -> None:
    result = condense(ALL, wanted=6, decisions=Decisions(fixed=(HOME, QUEUES)))
    kept = {theme.key: theme for theme in result.themes if theme.key}
    assert {key: theme.label for key, theme in kept.items()} == {
        "home": "Apua kotiin",
        "queues": "Jonot lyhyiksi",
    }
    assert not any(theme.is_new for theme in kept.values())
    assert set(HOME.members) <= set(result.members(kept["home"].id))
    assert set(QUEUES.members) <= set(result.members(kept["queues"].id))


def test_new_answers_join_the_fixed_theme_they_are_like_and_new_topics_are_new() -> None:
    result = condense(ALL, wanted=6, decisions=Decisions(fixed=(HOME, QUEUES)))
    home = next(t for t in result.themes if t.key == "home")
    mine = [a for a in ALL if a.id.startswith("kotipalvelu")]
    assert sum(a.id in result.members(home.id) for a in mine) >= 0.9 * len(mine)
    new = [t for t in result.themes if t.is_new]
    assert len(new) == 4
    assert all(t.key is None for t in new)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([a.id for a in ALL]),
        st.sampled_from(["home", "queues", "empty"]),
        max_size=30,
    ),
    st.integers(0, 3),
)
def test_every_pin_is_kept(pins: dict[str, str], seed: int) -> None:
    fixed = (HOME, QUEUES, FixedTheme("empty", "Uusi teema"))
    result = condense(ALL, wanted=6, seed=seed, decisions=Decisions(pinned=pins, fixed=fixed))
    keys = {theme.id: theme.key for theme in result.themes}
    for assignment in result.assignments:
        assert assignment.pinned == (assignment.answer in pins)
        if assignment.pinned:
            assert [keys[theme] for theme, _ in assignment.themes] == [pins[assignment.answer]]


def test_pins_are_kept_when_half_of_the_answers_are_new() -> None:
    old, pins = ALL[::2], {a.id: "home" for a in ALL[:20:2]}
    decisions = Decisions(pinned=pins, fixed=(HOME,))
    first, second = condense(old, decisions=decisions), condense(ALL, decisions=decisions)
    for result in (first, second):
        home = next(t.id for t in result.themes if t.key == "home")
        assert set(pins) <= set(result.members(home))


def test_a_rejected_answer_never_meets_the_theme_again() -> None:
    mine = [a.id for a in ALL if a.id.startswith("kotipalvelu")]
    rejected = frozenset((answer, "home") for answer in mine[6:10])
    result = condense(ALL, wanted=6, decisions=Decisions(fixed=(HOME,), rejected=rejected))
    home = next(t.id for t in result.themes if t.key == "home")
    for assignment in result.assignments:
        if (assignment.answer, "home") in rejected:
            assert home not in {theme for theme, _ in assignment.themes}


def test_a_rejected_label_is_not_given_again() -> None:
    labels = {theme.label for theme in condense(ALL, wanted=6).themes}
    decisions = Decisions(rejected_labels=frozenset(label.upper() for label in labels))
    again = {theme.label for theme in condense(ALL, wanted=6, decisions=decisions).themes}
    assert not {x.casefold() for x in labels} & {x.casefold() for x in again}


def test_a_theme_whose_every_name_is_refused_gets_a_number() -> None:
    answers = [Answer(str(n), "jono") for n in range(3)]
    decisions = Decisions(rejected_labels=frozenset({"Jono", "Teema 1"}))
    assert [t.label for t in condense(answers, decisions=decisions).themes] == ["Teema 2"]


def test_a_new_theme_never_takes_the_label_of_a_fixed_one() -> None:
    label = next(t.label for t in condense(ALL, wanted=6).themes if t.label == "Sosiaalityöntekijä")
    decisions = Decisions(fixed=(FixedTheme("odd", label.lower()),))
    labels = [t.label.casefold() for t in condense(ALL, wanted=6, decisions=decisions).themes]
    assert labels.count(label.casefold()) == 1


def test_a_fixed_theme_without_answers_comes_back_empty() -> None:
    result = condense(ALL[:16], decisions=Decisions(fixed=(FixedTheme("x", "Tyhjä", ("gone",)),)))
    theme = next(t for t in result.themes if t.key == "x")
    assert (theme.size, theme.exemplars, theme.keywords) == (0, (), ())


def test_decisions_on_answers_that_are_gone_do_no_harm() -> None:
    decisions = Decisions(
        pinned={"gone": "home"}, fixed=(HOME,), rejected=frozenset({("gone too", "home")})
    )
    assert condense([Answer("a", "Bussi")], decisions=decisions).assignments[0].answer == "a"


@pytest.mark.parametrize(
    "decisions",
    [
        Decisions(pinned={"a": "nowhere"}),
        Decisions(rejected=frozenset({("a", "nowhere")})),
        Decisions(fixed=(FixedTheme("k", "A"), FixedTheme("k", "B"))),
        Decisions(fixed=(FixedTheme("k", "A"), FixedTheme("l", "a"))),
        Decisions(
            pinned={"a": "k"}, fixed=(FixedTheme("k", "A"),), rejected=frozenset({("a", "k")})
        ),
    ],
)
def test_decisions_that_contradict_are_refused(decisions: Decisions) -> None:
    with pytest.raises(ValueError, match=r"."):
        condense([], decisions=decisions)


def test_votes_for_a_new_theme_are_evened_out_by_its_size() -> None:
    votes = np.zeros((60, 3))
    votes[:40, 0] = votes[40:50, 1] = votes[50:, 2] = 1.0  # sizes 40, 10, 10; the last one is new
    frozen = np.full(60, ORPHAN)
    found = evened(votes, frozen, 2)

    assert np.array_equal(found[:, :2], votes[:, :2])
    assert found[50:, 2] == pytest.approx((25 / 10) ** (1 / 1.5), abs=1e-4)
    assert evened(votes[:, [0, 2]], frozen, 1)[50:, 1].tolist() == [2.0] * 10  # twice at most
    assert (
        evened(votes[:, [2, 0]], frozen, 1)[:40, 1].tolist() == [1.0] * 40
    )  # a large one as it is


@pytest.mark.parametrize("fixed", [0, 3])
def test_votes_stay_where_nothing_is_fixed_or_nothing_is_new(fixed: int) -> None:
    votes = np.ones((4, 3))
    assert evened(votes, np.full(4, ORPHAN), fixed) is votes
