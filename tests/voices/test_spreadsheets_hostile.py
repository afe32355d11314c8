"""Files that are broken, disguised or made to harm: a clear error or a right answer, never more."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.voices.workbooks import (
    SHEET,
    TEXTS,
    archive,
    cell,
    changed,
    shared,
    with_sheet,
    workbook,
)

from tiekartta.voices.spreadsheets import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    SpreadsheetError,
    read_table,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
GOOD = shared([["a", "b"], ["1", "2"], ["3", "4"]])
WIDE = ";".join(f"k{n}" for n in range(MAX_COLUMNS + 1))
LONG = "x" * (MAX_CHARACTERS + 1)


def doctype(xml: bytes) -> bytes:
    """Billion laughs in the place of a cell's text."""
    text = xml.decode().replace("<worksheet", f"<!DOCTYPE x [{LAUGHS}]><worksheet", 1)
    return text.replace("<v>0</v>", "<v>&l9;</v>", 1).encode()


def external(xml: bytes) -> bytes:
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst'
    return xml.decode().replace("<sst", entity, 1).replace("<t>a</t>", "<t>&e;</t>", 1).encode()


def encrypted_flag(content: bytes) -> bytes:
    """Set the flag of a password in every entry of the central list and the local headers."""
    data = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


CASES: dict[str, tuple[bytes, str, int | None, int | None]] = {
    "nothing": (b"", "empty_file", None, None),
    "only white space": (b" \r\n\t\r\n", "empty_file", None, None),
    "only the mark of UTF-8": (b"\xef\xbb\xbf\r\n", "empty_file", None, None),
    "only the mark of UTF-16": (b"\xff\xfe", "empty_file", None, None),
    "only delimiters": (b";;;\n;;;\n", "empty_file", None, None),
    "header only": (b"a;b;c\n", "no_rows", None, None),
    "header and empty rows": (b"a;b;c\n;;\n\n", "no_rows", None, None),
    "only the line of Excel": (b"sep=;\n", "no_header", None, None),
    "too large": (b"a;b\n" * (MAX_BYTES // 4 + 1), "too_large", None, None),
    "row too short": (b"a;b;c\n1;2;3\n1;2\n1;2;3\n", "ragged_row", 3, 3),
    "row too long": (b"a;b\n1;2\n1;2;3\n", "ragged_row", 3, 3),
    "row too long after an empty cell": (b"a;b\n1;2\n1;2;;4\n", "ragged_row", 3, 4),
    "quote never closed": (b'a;b\n1;2\n3;"4\n5;6\n', "unbalanced_quotes", 3, 2),
    "text after a quote": (b'a;b\n1;2\n"3" x;4\n', "unbalanced_quotes", 3, 1),
    "quote never closed in a large file": (
        b'a;b\n1;"2\n' + b"x;y\n" * 60_000,
        "unbalanced_quotes",
        2,
        2,
    ),
    "cell too long": (f"a;b\n1;2\n3;{LONG}\n".encode(), "cell_too_long", 3, 2),
    "cell of ten megabytes": (b"a;b\n1;" + b"x" * 10_000_000 + b"\n", "cell_too_long", 2, 2),
    "quoted cell of ten megabytes": (
        b'a;b\n"1";"' + b"x\n" * 5_000_000 + b'"\n2;3\n',
        "cell_too_long",
        2,
        2,
    ),
    "too many columns": (f"{WIDE}\n{WIDE}\n".encode(), "too_many_columns", 1, MAX_COLUMNS + 1),
    "too many rows": (b"a;b\n" + b"1;2\n" * (MAX_ROWS + 1), "too_many_rows", MAX_ROWS + 2, None),
    "too many cells": (
        b"1;" * 199 + b"1\n" + (b"1;" * 199 + b"1\n") * 20_001,
        "too_many_cells",
        20_001,
        None,
    ),
    "NUL in a cell": (b"a;b\n1;2\n3;4\x005\n", "nul_bytes", 3, None),
    "UTF-16 without its mark": ("a;b\n1;2\n".encode("utf-16-le"), "nul_bytes", 1, None),
    "odd UTF-16": (b"\xff\xfea\x00;\x00b", "unknown_encoding", 1, None),
    "UTF-32": ("a;b\n1;2\n".encode("utf-32"), "unknown_encoding", None, None),
    "UTF-8 cut in the middle": ("ä;ö\nå;é\n".encode() + b"x;\xc3\n", "unknown_encoding", 3, None),
    "mark of UTF-8 before other bytes": (b"\xef\xbb\xbfa;b\n1;\xe4\n", "unknown_encoding", 2, None),
    "byte that Windows-1252 does not have": (b"a;b\n1;\x81\n", "unknown_encoding", 2, None),
    "noise": (bytes(range(1, 32)) * 50, "not_a_table", None, None),
    "old Excel named csv": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "other_format",
        None,
        None,
    ),
    "workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        None,
        None,
    ),
    "PDF": (b"%PDF-1.7\n1 0 obj\n", "other_format", None, None),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "other_format", None, None),
    "page": (b"\n<!DOCTYPE html><html><table><tr><td>a</td></table>", "other_format", None, None),
    "page after the mark": (
        b"\xef\xbb\xbf<HTML><script>alert(1)</script>",
        "other_format",
        None,
        None,
    ),
    "XML of Excel 2003": (b'<?xml version="1.0"?><Workbook/>', "other_format", None, None),
    "JSON": (b'[{"a": 1}]', "other_format", None, None),
    "RTF": (b"{\\rtf1\\ansi}", "other_format", None, None),
    "gzip": (b"\x1f\x8b\x08\0", "other_format", None, None),
    "text document": (archive(word__document_dot_xml=b"<x/>"), "other_format", None, None),
    "OpenDocument": (archive(mimetype=b"x", content_dot_xml=b"<x/>"), "other_format", None, None),
    "binary workbook": (archive(xl__workbook_dot_bin=b"x"), "other_format", None, None),
    "any zip": (archive(readme=b"x"), "other_format", None, None),
    "start of a zip": (b"PK\x03\x04 and nothing more", "damaged", None, None),
    "half a workbook": (GOOD[: len(GOOD) // 2], "damaged", None, None),
    "workbook without a sheet": (archive(xl__workbook_dot_xml=b"<x/>"), "damaged", None, None),
    "workbook of noise": (
        changed(GOOD, "xl/workbook.xml", lambda _: b"noise"),
        "damaged",
        None,
        None,
    ),
    "sheet cut in the middle": (changed(GOOD, SHEET, lambda xml: xml[:-80]), "damaged", None, None),
    "flag of a password": (encrypted_flag(GOOD), "encrypted", None, None),
    "empty workbook": (workbook([]), "no_sheet", None, None),
    "workbook with a hidden sheet only": (
        workbook([], hidden=[["a"], ["b"]]),
        "no_sheet",
        None,
        None,
    ),
    "workbook with a header only": (workbook([["a", "b"]]), "no_rows", None, None),
    "billion laughs": (changed(GOOD, SHEET, doctype), "forbidden_xml", None, None),
    "entity that reads a file": (
        changed(GOOD, TEXTS, external),
        "forbidden_xml",
        None,
        None,
    ),
    "zip bomb in the sheet": (
        changed(GOOD, SHEET, lambda xml: xml + b" " * 30_000_000),
        "zip_bomb",
        None,
        None,
    ),
    "large styles": (
        changed(GOOD, "xl/styles.xml", lambda xml: xml + random.Random(1).randbytes(20_000_001)),  # noqa: S311 - test data
        "zip_bomb",
        None,
        None,
    ),
    "thousands of parts": (
        archive(xl__workbook_dot_xml=b"<x/>", **{f"part{n}": b"" for n in range(5_000)}),
        "zip_bomb",
        None,
        None,
    ),
    "column far away": (
        with_sheet(f'<row r="1">{cell("ZZZ1", "x")}</row>'),
        "too_many_columns",
        1,
        18_278,
    ),
    "column that cannot be": (
        with_sheet(f'<row r="1">{cell("ABCDEF1", "x")}</row>'),
        "damaged",
        None,
        None,
    ),
    "place that is none": (
        with_sheet(f'<row r="1">{cell("???", "x")}</row>'),
        "damaged",
        None,
        None,
    ),
    "row far away": (
        with_sheet(f'<row r="99999999999">{cell("A99999999999", "x")}</row>'),
        "too_many_rows",
        1_048_577,
        None,
    ),
    "text that is not in the list": (
        with_sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>'),
        "damaged",
        None,
        None,
    ),
    "number that is none": (
        with_sheet('<row r="1"><c r="A1"><v>x</v></c></row>'),
        "damaged",
        None,
        None,
    ),
    "NUL in a workbook": (workbook([["a"], ["b_x0000_c"]]), "nul_bytes", 2, 1),
    "long cell in a workbook": (workbook([["a"], ["b"], [LONG]]), "cell_too_long", 3, 1),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_file_gets_a_clear_error(name: str) -> None:
    content, code, row, column = CASES[name]
    start = time.process_time()
    with pytest.raises(SpreadsheetError) as refused:
        read_table(content, filename=name)
    assert (refused.value.code, refused.value.row, refused.value.column) == (code, row, column)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("old Excel named csv", "xls"),
        ("PDF", "pdf"),
        ("picture", "image"),
        ("page", "html"),
        ("XML of Excel 2003", "xml"),
        ("JSON", "json"),
        ("text document", "docx"),
        ("OpenDocument", "ods"),
        ("binary workbook", "xlsb"),
        ("any zip", "zip"),
    ],
)
def test_other_formats_are_named(name: str, detail: str) -> None:
    with pytest.raises(SpreadsheetError) as refused:
        read_table(CASES[name][0], filename="answers.csv")
    assert refused.value.detail == detail


