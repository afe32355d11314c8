import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tiekartta.analysis.languages import language_of, tokens
from tiekartta.analysis.themes.preparing import prepare
from tiekartta.analysis.themes.shapes import Answer
from tiekartta.analysis.themes.wordwise import features_of, readable, words_and_language

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
SETS = ["text-yle2015/dev/yle2015.csv", "text-themefinder/dev/gambling-synthetic.csv"]
WORDS = [
    "ja",
    "on",
    "ei",
    "että",
    "och",
    "är",
    "inte",
    "jag",
    "the",
    "and",
    "is",
    "not",
    "i",
    "a",
    "å",
    "ö",
    "koulu",
    "skola",
    "school",
    "xqz",
    "привет",
    "7",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@example("i")
@example("å")
@example("A7 ja")
@example("että " * 900)
def test_the_quick_way_tells_the_same_language(text: str) -> None:
    words, language = words_and_language(text, None)
    assert language == language_of(text)
    assert words == tokens(text)


@given(st.text(max_size=60))
def test_any_text_has_the_language_it_has(text: str) -> None:
    assert words_and_language(text, None)[1] == language_of(readable(text))


@pytest.mark.parametrize("name", SETS)
def test_real_answers_have_the_language_they_have(name: str) -> None:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    with path.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)][:3_000]
    for text in texts:
        assert words_and_language(text, None)[1] == language_of(readable(text))


def test_a_language_that_is_given_is_kept() -> None:
    assert words_and_language("Koulu ja päiväkoti", "sv") == (("koulu", "ja", "päiväkoti"), "sv")


def test_what_screening_put_in_is_not_read() -> None:
    assert words_and_language("Soita [phone number] heti", None)[0] == ("soita", "heti")


def test_a_word_tells_its_base_form_parts_letters_and_concepts() -> None:
    found = features_of("päiväkodissa", "fi")
    assert found[0] == "wpäiväkoti"
    assert {"wpäivä", "wkoti", "c pä", "cdissa", "csa "} <= set(found)
    assert any(feature.startswith("k") for feature in found)


@pytest.mark.parametrize(("word", "language"), [("ja", "fi"), ("och", "sv"), ("the", "en")])
def test_a_stop_word_tells_nothing(word: str, language: str) -> None:
    assert features_of(word, language) == []


@pytest.mark.parametrize(
    "text", ["Lapsiperheiden kotipalvelua lisää", "Barnfamiljer behöver hjälp"]
)
def test_words_are_those_that_answers_are_compared_by(text: str) -> None:
    prepared = prepare([Answer("1", text)])[0]
    told = {
        feature[1:]
        for word in tokens(text)
        for feature in features_of(word, prepared.read_as)
        if feature[0] == "w"
    }
    assert told == set(prepared.terms)
