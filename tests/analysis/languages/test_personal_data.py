import csv
import itertools
from pathlib import Path

import pytest
from benchmarks.personal_data import LATER, measured, ours, read_marked
from hypothesis import given, settings
from hypothesis import strategies as st

from tiekartta.analysis.languages.personal_data import find_personal_data, redacted
from tiekartta.analysis.languages.personal_data.name_lists import (
    GIVEN_NAMES,
    ORDINARY_SURNAMES,
    SURNAMES,
)

ROOT = Path(__file__).resolve().parents[3]
PATTERNED = (
    "email",
    "phone",
    "personal_identity_code",
    "iban",
    "street_address",
    "plate",
    "social_media",
    "date_of_birth",
)


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        (
            "Vastaus osoitteeseen matti.meikalainen@esimerkki.fi kiitos",
            "email",
            "matti.meikalainen@esimerkki.fi",
        ),
        ("maija(at)esimerkki.fi", "email", "maija(at)esimerkki.fi"),
        ("Soita 040 123 4567", "phone", "040 123 4567"),
        ("numero +358 9 123 4567.", "phone", "+358 9 123 4567"),
        ("tunnus 131052-308T", "personal_identity_code", "131052-308T"),
        ("tunnus 010594Y9032", "personal_identity_code", "010594Y9032"),
        ("tilille FI21 1234 5600 0007 85 kiitos", "iban", "FI21 1234 5600 0007 85"),
        ("asun Koivukatu 12 A 4", "street_address", "Koivukatu 12 A 4"),
        ("kävelin Storgatan 5 förbi", "street_address", "Storgatan 5"),
        ("siinä Mäntykadulla on meteliä", "street_address", "Mäntykadulla"),
        ("asun Kuntotie 5", "street_address", "Kuntotie 5"),
        ("osoite on Äijäntien 7", "street_address", "Äijäntien 7"),
        ("posti 00100 Helsinki", "street_address", "00100 Helsinki"),
        ("auto ABC-123 oli tiellä", "plate", "ABC-123"),
        ("Sain apua, kun Maija Virtaselle kerrottiin", "name", "Maija Virtaselle"),
        ("kysyin Pekalta asiaa", "name", "Pekalta"),
        ("Jaanan kanssa meni hyvin", "name", "Jaanan"),
        ("ohjaaja Korhonen oli ystävällinen", "name", "Korhonen"),
        ("sosiaalityöntekijä Xyloos ei vastannut", "name", "Xyloos"),
        ("puhuimme Heikkilän kanssa", "name", "Heikkilän"),
        ("siellä Koivistolaisen luona oli Peräkorvenmäkinen", "name", "Peräkorvenmäkinen"),
        ("jag träffade Anna Lindström igen", "name", "Anna Lindström"),
        ("hon heter Birgitta", "name", "Birgitta"),
        ("johanna lopetti syksyllä", "name", "johanna"),
        ("silloin Toivo auttoi", "name", "Toivo"),
        ("Toivo Mäkinen auttoi", "name", "Toivo Mäkinen"),
        ("Toivo soitti illalla", "name", "Toivo"),
        ("nimeni on jari nieminen", "name", "jari nieminen"),
        ("Terveisin Xyloona Peltokangas", "name", "Xyloona Peltokangas"),
        ("Päätöksen teki E. Karppinen.", "name", "E. Karppinen"),
        ("Jag heter Bo", "name", "Bo"),
        ("Hälsningar Henrik af Hällström", "name", "Henrik af Hällström"),
        ("vår son Emil väntar", "name", "Emil"),
        ("MATTI VIRTANEN EI VASTAA", "name", "MATTI VIRTANEN"),
        (
            "kirjoita liisa piste lehto at esimerkki piste fi",
            "email",
            "liisa piste lehto at esimerkki piste fi",
        ),
        ("lena snabel-a exempel.fi", "email", "lena snabel-a exempel.fi"),
        ("puh. 555 1234", "phone", "555 1234"),
        ("hetu 131052-308A, väärin kirjoitettu", "personal_identity_code", "131052-308A"),
        ("rekisterinumero on abc-12", "plate", "abc-12"),
        ("auto ÅÄÖ-1 seisoi", "plate", "ÅÄÖ-1"),
        ("asuu yksin uittotie 14 a 3", "street_address", "uittotie 14 a 3"),
        (
            "Kaisaniementie 7:stä, 00100 Helsinki",
            "street_address",
            "Kaisaniementie 7:stä, 00100 Helsinki",
        ),
        ("PL 45, 70101 Kuopio", "street_address", "PL 45, 70101 Kuopio"),
        ("Instagramissa @tuulan_arki", "social_media", "@tuulan_arki"),
        ("facebook.com/matti.meikalainen.5", "social_media", "facebook.com/matti.meikalainen.5"),
        ("synt. 4.11.1938", "date_of_birth", "4.11.1938"),
        ("jag är född den 3 mars 1962", "date_of_birth", "3 mars 1962"),
    ],
)
def test_what_points_at_a_person_is_found(text: str, kind: str, part: str) -> None:
    assert (kind, part) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Toivo on tärkeää.",
        "Anna lisää aikaa lapsille.",
        "Annan palautetta palvelusta.",
        "Kokous oli 01.02.2024 ja 12345 asiakasta tuli.",
        "Tunnus 131052-308A on väärin.",
        "Tili FI21 1234 5600 0007 86 on väärin.",
        "Hyvinvointialue ja Kela toimivat Suomessa, Tampereella ja Jyväskylässä.",
        "PALVELUT OVAT LIIAN KAUKANA MEISTÄ",
        "Palvelu oli hidasta. Jonot ovat pitkiä, ja COVID-19 vaikutti.",
        "EU:sta ja NATO-jäsenyydestä ei tässä kysytty.",
        "Sopimus ILO-169 ja standardi ISO-900 mainittiin.",
        "Kuntien 5 prosentin osuus ja äitien 3 toivetta.",
        "Palvelupolku 2 oli selkeä.",
        "Koti, Usko, Isänmaa",
        "1) Itsenäinen asuminen 2) Kotimainen ruoka",
        "Dan efter ringde ingen. Per månad kostar det 120 euro.",
        "Palvelutalo Lehtola, Päiväkoti Mäntylä ja Malmin sairaala.",
        "Auli-ryhmä ja Maija Poppanen -kerho.",
        "Kokous 3.5.2019, sivu 45, § 29, versio 2.13.4, dnro 123/2024.",
        "",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_findings_stand_in_order_and_never_over_one_another() -> None:
    text = "Maija Virtanen, maija.virtanen@esimerkki.fi, 050 1234567, Koivukatu 3"
    findings = find_personal_data(text)
    assert [f.kind for f in findings] == ["name", "email", "phone", "street_address"]
    assert all(one.end <= two.start for one, two in itertools.pairwise(findings))
    assert all(text[f.start : f.end] == f.text for f in findings)


