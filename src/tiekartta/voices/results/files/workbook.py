"""Results as a workbook: the method note, then a sheet for each question."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from tiekartta.voices.results.files.cells import people_cell, plain
from tiekartta.voices.results.report import Report, ReportQuestion, VariantReport, rows_of

LONGEST_NAME = 31
LONGEST_CELL = 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
WIDTHS = (30, 26, 26, 44, 18, 12, 18)
Progress = Callable[[int, int], None]


def as_xlsx(report: Report, progress: Progress = lambda _done, _all: None) -> bytes:
    """The report as XLSX. Texts are written as texts, never as formulas or links; figures as numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": plain(report.title)})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format(
            {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "share": book.add_format({"num_format": "0.0", "valign": "top"}),
    }
    _method_sheet(book, report, styles)
    used: set[str] = set()
    questions = [(variant, each) for variant in report.variants for each in variant.questions]
    for done, (variant, question) in enumerate(questions):
        progress(done, len(questions))
        name = _sheet_name(question, used)
        _question_sheet(book.add_worksheet(name), variant, question, styles)
    book.close()
    return file.getvalue()


def _method_sheet(book: Any, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("Method")[:LONGEST_NAME])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 90)
    _write(sheet, 0, 0, report.title, styles["title"])
    for column, head in enumerate((_("Audience"), _("What"), _("How"))):
        sheet.write_string(1, column, head, styles["head"])
    sheet.freeze_panes(2, 0)
    line = 2
    for variant in report.variants:
        for what, how in variant.method:
            for column, text in enumerate((variant.audience, what, how)):
                _write(sheet, line, column, text, styles["text"])
            line += 1


def _sheet_name(question: ReportQuestion, used: set[str]) -> str:
    """Number and beginning of the question; whole it stands in the sheet."""
    text = _FORBIDDEN.sub(" ", plain(question.shown.text.text))
    name = f"{question.shown.number} {text}"[:LONGEST_NAME].strip()
    number = 2
    while name.casefold() in used:
        tail = f" {number}"
        name = f"{question.shown.number} {text}"[: LONGEST_NAME - len(tail)].strip() + tail
        number += 1
    used.add(name.casefold())
    return name


def _question_sheet(
    sheet: Any, variant: VariantReport, question: ReportQuestion, styles: dict[str, Any]
) -> None:
    shown = question.shown
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, len(WIDTHS) - 1, "", styles["title"])
    _write(sheet, 0, 0, f"{shown.number}. {shown.text.text}", styles["title"])
    sheet.set_row(0, 18 * (1 + len(shown.text.text) // 110))
    _write(sheet, 1, 0, variant.audience, styles["text"])
    heads = (
        _("Part of the question"), _("Crossed by"), _("Group"), _("Answer"), _("Respondents"), _("Share, %"),
        _("Respondents in all"),
    )  # fmt: skip
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, styles["head"])
    sheet.freeze_panes(3, 0)
    line = 3
    for row in rows_of(variant, question):
        for column, text in enumerate((row.item, row.by, row.group, row.answer)):
            _write(sheet, line, column, text, styles["text"])
        _write(sheet, line, 4, people_cell(row.people), styles["number"])
        if row.share is not None:
            sheet.write_number(line, 5, round(row.share, 1), styles["share"])
        _write(sheet, line, 6, people_cell(row.total), styles["number"])
        line += 1
    notes = [(place.label.text, place.mean) for place in shown.order if place.mean]
    notes += [(_("Mean"), item.mean) for item in shown.items if item.mean]
    notes += [(_("Median"), item.median) for item in shown.items if item.median]
    if shown.leaning:
        notes.append((shown.leaning, ""))
    for what, value in notes:
        line += 1
        _write(sheet, line, 0, what, styles["text"])
        _write(sheet, line, 3, value, styles["text"])
    _said(sheet, line + 2, question, styles)


def _said(sheet: Any, line: int, question: ReportQuestion, styles: dict[str, Any]) -> None:
    if not question.said:
        return
    sheet.write_string(line, 0, _("Open answers whose writers allowed quoting"), styles["head"])
    for number, text in enumerate(question.said, start=1):
        sheet.merge_range(line + number, 0, line + number, 3, "", styles["text"])
        _write(sheet, line + number, 0, text, styles["text"])
        sheet.set_row(line + number, 15 * (1 + len(text) // 120))


def _write(sheet: Any, row: int, column: int, value: int | str, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
        return
    sheet.write_string(row, column, plain(value)[:LONGEST_CELL], style)
