"""Survey exports as the tools of the field write them."""

import datetime as dt
import hashlib
import io
import time

import openpyxl
import pytest
from tests.voices.workbooks import SHEET, cell, changed, shared, with_sheet, workbook

from tiekartta.voices.spreadsheets import (
    SpreadsheetError,
    Table,
    question_text,
    read_table,
)

TEXT = "Vastaajaryhmä;Mitä pitäisi kehittää?\nHenkilöstö;Lähijohtamista\nAsiakas;Pääsyä hoitoon\n"
HEADER = ("Vastaajaryhmä", "Mitä pitäisi kehittää?")
ROWS = (("Henkilöstö", "Lähijohtamista"), ("Asiakas", "Pääsyä hoitoon"))


def read(content: str | bytes, filename: str = "export.csv") -> Table:
    data = content.encode() if isinstance(content, str) else content
    return read_table(data, filename=filename)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
    ],
)
def test_finnish_letters_survive_every_usual_encoding(encoding: str, told: str) -> None:
    table = read(TEXT.encode(encoding))
    assert (table.header, table.rows, table.encoding) == (HEADER, ROWS, told)


def test_utf16_of_the_other_byte_order_is_read() -> None:
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be")).rows == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiter_is_found(delimiter: str) -> None:
    table = read(TEXT.replace(";", delimiter))
    assert (table.header, table.rows, table.delimiter) == (HEADER, ROWS, delimiter)


def test_commas_in_sentences_do_not_win_over_semicolons() -> None:
    table = read("Ryhmä;Ajatus\nA;yksi, kaksi, kolme\nB;neljä, viisi, kuusi\n")
    assert table.rows == (("A", "yksi, kaksi, kolme"), ("B", "neljä, viisi, kuusi"))


def test_one_column_of_sentences_stays_one_column() -> None:
    table = read("Ajatus\nensin, sitten\nhyvä, parempi\nei mitään\n")
    assert (table.delimiter, table.rows) == (
        "",
        (("ensin, sitten",), ("hyvä, parempi",), ("ei mitään",)),
    )


@pytest.mark.parametrize("first", ["sep=,", '"sep=,"', "SEP=,"])
def test_first_line_of_excel_names_the_delimiter(first: str) -> None:
    table = read(f"{first}\r\na,b;c\r\n1,2;3\r\n")
    assert (table.header, table.rows, table.numbers) == (("a", "b;c"), (("1", "2;3"),), (3,))


def test_cells_may_hold_line_ends_and_doubled_quotes() -> None:
    table = read('a;b\r\n"eka\r\ntoka";"sanoi ""ei"""\r\n')
    assert table.rows == (("eka\ntoka", 'sanoi "ei"'),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end: str) -> None:
    assert read(TEXT.replace("\n", end)).rows == ROWS


def test_mixed_line_ends_are_read() -> None:
    assert read("a;b\r\n1;2\n3;4\r5;6").rows == (("1", "2"), ("3", "4"), ("5", "6"))


def test_limesurvey_codes_stay_in_the_header_and_out_of_the_question() -> None:
    text = '"id. Vastauksen tunnus","G01Q02. Mitä pitäisi kehittää?","Q3[SQ001]. Muuta [a]"\n"1","x","y"\n'
    header = read(text).header
    assert header[1] == "G01Q02. Mitä pitäisi kehittää?"
    assert [question_text(name) for name in header] == [
        "Vastauksen tunnus",
        "Mitä pitäisi kehittää?",
        "Muuta [a]",
    ]


def test_question_text_leaves_plain_questions_alone() -> None:
    assert question_text("Ei. Miksi?") == "Miksi?"
    assert question_text("Mitä tarvitset? Kerro.") == "Mitä tarvitset? Kerro."
    assert question_text("12. Mitä uutta?") == "Mitä uutta?"


def test_title_rows_of_webropol_are_passed_over() -> None:
    rows: list[list[object]] = [
        ["Kysely 2026"],
        [],
        ["Raportti 1.3.2026"],
        ["Vastaaja", "1. Mitä?"],
        [1, "Tätä"],
        [2, "Tuota"],
    ]
    table = read(workbook(rows))
    assert (table.header, table.rows) == (("Vastaaja", "1. Mitä?"), (("1", "Tätä"), ("2", "Tuota")))
    assert table.numbers == (5, 6)


def test_title_rows_in_a_csv_are_passed_over() -> None:
    table = read("Kysely 2026\n\nVastaaja;Mitä?\n1;Tätä\n2;Tuota\n")
    assert (table.header, table.numbers) == (("Vastaaja", "Mitä?"), (4, 5))


def test_lone_note_beside_a_list_is_no_header() -> None:
    rows = [["Ajatus"], ["eka"], ["toka"], ["kolmas", "huom!"], ["neljäs"], ["viides"]]
    table = read(workbook(rows))
    assert (table.header, table.unnamed, len(table.rows)) == (("Ajatus", "#2"), (1,), 5)


def test_questions_above_items_become_one_name() -> None:
    rows: list[list[object]] = [
        ["Vastaaja", "Arvioi", None, "Kerro lisää"],
        [None, "Johtaminen", "Jaksaminen", None],
        [1, 4, 5, "Hyvä"],
    ]
    assert read(workbook(rows)).header == (
        "Vastaaja",
        "Arvioi – Johtaminen",
        "Arvioi – Jaksaminen",
        "Kerro lisää",
    )


