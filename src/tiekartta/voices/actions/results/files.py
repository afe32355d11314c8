"""Files of results: asked for on a page, made in a worker, removed after a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.jobs.models import Job
from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM, Actor
from tiekartta.language.errors import Missing, Refusal
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.models import Collection, ResultsFile
from tiekartta.voices.queries.results.files import KEPT
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.queries.results.reporting import report_of_results
from tiekartta.voices.results.files import as_csv, as_json, as_pdf, as_xlsx, pdf_is_possible
from tiekartta.voices.results.report import Report
from tiekartta.voices.states import VISIBLE_COLLECTIONS, ResultsFormat

FILE_TASK = "tiekartta.voices.tasks.make_results_file"
_WRITERS: dict[ResultsFormat, Callable[[Report], bytes]] = {
    ResultsFormat.CSV: as_csv, ResultsFormat.XLSX: as_xlsx, ResultsFormat.PDF: as_pdf,
    ResultsFormat.JSON: as_json,
}  # fmt: skip
Reported = Callable[[int, int], None]


@transaction.atomic
def ask_for_file(
    *,
    programme: Programme,
    collection_id: str,
    format: ResultsFormat,  # noqa: A002 - the word of the form and of the table
    by: Actor,
    with_voices: bool = False,
) -> Job:
    """Ask for a file in the reader's language; a job makes it.

    Raises PermissionDenied, Missing; Refusal for a PDF on a machine that cannot make one.
    """
    require(by, "read_results", programme)
    if with_voices:
        require(by, "read_voices", programme)
    if format == ResultsFormat.PDF and not pdf_is_possible():
        raise Refusal(
            _("This server cannot make PDF files, because the program Pango is missing. Choose the spreadsheet."),
            code="pango",
        )  # fmt: skip
    row = Collection.objects.filter(
        programme=programme, public_id=collection_id, state__in=VISIBLE_COLLECTIONS
    ).first()
    if row is None:
        raise Missing("collection")
    file = ResultsFile.objects.create(
        collection=row, format=format, language=translation.get_language() or "fi",
        with_voices=with_voices,
    )  # fmt: skip
    record(
        by=by, action="export_results", object_kind="collection", object_id=row.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return queue(
        task=FILE_TASK, arguments={"file_id": str(file.pk)},
        title=_("File of results: %(name)s") % {"name": row.name}, by=by, programme_id=programme.pk,
        next_url=reverse("voices:results_files", args=[programme.public_id, row.public_id]),
    )  # fmt: skip


def make_file(*, file_id: UUID, by: Actor, report: Reported = lambda _done, _all: None) -> bool:  # noqa: ARG001 - whoever asked had the right, and a worker makes it
    """Make the file that was asked for; False when it is gone. May run any number of times."""
    file = (
        ResultsFile.objects.select_related("collection__programme")
        .defer("content")
        .filter(pk=file_id)
        .first()
    )
    if file is None:
        return False
    programme = file.collection.programme
    report(0, 3)
    with translation.override(file.language):
        results = collection_results(programme, file.collection.public_id, reader=SYSTEM, by=None)
        told = report_of_results(results, programme=programme, with_voices=file.with_voices)
        report(1, 3)
        content = _WRITERS[ResultsFormat(file.format)](told)
    report(2, 3)
    return bool(ResultsFile.objects.filter(pk=file_id).update(content=content))


def remove_old_files(*, by: Actor, today: date | None = None) -> int:  # noqa: ARG001 - who asks is told, though only the worker does
    """Delete files of more than a week; returns how many."""
    day = today or timezone.localdate()
    return ResultsFile.objects.filter(made_on__lt=day - KEPT).delete()[0]
