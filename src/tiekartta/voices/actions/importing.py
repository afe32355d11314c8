"""Bringing a survey export in: upload, settings, confirmation. The rows are written by `writing`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.jobs.models import Job
from tiekartta.jobs.queries import is_under_way
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require
from tiekartta.voices.actions.writing import discard_collection, run_import
from tiekartta.voices.errors import ImportRefusal, SpreadsheetError
from tiekartta.voices.importing import (
    ImportSettings,
    SourceTable,
    guess_settings,
    pack,
    prepare,
    unpack,
)
from tiekartta.voices.models import Collection, ImportDraft
from tiekartta.voices.queries.salts import salt_beside_others
from tiekartta.voices.sentences import refusal_of
from tiekartta.voices.spreadsheets import guess_columns, read_table
from tiekartta.voices.states import CollectionState

TASK = "tiekartta.voices.tasks.import_rows"
DRAFT_LIVES = timedelta(days=1)


def start_import(*, programme: Programme, file_name: str, content: bytes, by: Actor) -> ImportDraft:
    """Read an uploaded file and keep its table, with guessed settings, until it is confirmed.

    Raises PermissionDenied; Refusal when the file cannot be read or was imported before.
    """
    require(by, "import_voices", programme)
    prune_drafts(by=by)
    file_name = file_name.replace("\\", "/").rsplit("/", 1)[-1][:200] or "?"
    try:
        table = read_table(content, filename=file_name)
    except SpreadsheetError as error:
        raise refusal_of(error) from None
    _refuse_again(programme, table.digest)
    source = SourceTable.of(table)
    settings = guess_settings(source, guess_columns(table), file_name=file_name)
    with transaction.atomic():
        return ImportDraft.objects.create(
            programme=programme, file_name=file_name, content=pack(source), digest=table.digest,
            settings=settings.as_data(), uploaded_by=by if isinstance(by, Person) else None,
        )  # fmt: skip


def _refuse_again(programme: Programme, digest: str) -> None:
    """Refuse a file whose import has ended or is under way; clear one that was given up."""
    earlier = (
        Collection.objects.filter(programme=programme, source_digest=digest)
        .exclude(state=CollectionState.CANCELLED)
        .first()
    )
    if earlier is None:
        return
    if earlier.state == CollectionState.IMPORTING:
        if any(_is_under_way(draft_id) for draft_id in earlier.drafts.values_list("id", flat=True)):
            raise Refusal(_("This file is being imported right now."), code="duplicate")
        discard_collection(earlier.pk)
        return
    raise Refusal(
        _("This file was already imported on %(day)s as “%(name)s” (file %(file)s). Nothing was imported again.")
        % {
            "day": timezone.localtime(earlier.imported_at).strftime("%-d.%-m.%Y"),
            "name": earlier.name, "file": earlier.source_name,
        },
        code="duplicate",
    )  # fmt: skip


def _is_under_way(draft_id: UUID) -> bool:
    return is_under_way(task=TASK, argument="draft_id", value=str(draft_id))


@transaction.atomic
def save_settings(*, draft: ImportDraft, settings: ImportSettings, by: Actor) -> None:
    """Keep what was chosen about the columns, right or not. Raises PermissionDenied."""
    require(by, "import_voices", draft.programme)
    ImportDraft.objects.filter(pk=draft.pk).update(settings=settings.as_data())


def check_draft(draft: ImportDraft, settings: ImportSettings) -> None:
    """Raise ImportRefusal with all problems of all rows."""
    _answers, problems = prepare(unpack(bytes(draft.content)), settings, today=timezone.localdate())
    if problems:
        raise ImportRefusal([str(problem) for problem in problems])


def confirm_import(*, draft: ImportDraft, settings: ImportSettings, by: Actor) -> Job:
    """Check every row and queue the import. The settings stay with the draft also when refused.

    Raises PermissionDenied; ImportRefusal naming rows and columns; Refusal for a file that was
    imported before or is being imported.
    """
    save_settings(draft=draft, settings=settings, by=by)
    check_draft(draft, settings)
    if _is_under_way(draft.pk):
        raise Refusal(_("This file is being imported right now."), code="duplicate")
    _refuse_again(draft.programme, draft.digest)
    with transaction.atomic():
        _open_collection(draft, settings)
        programme = draft.programme
        job = queue(
            task=TASK,
            arguments={"draft_id": str(draft.pk)},
            title=_("Import of %(name)s") % {"name": settings.name},
            by=by,
            programme_id=programme.pk,
            next_url=reverse("voices:list", args=[programme.public_id]),
        )
        record(
            by=by, action="confirm_import", object_kind="import_draft", object_id=draft.public_id,
            programme_id=programme.pk,
        )  # fmt: skip
    return job


def _open_collection(draft: ImportDraft, settings: ImportSettings) -> Collection:
    """The collection that the rows will go into; nobody sees it until all of them are in."""
    try:
        with transaction.atomic():
            collection = Collection.objects.create(
                programme=draft.programme, name=settings.name.strip()[:200],
                collected_on=settings.collected_on, source_digest=draft.digest,
                source_name=draft.file_name, has_receipts=settings.receipt_column is not None,
                receipt_salt=salt_beside_others(),
            )  # fmt: skip
    except IntegrityError:
        raise Refusal(_("This file is being imported right now."), code="duplicate") from None
    ImportDraft.objects.filter(pk=draft.pk).update(
        collection=collection, settings=settings.as_data()
    )
    return collection


def import_now(
    *,
    programme: Programme,
    file_name: str,
    content: bytes,
    by: Actor,
    settings: ImportSettings | None = None,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> Collection:
    """The same import without the queue, for the command line and tests. Leaves nothing when refused.

    Raises PermissionDenied, Refusal, ImportRefusal.
    """
    draft = start_import(programme=programme, file_name=file_name, content=content, by=by)
    try:
        chosen = settings or ImportSettings.from_data(draft.settings)
        check_draft(draft, chosen)
        with transaction.atomic():
            collection = _open_collection(draft, chosen)
        run_import(draft_id=draft.pk, by=by, report=report)
    except BaseException:
        discard_draft(draft=draft, by=by)
        raise
    return Collection.objects.get(pk=collection.pk)


def discard_draft(*, draft: ImportDraft, by: Actor) -> None:
    """Throw an upload away, with what an unfinished import of it wrote.

    Raises PermissionDenied; Refusal while its import is under way.
    """
    require(by, "import_voices", draft.programme)
    if _is_under_way(draft.pk):
        raise Refusal(_("This file is being imported right now."), code="duplicate")
    current = ImportDraft.objects.filter(pk=draft.pk).first()
    if current and current.collection_id:
        discard_collection(current.collection_id)
    with transaction.atomic():
        ImportDraft.objects.filter(pk=draft.pk).delete()


def prune_drafts(*, by: Actor, now: datetime | None = None) -> int:  # noqa: ARG001 - whoever comes may sweep
    """Delete uploads older than a day that nobody imports. Returns how many."""
    limit = (now or timezone.now()) - DRAFT_LIVES
    old = [
        draft
        for draft in ImportDraft.objects.filter(uploaded_at__lt=limit).defer("content")
        if not _is_under_way(draft.pk)
    ]
    for draft in old:
        if draft.collection_id:
            discard_collection(draft.collection_id)
        with transaction.atomic():
            ImportDraft.objects.filter(pk=draft.pk).delete()
    return len(old)