def test_first_answers_are_not_taken_for_items_below_an_unnamed_column() -> None:
    table = read("Ryhmä;;Ajatus\nA;huomautus;hyvä\n")
    assert (table.header, table.rows) == (("Ryhmä", "#2", "Ajatus"), (("A", "huomautus", "hyvä"),))


def test_microsoft_forms_workbook_is_read_with_dates_and_whole_numbers() -> None:
    start = dt.datetime(2026, 3, 5, 10, 30, 15, 400000)  # noqa: DTZ001 - sheets have no time zone
    table = read(
        workbook(
            [
                ["ID", "Start time", "Email", "Mikä toimii?\n", "Päivä", "Osuus", "Klo", "On"],
                [
                    1.0,
                    start,
                    "anonymous",
                    "Tiimi",
                    dt.date(2026, 3, 5),
                    0.1 + 0.2,
                    dt.time(9, 5),
                    True,
                ],
            ]
        ),
        "Kysely(1-1).xlsx",
    )
    assert table.kind == "xlsx"
    assert table.header[3] == "Mikä toimii?"
    assert table.rows == (
        ("1", "2026-03-05T10:30:15", "anonymous", "Tiimi", "2026-03-05", "0.3", "09:05:00", "TRUE"),
    )


def test_formula_gives_its_stored_value() -> None:
    xml = (
        f'<row r="1">{cell("A1", "n")}{cell("B1", "t")}</row>'
        '<row r="2"><c r="A2"><f>SUM(1,2)</f><v>3</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
        f'<row r="3"><c r="A3"><f>1/0</f></c>{cell("B3", "x")}</row>'
    )
    assert read(with_sheet(xml)).rows == (("3", ""), ("", "x"))


def test_texts_in_one_list_are_read_as_excel_writes_them() -> None:
    assert read(shared([["a", "b"], ["x", "y"], ["x", 3]])).rows == (("x", "y"), ("x", "3"))


def test_first_visible_sheet_is_read() -> None:
    assert read(workbook([["a", "b"], [1, 2]], hidden=[["salattu", "x"], [9, 9]])).header == (
        "a",
        "b",
    )


def test_escaped_line_ends_of_excel_are_line_ends() -> None:
    xml = f'<row r="1">{cell("A1", "a")}</row><row r="2">{cell("A2", "eka_x000D_toka")}</row>'
    assert read(with_sheet(xml)).rows == (("eka\ntoka",),)


def test_strange_dates_and_missing_styles_make_no_noise() -> None:
    content = workbook([["a", "b"], [dt.date(2026, 1, 1), "x"]])
    broken = changed(
        content, SHEET, lambda xml: xml.replace(b"<v>46023</v>", b"<v>99999999999</v>")
    )
    assert read(broken).rows == (("", "x"),)


def test_equal_names_get_numbers_and_empty_ones_a_mark() -> None:
    table = read("a;;a;a (2);a\n1;2;3;4;5\n")
    assert (table.header, table.unnamed) == (("a", "#2", "a (2)", "a (2) (2)", "a (3)"), (1,))


def test_empty_rows_and_columns_at_the_end_are_dropped() -> None:
    table = read("a;b;;\n1;2;;\n\n;;;\n3;4;;\n;;;\n")
    assert (table.header, table.rows, table.numbers) == (
        ("a", "b"),
        (("1", "2"), ("3", "4")),
        (2, 5),
    )


def test_unnamed_last_column_with_content_is_kept() -> None:
    assert read("a;;\n1;;\n2;x;\n3;;\n").header == ("a", "#2")
    assert read(workbook([["a", "b"], [1, 2, 3]])).rows == (("1", "2", "3"),)


def test_digest_and_filename_are_kept() -> None:
    table = read(TEXT, "C:\\Kyselyt\\kevät 2026.csv")
    assert table.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert table.filename == "kevät 2026.csv"


def test_column_gives_its_cells() -> None:
    assert read(TEXT).column(0) == ("Henkilöstö", "Asiakas")


def test_fifty_thousand_rows_take_moments() -> None:
    line = "Henkilöstö;Palvelut pitäisi saada lähemmäs ja nopeammin, koska jonot ovat pitkiä\n"
    content = ("Ryhmä;Ajatus\n" + line * 50_000).encode()
    start = time.process_time()
    assert len(read(content).rows) == 50_000
    assert time.process_time() - start < 5


def test_workbook_of_openpyxl_in_writing_mode_is_read() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["a", "b"], ["1", None], [None, "2"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).rows == (("1", ""), ("", "2"))


def test_error_says_where() -> None:
    error = SpreadsheetError("ragged_row", row=3, column=2, detail="1/2")
    assert str(error) == "ragged_row, row 3, column 2 (1/2)"
    assert str(SpreadsheetError("empty_file")) == "empty_file"


def test_rows_that_agree_on_no_delimiter_are_one_column() -> None:
    table = read("a;b\n1;2;3\n1;2;3;4\n1;2;3;4;5\n1;2;3;4;5;6\n")
    assert (table.delimiter, table.header) == ("", ("a;b",))
