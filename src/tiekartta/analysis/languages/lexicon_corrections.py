"""Where simplemma's dictionaries are wrong or silent on words that surveys use."""

from __future__ import annotations

CORRECTIONS: dict[str, dict[str, str]] = {
    "fi": {
        "työ": "työ",
        "sosiaali": "sosiaali",
        "digi": "digi",
        "etä": "etä",
        "lähi": "lähi",
        "ei": "ei",
        "en": "ei",
        "ettei": "ettei",
        "vanhemmat": "vanhempi",
        "vanhempien": "vanhempi",
        "vanhemmille": "vanhempi",
        "vanhempia": "vanhempi",
        "sote": "sote",
        "soten": "sote",
        "sotessa": "sote",
        "hoitaja": "hoitaja",
        "apu": "apu",
        "avun": "apu",
        "avut": "apu",
        "psyko": "psyko",
        "mielenterveys": "mielenterveys",
    },
    "sv": {},
    "en": {},
}
"""Base form by word, by language; looked at before the dictionary."""

SHORT_HEADS: dict[str, frozenset[str]] = {
    "fi": frozenset(
        [
            "työ",
            "apu",
            "tie",
            "puu",
            "yö",
            "ala",
            "etu",
            "ilo",
            "uni",
            "kieli",
            "raha",
            "kylä",
            "talo",
        ]
    ),
    "sv": frozenset(
        ["råd", "vård", "stöd", "kö", "hus", "dag", "tid", "hem", "rum", "mål", "bok", "liv"]
    ),
    "en": frozenset(),
}
"""Right parts of compounds that are let in although they are short."""
