"""Survey exports that the tests upload."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from tiekartta.journal.actors import SYSTEM
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import start_import
from tiekartta.voices.importing import ImportSettings
from tiekartta.voices.models import ImportDraft

HEADER = (
    "Vastausaika",
    "Vastaajaryhmä",
    "Mitä pitäisi kehittää?",
    "Mikä toimii hyvin?",
    "Saako vastaustasi lainata?",
)
ROWS = (
    ("5.3.2026 9:12", "Henkilöstö", "Puheluihin pitäisi vastata saman päivän aikana.", "Aamupalaverit toimivat hyvin meillä.", "Kyllä"),
    ("5.3.2026 9:20", "Asiakas", "Jonot ovat liian pitkiä ja kukaan ei kerro missä mennään.", "", "Ei"),
    ("6.3.2026 10:01", "Yhteistyökumppani", "Vi behöver en gemensam kalender för alla möten.", "", "Kyllä"),
    ("6.3.2026 10:40", "Henkilöstö", "Kirjaamiseen kuluu puolet työpäivästä, siihen apua.", "", ""),
    ("7.3.2026 8:00", "Asiakas", "", "", "Kyllä"),
    ("7.3.2026 8:10", "Asiakas", "", "", ""),
    ("7.3.2026 8:30", "Henkilöstö", "", "", "Ei"),
)  # fmt: skip


def as_csv(
    rows: Iterable[Sequence[str]] = ROWS,
    header: Sequence[str] = HEADER,
    *,
    encoding: str = "utf-8-sig",
) -> bytes:
    """A semicolon-separated file."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerows([header, *rows])
    return table.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[str]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    """A workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Vastaukset")
    for row in [header, *rows]:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zip_bomb() -> bytes:
    """A workbook whose sheet unpacks to far too much."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return content.getvalue()


def an_upload(programme: Programme, content: bytes | None = None) -> ImportDraft:
    """A draft of the standard survey."""
    return start_import(
        programme=programme, file_name="kysely.csv", content=content or as_csv(), by=SYSTEM
    )


def settings_of(draft: ImportDraft) -> ImportSettings:
    """What was guessed of a draft."""
    return ImportSettings.from_data(draft.settings)
