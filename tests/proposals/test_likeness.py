"""Which proposals may say the same."""

from __future__ import annotations

import subprocess
import sys

from tiekartta.language.texts import TranslatedText
from tiekartta.proposals.likeness import LIKE, Said, likeness, near_duplicates


def said(
    title: str, text: str = "", sources: frozenset[str] = frozenset(), code: str = "fi"
) -> Said:
    return Said.of(TranslatedText.of(**{code: title}), TranslatedText.of(**{code: text}), sources)


def test_inflected_words_are_the_same_words() -> None:
    one = said("Lastensuojelun jonot lyhyemmiksi", "Jonoja lyhennetään lisäämällä työntekijöitä.")
    other = said("Lyhyempi jono lastensuojeluun", "Lisätään työntekijöitä ja lyhennetään jonoa.")
    far = said("Kirjaamisen ohjeet selkeiksi", "Tehdään yhteinen malli asiakaskirjauksista.")
    assert likeness(one, other) >= LIKE > likeness(one, far)


def test_shared_voices_make_a_pair_even_in_two_languages() -> None:
    one = said("Jonot lyhyiksi", sources=frozenset("abc"))
    other = said("Kortare köer", sources=frozenset("abd"), code="sv")
    assert likeness(one, other) == 2 * 2 / 6
    assert near_duplicates({"1": one, "2": other})[0].first == "1"
    assert near_duplicates({"1": one, "2": said("Kortare köer", code="sv")}) == []


def test_the_most_alike_pair_comes_first() -> None:
    words = {
        "a": said("Perhetyö illalla saataville", "Perhetyötä tarjotaan iltaisin."),
        "b": said("Perhetyö illalla saataville", "Perhetyötä tarjotaan iltaisin."),
        "c": said("Perhetyö saataville", "Perhetyötä tarjotaan myös etänä viikonloppuisin."),
    }
    pairs = near_duplicates(words)
    assert (pairs[0].first, pairs[0].second, pairs[0].score) == ("a", "b", 1.0)
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)


def test_a_page_that_compares_reads_no_dictionary() -> None:
    """S003-7: never in a web process."""
    code = (
        "import sys\n"
        "from tiekartta.language.texts import TranslatedText as T\n"
        "from tiekartta.proposals.likeness import Said, near_duplicates\n"
        "one = Said.of(T.of(fi='Jonot lyhyiksi'), T.of(fi='Lyhennetään jonoja'), ())\n"
        "assert near_duplicates({'a': one, 'b': one})\n"
        "assert 'simplemma' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
