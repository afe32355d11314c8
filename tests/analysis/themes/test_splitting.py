from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.themes.conftest import corpus
from tests.analysis.themes.test_condensing import HOSTILE

from tiekartta.analysis.themes import Answer, split

TWO = [answer for answer in corpus() if answer.id.startswith(("jonot", "matkat"))]


def test_a_theme_of_two_topics_falls_into_them() -> None:
    parts = split(TWO)
    assert [len(part.answers) for part in parts] == [16, 16]
    for part in parts:
        assert len({answer.split("-")[0] for answer in part.answers}) == 1
        assert part.label == part.labels["fi"]
        assert part.keywords


def test_three_parts_of_three_topics() -> None:
    parts = split([a for a in corpus() if a.id.startswith(("jonot", "matkat", "digi"))], parts=3)
    assert len(parts) == 3
    assert {len({a.split("-")[0] for a in part.answers}) for part in parts} == {1}


def test_the_order_of_rows_is_irrelevant() -> None:
    assert split(TWO[::-1], seed=3) == split(TWO, seed=3)


def test_nothing_falls_into_no_parts_and_one_answer_into_one() -> None:
    assert split([]) == ()
    assert [part.answers for part in split([Answer("a", "Jonot")])] == [("a",)]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE)), max_size=14),
    st.integers(2, 5),
)
def test_every_answer_is_in_exactly_one_part(texts: list[str], parts: int) -> None:
    answers = [Answer(f"{n:03}", text) for n, text in enumerate(texts)]
    found = split(answers, parts=parts)
    assert len(found) <= parts
    assert sorted(id_ for part in found for id_ in part.answers) == [a.id for a in answers]
    assert len({part.label.casefold() for part in found}) == len(found)


@pytest.mark.parametrize("parts", [1, 16])
def test_an_impossible_number_of_parts_is_refused(parts: int) -> None:
    with pytest.raises(ValueError, match="2–15"):
        split([], parts=parts)


def test_two_answers_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        split([Answer("a", "x"), Answer("a", "y")])
