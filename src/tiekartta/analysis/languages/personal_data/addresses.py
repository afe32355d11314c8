"""Street addresses in Finnish and Swedish, inflected; postal codes with a town; boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDS = (
    "katu|kadu|tie|kuja|polku|polu|väylä|rinne|rinte|kaari|kaare|raitti|raiti|penger|penker|bulevardi|aukio|ranta|ranna|puisto|laita|laida|mäki|mäe|portti|porti"
    "|gata|gatan|väg|vägen|gränd|gränden|stig|stigen|esplanad|esplanaden|torget|backen|stranden|allé|allén|bågen|kajen"
)
_CASE = "(?:n|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|s)?"
_NO_STREETS = (
    r"(?:[Kk]unt|[Tt]unt|[ÄäA]it|[Kk]ort|[Ll]eht|[Vv]aht|[Rr]aport|[Pp]rojekt|[Tt]iim|\w{1,20}(?:kunt|kort|tunt|leht|raport|äit))ien\b"
    r"|(?:[Pp]alvelu|[Hh]oito|[Aa]siakas|[Uu]ra|[Kk]untoutus|[Oo]pinto|[Kk]oulutus|[Tt]yö|[Uu]ni)(?:pol|tie)"
    r"|(?:[Vv]alta|[Mm]oottori|[Rr]auta|[Kk]anta|[Mm]aan|[Pp]yörä|[Jj]alka|[Ee]lämän|[Ll]iiken)\w{0,12}ti"
    r"|(?:[Ll]iikunta|[Ll]eikki|[Kk]ansallis|[Kk]eskus|[Uu]ima)(?:puisto|ranta|ranna)"
    r"|(?:[Vv]ård|[Ss]ervice|[Kk]lient|[Ss]tudie|[Jj]ärn|[Mm]otor|[Hh]uvud|[Nn]ya |[Uu]usi )(?:stig|väg|tie)"
)
"""Words that end like a road: plural genitives ('kuntien'), paths of care, main roads, parks."""
_UNITS = r"vuo|kk\b|kuukau|päiv|vko|viik|kerta|kertoja|tunti|tunnin|h\b|%|prosent|euro|€|år|veck|månad|dag|gånger|timm|km|m\b|metri|henk|asiak|kpl"
_DIRECTION = r"(?:(?:Itäi|Länti|Pohjoi|Eteläi|Keskimmäi)\w{2,5}|Vanha\w?|Uusi|Uuden|Iso\w?|Pieni|Pienen|Gamla|Nya|Södra|Norra|Östra|Västra|Lilla|Stora) "
_NUMBER = (
    rf" \d{{1,4}}(?! ?(?:{_UNITS}))(?:-\d{{1,4}})?(?::\w{{1,4}})?(?: ?[a-zA-Z](?!\w))?(?::\w{{1,4}})?"
    r"(?: ?(?:as\.?|asunto|bst\.?|lgh\.?)? ?\d{1,3}(?!\w|\.\d))?"
)
_TOWN = r"(?:,? ?\d{5}(?: [A-ZÅÄÖ][A-Za-zÅÄÖåäö]{2,30})?(?!\w))?"
_STREET = re.compile(
    rf"(?<![\w-])(?!{_NO_STREETS})(?:{_DIRECTION})?(?!{_NO_STREETS})[A-ZÅÄÖ][\w-]{{1,30}}?(?:{_ENDS}){_CASE}{_NUMBER}{_TOWN}"
)
_STREET_APART = re.compile(
    rf"(?<![\w-])(?:{_DIRECTION}|(?:[A-ZÅÄÖ][\w-]{{1,20}} )?[A-ZÅÄÖ][\w-]{{1,20}}[ns] )(?:Esplanaden|raitti|raiti|katu|kadu|tie|kuja|polku|polu|bulevardi|väg|gata){_CASE}{_NUMBER}{_TOWN}"
)
_STREET_ALONE = re.compile(
    rf"(?<=[a-zåäö,:] )(?!{_NO_STREETS})[A-ZÅÄÖ][a-zåäö-]{{1,30}}?"
    r"(?:katu|kadun|kadulla|kadulta|kadulle|kadusta|tiellä|tieltä|tielle|kuja|kujan|kujalla|kujalta|kujalle|polulla|polulta|polulle|raitilla|raitilta|raitille"
    r"|gatan|vägen|gränden|gränd|stigen|allén)(?!\w)"
)
_STREET_LOW = re.compile(
    r"(?:\basu\w{0,4}|\bkoti\w{0,4}|osoit\w{0,6}|adress\w{0,3}|\bbor|\blive)(?: (?:on|är|yksin|på|osoitteessa|at|nyt)){0,2}[: ]{1,2}"
    rf"([a-zåäö]{{2,30}}?(?:katu|kadu|tie|kuja|polku|polu|gatan|vägen|gränd|stigen){_CASE}{_NUMBER}{_TOWN})"
)
_POSTAL = re.compile(r"(?<!\w)(?:(?:PL|PB) ?\d{1,5}, ?)?\d{5} [A-ZÅÄÖ][A-Za-zÅÄÖåäö]{2,30}(?!\w)")


def find_street_address(text: str) -> Iterator[tuple[int, int]]:
    """Streets with a number, streets amid a sentence, and postal codes with a town."""
    for pattern in (_STREET_APART, _STREET, _STREET_ALONE, _POSTAL):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _STREET_LOW.finditer(text):
        yield match.span(1)
