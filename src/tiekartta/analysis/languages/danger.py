"""Whether a text sounds as if somebody may be in acute danger: so that help contacts are shown at once.

A list of phrases in Finnish, Swedish and English with their inflected forms. It prefers to be wrong in
the safe direction: a text about preventing suicides is found as well, and nothing worse follows from it
than a phone number. It is no judgement about anybody, and is stored nowhere.
"""

from __future__ import annotations

import re
import unicodedata

_ME_FI = r"(?:minut|minua|mut|mua|meidät|meitä|lapseni|lastani|lapsiani|lapsia|lasta|äitiä|isää|vaimoani|miestäni)"
_FINNISH = (
    r"itsemurh\w*", r"itsetuho\w*", r"itsari\w*",
    (r"(?:tapan|tappaa|tappaisin|tappaminen|satutan|satuttaa|vahingoitan|vahingoittaa|viillän|viiltää|viillellyt|viiltelen)"
    r"\s+(?:\w+\s+)?(?:itseni|itseäni|ittes|itteni|itseään|itsensä)"),
    r"(?:haluan|haluaisin|tahdon|toivon|toivoisin|tekee\s+mieli)\s+(?:\w+\s+)?(?:kuolla|kuolevani|että\s+kuolisin)",
    r"en\s+(?:\w+\s+){0,2}(?:halua|jaksa|jaksaisi|haluaisi)\s+(?:\w+\s+){0,2}elää",
    r"(?:ei|elämälläni\s+ei)\s+ole\s+(?:\w+\s+){0,2}syytä\s+elää", r"lopetan\s+(?:tämän\s+)?elämäni",
    rf"(?:lyö|löi|hakkaa|hakkasi|potkii|potki|kuristaa|kuristi|pahoinpitelee|pahoinpiteli|raiskasi|raiskaa)\s+(?:\w+\s+)?{_ME_FI}",
    rf"{_ME_FI}\s+(?:on\s+)?(?:\w+\s+)?(?:lyödään|lyöty|hakataan|hakattu|pahoinpidellään|pahoinpidelty|raiskattu|kuristettu)",
    r"uhk(?:aa|asi|aillut|annut|ailee|aili)\s+(?:\w+\s+)?tapp\w+", rf"tapp(?:aa|aisi)\s+{_ME_FI}",
    r"(?:seksuaalisesti\s+hyväksikäy\w+|hyväksikäyttää\s+(?:lasta|lapsia|minua))",
    r"pelkään\s+(?:\w+\s+)?(?:henkeni|hengen)\w*", r"hengenvaara\w*",
    r"(?:lapsi|lapset|lapseni|vauva)\s+(?:on|ovat)\s+(?:\w+\s+)?(?:vaarassa|hengenvaarassa)",
)  # fmt: skip
_SWEDISH = (
    r"självmord\w*", r"ta(?:r)?\s+livet\s+av\s+(?:mig|sig)(?:\s+själv)?", r"ta\s+mitt\s+(?:eget\s+)?liv",
    r"(?:vill|skulle\s+vilja|önskar\s+att\s+jag\s+fick)\s+(?:bara\s+)?dö",
    r"(?:vill|orkar)\s+inte\s+(?:längre\s+)?leva(?:\s+längre)?", r"döda\s+mig\s+själv",
    r"skada(?:r|t)?\s+mig\s+själv", r"skär(?:a|er|it)?\s+mig(?:\s+själv)?", r"självskade\w*",
    (r"(?:slår|slog|sparkar|sparkade|misshandlar|misshandlade|våldtog|stryper|ströp)\s+(?:\w+\s+)?"
    r"(?:mig|oss|barnen|barnet|mitt\s+barn|mina\s+barn|mamma|pappa)"),
    r"(?:jag|barnen|barnet|vi)\s+(?:blir|blev|har\s+blivit)\s+(?:\w+\s+)?(?:slag\w*|misshandla\w*|våldtag\w*)",
    r"hota(?:r|t|de)?\s+(?:\w+\s+)?(?:att\s+)?döda", r"livsfara\w*", r"rädd\s+för\s+mitt\s+liv",
    r"(?:barnet|barnen|mitt\s+barn)\s+är\s+i\s+fara",
)  # fmt: skip
_ENGLISH = (
    r"suicid\w*", r"kill(?:ing)?\s+my\s?self", r"(?:end|take|taking|ending)\s+my\s+(?:own\s+)?life",
    r"(?:want|wish|would\s+like)\s+(?:to\s+(?:die|be\s+dead)|i\s+(?:was|were)\s+dead)",
    r"(?:do\s+not|don['’]?t|cannot|can['’]?t)\s+(?:want\s+to\s+)?(?:live|go\s+on)\s+(?:any\s?more|any\s+longer)",
    r"(?:hurt|hurting|harm|harming|cut|cutting)\s+my\s?self", r"self[-\s]?harm\w*",
    r"(?:hits|hit|beats|beat|kicks|kicked|chokes|choked|raped|abuses|abused)\s+(?:me|us|my\s+(?:child|children|son|daughter|mother|wife))",
    r"threaten(?:s|ed|ing)?\s+to\s+kill", r"afraid\s+for\s+my\s+life", r"(?:my\s+)?child(?:ren)?\s+(?:is|are)\s+in\s+danger",
)  # fmt: skip
_ANY = re.compile(
    "|".join(rf"\b(?:{phrase})\b" for phrase in (*_FINNISH, *_SWEDISH, *_ENGLISH)), re.IGNORECASE
)


def suggests_danger(text: str) -> bool:
    """Whether a phrase of acute danger stands in a text of any of the three languages.

    Time grows with the length of the text only; never raises on a string.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return _ANY.search(plain) is not None
