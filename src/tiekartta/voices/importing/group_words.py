"""Which respondent group a cell of a survey names, in Finnish, Swedish or English."""

from __future__ import annotations

import re

from tiekartta.people.states import RespondentGroup

G = RespondentGroup
# The first that fits wins: "kokemusasiantuntija-asiakas" is an expert by experience.
_WORDS: tuple[tuple[RespondentGroup, str], ...] = (
    (G.EXPERT_BY_EXPERIENCE, r"kokemusasiantun|kokemustoimi|kokemuskoulut|erfarenhetsexpert|experts? by experience|lived experience"),
    (G.DECISION_MAKER, r"päättäj|luottamushenki|valtuut|beslutsfattar|förtroendeval|ledamot|decision[- ]?mak|councillor|politi"),
    (G.FAMILY, r"läheis|läheinen|omai(nen|s)|perheenjäsen|vanhem(pi|ma)|huoltaj|närståend|anhörig|vårdnadshav|famil|relative|close one|carer|parent"),
    (G.CHILD_YOUTH, r"lapsi|lapse|lasten|nuor|oppila|barn|ungdom|\bunga?\b|elev|child|young|youth|pupil"),
    (G.MANAGEMENT, r"johto|johtaj|johdo|esihenki|esimie|päällik|ledning|chef|ledare|förman|förmän|manage|director|supervisor|leader"),
    (G.PARTNER, r"kumppan|yhteistyö|sidosryhm|järjest|seurakun|yhdisty|partner|samarbet|organisation|förening|församling|stakeholder|ngo\b|association"),
    (G.CLIENT, r"asiak|potila|palvelunkäyttäj|palvelun käyttäj|klient|kund|brukare|patient|client|customer|service user"),
    (G.STAFF, r"henkilöst|henkilökun|työntek|viranhalt|ammattil|personal|anställ|medarbet|arbetstag|staff|employee|worker|personnel|professional"),
    (G.RESIDENT, r"asuk|kuntalai|kansalai|kaupunkilai|invånar|kommuninv|medborgar|resident|inhabitant|citizen"),
)  # fmt: skip
_PATTERNS = tuple((group, re.compile(words, re.IGNORECASE)) for group, words in _WORDS)


def group_of(value: str) -> RespondentGroup | None:
    """The group that a cell names, or None when it cannot be told."""
    plain = " ".join(value.split()).casefold()
    for group in RespondentGroup:
        if plain == group.value:
            return group
    return next((group for group, pattern in _PATTERNS if pattern.search(plain)), None)
