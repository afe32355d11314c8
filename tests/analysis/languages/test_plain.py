"""Hints about plain language: what is met, what is spared, in three languages and easy language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.languages.plain import hints_of


def codes(text: str, language: str = "fi", *, is_easy: bool = False) -> set[str]:
    return {hint.code for hint in hints_of(text, language, is_easy=is_easy)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mitä palveluissa pitäisi kehittää ensimmäiseksi?", "fi"),
        ("Miten lasten ja nuorten palvelut toimivat?", "fi"),
        ("Oletko samaa tai eri mieltä?", "fi"),
        ("Vad borde utvecklas först i tjänsterna?", "sv"),
        ("Hur fungerar tjänsterna för barn och unga?", "sv"),
        ("What should be developed first?", "en"),
        ("Do you agree or disagree?", "en"),
        ("", "fi"),
        ("???", "fi"),
    ],
)
def test_a_plain_question_gets_no_hint(text: str, language: str) -> None:
    assert codes(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Toimivatko neuvonta ja kotipalvelu hyvin?", "fi", "double"),
        ("Saitko apua ja/tai tietoa?", "fi", "double"),
        ("Mitä tarvitset? Mitä muuta?", "fi", "double"),
        ("Fick du råd eller hjälp?", "sv", "double"),
        ("Were you heard and helped?", "en", "double"),
        ("Miten osallisuutta vahvistetaan?", "fi", "jargon"),
        ("Hur främjas delaktigheten?", "sv", "jargon"),
        ("Which stakeholders were heard?", "en", "jargon"),
        ("Etkö saanut apua?", "fi", "negation"),
        ("Vad fungerar inte?", "sv", "negation"),
        ("What doesn't work?", "en", "negation"),
        ("Kuinka hyvin palvelu toimii?", "fi", "leading"),
        ("Håller du med om att tjänsten är bra?", "sv", "leading"),
        ("Don’t you think it is good?", "en", "leading"),
        ("Millaista palvelutarpeenarviointiprosessia odotat?", "fi", "long_word"),
        ("sana " * 16 + "?", "fi", "long_sentence"),
        ("Sana. " * 60, "fi", "long_text"),
    ],
)
def test_what_might_be_plainer_is_pointed_at(text: str, language: str, code: str) -> None:
    assert code in codes(text, language)


def test_the_limits_of_easy_language_are_tighter() -> None:
    text = "Missä palvelussa olet käynyt viimeksi tänä vuonna omassa kunnassasi tai kylässä?"
    assert "long_sentence" not in codes(text)
    assert "long_sentence" in codes(text, is_easy=True)
    assert "long_word" in codes("Sosiaalipalveluissa?", is_easy=True)


def test_a_hint_names_the_place_that_it_is_about() -> None:
    text = "Toimivatko neuvonta ja kotipalvelu?"
    (hint,) = hints_of(text, "fi")
    assert text[hint.start : hint.end] == "ja"


def test_other_languages_are_passed_over() -> None:
    assert hints_of("Was soll besser werden und warum nicht?", "de") == []


@given(st.text(max_size=400), st.sampled_from(["fi", "sv", "en", "xx"]), st.booleans())
def test_any_text_gets_hints_within_it_in_order_and_the_same_each_time(
    text: str, language: str, is_easy: bool
) -> None:
    hints = hints_of(text, language, is_easy=is_easy)
    assert hints == hints_of(text, language, is_easy=is_easy)
    assert hints == sorted(hints, key=lambda hint: (hint.start, hint.end, hint.code))
    assert all(0 <= hint.start < hint.end <= len(text) for hint in hints)
