"""A document as DOCX, with real headings, table heads and language."""

from __future__ import annotations

import io

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tiekartta.shell.impact.document import Document, Table

LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def as_docx(document: Document) -> bytes:
    """The bytes of a DOCX on landscape A4: wide tables stay readable."""
    made = docx.Document()
    made.core_properties.title = document.title
    made.core_properties.language = LOCALES[document.language]
    made.core_properties.author = ""
    _language(made, LOCALES[document.language])
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    made.add_heading(document.title, level=0)
    made.add_paragraph(document.lead)
    for section in document.sections:
        made.add_heading(section.heading, level=1)
        for text in section.paragraphs:
            made.add_paragraph(text)
        for table in section.tables:
            _table(made, table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _language(made: object, code: str) -> None:
    """The language of the running text, which screen readers follow."""
    properties = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))  # type: ignore[attr-defined] # - python-docx tells no types of its styles
    run = properties.find(qn("w:rPr"))
    language = run.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        run.append(language)
    language.set(qn("w:val"), code)


def _table(made: object, table: Table) -> None:
    grid = made.add_table(rows=1, cols=len(table.head), style="Table Grid")  # type: ignore[attr-defined] # - the same
    head = grid.rows[0]
    for cell, text in zip(head.cells, table.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no public way to mark a head that repeats
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
