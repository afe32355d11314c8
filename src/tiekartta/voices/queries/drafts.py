"""Uploads that wait for confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.importing import ImportSettings, SourceTable, group_values, unpack
from tiekartta.voices.models import ImportDraft

PREVIEW_ROWS = 10


@dataclass(frozen=True)
class DraftView:
    """What the preview page shows. `rows` are the first ten; `total` is how many the file has."""

    public_id: str
    file_name: str
    table: SourceTable
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    total: int
    settings: ImportSettings

    def group_values(self, column: int) -> list[tuple[str, str]]:
        """The different values of a column; one more than the limit when there are too many."""
        return group_values(self.table, column)


def draft_of(public_id: str, *, programme: Programme, reader: object) -> ImportDraft:
    """One upload of a programme. Raises PermissionDenied, Missing."""
    require(reader, "import_voices", programme)
    draft = ImportDraft.objects.filter(public_id=public_id, programme=programme).first()
    if draft is None:
        raise Missing("draft")
    return draft


def draft_view(draft: ImportDraft, *, reader: object) -> DraftView:
    """The upload as plain data. Raises PermissionDenied."""
    require(reader, "import_voices", draft.programme)
    table = unpack(bytes(draft.content))
    return DraftView(
        public_id=draft.public_id,
        file_name=draft.file_name,
        table=table,
        rows=tuple(zip(table.numbers[:PREVIEW_ROWS], table.rows[:PREVIEW_ROWS], strict=True)),
        total=len(table.rows),
        settings=ImportSettings.from_data(draft.settings),
    )


def waiting_drafts(programme: Programme, *, reader: object) -> list[ImportDraft]:
    """Uploads that were not confirmed yet, newest first, without their content."""
    require(reader, "import_voices", programme)
    drafts = ImportDraft.objects.filter(programme=programme).defer("content")
    return list(drafts.order_by("-uploaded_at"))
