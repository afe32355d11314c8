"""What the words around a name say: titles, relatives, introductions, deeds and institutions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from tiekartta.analysis.languages.personal_data.inflection import forms_of

Lead = Literal["named", "closing", "titled", ""]

_FINNISH_TITLES = """
herra rouva neiti hra rva nti lääkäri tohtori tri hoitaja työntekijä ohjaaja johtaja päällikkö esihenkilö esimies opettaja rehtori
psykologi terapeutti sihteeri neuvoja valvoja avustaja siivooja valmentaja kuljettaja sijainen isännöitsijä asiakas potilas kuraattori
pastori pappi diakoni poliisi toimittaja kouluttaja professori tulkki huoltaja ystävä naapuri puoliso mies vaimo äiti isä poika tyttö tytär
sisko veli mummo vaari ukki täti setä eno serkku kummi lapsi pikkuveli isoveli asianajaja juristi ministeri kansanedustaja koordinaattori
suunnittelija asiantuntija vetäjä käsittelijä vastaava lapsenlapsi isoäiti isoisä mummi pappa anoppi appi miniä vävy kaveri kollega pomo tukihenkilö asukas vuokranantaja
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
_POSSESSED = re.compile(
    r"(?:äi[td]i|isä|poja|poika|tytö|tyttö|tyttär|miehe|vaimo|sisko|velje|veli|lapse|puoliso|naapuri|ystävä|kaveri|mummo|mummi|vaari|pappa"
    r"|serkku|serku|tä[td]i|setä|sedä|eno|anoppi|appe|miniä|vävy|kummi|avovaimo|kihlattu|kumppani|työpari|kollega|pomo|esihenkilö|hoitaja"
    r"|työntekijä|lääkäri|ohjaaja|valvoja|avustaja|terapeutti|opettaja|neuvoja)[a-zäö]{0,5}(?:ni|mme|nne|nsa|nsä)$"
)
_FOREIGN_TITLES = re.compile(
    r"(?:herr|fru|fröken|doktor|handläggare|arbetare|skötare|läkare|vårdare|ledare|terapeut|chef|lärare|bevakare|ombud|rektor|klient|patient|tolk|präst"
    r"|psykolog|kurator|granne|vän|väninna|kollega|hustru|make|maka|bror|syster|son|dotter|mamma|pappa|mor|far|moster|faster|morbror|farbror"
    r"|sambo|kusin|barnbarn|man|dr|mr|mrs|ms|miss|doctor|nurse|worker|teacher|therapist|daughter|husband|wife|mother|father|brother|sister"
    r"|neighbour|friend|boss)(?:n|en|et|t|s|ns|ens)?$"
)
_NAMED = re.compile(
    r"(?:\bnime(?:ni|nsä|mme)\ (?:on|oli)|\bnimi on|\bnimeltä(?:än)?|\b(?:heter|hette|heta|namn är)|\bname is|\bnamed|\bi am called)[: ]{1,3}$"
)
_CLOSING = re.compile(
    r"(?:\bter(?:v|veisin|kuin)\b\.?|(?:^|\W)y?t\.|\byst\. terv\.|\bmvh|\bhälsning(?:ar)?(?:\ från)?|\bregards|\ballekirjoit(?:us|taja)|\bundertecknad"
    r"|\bsignatur|\bantoi|\bvastaaja|\bhuoltaja|\byhteyshenkilö|\bkontaktperson|\blisätietoja|\btoivoo|\bhälsar|\bvårdnadshavare)[:,. \n]{1,4}$"
)
_DEEDS = frozenset(
    """
    sanoi kertoi soitti auttoi kävi hoiti lupasi vastasi kysyi kuunteli neuvoi asuu odottaa lopetti selitti kirjoitti ohjasi muutti tuli lähti
    jäi puhui kiusasi huusi itki nauroi hoitaa auttaa soittaa sanoo kertoo tietää osaa lupaa vaihtui tarvitsee joka kanssa luona luokse luo
    mielestä kuoli päätti hjälpte hjälper sade säger ringde ringer svarade svarar lovade lyssnade berättade bor jobbar arbetar väntar kom slutade
    said told called helped helps answered listened lives works
    """.split()  # noqa: SIM905 - the same
)
_INSTITUTIONS = re.compile(
    r"(?:terveysasema|terveyskesku|sairaala|koulu|lukio|päiväko|kirjasto|hoivako|palvelutalo|palveluko|vanhainko|perhekesku|kesku|kerho|ryhmä|talo\b|koti\b"
    r"|kylä|kunta|kunnan|kaupun|seutu|seudu|seurakun|asuinalue|alue|leirikesku|urheilu|kampus|toimipist|yksikkö|yksikö|säätiö|yhdisty|asema\b|linja|katu|tori\b"
    r"|sjukhus|skola|servicehus|daghem|hvc|vårdcentral|bibliotek|hemmet|gården|centret|stiftelse|förening|kommun|stad\b|church|hospital|school)"
)
NO_PERSONS = frozenset(
    forms_of(
        """
        kela fpa thl valvira avi migri posti alko kanta omakanta omaolo ohjaamo apotti lifecare teams zoom webropol word excel google
        facebook instagram whatsapp youtube tiktok eu yk nato pisa who marttala corona korona covid jumala jeesus kristus gud jesus allah
        raamattu bibel bibeln yle folkhälsan marthorna martat mieli klubitalo veikkaus euro eurooppa unioni alzheimer parkinson asperger
        """.split()  # noqa: SIM905 - the same
    )
)
"""Capitalised words that are never persons in a survey."""


@lru_cache(maxsize=1)
def _title_forms() -> frozenset[str]:
    return frozenset(forms_of(_FINNISH_TITLES, softening=frozenset({"lapsi"}))) | {
        "lapsen", "lapsella", "tyttären", "miehen", "asiakkaan", "potilaan",
    }  # fmt: skip


@lru_cache(maxsize=50_000)
def is_title(word: str) -> bool:
    """Whether a lower-case word is a title, an occupation or a relative, also as the end of a compound."""
    if len(word) > 40:
        return False
    titles = _title_forms()
    if word in titles or any(word[cut:] in titles for cut in range(3, len(word) - 4)):
        return True
    return bool(_POSSESSED.search(word) or _FOREIGN_TITLES.search(word))


def lead_of(before: str, word_before: str, gap: str) -> Lead:
    """How the text just ``before`` a word announces a name; ``gap`` divides it from ``word_before``."""
    low = before[-40:].lower()
    if _NAMED.search(low):
        return "named"
    if _CLOSING.search(low):
        return "closing"
    if gap in (" ", "\u00a0", ". ", ", ", ": ") and is_title(word_before.lower()):
        return "titled" if gap in (" ", "\u00a0") or word_before.lower() in _SHORT_TITLES else ""
    return ""


_SHORT_TITLES = frozenset(("dr", "mr", "mrs", "ms", "hra", "rva", "nti", "tri"))


def is_deed(word: str) -> bool:
    """Whether a lower-case word says what a person did or is with ('sanoi', 'kanssa', 'hjälpte')."""
    return word in _DEEDS


def is_institution(word: str) -> bool:
    """Whether a lower-case word means a house, a service or an area that bears a name."""
    return len(word) <= 40 and bool(_INSTITUTIONS.search(word))
