"""From answers to words."""

from __future__ import annotations

from tiekartta.analysis.themes.preparing import prepare
from tiekartta.analysis.themes.shapes import Answer


def test_what_screening_put_in_place_of_personal_data_is_no_word_of_the_answer() -> None:
    said = "Kirjoittakaa minulle osoitteeseen [sähköpostiosoite], jonot ovat liian pitkiä."
    plain = said.replace("[sähköpostiosoite]", " ")
    redacted, clean = prepare([Answer("1", said, language="fi"), Answer("1", plain, language="fi")])

    assert redacted == clean
    assert "jono" in redacted.terms


def test_an_answer_of_nothing_but_brackets_is_empty() -> None:
    (answer,) = prepare([Answer("1", "[nimi] [puhelinnumero]", language="fi")])

    assert (answer.words, answer.terms, answer.characters) == ((), (), "")


def test_phrases_are_runs_of_words_that_mean_something() -> None:
    (answer,) = prepare([Answer("1", "Suuret jonot ja tasa-arvo jonossa", language="fi")])

    assert answer.phrases == (
        (("suuri",), "suuret"),
        (("suuri", "jono"), "suuret jonot"),
        (("jono",), "jonot"),
        (("tasa", "arvo"), "tasa-arvo"),  # half of a word says nothing alone
        (("tasa", "arvo", "jono"), "tasa-arvo jonossa"),
        (("arvo",), "arvo"),
        (("arvo", "jono"), "arvo jonossa"),
        (("jono",), "jonossa"),
    )
    assert answer.phrases is answer.phrases