@pytest.mark.parametrize(
    "text",
    [
        "=CMD|' /C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "'; DROP TABLE voices;--",
    ],
)
def test_dangerous_text_is_only_text(text: str) -> None:
    quoted = text.replace('"', '""')
    assert read_table(f'a;b\n"{quoted}";2\n'.encode(), filename="x").rows == ((text, "2"),)


def test_wrong_ending_does_not_matter() -> None:
    assert read_table(GOOD, filename="answers.csv").kind == "xlsx"
    assert read_table(b"a;b\n1;2\n", filename="answers.xlsx").kind == "csv"


def test_entities_are_refused_because_defusedxml_reads_the_workbook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tiekartta.voices.spreadsheets.xlsx_reading.DEFUSEDXML", False)
    with pytest.raises(RuntimeError, match="defusedxml is missing"):
        read_table(GOOD, filename="x.xlsx")


def test_too_many_texts_in_a_workbook_are_counted_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tiekartta.voices.spreadsheets.xlsx_archive.MAX_CELLS", 3)
    with pytest.raises(SpreadsheetError, match="too_many_cells"):
        read_table(GOOD, filename="x.xlsx")


def test_too_many_cells_in_a_workbook_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiekartta.voices.spreadsheets.xlsx_reading.MAX_CELLS", 3)
    with pytest.raises(SpreadsheetError) as refused:
        read_table(GOOD, filename="x.xlsx")
    assert (refused.value.code, refused.value.row) == ("too_many_cells", 2)