def test_the_lists_of_names_are_long_enough() -> None:
    assert len(GIVEN_NAMES) >= 1_500
    assert len(SURNAMES) >= 1_000
    assert ORDINARY_SURNAMES <= SURNAMES


@pytest.mark.parametrize(
    "text",
    [
        "0" * 30_000,
        "A" * 30_000,
        "Aa " * 10_000,
        "a@" * 15_000,
        "a." * 15_000,
        "+358 " * 6_000,
        "FI21 " * 6_000,
        "😀" * 20_000,
        "\x00" * 20_000,
        "A-" * 15_000,
        "Katu 1 " * 4_000,
        "(0" * 15_000,
        "Anna " * 6_000,
        "1-" * 15_000,
        "a" * 64 + "@" + "b." * 10_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_hostile_texts_are_searched(text: str) -> None:
    """How time grows is measured in benchmarks/personal_data.py."""
    assert all(text[found.start : found.end] == found.text for found in find_personal_data(text))


def test_signs_that_turn_or_end_a_text_hide_nothing() -> None:
    text = "\u202eمرحبا\x00 soita 040 123 4567 \u200fPekka Virtanen\x00"
    assert found(text) == [("phone", "040 123 4567"), ("name", "Pekka Virtanen")]


def test_a_finding_says_how_sure_it_is() -> None:
    sure = {
        finding.text: finding.certainty
        for finding in find_personal_data(
            "131052-308T, hetu 131052-308A, Pekka Virtanen, siellä Toivo"
        )
    }
    assert sure == {
        "131052-308T": "certain",
        "131052-308A": "likely",
        "Pekka Virtanen": "likely",
        "Toivo": "possible",
    }


def test_a_text_is_redacted_in_its_language() -> None:
    text = "Fråga Agneta Söderlund, 040 765 4321."
    assert (
        redacted(text, find_personal_data(text, language="sv")) == "Fråga [namn], [telefonnummer]."
    )
    assert redacted(text, find_personal_data(text)) == "Fråga [nimi], [puhelinnumero]."
    assert find_personal_data(text, language="se")[0].replacement == "[nimi]"


def test_the_marked_texts_are_many_and_of_every_kind() -> None:
    texts = read_marked()
    assert len(texts) >= 400
    assert sum(not text.places for text in texts) >= 150
    assert {kind for text in texts for kind, *_ in text.places} == {*PATTERNED, "name"}


def test_held_out_texts_reach_the_floors_of_every_kind() -> None:
    """Recall and precision on texts that the search was not tuned on."""
    scores = measured([text for text in read_marked() if text.held_out], ours)
    assert scores["name"].recall >= 0.95
    assert scores["name"].precision >= 0.90
    for kind in PATTERNED:
        assert (scores[kind].recall, scores[kind].precision) >= (0.98, 0.95), kind
        assert scores[kind].precision >= 0.95, kind


def test_texts_written_later_reach_the_floors_too() -> None:
    scores = measured(read_marked(LATER), ours)
    assert scores["name"].recall >= 0.95
    assert scores["all"].precision >= 0.95


def test_few_answers_of_a_real_survey_are_held() -> None:
    path = ROOT.parent / "shared/data/text-yle2015/dev/edistettavat-asiat.csv"
    if not path.exists():
        pytest.skip("the public answers are not there")
    with path.open(encoding="utf-8") as file:
        held = [row["text"] for row in csv.DictReader(file) if find_personal_data(row["text"])]
    assert 1 <= len(held) <= 9, "of 918, most of which name nobody"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    for finding in find_personal_data(text):
        assert text[finding.start : finding.end] == finding.text
