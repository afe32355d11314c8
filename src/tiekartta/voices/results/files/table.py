"""Results as one table of text: UTF-8 with its mark, semicolons, one line a figure or an open answer."""

from __future__ import annotations

import csv
import io

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tiekartta.voices.results.files.cells import cell_text, people_cell
from tiekartta.voices.results.report import Report, rows_of


def as_csv(report: Report) -> bytes:
    """The report as CSV, with the method note first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")

    def write(*cells: object) -> None:
        writer.writerow([cell_text(cell) if isinstance(cell, str) else cell for cell in cells])

    write(report.title)
    for variant in report.variants:
        for what, how in variant.method:
            write(variant.audience, what, how)
    write()
    write(
        _("Audience"), _("Number"), _("Question"), _("Part of the question"), _("Crossed by"), _("Group"),
        _("Answer"), _("Respondents"), _("Share, %"), _("Respondents in all"),
    )  # fmt: skip
    for variant in report.variants:
        for question in variant.questions:
            for row in rows_of(variant, question):
                share = "" if row.share is None else number_format(row.share, 1, use_l10n=True)
                write(
                    row.audience, row.number, row.question, row.item, row.by, row.group, row.answer,
                    people_cell(row.people), share, people_cell(row.total),
                )  # fmt: skip
            for said in question.said:
                shown = question.shown
                write(
                    variant.audience, shown.number, shown.text.text, _("Open answer"), "", "", said
                )
    return text.getvalue().encode("utf-8-sig")
