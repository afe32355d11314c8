"""Files of results that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import may
from tiekartta.voices.models import ResultsFile
from tiekartta.voices.results.method import language_words
from tiekartta.voices.rules import require_results
from tiekartta.voices.states import ResultsFormat

KEPT = timedelta(days=7)
"""How long a file is kept."""
MOST = 50


@dataclass(frozen=True)
class FileLine:
    """A file that was asked for; `is_ready` when it has been made."""

    public_id: str
    format: ResultsFormat
    language: str
    made_on: date
    with_voices: bool
    is_ready: bool

    @property
    def language_words(self) -> str:
        """Its language by name."""
        return language_words(self.language)

    @property
    def removed_on(self) -> date:
        """The last day on which it is there."""
        return self.made_on + KEPT


def files_of(programme: Programme, collection_id: str, *, reader: object) -> list[FileLine]:
    """The files of a collection's results, newest first, in one query. Raises PermissionDenied.

    Those with open answers only for who may read them.
    """
    require_results(reader, programme)
    rows = ResultsFile.objects.filter(
        collection__programme=programme, collection__public_id=collection_id
    )
    if not _reads_voices(reader, programme):
        rows = rows.filter(with_voices=False)
    ready = Q(content__isnull=False)
    return [
        FileLine(row[0], ResultsFormat(row[1]), row[2], row[3], row[4], row[5])
        for row in rows.annotate(is_ready=ready).values_list(
            "public_id", "format", "language", "made_on", "with_voices", "is_ready"
        )[:MOST]
    ]


def file_content(
    programme: Programme, collection_id: str, file_id: str, *, reader: object
) -> tuple[FileLine, bytes]:
    """One of them with its bytes. Raises PermissionDenied; Missing while it is being made."""
    require_results(reader, programme)
    row = ResultsFile.objects.filter(
        collection__programme=programme, collection__public_id=collection_id, public_id=file_id,
        content__isnull=False,
    ).first()  # fmt: skip
    if row is None or (row.with_voices and not _reads_voices(reader, programme)):
        raise Missing("file")
    line = FileLine(
        row.public_id, ResultsFormat(row.format), row.language, row.made_on, row.with_voices, is_ready=True
    )  # fmt: skip
    return line, bytes(row.content or b"")


def are_files_old(*, today: date | None = None) -> bool:
    """Whether any file is due to be removed."""
    day = today or timezone.localdate()
    return ResultsFile.objects.filter(made_on__lt=day - KEPT).exists()


def _reads_voices(reader: object, programme: Programme) -> bool:
    return reader is SYSTEM or may(reader, "read_voices", programme)
