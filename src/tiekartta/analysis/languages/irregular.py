"""Spoken forms, words the dictionaries lack or know wrongly, and words that only look compound."""

from __future__ import annotations

IRREGULAR: dict[str, dict[str, str]] = {
    "fi": {
        "mä": "minä", "mää": "minä", "mie": "minä", "mun": "minä", "mua": "minä", "mulla": "minä", "mulle": "minä",
        "sä": "sinä", "sää": "sinä", "sie": "sinä", "sun": "sinä", "sulla": "sinä", "sulle": "sinä",
        "oon": "olla", "oot": "olla", "ollu": "olla", "ois": "olla", "oisi": "olla", "oisin": "olla", "oisko": "olla",
        "ku": "kun", "et": "että", "niinku": "niin", "kans": "kanssa", "viel": "vielä", "vaa": "vain", "kyl": "kyllä",
        "tää": "tämä", "nää": "nämä", "toi": "tuo", "noi": "nuo", "yks": "yksi", "kaks": "kaksi", "miks": "miksi",
        "vois": "voida", "pitäs": "pitää", "sais": "saada", "tiiä": "tietää", "meil": "minä", "siel": "siellä",
        "ajan": "aika", "hyvinvointi": "hyvinvointi", "nuoriso": "nuoriso", "lähtöisyys": "lähtöisyys",
        "lähtöisyyttä": "lähtöisyys", "lähtöisyyden": "lähtöisyys", "ennaltaehkäisevää": "ennaltaehkäisevä",
        "ennaltaehkäisevän": "ennaltaehkäisevä", "ennaltaehkäiseviä": "ennaltaehkäisevä", "ennaltaehkäisevien": "ennaltaehkäisevä",
    },
    "sv": {
        "service": "service", "servicen": "service", "boende": "boende", "boendet": "boende", "boenden": "boende",
        "brist": "brist", "bristen": "brist", "brister": "brist", "avgift": "avgift", "avgiften": "avgift",
        "avgifter": "avgift", "avgifterna": "avgift", "beslut": "beslut", "beslutet": "beslut", "besluten": "beslut",
        "pengar": "pengar", "pengarna": "pengar", "pengarnas": "pengar", "äldre": "äldre", "välfärd": "välfärd",
        "handikapp": "handikapp", "tolk": "tolk", "tolken": "tolk", "tolkar": "tolk", "mental": "mental",
    },
    "en": {},
}  # fmt: skip
"""Base form by word, by language; looked at after the corrections of the lexicon."""

WHOLES: dict[str, frozenset[str]] = {
    "fi": frozenset(
        ["hyvinvointi", "nuoriso", "asiantuntija", "väkivalta", "lähtöisyys", "yhdenvertaisuus", "kohtaaminen"]
    ),
    "sv": frozenset(
        ["mental", "personal", "välfärd", "närstående", "handledning", "rådgivning", "funktionshinder", "missbrukare", "handikapp"]
    ),
    "en": frozenset(),
}  # fmt: skip
"""Words that are not divided any further: their parts say something else."""

LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "fi": (("s", "nen"),),
    "sv": (("s", ""), ("o", "a"), ("e", ""), ("e", "a"), ("s", "e"), ("ar", "are")),
    "en": (),
}
"""(end of a left part, end of its base form): 'asumis-' asuminen, 'hälso-' hälsa, 'arbets-' arbete."""
