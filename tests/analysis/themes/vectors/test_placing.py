"""Answers placed by vectors."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from tiekartta.analysis.themes import Answer
from tiekartta.analysis.themes.preparing import Prepared, prepare
from tiekartta.analysis.themes.vectors import Vectors, train

TEXTS = {
    "fi-1": "Jono on pitkä vastaanotolle",
    "fi-2": "Opettaja ja oppilas koulussa",
    "sv-1": "Kön till mottagningen",
    "sv-2": "Läraren och eleven i skolan",
    "en-1": "A queue for an appointment",
    "en-2": "The teacher and the pupil at school",
}


def prepared() -> list[Prepared]:
    return prepare([Answer(name, text, language=name[:2]) for name, text in TEXTS.items()])


@pytest.fixture
def vectors(catalogue: Path, tmp_path: Path) -> Vectors:
    train(catalogue, tmp_path / "words.npz")
    return Vectors.read(tmp_path / "words.npz")


def test_answers_of_one_meaning_lie_together_in_any_language(vectors: Vectors) -> None:
    rows = vectors.place(prepared())

    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0)
    assert (rows @ rows.T > 0).tolist() == [
        [one % 2 == other % 2 for other in range(6)] for one in range(6)
    ]


def test_each_language_is_centred(vectors: Vectors) -> None:
    answers = prepared()
    learned = vectors.learned(answers)
    tilted = {code: centre + 1 for code, centre in learned.centres.items()}

    assert vectors.place(answers, learned).tolist() == vectors.place(answers).tolist()
    moved = vectors.place(answers, dataclasses.replace(learned, centres=tilted))
    assert moved.tolist() != vectors.place(answers).tolist()


def test_what_everybody_says_weighs_little(vectors: Vectors) -> None:
    learned = vectors.learned(prepared())

    assert learned.rarity("nobody says it") > learned.rarity("jono") > 0


def test_a_term_is_near_the_answers_that_mean_it(vectors: Vectors) -> None:
    answers = prepared()
    learned = vectors.learned(answers)
    near = vectors.nearness([a for a in answers if a.id.endswith("1")], learned)

    assert near(["jono"], "fi") > near(["oppilas"], "fi")
    assert near(["kö"], "sv") > 0.5 > near(["elev"], "sv")
    assert near(["teacher"], "en") < near(["zzz"], "en") < near(["queue"], "en")


def test_an_answer_of_unknown_words_has_no_place(vectors: Vectors) -> None:
    rows = vectors.place(prepare([Answer("1", "Xyzzy plugh", language="fi"), Answer("2", "")]))

    assert not rows.any()
    assert vectors.place([]).shape == (0, vectors.dimensions)


def test_an_array_of_anyones_may_be_used(vectors: Vectors) -> None:
    array = np.array([[3.0, 0.0], [0.0, 2.0]])
    own = Vectors.of(array, ["fi-2", "fi-1"])
    first, second, *others = own.place(prepared())

    assert own.dimensions == 2
    assert first @ second == pytest.approx(-1.0)
    assert not np.any(others)


@pytest.mark.parametrize(
    ("array", "ids", "said"),
    [
        (np.zeros(3), ["a", "b", "c"], "an array of as many rows"),
        (np.zeros((2, 3)), ["a"], "an array of as many rows"),
        (np.array([[np.nan, 1.0]]), ["a"], "not finite"),
        (np.zeros((2, 3)), ["a", "a"], "twice"),
    ],
)
def test_an_array_of_another_form_is_refused(array: np.ndarray, ids: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Vectors.of(array, ids)