def test_controls_are_taken_out_of_cells() -> None:
    content = "a;b\nyksi\x07\x1b;kaksi\x0b kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän\n"
    assert read_table(content.encode(), filename="x").rows[0][0] == "yksi"


def right_or_refused(content: bytes) -> None:
    """Either an error of ours or an even table that can be stored."""
    try:
        table = read_table(content, filename="x")
    except SpreadsheetError:
        return
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.header)} == {len(set(table.header))}
    stored = json.dumps([table.header, table.rows], ensure_ascii=False).encode()
    assert b"\0" not in stored


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(alphabet='ab;,\t"\n\r=ä\0', max_size=80).map(str.encode)
    )
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    right_or_refused(content)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_any_change_of_a_workbook_is_read_or_refused(at: int, change: bytes) -> None:
    right_or_refused(GOOD[:at] + change + GOOD[at + len(change) :])


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", TEXTS, "[Content_Types].xml"]),
    st.data(),
)
def test_any_change_inside_a_part_is_read_or_refused(part: str, data: st.DataObject) -> None:
    def change(xml: bytes) -> bytes:
        at = data.draw(st.integers(0, len(xml) - 1))
        new = data.draw(
            st.one_of(st.binary(min_size=1, max_size=3), st.sampled_from([b"", b"<", b'"', b"9"]))
        )
        return xml[:at] + new + xml[at + data.draw(st.integers(0, 6)) :]

    right_or_refused(changed(GOOD, part, change))
