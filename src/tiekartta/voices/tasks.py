"""The bodies of queued work."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tiekartta.jobs.progress import Progress
from tiekartta.jobs.schedule import every
from tiekartta.journal.actors import SYSTEM, NamedActor
from tiekartta.people.quiet import is_quiet
from tiekartta.voices import actions
from tiekartta.voices.actions import panels, retention, run_import
from tiekartta.voices.queries import (
    collection_with_id,
    collections_past_their_day,
    collections_to_open,
    collections_with_addresses_left,
    due_reminders,
    mailing_is_due,
    unwritten_batches,
)
from tiekartta.voices.queries.results.files import are_files_old
from tiekartta.voices.queries.results.hearing import surveys_to_release
from tiekartta.voices.queries.retention import programmes_with_collections


def import_rows(progress: Progress, *, draft_id: str) -> None:
    """Write the rows of a confirmed draft; may run any number of times."""
    run_import(draft_id=UUID(draft_id), by=NamedActor(progress.asked_by), report=progress.report)


def open_envelopes(progress: Progress, *, collection_id: str) -> None:
    """Open the envelopes of a collection that may be opened now; may run any number of times."""
    collection = collection_with_id(UUID(collection_id))
    if collection is not None:
        actions.open_envelopes(collection=collection, by=NamedActor(progress.asked_by))


@every(
    timedelta(minutes=2),
    title=_("Opening answers that may be read now"),
    is_needed=lambda: bool(collections_to_open()),
)
def open_waiting_envelopes(progress: Progress) -> None:
    """Open what may be opened in every collection."""
    for collection_id in collections_to_open():
        progress.check()
        collection = collection_with_id(collection_id)
        if collection is not None:
            actions.open_envelopes(collection=collection, by=SYSTEM)


def write_invitations(progress: Progress, *, batch_id: str) -> None:
    """Make the codes of a batch and write its letters."""
    actions.write_invitations(batch_id=UUID(batch_id), by=NamedActor(progress.asked_by))


@every(
    timedelta(minutes=5), title=_("Writing letters whose day has come"), is_needed=mailing_is_due
)
def write_due_letters(progress: Progress) -> None:
    """Invitations of collections that have opened, reminders of today; addresses of closed ones go."""
    for collection in collections_with_addresses_left():
        actions.destroy_addresses(collection=collection, by=SYSTEM)
    if is_quiet():
        return
    for batch_id in unwritten_batches():
        progress.check()
        actions.write_invitations(batch_id=batch_id, by=SYSTEM)
    for reminder_id in due_reminders():
        progress.check()
        actions.write_reminder(reminder_id=reminder_id, by=SYSTEM)


@every(
    timedelta(minutes=10),
    title=_("Closing collections whose last day is over"),
    is_needed=lambda: bool(collections_past_their_day()),
)
def close_past_their_day(progress: Progress) -> None:
    """Close every collection whose closing day is over; its last answers are opened by a job."""
    for collection_id in collections_past_their_day():
        progress.check()
        collection = collection_with_id(collection_id)
        if collection is not None:
            actions.close_collection(collection=collection, by=SYSTEM)


@every(timedelta(hours=6), title=_("Telling what will be erased, and erasing what is due"))
def keep_no_longer(progress: Progress) -> None:
    """Warn two weeks before; erase what is due and was warned of; wipe answered requests."""
    retention.warn_before_erasing(by=SYSTEM)
    for programme in programmes_with_collections():
        progress.check()
        retention.erase_due(programme=programme, by=SYSTEM)
    retention.wipe_answered_requests(by=SYSTEM)


@every(timedelta(days=1), title=_("Reminding of statements that wait for an answer"))
def remind_of_statements(progress: Progress) -> None:  # noqa: ARG001 - every task takes its progress
    """Letters about statements of panels, on their days only."""
    panels.remind_of_statements(by=SYSTEM)


@every(
    timedelta(minutes=2),
    title=_("Working out the results of surveys"),
    is_needed=lambda: bool(surveys_to_release()),
)
def release_waiting_results(progress: Progress) -> None:
    """Tell what may be told now of every variant of every collection."""
    waiting = surveys_to_release()
    for done, survey_id in enumerate(waiting):
        progress.report(done, len(waiting))
        actions.release_results(survey_id=survey_id, by=SYSTEM)


def make_results_file(progress: Progress, *, file_id: str) -> None:
    """Make a file of results; may run any number of times."""
    actions.make_file(
        file_id=UUID(file_id), by=NamedActor(progress.asked_by), report=progress.report
    )


@every(
    timedelta(days=1),
    title=_("Removing old files of results"),
    is_needed=are_files_old,
)
def remove_old_results_files(progress: Progress) -> None:
    """Delete files of more than a week."""
    progress.check()
    actions.remove_old_files(by=SYSTEM)
