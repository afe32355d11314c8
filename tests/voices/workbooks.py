"""Workbooks for tests: written by openpyxl, then taken apart where a test needs a bad one."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl

TYPES = "[Content_Types].xml"
TEXTS = "xl/sharedStrings.xml"
TEXTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: Iterable[Iterable[Any]], *, hidden: Iterable[Iterable[Any]] = ()) -> bytes:
    """An XLSX of one visible sheet, with a hidden one before it when given."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden:
        before = book.create_sheet("hidden", 0)
        before.sheet_state = "hidden"
        for row in hidden:
            before.append(list(row))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            data = old.read(part.filename)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return out.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet holds this XML between <sheetData> and its end."""
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{xml}</sheetData></worksheet>'
    return changed(workbook([["a"]]), SHEET, lambda _: sheet.encode())


def cell(place: str, text: str) -> str:
    """XML of one text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def shared(rows: Iterable[Iterable[Any]]) -> bytes:
    """A workbook whose texts stand in one list, as Excel writes them (openpyxl does not)."""
    content = workbook(rows)
    texts: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

    cells = re.compile(r'<c r="(\w+)" t="inlineStr"><is><t>(.*?)</t></is></c>')
    content = changed(content, SHEET, lambda xml: cells.sub(numbered, xml.decode()).encode())
    override = f'<Override PartName="/{TEXTS}" ContentType="{TEXTS_TYPE}"/></Types>'.encode()
    content = changed(content, TYPES, lambda xml: xml.replace(b"</Types>", override))
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as new:
        new.writestr(TEXTS, f'<sst xmlns="{NAMESPACE}">{listed}</sst>')
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """Any zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()
