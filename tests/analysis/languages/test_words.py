import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.languages import (
    STOP_WORDS,
    is_known,
    lemma,
    lemmas,
    parts,
    tokens,
    written_words,
)

GOLDEN = [
    (language, word, base, tuple(found.split()))
    for language, word, base, found in (
        line.split("\t")
        for line in Path(__file__)
        .with_name("golden_words.tsv")
        .read_text(encoding="utf-8")
        .splitlines()[1:]
    )
]


def test_tokens_are_lower_case_words_and_hyphens_divide() -> None:
    assert tokens("Sosiaali- ja TERVEYS-palvelut, 24/7! 😀") == (
        "sosiaali",
        "ja",
        "terveys",
        "palvelut",
    )
    assert tokens("THL:n ohje, it's") == ("thl:n", "ohje", "it's")


def test_keyboard_noise_is_no_word() -> None:
    assert tokens("a" * 20_000 + " jono") == ("jono",)
    assert written_words("a" * 20_000 + " jono") == (("jono", "jono"),)


def test_written_words_keep_capitals_amid_a_sentence_only() -> None:
    found = written_words("Suomi on hyvä. Mutta Suomi ja EU tasa-arvoa!")
    assert [w for w, _ in found] == [
        "suomi",
        "on",
        "hyvä",
        "mutta",
        "Suomi",
        "ja",
        "EU",
        "tasa-",
        "arvoa",
    ]
    assert [low for _, low in found][-2:] == ["tasa", "arvoa"]


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("lastensuojelussa", "fi", "lastensuojelu"),
        ("hyvinvointialueen", "fi", "hyvinvointialue"),
        ("sosiaalityöntekijöiden", "fi", "sosiaalityöntekijä"),
        ("jonot", "fi", "jono"),
        ("työ", "fi", "työ"),
        ("thl:n", "fi", "thl"),
        ("barnskyddet", "sv", "barnskydd"),
        ("köerna", "sv", "kö"),
        ("children", "en", "child"),
        ("qwertyx", "fi", "qwertyx"),
    ],
)
def test_base_forms(word: str, language: str, base: str) -> None:
    assert lemma(word, language) == base


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("lastensuojelun", "fi", ("lapsi", "suojelu")),
        ("sosiaalityöntekijöiden", "fi", ("sosiaali", "työ", "tekijä")),
        ("kotipalvelu", "fi", ("koti", "palvelu")),
        ("socialarbetare", "sv", ("social", "arbetare")),
        ("jono", "fi", ()),
        ("childcare", "en", ()),
    ],
)
def test_compounds_have_parts(word: str, language: str, found: tuple[str, ...]) -> None:
    assert parts(word, language) == found


@pytest.mark.parametrize(("language", "word", "base", "found"), GOLDEN, ids=str)
def test_words_of_the_field_have_their_base_form_and_parts(
    language: str, word: str, base: str, found: tuple[str, ...]
) -> None:
    assert (lemma(word, language), parts(word, language)) == (base, found)


def test_the_words_of_the_field_are_many() -> None:
    assert sum(language == "fi" for language, *_ in GOLDEN) >= 80
    assert sum(language == "sv" for language, *_ in GOLDEN) >= 60


def test_the_parts_of_an_unknown_compound_are_not_cut_away() -> None:
    assert lemma("hyvinvointialueuudistuksessa", "fi") == "hyvinvointialueuudistus"
    assert lemma("välfärdsområdesreformen", "sv").startswith("välfärdsområdes")


def test_misspelt_words_stay_words() -> None:
    for word in ("lastensuojellu", "hoitaijat", "sosiaalityöntekiä", "barnskyddd", "x" * 60):
        assert lemma(word, "fi")
        assert lemma(word, "sv")
        assert all(parts(word, "fi")) or parts(word, "fi") == ()


def test_lemmas_of_a_text_come_in_order() -> None:
    assert lemmas("Jonot ovat pitkiä", "fi") == ("jono", "olla", "pitkä")


def test_the_dictionary_knows_words_of_its_language() -> None:
    assert is_known("lapset", "fi")
    assert not is_known("qwertyx", "fi")


def test_stop_words_are_lower_case_and_enough() -> None:
    for words in STOP_WORDS.values():
        assert len(words) > 150
        assert all(word == word.lower() for word in words)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["fi", "sv", "en"]))
def test_no_text_breaks_the_words(text: str, language: str) -> None:
    for word in tokens(text):
        assert lemma(word, language)
        assert all(parts(word, language)) or parts(word, language) == ()


def test_importing_the_package_reads_no_dictionary_and_no_model() -> None:
    code = (
        "import sys, tiekartta.analysis.languages, tiekartta.analysis.languages.reading;"
        "print([m for m in ('simplemma', 'py3langid', 'phonenumbers') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
