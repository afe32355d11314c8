"""Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, Windows-1252."""

from __future__ import annotations

import codecs
import re

from tiekartta.voices.errors import SpreadsheetError

MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}|\xf0[\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
STRANGE = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 100_000


def decode(content: bytes) -> tuple[str, str]:
    """Text and the name of its encoding.

    Raises SpreadsheetError: unknown_encoding (naming the row where it shows), nul_bytes,
    not_a_table (far too many control characters for text).
    """
    text, encoding = _decoded(content)
    nul = text.find("\0")
    if nul >= 0:
        raise SpreadsheetError("nul_bytes", row=text.count("\n", 0, nul) + 1)
    sample = text[:SAMPLE]
    if len(STRANGE.findall(sample)) * 20 > len(sample):
        raise SpreadsheetError("not_a_table")
    return text, encoding


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise SpreadsheetError("unknown_encoding", detail="utf-32")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16"), "utf-16"
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, "utf-8-sig"), "utf-8-sig"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as broken:
        if _meant_as_utf8(content):
            row = content.count(b"\n", 0, broken.start) + 1
            raise SpreadsheetError("unknown_encoding", row=row, detail="utf-8") from None
    return _strict(content, "cp1252"), "cp1252"


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        row = broken.object.count(b"\n", 0, broken.start) + 1
        name = encoding.removesuffix("-sig")
        raise SpreadsheetError("unknown_encoding", row=row, detail=name) from None


def _meant_as_utf8(content: bytes) -> bool:
    """Most high bytes form UTF-8 letters: the file is damaged UTF-8, not another encoding."""
    high = len(HIGH.findall(content))
    whole = sum(len(found) for found in MULTIBYTE.findall(content))
    return whole * 2 > high
