"""What can go wrong in this folder.

SpreadsheetError       a file of answers that cannot be read; `sentences` puts its code into words
Refusal
└── ImportRefusal      rows that cannot be imported; nothing was
"""

from __future__ import annotations

from collections.abc import Sequence

from tiekartta.language.errors import Refusal

MOST_SHOWN = 50
"""Problems that are told at once."""


class SpreadsheetError(Exception):
    """A file of answers that cannot be read.

    ``row`` and ``column`` count from 1 as a spreadsheet shows them (None: the whole file or row);
    ``detail`` is a short plain value for the sentence (a limit, a format, a column's name).
    It carries no sentence for users. ``code`` is one of:

    ================== =================================================== ======================
    code               meaning                                             detail
    ================== =================================================== ======================
    empty_file         no content at all                                   –
    no_header          no row that could name the columns                  –
    no_rows            a header and not one answer                         –
    too_large          the file is larger than the limit                   limit in megabytes
    too_many_rows      more rows than the limit                            the limit
    too_many_columns   more columns than the limit                         the limit
    too_many_cells     more filled cells than the limit                    the limit
    cell_too_long      a cell has more characters than the limit           the limit
    ragged_row         a row has other columns than the header             cells found/expected
    unbalanced_quotes  a quotation mark is not closed, or text follows it  –
    nul_bytes          a NUL character where text should be                –
    unknown_encoding   not UTF-8, UTF-16 with its mark, or Windows-1252    utf-8, utf-16, utf-32,
                                                                           cp1252: what failed
    other_format       another kind of file: save as XLSX or CSV           xls, pdf, html, ods,
                                                                           docx, zip, xml, json,
                                                                           rtf, image, gzip, xlsb
    not_a_table        bytes that are no text and no known format          –
    encrypted          the workbook has a password                         –
    damaged            the workbook cannot be opened                       –
    zip_bomb           the workbook would unpack to far too much           –
    forbidden_xml      the workbook declares XML entities                  –
    no_sheet           no visible sheet with content                       –
    ================== =================================================== ======================
    """

    def __init__(
        self,
        code: str,
        *,
        row: int | None = None,
        column: int | None = None,
        detail: str = "",
    ) -> None:
        where = "".join(
            f", {name} {number}" for name, number in (("row", row), ("column", column)) if number
        )
        super().__init__(f"{code}{where}{f' ({detail})' if detail else ''}")
        self.code = code
        self.row = row
        self.column = column
        self.detail = detail


class ImportRefusal(Refusal):
    """An import that was refused whole: `problems` are sentences that name row and column."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems[:MOST_SHOWN]), code="import_refused")
        self.problems = list(problems)
