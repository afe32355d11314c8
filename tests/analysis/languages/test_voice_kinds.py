"""The suggested kind of a voice, and the words that led to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiekartta.analysis.languages.voice_kinds import suggest_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kiitos ihanalle henkilökunnalle!", "praise"),
        ("Tack för att ni lyssnar.", "praise"),
        ("Kotikäynnit toimivat ja ajanvaraus verkossa toimii hyvin.", "good_practice"),
        ("Teammötena på måndagar fungerar bra.", "good_practice"),
        ("Ehdotan, että iltavastaanotto avataan.", "proposal"),
        ("Voisiko neuvolan ajan varata netissä", "proposal"),
        ("Det vore bra med kvällsmottagning.", "proposal"),
        ("Olen huolissani nuorten mielenterveydestä.", "concern"),
        ("Jag är orolig för mina föräldrar.", "concern"),
        ("Tarvitsemme lisää työntekijöitä.", "need"),
        ("Vi behöver mer tid för klienterna.", "need"),
        ("We need more time.", "need"),
        ("Miksi puhelimeen ei vastata?", "question"),
        ("Var får man hjälp?", "question"),
    ],
)
def test_the_words_of_a_text_speak_for_a_kind(text: str, kind: str) -> None:
    found = suggest_kind(text)
    assert found is not None
    assert found.kind == kind
    assert all(word in text.lower() for word in found.words)


@pytest.mark.parametrize("text", ["", "   ", "Asia.", "1234", "?"])
def test_a_text_that_says_nothing_gets_no_suggestion(text: str) -> None:
    assert suggest_kind(text) is None


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_the_same_gives_the_same(text: str) -> None:
    assert suggest_kind(text) == suggest_kind(text)


def test_of_a_huge_text_the_beginning_is_read() -> None:
    need = "tarvitsemme lisää aikaa ja huolta "
    assert suggest_kind(need * 400_000) == suggest_kind((need * 400_000)[:5_000]) is not None
    assert suggest_kind("x " * 2_500 + need) is None
