"""Names and keywords: what they may say, and what they must not give away."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tiekartta.analysis.themes import Answer, naming
from tiekartta.analysis.themes.preparing import Prepared, prepare


def prepared(texts: Sequence[str], language: str = "fi") -> list[Prepared]:
    return prepare([Answer(f"{n:02}", text, language=language) for n, text in enumerate(texts)])


ELSEWHERE = ["Koulu tarvitsee opettajia.", "Opettaja puuttuu.", "Luokka on liian suuri."] * 3


@pytest.mark.parametrize(("answers", "least"), [(2, 2), (9, 2), (10, 3), (500, 3)])
def test_fewest_answers_that_a_word_is_shown_for(answers: int, least: int) -> None:
    assert naming.fewest(answers) == least


def test_a_word_that_two_of_many_said_is_not_shown() -> None:
    """A rare word could point at who said it."""
    texts = ["Jono terapiaan on pitkä."] * 8 + ["Jono, ja olen hammaslääkäri Kittilästä."] * 2
    members = prepared(texts)
    words, labels = naming.describe(
        members, naming.vocabularies([*members, *prepared(ELSEWHERE)]), set()
    )

    assert "jono" in words
    assert "jono" in labels["fi"].lower()
    assert not {"hammaslääkäri", "kittilä"} & {word.lower() for word in words}


def test_in_a_small_theme_two_are_enough_and_one_is_not() -> None:
    members = prepared(["Jono terapiaan.", "Jono terapiaan on pitkä.", "Jono hammaslääkäriin."])
    words, _ = naming.describe(
        members, naming.vocabularies([*members, *prepared(ELSEWHERE)]), set()
    )

    assert set(words) == {"jono", "terapia"}


def test_a_theme_whose_answers_share_no_word_gets_a_number() -> None:
    members = prepared(["Jono.", "Koulu.", "Bussi."])
    words, labels = naming.describe(members, naming.vocabularies(members), set())

    assert words == ()
    assert labels == {"fi": "Teema 1"}


def test_a_second_language_whose_answers_share_no_word_has_no_name() -> None:
    finnish = prepared(["Jono terapiaan on pitkä."] * 9)
    swedish = prepared(["Kön.", "Väntan.", "Terapin."], "sv")
    members = [*finnish, *swedish]
    _, labels = naming.describe(members, naming.vocabularies(members), set())

    assert list(labels) == ["fi"]


def test_where_there_are_vectors_a_term_near_the_middle_names_the_theme() -> None:
    members = prepared(["Jono ja puhelin."] * 6)
    vocabularies = naming.vocabularies([*members, *prepared(ELSEWHERE)])

    def first(word: str) -> str:
        def near(words: Sequence[str], language: str) -> float:
            return 1.0 if word in words and language == "fi" else 0.05

        return naming.describe(members, vocabularies, set(), near=near)[0][0]

    assert first("jono") == "jono"
    assert first("puhelin") == "puhelin"
