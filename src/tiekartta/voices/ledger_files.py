"""The report of a year as a workbook."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tiekartta.voices.queries import YearReport
from tiekartta.voices.queries.ledger import YearLine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (44, 34, 18, 54, 30, 26, 24)


def workbook_of(report: YearReport, *, name: str) -> bytes:
    """One sheet, one line a collection or hearing and group; means that were not used are there too.

    Texts are written as texts: nothing that somebody typed becomes a formula.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        title = _("Participation in %(year)s") % {"year": report.year}
        book.set_properties({"title": f"{title}: {name}"})
        sheet = book.add_worksheet(str(report.year))
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})  # fmt: skip
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, _header(), bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(_rows(report), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wrap)
    return file.getvalue()


def _header() -> list[str]:
    return [
        _("Means (611/2021, § 29)"), _("Programme"), _("Phase"), _("How"), _("Days"), _("Group"),
        _("How many took part"),
    ]  # fmt: skip


def _rows(report: YearReport) -> list[list[str]]:
    rows = []
    for part in report.parts:
        means = str(part.means.label)
        if not part.lines:
            rows.append([means, "", "", _("Not used this year."), "", "", ""])
        for line in part.lines:
            rows += [
                [
                    means, line.programme_name.shown().text, str(line.phase.label), line.name or line.how.shown().text,
                    days_of(line), str(group.label), _size(line, at),
                ]
                for at, group in enumerate(line.groups)
            ]  # fmt: skip
    return rows


def _size(line: YearLine, at: int) -> str:
    size = line.sizes[at]
    if size is not None:
        return str(size.label)
    return _("under way") if line.is_under_way else _("hidden (too few respondents)")


def days_of(line: YearLine) -> str:
    """The days of a line as people write them; empty when they are not known."""
    if line.first_day is None:
        return ""
    first = date_format(line.first_day, "SHORT_DATE_FORMAT")
    if line.last_day is None or line.last_day == line.first_day:
        return first
    return f"{first}–{date_format(line.last_day, 'SHORT_DATE_FORMAT')}"
