"""What kind of thing an answer says, suggested by the words that tell it; a person decides.

A small set of rules that can be read in one go: each is a pattern and the kind it speaks for. No
learning, no chance: the same text gives the same suggestion, and the words that led to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

VoiceKind = Literal["need", "good_practice", "proposal", "praise", "concern", "question"]
_MOST_LOOKED_AT = 5_000
_MOST_WORDS_TOLD = 3


@dataclass(frozen=True, slots=True)
class KindSuggestion:
    """``kind`` and the words of the text that speak for it, in order, each once."""

    kind: VoiceKind
    words: tuple[str, ...]


def _rule(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_RULES: tuple[tuple[VoiceKind, int, re.Pattern[str]], ...] = (
    ("praise", 3, _rule(
        r"\bkiito[sk]\w{0,4}", r"\bkiitän\b", r"\bkiittä\w{1,6}", r"\blämmin kiitos", r"\bolen (?:todella |erittäin |tosi )?tyytyväi\w{2,5}",
        r"\bihana[anst]?\b", r"\bloistav\w{1,5}", r"\bmahtav\w{1,5}", r"\bhyvää työtä\b", r"\btack\b", r"\btacksam\w{0,3}",
        r"\bnöjd[a]?\b", r"\bfantastisk\w{0,2}", r"\bunderbar\w{0,2}", r"\bthank(?:s| you)\b", r"\bgrateful\b", r"\bexcellent\b", r"\bwonderful\b",
    )),
    ("good_practice", 3, _rule(
        r"\btoimii (?:todella |erittäin |oikein )?hyvin\b", r"\bon toiminut hyvin\b", r"\bhyvä(?:ksi)? (?:käytäntö|toimintatapa|malli)\w{0,4}",
        r"\bkannattaa jatkaa\b", r"\bkannattaa säilyttää\b", r"\bhyväksi havait\w{2,5}", r"\bfungerar (?:mycket |riktigt )?bra\b",
        r"\bhar fungerat bra\b", r"\bgod praxis\b", r"\bbra (?:praxis|modell|arbetssätt)\b", r"\bworks? (?:very |really )?well\b",
        r"\bgood practice\w{0,1}", r"\bworth keeping\b",
    )),
    ("proposal", 3, _rule(
        r"\behdot\w{2,10}", r"\bvoisi(?:ko|vatko|mmeko|n|t|mme|vat)?\b", r"\bvoitaisiin(?:ko)?\b", r"\bolisi hyvä\b", r"\bkannattaisi\b",
        r"\botettaisiin\b", r"\bperustetaan\b", r"\bperustettaisiin\b", r"\bförslag\w{0,3}", r"\bföreslå[rs]?\b", r"\bman kunde\b", r"\bkunde (?:man|vi|ni)\b",
        r"\bdet vore bra\b", r"\bborde införas\b", r"\bI suggest\b", r"\bpropos(?:e|al)\w{0,2}", r"\bcould we\b", r"\bhow about\b",
    )),
    ("concern", 2, _rule(
        r"\bhuol(?:i|en|ta|issa\w{1,4}|estu\w{2,7}|estutta\w{1,5})\b", r"\bpelkä\w{2,6}", r"\bpelotta\w{1,4}", r"\buupu\w{2,7}", r"\bvaara\w{0,5}\b",
        r"\bturvat\w{3,8}", r"\bei jaksa\b", r"\bväsy\w{2,6}", r"\boro(?:lig\w{0,2}|ar|ade|s)?\b", r"\brädd[a]?\b", r"\bfarlig\w{0,2}", r"\butmatt\w{2,5}",
        r"\botrygg\w{0,3}", r"\bworr(?:y|ied|ies|ying)\b", r"\bafraid\b", r"\bunsafe\b", r"\bexhaust\w{2,4}",
    )),
    ("need", 2, _rule(
        r"\btarvi?tse\w{1,7}", r"\btarvita\w{1,4}", r"\btarve\w{0,4}\b", r"\bpuuttu\w{1,6}", r"\bpitäisi\b", r"\btäytyisi\b", r"\btulisi\b", r"\blisää\b", r"\bliian (?:vähän|pitk\w{1,4}|pieni|kauan)",
        r"\bei (?:ole|saa|pääse|löydy|tiedä)\b", r"\bkaipa\w{2,6}", r"\btoivo[nm]\w{0,6}", r"\bbehöv\w{1,5}", r"\bsaknas?\b", r"\bborde\b", r"\bmer tid\b", r"\bför (?:lite|få|lång\w{0,2})\b",
        r"\bönskar\b", r"\bneed\w{0,3}\b", r"\black\w{0,4}\b", r"\bshould\b", r"\bnot enough\b", r"\btoo (?:few|little|long)\b",
    )),
)  # fmt: skip
_QUESTION_MARK = re.compile(r"\?\s*$")
_ASKS = re.compile(
    r"^\W{0,3}(?:miksi|miten|milloin|kuka|keneltä|kenelle|mistä|mihin|missä|mikä|onko|saako|voiko|varför|hur|när|vem|var|vad|kan man|får man|finns det"
    r"|why|how|when|who|where|what|is there|can)\b",
    re.IGNORECASE,
)


def suggest_kind(text: str) -> KindSuggestion | None:
    """The kind that the text's own words speak for most, None when nothing or two kinds speak alike.

    A text that asks and ends in a question mark is a question. Never raises on a string; time grows
    with the length of the text, of which the first 5,000 characters are read.
    """
    read = text[:_MOST_LOOKED_AT]
    if _QUESTION_MARK.search(read) and (asked := _ASKS.search(read)):
        return KindSuggestion("question", (asked.group().strip().lower(), "?"))
    found = {kind: _words(rule, read) for kind, _weight, rule in _RULES}
    weight = {kind: each for kind, each, _rule in _RULES}
    scores = sorted(
        ((weight[kind] * len(words), kind) for kind, words in found.items()), reverse=True
    )
    (best, kind), (second, _kind) = scores[0], scores[1]
    if best in (0, second):
        return None
    return KindSuggestion(kind, tuple(found[kind][:_MOST_WORDS_TOLD]))


def _words(rule: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match.group().lower() for match in rule.finditer(text)))
