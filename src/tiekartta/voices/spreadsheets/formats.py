"""Which format a file is in, told by its content; the name of a file proves nothing."""

from __future__ import annotations

import io
import re
import zipfile

from tiekartta.voices.errors import SpreadsheetError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
)
MARKUP = (
    (re.compile(rb"<(!doctype\s+html|html|head|body|table|script|meta)\b", re.IGNORECASE), "html"),
    (re.compile(rb"<\?xml\b|<workbook\b", re.IGNORECASE), "xml"),
    (re.compile(rb'[{\[]\s*["{\[]'), "json"),
)


def is_workbook(content: bytes) -> bool:
    """True for XLSX, False for what may be text. Raises SpreadsheetError for other formats."""
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise SpreadsheetError("encrypted")
        raise SpreadsheetError("other_format", detail="xls")
    if content.startswith(b"PK\x03\x04"):
        return _is_xlsx(content)
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise SpreadsheetError("other_format", detail=name)
    start = content.removeprefix(b"\xef\xbb\xbf")[:2000].lstrip()
    for pattern, name in MARKUP:
        if pattern.match(start):
            raise SpreadsheetError("other_format", detail=name)
    return False


def _is_xlsx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lstrip("/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SpreadsheetError("damaged") from None
    if "xl/workbook.xml" in names:
        return True
    if "xl/workbook.bin" in names:
        raise SpreadsheetError("other_format", detail="xlsb")
    if "word/document.xml" in names:
        raise SpreadsheetError("other_format", detail="docx")
    if "content.xml" in names and "mimetype" in names:
        raise SpreadsheetError("other_format", detail="ods")
    raise SpreadsheetError("other_format", detail="zip")
