"""A word of a text and what it may be by itself: a given name, a surname, a place, none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tiekartta.analysis.languages.personal_data.inflection import forms_of
from tiekartta.analysis.languages.personal_data.name_lists import (
    GIVEN_NAMES,
    ORDINARY_SURNAMES,
    ORDINARY_WORDS,
    PLACES,
    SURNAMES,
)
from tiekartta.analysis.languages.personal_data.surroundings import NO_PERSONS

_TOKEN = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+){0,3}")
LONGEST = 40  # characters of a word, and of the space before one that is looked at
_STARTS = frozenset('.!?:;•*\n\r"”“»«(-–—…')
_NEN = re.compile(r"[aeioöuyä](?:nen|sen|selle|sella|sellä|selta|seltä|sesta|sestä)$")
ADJECTIVE = re.compile(
    r"(?:mi|lli|kelpoi|mai|moi|lai|läi|mäi|oikeudelli|julki|jokai|yhtei|keskei|kokonai|valtai|perhei|asukai|itsenäi|iäkkäi|viimei|ensimmäi|sellai|tällai|erilai"
    r"|nykyi|entisi|entei|jälkei|samanlai|varhai|tulevai|naispuoli|miespuoli|punai|sini|vihrei|keltai|valkoi|ihmi|nai|hevo|avonai|alhai|ylei|viral"
    r"|kolmo|neljä|viito|ykkö|kakko|toi)(?:nen|s\w{2,5})$"
)
_LA = re.compile(r"(?:[^l]la|[^l]lä|[^l]lan|[^l]län)$")
_SWEDISH = re.compile(
    r"\w{2}(?:sson|ström|qvist|kvist|berg|lund|holm|gren|blom|roos|fors|dahl|gård|backa|ndell|sén|lén|rén|dén)"
    r"(?:s|in|ille|illa|ilta|ia|iin)?$"
)
_FOREIGN = re.compile(
    r"\w{3}(?:enko|ov|ova|ev|eva|evich|ovych|chuk|vili|adze|yan|zadeh|oğlu|escu|owski|owska|dottir)(?:in|n|lle|lta|lla|ille|illa|ilta|a|ia|s)?$"
)
_DOUBLE = re.compile(
    r"(?:yli|ala|ylä|iso|vähä|uusi|vanha|rinta|mäki|koski|kivi|ranta|keski|haapa|al|el|abu|abd|bin|ben)-\w{3,}"
)


@dataclass(frozen=True)
class Word:
    """A word of the text with what it may be by itself."""

    text: str
    written: str
    start: int
    end: int
    shouted: bool

    @cached_property
    def low(self) -> str:
        return self.written.lower()

    @cached_property
    def capital(self) -> bool:
        return self.written[:1].isupper() and not self.shouted

    @cached_property
    def initial(self) -> bool:
        """Whether a sentence, a line or an item of a list begins here."""
        place, lowest = self.start - 1, max(0, self.start - 20)
        while place >= lowest and self.text[place] in " \t\u00a0":
            place -= 1
        if place < lowest:
            return True
        last = self.text[place]
        numbered = last == ")" and place > 0 and self.text[place - 1].isdigit()
        return last in _STARTS or numbered or (last.isdigit() and place + 1 < self.start)

    @cached_property
    def given(self) -> str | None:
        """The given name of which this is a form."""
        return _given_name(self.low)

    @cached_property
    def ordinary(self) -> bool:
        return self.low in ORDINARY_WORDS or self.given in ORDINARY_WORDS

    @cached_property
    def family(self) -> str | None:
        """The listed surname of which this is a form."""
        return _family().get(self.low) or _family().get(_bare(self.low))

    @cached_property
    def shaped(self) -> bool:
        """Whether it looks like a surname that no list has."""
        low = _bare(self.low)
        if len(low) < 5 or self.written[:2].isupper() or low in NO_PERSONS:
            return False
        if _DOUBLE.match(low):
            return self.written[self.written.find("-") + 1].isupper() or low[:2] in ("al", "el")
        if "-" in low:
            parts = self.written.split("-")
            return all(p[:1].isupper() and p[1:].islower() for p in parts) and any(
                _family().get(p.lower()) for p in parts
            )
        if _NEN.search(low):
            return not ADJECTIVE.search(low)
        return bool(_SWEDISH.search(low) or _FOREIGN.search(low))

    @cached_property
    def place(self) -> bool:
        low = _bare(self.low)
        return low in NO_PERSONS or self.low in NO_PERSONS or low in _places()

    @cached_property
    def follows(self) -> bool:
        """Whether it may be a later part of a name: a surname or a second given name."""
        if self.shouted:
            return self.family is not None or self.given is not None
        if not self.capital:
            return (self.family or "").endswith(("nen", "sson", "ström", "berg")) or (
                _family().get(self.low) == self.low and self.low not in ORDINARY_SURNAMES
            )
        if len(self.low) == 1:
            return True
        return not self.place or self.low in SURNAMES


@lru_cache(maxsize=1)
def _given() -> dict[str, str]:
    return forms_of(GIVEN_NAMES, softening=frozenset({"tuuli", "meri", "lumi", "suvi", "järvi"}))


@lru_cache(maxsize=1)
def _family() -> dict[str, str]:
    return forms_of(SURNAMES, softening=SURNAMES)


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    return forms_of(PLACES, softening=PLACES)


def _bare(low: str) -> str:
    return re.split(r"[:’']", low, maxsplit=1)[0]


@lru_cache(maxsize=50_000)
def _given_name(low: str) -> str | None:
    bare = _bare(low)
    if (whole := _given().get(low) or _given().get(bare)) is not None:
        return whole
    first, _, second = bare.partition("-")
    # 'Anna-Lena' is a name, 'Auli-ryhmä' is not one
    if second and first in _given() and _given().get(second) is not None:
        return f"{first}-{second}"
    return None


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order; runs longer than any name are left out."""
    shouted = text.isupper()
    return [
        Word(text, m.group(), m.start(), m.end(), shouted)
        for m in _TOKEN.finditer(text)
        if len(m.group()) <= LONGEST
    ]
