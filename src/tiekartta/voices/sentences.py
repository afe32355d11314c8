"""The codes of `SpreadsheetError` in words that say what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiekartta.language.errors import Refusal
from tiekartta.voices.errors import SpreadsheetError

_SENTENCES: dict[str, Promise] = {
    "empty_file": gettext_lazy("The file is empty. Choose the file that the survey tool saved."),
    "no_header": gettext_lazy("The file has no header row. The first row must name the columns."),
    "no_rows": gettext_lazy("The file has a header row but no answers."),
    "too_large": gettext_lazy("The file is too large: at most %(detail)s megabytes. Remove unneeded columns or divide the file."),
    "too_many_rows": gettext_lazy("The file has too many rows: at most %(detail)s. Divide it into several files."),
    "too_many_columns": gettext_lazy("The file has too many columns: at most %(detail)s. Remove those that you do not need."),
    "too_many_cells": gettext_lazy("The file has too many filled cells: at most %(detail)s. Remove unneeded columns or divide the file."),
    "cell_too_long": gettext_lazy("A cell is too long: at most %(detail)s characters. Shorten it, or check that quotation marks are closed before it."),
    "ragged_row": gettext_lazy("A row has a different number of cells than the header (%(detail)s). Check the separators and quotation marks around it, or save the file as XLSX."),
    "unbalanced_quotes": gettext_lazy("A quotation mark is not closed. Correct it, or save the file as XLSX."),
    "nul_bytes": gettext_lazy("The file has characters that no text has. Save it again from the survey tool as CSV or XLSX."),
    "unknown_encoding": gettext_lazy("The letters of the file cannot be read (%(detail)s). Save it as “CSV UTF-8” or XLSX."),
    "other_format": gettext_lazy("This file is of another kind (%(detail)s). Save it as XLSX or CSV."),
    "not_a_table": gettext_lazy("This file is not a table. Save the answers as XLSX or CSV."),
    "encrypted": gettext_lazy("The workbook has a password. Save it without one."),
    "damaged": gettext_lazy("The workbook is damaged and cannot be opened. Save it again."),
    "zip_bomb": gettext_lazy("The workbook would unpack to far too much. It was not opened."),
    "forbidden_xml": gettext_lazy("The workbook holds declarations that are not allowed. Save it again as XLSX."),
    "no_sheet": gettext_lazy("The workbook has no visible sheet with content."),
}  # fmt: skip


def sentence_of(error: SpreadsheetError) -> str:
    """What is wrong with the file, where, and what to do."""
    said = str(_SENTENCES.get(error.code, _SENTENCES["not_a_table"]))
    text = said % {"detail": error.detail}
    where = {"row": error.row, "column": error.column, "text": text}
    if error.row and error.column:
        return _("Row %(row)s, column %(column)s. %(text)s") % where
    if error.row:
        return _("Row %(row)s. %(text)s") % where
    return text


def refusal_of(error: SpreadsheetError) -> Refusal:
    """The refusal that users see."""
    return Refusal(sentence_of(error), code=error.code)
