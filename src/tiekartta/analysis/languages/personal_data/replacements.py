"""What stands in a redacted text where a person was pointed at."""

from __future__ import annotations

from tiekartta.analysis.languages.personal_data.kinds import Kind

_WORDS: dict[Kind, dict[str, str]] = {
    "name": {"fi": "nimi", "sv": "namn", "en": "name"},
    "email": {"fi": "sähköpostiosoite", "sv": "e-postadress", "en": "e-mail address"},
    "phone": {"fi": "puhelinnumero", "sv": "telefonnummer", "en": "phone number"},
    "personal_identity_code": {
        "fi": "henkilötunnus",
        "sv": "personbeteckning",
        "en": "personal identity code",
    },
    "iban": {"fi": "tilinumero", "sv": "kontonummer", "en": "account number"},
    "street_address": {"fi": "katuosoite", "sv": "gatuadress", "en": "street address"},
    "plate": {"fi": "rekisterinumero", "sv": "registernummer", "en": "registration plate"},
    "social_media": {
        "fi": "sometili",
        "sv": "konto i sociala medier",
        "en": "social media account",
    },
    "date_of_birth": {"fi": "syntymäaika", "sv": "födelsedatum", "en": "date of birth"},
}


def replacement(kind: Kind, language: str | None = None) -> str:
    """The kind in brackets, in fi, sv or en; Finnish for any other language."""
    words = _WORDS[kind]
    return f"[{words.get(language or 'fi', words['fi'])}]"
