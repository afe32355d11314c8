"""Invented answers of six topics, so that a test knows what belongs together."""

from __future__ import annotations

import itertools

import pytest

from tiekartta.analysis.themes import Answer

TOPICS = {
    "kotipalvelu": (
        [
            "Kotipalvelua",
            "Lapsiperheiden kotipalvelua",
            "Kotipalvelun tunteja",
            "Kotiapua ja kotipalvelua",
        ],
        [
            "saa liian vähän.",
            "pitäisi antaa nopeammin perheille.",
            "tarvittaisiin iltaisin.",
            "ei myönnetä ajoissa.",
        ],
    ),
    "jonot": (
        ["Jonot neuvolaan", "Jonotusajat terapiaan", "Terapian jono", "Odotusaika ja jonot"],
        [
            "ovat kohtuuttoman pitkiä.",
            "kestävät kuukausia.",
            "pitää lyhentää.",
            "kasvavat koko ajan.",
        ],
    ),
    "vaihtuvuus": (
        [
            "Sosiaalityöntekijä",
            "Oma sosiaalityöntekijä",
            "Sosiaalityöntekijämme",
            "Meidän sosiaalityöntekijä",
        ],
        [
            "vaihtuu jatkuvasti.",
            "on vaihtunut viisi kertaa.",
            "lopetti ja tuli sijainen.",
            "vaihtuu eikä sijainen tunne asiaa.",
        ],
    ),
    "digi": (
        [
            "Sähköinen lomake",
            "Digitaalinen asiointi",
            "Verkkoasiointi ja chat",
            "Hakemuslomake verkossa",
        ],
        [
            "on hankala täyttää puhelimella.",
            "kaatuu kesken asioinnin.",
            "vaatii pankkitunnukset.",
            "pitäisi toimia kännykällä.",
        ],
    ),
    "koulu": (
        [
            "Koulukuraattori",
            "Koulun kuraattori ja psykologi",
            "Koulupsykologi",
            "Kuraattori koululla",
        ],
        [
            "on paikalla vain kerran viikossa.",
            "puuttuu meidän koulusta.",
            "auttoi oppilasta hyvin.",
            "pitäisi olla joka koulussa.",
        ],
    ),
    "matkat": (
        ["Bussi terveysasemalle", "Julkinen liikenne", "Bussivuorot ja taksit", "Matka bussilla"],
        [
            "ei kulje viikonloppuna.",
            "on pitkä ja kallis.",
            "lakkautettiin kylältä.",
            "maksaa liikaa eläkeläiselle.",
        ],
    ),
}


def corpus(topics: int = 6) -> list[Answer]:
    """Sixteen answers for each of the first ``topics`` topics, ids like 'jonot-03'."""
    return [
        Answer(f"{topic}-{number:02}", " ".join(words), group=f"g{number % 2}")
        for topic, (starts, ends) in itertools.islice(TOPICS.items(), topics)
        for number, words in enumerate(itertools.product(starts, ends))
    ]


@pytest.fixture(scope="session")
def answers() -> list[Answer]:
    return corpus()
