"""Reading a list of e-mail addresses that somebody pasted: each line's problem is named. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ADDRESSES = 5_000
LONGEST = 254
SHOWN_CHARACTERS = 60
MOST_PROBLEMS = 50
_BETWEEN = re.compile(r"[;,\t]")
_NAMED = re.compile(r"^[^<>]{0,200}<([^<>]{1,320})>$")
LANGUAGE_WORDS = {
    "fi": "fi", "suomi": "fi", "finska": "fi", "finnish": "fi",
    "sv": "sv", "ruotsi": "sv", "svenska": "sv", "swedish": "sv",
    "en": "en", "englanti": "en", "engelska": "en", "english": "en",
}  # fmt: skip
REASONS: dict[str, Promise] = {
    "form": gettext_lazy("this is not an e-mail address; write it as name@example.org"),
    "long": gettext_lazy("this is too long for an e-mail address"),
    "signs": gettext_lazy("this has signs that no e-mail address has"),
    "language": gettext_lazy("the questions are not asked in this language"),
}


@dataclass(frozen=True)
class Recipient:
    """An address and the language of its letter (fi, sv or en)."""

    address: str
    language: str


@dataclass(frozen=True)
class LineProblem:
    """What is wrong on a line; `reason` is a key of `REASONS`."""

    line: int
    text: str
    reason: str

    def __str__(self) -> str:
        return _("Line %(line)s, “%(text)s”: %(reason)s.") % {
            "line": self.line, "text": self.text, "reason": REASONS[self.reason],
        }  # fmt: skip


@dataclass(frozen=True)
class AddressList:
    """What was found: every address once; `twice` counts those that stood there again."""

    recipients: tuple[Recipient, ...]
    problems: tuple[LineProblem, ...]
    twice: int


def read_addresses(text: str, *, languages: Sequence[str], default: str) -> AddressList:
    """Addresses by line, or several on a line with ; or , between them.

    A word such as "sv" after an address is its language. "Name <address>" gives the address; the name is
    not kept. `languages`: those in which it is asked, among fi, sv and en; `default`: of all others.
    """
    found: dict[str, Recipient] = {}
    problems: list[LineProblem] = []
    twice = 0
    for number, line in enumerate(text.splitlines(), start=1):
        for address, language, wrong in _pieces(line):
            is_foreign = bool(language) and language not in languages
            if wrong or is_foreign:
                problems.append(LineProblem(number, _shown(address), wrong or "language"))
            elif address.casefold() in found:
                twice += 1
            else:
                found[address.casefold()] = Recipient(address, language or default)
    return AddressList(tuple(found.values()), tuple(problems), twice)


def _pieces(line: str) -> Iterator[tuple[str, str, str]]:
    """(address or what stood there, language, reason) for each address of a line."""
    pieces = [piece.strip().strip('"').strip() for piece in _BETWEEN.split(line)]
    waiting: tuple[str, str] | None = None
    for piece in filter(None, pieces):
        language = LANGUAGE_WORDS.get(piece.casefold(), "")
        if language and waiting is not None:
            yield waiting[0], language, waiting[1]
            waiting = None
            continue
        if waiting is not None:
            yield waiting[0], "", waiting[1]
        named = _NAMED.match(piece)
        address = named[1].strip() if named else piece
        waiting = (address, _reason(address))
    if waiting is not None:
        yield waiting[0], "", waiting[1]


def _reason(address: str) -> str:
    if len(address) > LONGEST:
        return "long"
    if "@" not in address:
        return "form"
    if any(unicodedata.category(sign)[0] in "CZ" for sign in address):
        return "signs"
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        return "form"
    return ""


def _shown(text: str) -> str:
    """Enough of it to find it again, without signs that would do something."""
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else "�" for sign in text)
    return plain if len(plain) <= SHOWN_CHARACTERS else plain[:SHOWN_CHARACTERS] + "…"
