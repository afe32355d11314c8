"""Whether two answers that look alike say the opposite: negation, taking sides, other numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Reason = Literal["negated", "number", "opposite"]

_NEGATIONS = {
    "fi": (
        "ei en et emme ette eivät eikä enkä etkä emmekä ettekä eivätkä eipä älä älkää älköön ettei"
        " etten ettet ettemme ettette etteivät jollei ilman"
    ),
    "sv": "inte ej icke aldrig ingen inget inga ingenting utan varken knappast",
    "en": (
        "not no never none nothing without neither nor cannot can't won't don't doesn't didn't"
        " isn't aren't wasn't weren't shouldn't wouldn't couldn't hardly"
    ),
}
_SIDES = {
    "fi": (
        ("kannattaa kannatan kannatamme puoltaa puolesta puolella", "vastustaa vastustan vastaan"),
        (
            "lisätä lisää enemmän kasvattaa nostaa korottaa kasvaa",
            "vähentää vähemmän leikata laskea supistaa karsia vähetä alentaa",
        ),
        ("sallia vapauttaa laillistaa hyväksyä", "kieltää rajoittaa rajata hylätä torjua"),
        ("hyvä parempi paras hyvin paremmin", "huono huonompi huonoin huonosti huonommin"),
        ("pitkä pidempi pidentää", "lyhyt lyhyempi lyhentää"),
        ("nopea nopeasti nopeampi nopeammin nopeuttaa", "hidas hitaasti hitaampi hidastaa"),
        ("helppo helpompi helposti helpottaa", "vaikea hankala vaikeampi vaikeasti vaikeuttaa"),
        ("avata auki", "sulkea kiinni lakkauttaa"),
        ("säilyttää jatkaa", "poistaa lopettaa lakkauttaa purkaa"),
    ),
    "sv": (
        ("för stöda stöder stödja stödjer stöd försvara", "emot motsätta motsätter motstå"),
        ("öka ökar mer mera fler höja höjer", "minska minskar mindre färre sänka sänker skära"),
        ("tillåta tillåter tillåt godkänna", "förbjuda förbjuder förbud begränsa avvisa"),
        ("bra bättre bäst god", "dålig dåligt sämre sämst"),
        ("lång långa längre", "kort korta kortare"),
        ("snabb snabbt snabbare", "långsam långsamt långsammare"),
        ("lätt enkelt enkel lättare", "svår svårt svårare"),
        ("öppna öppen", "stänga stängd"),
        ("behålla fortsätta bevara", "avskaffa sluta avsluta upphöra"),
    ),
    "en": (
        ("support supports favour favor favours endorse for agree", "oppose opposes against disagree"),
        ("more increase increases raise add", "less fewer decrease reduce reduces lower cut"),
        ("allow allows permit legalise legalize accept", "ban bans forbid prohibit restrict reject"),
        ("good better best well", "bad worse worst badly poor"),
        ("long longer lengthen", "short shorter shorten"),
        ("fast faster quick quickly", "slow slower slowly"),
        ("easy easier easily", "hard harder difficult"),
        ("open", "close closed shut"),
        ("keep continue", "stop remove abolish end"),
    ),
}  # fmt: skip
_NUMBERS = {
    word: str(value)
    for words in (
        "nolla - kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen",
        "noll - två tre fyra fem sex sju åtta nio tio",
        "zero - two three four five six seven eight nine ten",
    )
    for value, word in enumerate(words.split())
    if word != "-"  # "one" is an article too
}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Stance:
    """What of an answer could turn it into the opposite of one that looks the same."""

    is_negated: bool
    sides: frozenset[tuple[int, bool]]
    """(pair of opposites, whether on its first side); both sides cancel out."""
    numbers: frozenset[str]


def stance_of(text: str, words: Collection[str], language: str) -> Stance:
    """Stance of an answer whose ``words`` are its words and their base forms in lower case."""
    known = set(words)
    sides = set()
    for place, (one, other) in enumerate(_PAIRS[language]):
        on_one, on_other = bool(known & one), bool(known & other)
        if on_one != on_other:
            sides.add((place, on_one))
    numbers = {found.replace(",", ".") for found in _DIGITS.findall(text)}
    numbers |= {_NUMBERS[word] for word in known & _NUMBERS.keys()}
    return Stance(bool(known & _NOT[language]), frozenset(sides), frozenset(numbers))


def reasons(one: Stance, other: Stance) -> tuple[Reason, ...]:
    """Why two answers that look the same may not be."""
    found: list[Reason] = []
    if one.is_negated != other.is_negated:
        found.append("negated")
    if one.numbers and other.numbers and one.numbers != other.numbers:
        found.append("number")
    if any((place, not side) in other.sides for place, side in one.sides):
        found.append("opposite")
    return tuple(found)


_NOT = {language: frozenset(words.split()) for language, words in _NEGATIONS.items()}
_PAIRS = {
    language: [(frozenset(one.split()), frozenset(other.split())) for one, other in pairs]
    for language, pairs in _SIDES.items()
}
