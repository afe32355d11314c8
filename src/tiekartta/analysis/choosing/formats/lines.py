"""From bytes to lines and exact numbers, the same for every format."""

from __future__ import annotations

import re
from fractions import Fraction

from tiekartta.analysis.choosing.formats.errors import FormatError

LARGEST_FILE = 50_000_000
"""Bytes: a hundred thousand ballots of a hundred options."""

WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
DECIMAL = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
NEGATIVE_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decoded(data: bytes) -> str:
    """UTF-8 text, with or without a byte-order mark. Raises FormatError (too_large, not_utf8)."""
    if len(data) > LARGEST_FILE:
        raise FormatError("too_large", f"the file is over {LARGEST_FILE:,} bytes", line=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        detail = "the text is not UTF-8; save the file again as UTF-8"
        raise FormatError("not_utf8", detail, line=line) from None


def lines_of(text: str) -> list[str]:
    """Lines without their ends. Raises FormatError (too_large, control_character, empty_file)."""
    if len(text) > LARGEST_FILE:
        raise FormatError("too_large", f"the file is over {LARGEST_FILE:,} characters", line=1)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise FormatError("control_character", f"the character U+{ord(found[0]):04X} does not belong in a text", line=line, column=column)  # fmt: skip
    if not text.strip():
        raise FormatError("empty_file", "the file is empty", line=1)
    return text.removesuffix("\n").split("\n")


def whole(text: str, what: str, *, line: int, column: int | None = None, least: int = 1) -> int:
    """A whole number of at most 15 digits, at least ``least``. Raises FormatError (bad_number)."""
    if not WHOLE.fullmatch(text) or int(text) < least:
        raise _bad_number(text, f"{what} must be a whole number of at least {least}", line, column)
    return int(text)


def amount(text: str, what: str, *, line: int, column: int | None = None) -> Fraction:
    """An exact decimal above zero: at most 15 digits, 9 decimals. Raises FormatError (bad_number)."""
    if not DECIMAL.fullmatch(text) or not (value := Fraction(text)):
        raise _bad_number(text, f"{what} must be a number above zero such as 1200 or 1200.50", line, column)  # fmt: skip
    return value


def score(text: str, what: str, *, line: int, column: int | None = None) -> Fraction:
    """An exact decimal of any sign. Raises FormatError (bad_number)."""
    if not NEGATIVE_DECIMAL.fullmatch(text):
        raise _bad_number(text, f"{what} must be a number such as 3, -1 or 2.5", line, column)
    return Fraction(text)


def decimal(value: Fraction) -> str:
    """The shortest exact decimal, readable by :func:`score`. Raises FormatError (unwritable)."""
    scaled = value * 10**9
    if scaled.denominator != 1 or abs(value) >= 10**15:
        raise FormatError("unwritable", f"{value} cannot be written as an exact decimal")
    sign = "-" if scaled < 0 else ""
    before, after = divmod(abs(scaled.numerator), 10**9)
    return f"{sign}{before}.{after:09}".rstrip("0").rstrip(".") if after else f"{sign}{before}"


def writable(text: str, *, reserved: str = "") -> str:
    """The text, if it comes back as it was from one line. Raises FormatError (unwritable)."""
    broken = "\n" in text or "\r" in text or CONTROL.search(text) is not None
    if broken or text != text.strip() or any(sign in text for sign in reserved) or _surrogate(text):
        raise FormatError("unwritable", f"{text[:40]!r} cannot be written in this format")
    return text


def _surrogate(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _bad_number(text: str, what: str, line: int, column: int | None) -> FormatError:
    return FormatError("bad_number", f"{what}, not {text[:20]!r}", line=line, column=column)
