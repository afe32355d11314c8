from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.themes import Answer, Pair, similar


def pairs_of(*texts: str, least: float = 0.3) -> dict[frozenset[str], Pair]:
    answers = [Answer(f"{number:02}", text) for number, text in enumerate(texts)]
    return {
        frozenset({texts[int(pair.first)], texts[int(pair.second)]}): pair
        for pair in similar(answers, least=least)
    }


QUEUES = "Jonot terapiaan ovat liian pitkiä"
OTHERS = ("Bussi ei kulje kylälle", "Kuraattori puuttuu koulusta", "Lomake kaatuu puhelimella")


def test_nearly_the_same_is_the_same() -> None:
    other = "jonot terapiaan on liian pitkät!"
    pair = pairs_of(QUEUES, other, *OTHERS)[frozenset({QUEUES, other})]
    assert (pair.kind, pair.reasons) == ("same", ())
    assert 0.6 <= pair.likeness <= 1


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (QUEUES, "Jonot terapiaan eivät ole liian pitkiä", "fi"),
        ("Köerna till terapi är för långa", "Köerna till terapi är inte för långa", "sv"),
        ("The queues to therapy are too long", "The queues to therapy are not too long", "en"),
        ("Don't close the library in our village", "Close the library in our village", "en"),
    ],
)
def test_a_negated_pair_is_never_the_same(one: str, other: str, language: str) -> None:
    answers = [Answer("a", one, language=language), Answer("b", other, language=language)]
    (pair,) = similar(answers, least=0.3)
    assert pair.likeness > 0.5
    assert (pair.kind, "negated" in pair.reasons) == ("related", True)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (
            "Kannatan Suomen jäsenyyttä Natossa",
            "Vastustan Suomen jäsenyyttä Natossa",
            "fi",
        ),
        ("Jag är för ett medlemskap i Nato", "Jag är emot ett medlemskap i Nato", "sv"),
        ("We support membership of the union", "We oppose membership of the union", "en"),
        ("Lisätkää kotipalvelun tunteja", "Vähentäkää kotipalvelun tunteja", "fi"),
    ],
)
def test_opposite_sides_are_never_the_same(one: str, other: str, language: str) -> None:
    answers = [Answer("a", one, language=language), Answer("b", other, language=language)]
    (pair,) = similar(answers, least=0.2)
    assert (pair.kind, pair.reasons) == ("related", ("opposite",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luokassa saa olla enintään 20 oppilasta", "Luokassa saa olla enintään 25 oppilasta"),
        ("Luokassa on kaksi aikuista aina", "Luokassa on kolme aikuista aina"),
    ],
)
def test_other_numbers_are_told(one: str, other: str) -> None:
    assert pairs_of(one, other)[frozenset({one, other})].reasons == ("number",)


def test_copies_are_paired_with_the_first_and_not_with_each_other() -> None:
    answers = [Answer(str(n), text) for n, text in enumerate([QUEUES, QUEUES + ".", " " + QUEUES])]
    found = similar([*answers, Answer("9", "jonot terapiaan on liian pitkät")])
    assert [(pair.first, pair.second) for pair in found] == [("0", "1"), ("0", "2"), ("0", "9")]
    assert [pair.likeness for pair in found[:2]] == [1.0, 1.0]


def test_unlike_and_empty_answers_make_no_pairs() -> None:
    assert pairs_of(*OTHERS, "", " ", "\x00", least=0.45) == {}
    assert similar([]) == ()


def test_the_order_of_rows_is_irrelevant() -> None:
    answers = [
        Answer(str(n), text)
        for n, text in enumerate([QUEUES, "Jonot terapiaan ovat pitkiä", "Pitkät jonot", *OTHERS])
    ]
    shuffled = answers[:]
    random.Random(1).shuffle(shuffled)  # noqa: S311 - a test's shuffle, no secret
    assert similar(answers, least=0.1) == similar(shuffled, least=0.1)


@pytest.mark.parametrize("least", [0.0, 1.1])
def test_an_impossible_limit_is_refused(least: float) -> None:
    with pytest.raises(ValueError, match=r"0\.1–1"):
        similar([], least=least)


def test_two_answers_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        similar([Answer("a", "x"), Answer("a", "y")])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_pairs_are_of_two_answers_within_limits_and_best_first(texts: list[str]) -> None:
    found = similar([Answer(f"{n:02}", text) for n, text in enumerate(texts)])
    assert len({(pair.first, pair.second) for pair in found}) == len(found)
    assert [pair.likeness for pair in found] == sorted((p.likeness for p in found), reverse=True)
    for pair in found:
        assert pair.first < pair.second
        assert 0.45 <= pair.likeness <= 1
        assert pair.kind == "related" or pair.likeness >= 0.6
        assert pair.kind == "related" or not {"negated", "opposite"} & set(pair.reasons)
