import pytest
from benchmarks.languages import own
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.languages import LANGUAGES, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lapsiperheiden kotipalvelua pitäisi olla saatavilla myös iltaisin.", "fi"),
        ("Vi väntar alldeles för länge på en tid hos socialarbetaren.", "sv"),
        ("The social workers change too often and nobody tells us.", "en"),
        ("lastensuojelu", "fi"),
        ("Lisää rahaa", "fi"),
        ("Mer pengar", "sv"),
        ("More money", "en"),
        ("kyllä", "fi"),
        ("Bra service", "sv"),
        ("PALVELUT PITÄÄ SAADA LÄHELTÄ", "fi"),
        ("palvelu on hidasta ja kukaa ei vastaa puhelimeen", "fi"),
    ],
)
def test_the_language_of_an_answer_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "😀😀😀",
        "12345",
        "\x00\x00",
        "Привет, как дела у вас?",
        "مرحبا بالعالم",
        "Das ist ein deutscher Satz, der hoffentlich lang genug sein sollte",
    ],
)
def test_what_cannot_be_told_is_none(text: str) -> None:
    assert language_of(text) is None


def test_northern_sami_is_a_language_of_its_own() -> None:
    text = "Mii dárbbašit eanet veahki vuorrasiidda."
    assert language_of(text) is None
    assert language_of(text, allowed=("fi", "sv", "se")) == "se"
    assert language_of("Tarvitsemme apua vanhuksille", allowed=("fi", "sv", "se")) == "fi"


def test_a_mixed_text_has_the_language_of_which_there_is_more() -> None:
    assert language_of("Vi behöver mera stöd hemma och kortare köer. Kiitos paljon!") == "sv"
    assert language_of("Haluaisin että saisimme enemmän tukea arkeen. Tack så mycket!") == "fi"


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("short", 0.85, 0.06),
        ("spoken", 0.95, 0.03),
        ("misspelt", 0.95, 0.05),
        ("foreign", 0.95, 0.0),
    ],
)
def test_own_texts_of_every_kind_are_told(kind: str, right: float, wrong: float) -> None:
    rows = own(kind)
    told = [(code if code in LANGUAGES else None, language_of(text)) for code, text in rows]
    assert sum(one == two for one, two in told) >= right * len(rows)
    assert sum(two is not None and one != two for one, two in told) <= wrong * len(rows)


def test_a_language_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        language_of("Mitä tämä on?", allowed=("fi", "xx"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_detection(text: str) -> None:
    assert language_of(text) in {"fi", "sv", "en", None}


def test_only_the_languages_of_the_survey_are_given() -> None:
    assert language_of("Vi behöver mera tid med barnen", allowed=("fi", "sv")) == "sv"
    assert language_of("Vi behöver mera tid med barnen", allowed=("fi",)) == "fi"


def test_a_very_long_answer_is_told_from_its_beginning() -> None:
    assert language_of("Palvelut ovat liian kaukana. " * 5_000) == "fi"
