"""Mailed batches: what is due, and how far the letters of a batch are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from tiekartta.people.letter_queries import MailingState, mailing_states
from tiekartta.people.quiet import is_quiet
from tiekartta.voices.models import BatchAddresses, Collection, Reminder, TokenBatch
from tiekartta.voices.states import EDITABLE_COLLECTIONS, CollectionState, ReminderKind

ONE_DAY = timedelta(days=1)
"""Between these hours of the day nothing goes out by itself but what somebody asked for just now."""


@dataclass(frozen=True)
class ReminderLine:
    """A reminder; `state` is None before it is written."""

    id: UUID
    kind: ReminderKind
    due_on: date
    state: MailingState | None


@dataclass(frozen=True)
class BatchMailing:
    """The letters of a batch. `is_kept`: the addresses are still there."""

    is_kept: bool
    is_written: bool
    invitations: MailingState
    reminders: tuple[ReminderLine, ...]


def mailing_of_batch(batch: TokenBatch) -> BatchMailing:
    """How far the letters of a batch are; who may ask was asked when the batch was fetched."""
    addresses = BatchAddresses.objects.filter(pk=batch.pk).first()
    name = f"batch:{batch.public_id}"
    reminders = list(batch.reminders.all())
    days = {row.pk: f"{name}:{row.due_on.isoformat()}" for row in reminders}
    states = mailing_states([name, *days.values()])
    return BatchMailing(
        is_kept=addresses is not None, is_written=addresses is None or addresses.is_written,
        invitations=states[name],
        reminders=tuple(
            ReminderLine(
                row.pk, ReminderKind(row.kind), row.due_on,
                states[days[row.pk]] if row.written_on else None,
            )
            for row in reminders
        ),
    )  # fmt: skip


def reminder_day(
    collection: Collection, kind: ReminderKind, *, today: date | None = None
) -> date | None:
    """The day of a reminder; None when the collection has none such."""
    if kind == ReminderKind.NOW:
        return today or timezone.localdate()
    if collection.opened_on is None or collection.closes_on is None:
        return None
    length = collection.closes_on - collection.opened_on
    if length < 2 * ONE_DAY:
        return None
    middle = collection.opened_on + length // 2
    last = collection.closes_on - ONE_DAY
    return middle if kind == ReminderKind.MIDDLE else last


def unwritten_batches() -> list[UUID]:
    """Mailed batches of open collections whose letters have not been written."""
    rows = BatchAddresses.objects.filter(
        is_written=False, batch__survey__collection__state=CollectionState.OPEN
    )
    return list(rows.values_list("pk", flat=True))


def due_reminders(*, today: date | None = None) -> list[UUID]:
    """Reminders whose day has come, in open collections."""
    rows = Reminder.objects.filter(
        written_on=None, due_on__lte=today or timezone.localdate(),
        batch__addresses__is_written=True, batch__survey__collection__state=CollectionState.OPEN,
    )  # fmt: skip
    return list(rows.values_list("pk", flat=True))


def collections_with_addresses_left() -> list[Collection]:
    """Collections that take no more answers and still have addresses."""
    kept = Collection.objects.filter(surveys__batches__addresses__isnull=False)
    taking = (*EDITABLE_COLLECTIONS, CollectionState.OPEN)
    return list(kept.exclude(state__in=taking).distinct())


def mailing_is_due() -> bool:
    """Whether there is anything for the task that comes round."""
    if collections_with_addresses_left():
        return True
    return not is_quiet() and bool(unwritten_batches() or due_reminders())
