"""The job of an import: progress, cancelling, and being killed at any moment."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction
from tests.factories import a_programme, the_owner
from tests.voices.surveys import HEADER, an_upload, as_csv, settings_of

from tiekartta.jobs.actions import cancel_job
from tiekartta.jobs.models import Job
from tiekartta.jobs.progress import Cancelled
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import (
    confirm_import,
    discard_draft,
    run_import,
    start_import,
    writing,
)
from tiekartta.voices.models import Collection, ImportDraft, Response, Screening, Voice
from tiekartta.voices.queries import all_usable_ids, collections_of
from tiekartta.voices.states import CollectionState

ROWS = [
    ("5.3.2026", "Henkilöstö", f"Kehitetään asiaa numero {n} yhdessä.", "", "Kyllä")
    for n in range(40)
]
ROWS += [
    ("5.3.2026", "Asiakas", f"Soittakaa numeroon 040 123 45{n}.", "", "Kyllä")
    for n in range(10, 15)
]


class Killed(BaseException):
    """The process is gone: nothing is cleaned up."""


def confirmed(programme: Programme) -> ImportDraft:
    draft = an_upload(programme, as_csv(ROWS, HEADER))
    confirm_import(draft=draft, settings=settings_of(draft), by=the_owner(programme))
    return ImportDraft.objects.get(pk=draft.pk)


def killed_after(writes: int, monkeypatch: pytest.MonkeyPatch, draft: ImportDraft) -> None:
    """Run the import in batches of ten and kill it after some writes have been committed."""
    monkeypatch.setattr(writing, "BATCH", 10)
    reports = 0

    def report(done: int, total: int) -> None:
        nonlocal reports
        reports += 1
        if reports > writes:
            raise Killed

    with pytest.raises(Killed):
        run_import(draft_id=draft.pk, by=SYSTEM, report=report)


@pytest.mark.django_db
def test_the_worker_imports_and_shows_progress_to_the_end() -> None:
    programme = a_programme()
    confirmed(programme)
    Worker().run_until_empty()
    job = Job.objects.get()
    assert (job.state, job.done) == (JobState.DONE, job.total)
    assert job.next_url.endswith("/nakemykset/")
    assert (Voice.objects.count(), Screening.objects.count()) == (45, 5)
    assert Collection.objects.get().state == CollectionState.CLOSED
    assert not ImportDraft.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("writes", [1, 3, 6, 8, 10])
def test_a_killed_import_shows_nothing_and_the_next_try_leaves_no_doubles(
    writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = a_programme()
    draft = confirmed(programme)
    killed_after(writes, monkeypatch, draft)
    assert all_usable_ids(programme) == []
    assert collections_of(programme, reader=SYSTEM) == []
    run_import(draft_id=draft.pk, by=SYSTEM, report=lambda _done, _total: None)
    assert (Response.objects.count(), Voice.objects.count(), Screening.objects.count()) == (
        45,
        45,
        5,
    )
    assert len(all_usable_ids(programme)) == 40


@pytest.mark.django_db
def test_a_second_run_of_a_finished_import_does_nothing() -> None:
    draft = confirmed(a_programme())
    for _time in range(2):
        run_import(draft_id=draft.pk, by=SYSTEM, report=lambda _done, _total: None)
    assert Voice.objects.count() == 45


@pytest.mark.django_db
def test_a_try_that_another_one_overtook_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = confirmed(a_programme())
    monkeypatch.setattr(writing, "BATCH", 10)
    nested = False

    def report(done: int, total: int) -> None:
        nonlocal nested
        if Voice.objects.exists() and not nested:
            nested = True
            run_import(draft_id=draft.pk, by=SYSTEM, report=lambda _done, _total: None)

    with pytest.raises(writing.Overtaken):
        run_import(draft_id=draft.pk, by=SYSTEM, report=report)
    assert Voice.objects.count() == 45
    assert Collection.objects.get().state == CollectionState.CLOSED


@pytest.mark.django_db
def test_a_cancelled_import_leaves_nothing_but_the_upload() -> None:
    draft = confirmed(a_programme())

    def report(done: int, total: int) -> None:
        if Voice.objects.exists():
            raise Cancelled

    with pytest.raises(Cancelled):
        run_import(draft_id=draft.pk, by=SYSTEM, report=report)
    assert not Collection.objects.exists()
    assert not Voice.objects.exists()
    assert not Response.objects.exists()
    assert ImportDraft.objects.filter(pk=draft.pk, collection=None).exists()


@pytest.mark.django_db
def test_an_import_under_way_is_not_started_twice_but_a_cancelled_one_is() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    draft = confirmed(programme)
    with pytest.raises(Refusal):
        confirm_import(draft=draft, settings=settings_of(draft), by=owner)
    with pytest.raises(Refusal):
        an_upload(programme, as_csv(ROWS, HEADER))
    with pytest.raises(Refusal):
        discard_draft(draft=draft, by=owner)
    cancel_job(job=Job.objects.get(), by=owner)
    confirm_import(draft=draft, settings=settings_of(draft), by=owner)
    Worker().run_until_empty()
    assert Voice.objects.count() == 45


@pytest.mark.django_db
def test_rows_that_stop_passing_fail_the_job_in_words_and_keep_the_upload() -> None:
    draft = confirmed(a_programme())
    ImportDraft.objects.filter(pk=draft.pk).update(settings={**draft.settings, "groups": {}})
    Worker().run_until_empty()
    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert "Row 2, column 2" in job.message or "Rivi 2, sarake 2" in job.message
    assert ImportDraft.objects.filter(pk=draft.pk).exists()
    assert not Collection.objects.exists()


@pytest.mark.django_db
def test_where_rows_lie_tells_neither_order_nor_belonging() -> None:
    """INV-D6, INV-D9: rows are written by random id, not in the file's order."""
    rows = [
        (
            "5.3.2026",
            "Henkilöstö",
            f"Ensimmäinen vastaus {n} tässä näin.",
            f"Toinen vastaus {n} tässä näin.",
            "Kyllä",
        )
        for n in range(60)
    ]
    draft = start_import(
        programme=a_programme(), file_name="a.csv", content=as_csv(rows, HEADER), by=SYSTEM
    )
    confirm_import(draft=draft, settings=settings_of(draft), by=SYSTEM)
    run_import(draft_id=draft.pk, by=SYSTEM, report=lambda _done, _total: None)
    with transaction.atomic():
        stored = [voice.pk for voice in Voice.objects.order_by("pk")]
        written = [row.pk for row in Voice.objects.raw("SELECT id FROM voices_voice")]
    assert all(isinstance(pk, uuid.UUID) and pk.version == 4 for pk in stored)
    assert written == stored or set(written) == set(stored)
    texts = [voice.text_original for voice in Voice.objects.order_by("pk")]
    assert texts != sorted(texts)


def test_no_column_keeps_more_than_the_day_or_leads_to_a_code() -> None:
    """INV-D6: nothing on a respondent's row can be joined to a code."""
    names = {field.name for field in Response._meta.get_fields() if field.concrete}
    assert names == {
        "id", "collection", "respondent_group", "received_on", "quote_ok", "survey", "language",
        "entered_by_staff", "receipt_tag",
    }  # fmt: skip
    assert Response._meta.get_field("received_on").get_internal_type() == "DateField"
    assert Voice._meta.get_field("said_on").get_internal_type() == "DateField"
