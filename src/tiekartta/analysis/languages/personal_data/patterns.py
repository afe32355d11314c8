"""Things with a form: e-mail, telephone, identity codes, accounts, plates, birthdays, accounts in social media.

Every pattern is bounded, so time is linear. The libraries of numbers are imported when the first
likely number is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiekartta.analysis.languages.personal_data.kinds import Certainty

Span = tuple[int, int]

_AT = r"(?:\s?[(\[{](?:at|ät|a|@)[)\]}]\s?|\s(?:ät|miuku\w{0,8}|miumau|kissanhäntä|snabel-?a)\s)"
_DOT = r"(?:\.|\s?[(\[](?:piste|punkt|dot|\.)[)\]]\s?|\s(?:piste|punkt|dot)\s)"
_LABEL = r"[\w-]{1,63}"
_LOCAL = r"[\w+-]{1,40}"
_EMAIL = re.compile(rf"(?<![\w.+@-])[\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,5}}")
_EMAIL_SPELT = re.compile(
    rf"(?<![\w.+@-])(?:{_LOCAL}{_DOT}){{0,3}}{_LOCAL}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}"
)
# 'at' is also a word of English: only with a spelt dot, or with a sign in what stands before it
_EMAIL_AT = re.compile(
    rf"(?<![\w.+@-])(?:(?:{_LOCAL}{_DOT}){{0,3}}{_LOCAL}\sat\s{_LABEL}\s(?:piste|punkt|dot)\s[a-z]{{2,6}}(?!\w)"
    rf"|{_LOCAL}(?:[._]|\s(?:piste|punkt|dot)\s){_LOCAL}\sat\s{_LABEL}\.[a-z]{{2,6}}(?!\w))"
)
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00|0|\(0)\d?[\d ()./\-–\u00a0]{4,24}\d(?!\w)")
_PHONE_LED = re.compile(
    r"\b(?:puh|puhelin|gsm|tel|telefon)(?:\.?:?|\s(?:on|är))\s{0,2}(\d[\d -]{4,12}\d)(?![\w.,]\d)"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b")
_MOBILE = re.compile(r"(?:\+358|00358|0)(?:4\d|50)\d{4,8}")
_IDENTITY = re.compile(
    r"(?<!\w)\d{6} ?[-–+A-FU-Y] ?\d{3} ?[0-9A-FHJ-NPR-Y](?!\w)", re.IGNORECASE | re.ASCII
)
_IDENTITY_LED = re.compile(
    r"(?:henkilötunnu\w{0,8}|\bhetu\w{0,4}|\bsotu\w{0,4}|personbeteckning\w{0,4}|sosiaaliturvatunnu\w{0,8})\W{0,3}(?:on|är)?\W{0,2}$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \u00a0]?[A-Za-z0-9]){11,30}")
_NO_PLATES = "ILO|ISO|SFS|DIN|ICD|ICF|DSM|RAI|KHO|WHO|EN|IEC|EU|TE|TV|MTV|YLE|PHQ|GAD|BDI|GPT|VT|KT|MT|LTE|USB|HIV|HPV|COV|CV|OPS|AK"
"""Abbreviations that stand before the number of a convention, a standard, a test or a road."""
_PLATE = re.compile(rf"(?<![\w-])(?!(?:{_NO_PLATES})-)[A-ZÅÄÖ]{{2,3}}-\d{{1,3}}(?![\w-])")
_PLATE_LED = re.compile(
    r"(?:auto\w{0,6}|taksi\w{0,6}|rekisteri\w{0,12}|rekkari\w{0,4}|\brek\.|kilpi\w{0,6}|kilve\w{0,6}|bil(?:en)?|taxin?|register\w{0,10}|\bcar|\bvan|plate)"
    r"(?: (?:on|är|is|rek\.?|reg\.?))?\W{1,3}((?:[a-zåäö]{2,3}-|[A-ZÅÄÖ]{3} )\d{1,3})(?![\w-])"
)
_MONTHS = (
    "(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuuta"
    "|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|January|February|March|April|May|June|July|August|October"
)
_DAY = (
    r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}\.? (?:{_MONTHS}) \d{{4}})(?!\d)"
)
_BIRTH = re.compile(
    r"(?:\bsynt\.(?:\s?aika)?|\bsyntyn\w{0,6}|\bsyntyi\w{0,5}|syntymäaika\w{0,4}|syntymäpäivä\w{0,4}|syntymäajakse\w{0,4}|\bfödd[ae]?|\bföddes"
    r"|födelse(?:datum|tid|dag)\w{0,3}|\bborn|\bdate of birth|\bdob|(?<![\w.])[sf]\.)"
    rf"(?:\s(?:on|är|is|den|the|was))?(?:\s(?:den|on))?[:,\s]{{1,3}}({_DAY})",
    re.IGNORECASE,
)
_BIRTH_SHORT = re.compile(
    r"(?:syntymäaika\w{0,4}|synt\.\s?aika|födelse(?:datum|tid))(?:\s(?:on|är))?[:,\s]{1,3}(\d{6})(?!\w)",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(rf"(?<!\d)({_DAY})\s(?:syntyn\w{{1,6}}|född[ae]?\b)")
_HANDLE = re.compile(
    r"(?<![\w@./+-])@[A-Za-zÅÄÖåäö0-9_][\w.-]{1,30}\w(?:@[\w-]{1,40}(?:\.[\w-]{1,30}){1,3})?"
)
_PROFILE = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.|m\.|fi-fi\.|fi\.)?(?:facebook|fb|instagram|tiktok|twitter|x|linkedin|youtube|snapchat|threads|t|vk|bsky)"
    r"\.(?:com|me|net|app)/[\w@%./?=&-]{1,80}[\w/]",
    re.IGNORECASE,
)
_HANDLE_LED = re.compile(
    r"\b(?:ig|insta\w{0,8}|snap\w{0,6}|snäp\w{0,6}|tiktok\w{0,5}|telegram\w{0,5}|twitter\w{0,5}|discord\w{0,5}|nimimer\w{0,8}|käyttäjänim\w{0,6}"
    r"|användarnamn\w{0,3}|username)[:\s]{1,3}([A-Za-z][\w.]{0,20}[_\d][\w.]{0,20}\w)",
    re.IGNORECASE,
)


def find_email(text: str) -> Iterator[Span]:
    """E-mail addresses, also with the signs written out: '(at)', 'ät', 'piste', 'snabel-a'."""
    for pattern in (_EMAIL, _EMAIL_SPELT, _EMAIL_AT):
        yield from (match.span() for match in pattern.finditer(text))


def find_phone(text: str) -> Iterator[Span]:
    """Telephone numbers valid in Finland or with a country code, and all mobile-looking ones."""
    for match in _PHONE.finditer(text):
        written = match.group()
        if _DATE.search(written):
            continue
        digits = re.sub(r"[^\d+]", "", written)
        if _MOBILE.fullmatch(digits) or _is_telephone(digits):
            yield match.span()
    yield from (match.span(1) for match in _PHONE_LED.finditer(text))


def _is_telephone(digits: str) -> bool:
    import phonenumbers  # noqa: PLC0415 - 0.2 s and 15 MB, for texts with numbers only

    # as people write it: '+358 (0)50 …'
    try:
        number = phonenumbers.parse(re.sub(r"^(\+|00)3580", r"\g<1>358", digits), "FI")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))


def find_personal_identity_code(text: str) -> Iterator[tuple[int, int, Certainty]]:
    """Finnish personal identity codes with all century marks (reform of 2023).

    The check sign must be right, unless the text itself says that it is an identity code.
    """
    for match in _IDENTITY.finditer(text):
        code = match.group().replace(" ", "").replace("–", "-").upper()
        before = text[max(0, match.start() - 40) : match.start()]
        if _is_identity_code(code):
            yield *match.span(), "certain"
        elif _IDENTITY_LED.search(before):
            yield *match.span(), "likely"


def _is_identity_code(code: str) -> bool:
    from stdnum.fi import hetu  # noqa: PLC0415 - as above

    return bool(hetu.is_valid(code, allow_temporary=True))


def find_iban(text: str) -> Iterator[Span]:
    """Account numbers with a right check sum, whatever word follows them."""
    for match in _IBAN.finditer(text):
        written = match.group()
        for end in range(len(written), 14, -1):
            if written[end - 1].isalnum() and _is_iban(written[:end]):
                yield match.start(), match.start() + end
                break


def _is_iban(written: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - as above

    return bool(iban.is_valid(written))


def find_plate(text: str) -> Iterator[Span]:
    """Register plates of vehicles; in lower case or with a space only after a word that says so."""
    yield from (match.span() for match in _PLATE.finditer(text))
    yield from (match.span(1) for match in _PLATE_LED.finditer(text))


def find_date_of_birth(text: str) -> Iterator[Span]:
    """Dates that the text says somebody was born on."""
    for pattern in (_BIRTH, _BIRTH_SHORT, _BIRTH_AFTER):
        yield from (match.span(1) for match in pattern.finditer(text))


def find_social_media(text: str) -> Iterator[Span]:
    """Names of accounts in social media, with @, as an address, or after the name of the service."""
    yield from (match.span() for match in _PROFILE.finditer(text))
    yield from (match.span() for match in _HANDLE.finditer(text))
    yield from (match.span(1) for match in _HANDLE_LED.finditer(text))
