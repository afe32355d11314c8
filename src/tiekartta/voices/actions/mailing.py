"""Invitations by e-mail to a batch of codes, and reminders to all of its addresses.

Nothing that is kept joins an address and a code (docs/decisions/0017).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.journal.actors import Actor
from tiekartta.journal.queries import done_at
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.actions import drop_letters, queue_letters
from tiekartta.people.models import Unit
from tiekartta.voices.actions.batches import begin_batch, check_batch, note_batch
from tiekartta.voices.address_list import MOST_ADDRESSES, Recipient
from tiekartta.voices.models import BatchAddresses, Collection, Reminder, Survey, TokenBatch
from tiekartta.voices.queries.mailing import reminder_day
from tiekartta.voices.rules import require_building
from tiekartta.voices.sealing import SealBrokenError, seal, unseal
from tiekartta.voices.states import CollectionState, ReminderKind
from tiekartta.voices.survey_letters import invitation, reminder
from tiekartta.voices.tokens import digests_of, new_codes, store

WRITTEN = "write_invitations"
WRITING_TASK = "tiekartta.voices.tasks.write_invitations"


def mailing_of(batch: TokenBatch, day: date | None = None) -> str:
    """The name of a mailing: the invitations of a batch, or its reminder of a day."""
    return f"batch:{batch.public_id}" + (f":{day.isoformat()}" if day else "")


def purpose_of(batch: TokenBatch) -> str:
    """What the seal of a batch's addresses is tied to."""
    return f"addresses:{batch.pk}"


@transaction.atomic
def invite_by_mail(
    *,
    survey: Survey,
    label: str,
    recipients: Sequence[Recipient],
    by: Actor,
    message: str = "",
    unit: Unit | None = None,
    headcount: int | None = None,
) -> TokenBatch:
    """A batch with a code for each address. The letters go when the collection is open.

    Addresses are sealed together, in no order. Raises PermissionDenied, Refusal, Conflict.
    """
    require_building(by, survey.collection)
    if not 1 <= len(recipients) <= MOST_ADDRESSES:
        raise Refusal(
            _("Give from 1 to %(most)s addresses at once.") % {"most": MOST_ADDRESSES}, code="size"
        )
    check_batch(survey, label=label, unit=unit, headcount=headcount)
    batch = begin_batch(survey, label=label, size=len(recipients), unit=unit, headcount=headcount)
    shuffled = [[each.address, each.language] for each in recipients]
    secrets.SystemRandom().shuffle(shuffled)
    BatchAddresses.objects.create(
        batch=batch, sealed=seal(shuffled, purpose=purpose_of(batch)), message=message.strip()
    )
    note_batch(batch, "invite_by_mail", by)
    if survey.collection.state == CollectionState.OPEN:
        queue(
            task=WRITING_TASK, arguments={"batch_id": str(batch.pk)}, by=by,
            title=_("Writing invitations"), programme_id=survey.collection.programme_id,
        )  # fmt: skip
    return batch


def write_invitations(*, batch_id: UUID, by: Actor) -> int:
    """Make the codes of a mailed batch and write its letters, once. Returns how many.

    Nothing happens while the collection is not open, and when it was done already.
    """
    row = (
        BatchAddresses.objects.select_related("batch__survey__collection__programme")
        .select_related("batch__survey__collection__notice")
        .filter(pk=batch_id, is_written=False, batch__survey__collection__state=CollectionState.OPEN)
        .first()
    )  # fmt: skip
    if row is None:
        return 0
    batch, survey = row.batch, row.batch.survey
    addresses = _opened(row, by)
    if not addresses:
        return 0
    codes = new_codes(len(addresses))
    secrets.SystemRandom().shuffle(codes)
    # Ten milliseconds for each code: outside the transaction.
    digests = digests_of(codes, bytes(survey.collection.receipt_salt))
    letters = [
        (address, language, invitation(survey, token=code, language=language, message=row.message))
        for (address, language), code in zip(addresses, codes, strict=True)
    ]
    with transaction.atomic():
        held = Collection.objects.select_for_update(no_key=True).get(pk=survey.collection_id)
        mine = BatchAddresses.objects.filter(pk=row.pk, is_written=False)
        if held.state != CollectionState.OPEN or not mine.update(is_written=True, message=""):
            return 0
        store(batch, digests)
        number = queue_letters(letters=letters, mailing=mailing_of(batch), by=by)
        note_batch(batch, WRITTEN, by)
    return number


def _opened(row: BatchAddresses, by: Actor) -> list[tuple[str, str]]:
    """The addresses with their languages; none, and destroyed, when they were sealed with another secret."""
    try:
        return [(address, language) for address, language in unseal(bytes(row.sealed), purpose=purpose_of(row.batch))]  # fmt: skip
    except SealBrokenError:
        with transaction.atomic():
            note_batch(row.batch, "lose_addresses", by)
            row.delete()
        return []


@transaction.atomic
def plan_reminder(
    *, batch: TokenBatch, kind: ReminderKind, by: Actor, today: date | None = None
) -> Reminder:
    """A reminder to every address of a batch, on its day. Raises PermissionDenied, Refusal, Conflict."""
    collection = batch.survey.collection
    require_building(by, collection)
    day = today or timezone.localdate()
    due = reminder_day(collection, kind, today=day)
    if not BatchAddresses.objects.filter(pk=batch.pk).exists():
        raise Conflict(_("The addresses of this batch have been destroyed."), code="state")
    if collection.state != CollectionState.OPEN or due is None or due < day:
        raise Refusal(_("There is no such day any more before the survey closes."))
    made, is_new = Reminder.objects.get_or_create(batch=batch, due_on=due, defaults={"kind": kind})
    if not is_new:
        raise Conflict(_("There is a reminder on that day already."), code="day")
    note_batch(batch, "plan_reminder", by)
    return made


@transaction.atomic
def drop_reminder(*, batch: TokenBatch, reminder_id: UUID | str, by: Actor) -> None:
    """Take back a reminder that has not been written. Raises PermissionDenied, Conflict."""
    require_building(by, batch.survey.collection)
    if not Reminder.objects.filter(pk=reminder_id, batch=batch, written_on=None).delete()[0]:
        raise Conflict(_("The reminder has gone already."), code="state")
    note_batch(batch, "drop_reminder", by)


@transaction.atomic
def write_reminder(*, reminder_id: UUID, by: Actor, today: date | None = None) -> int:
    """Write the letters of a reminder whose day has come, once. Returns how many."""
    day = today or timezone.localdate()
    row = (
        Reminder.objects.select_related("batch__survey__collection__programme", "batch__addresses")
        .select_related("batch__survey__collection__notice")
        .filter(pk=reminder_id, written_on=None, due_on__lte=day, batch__addresses__is_written=True,
                batch__survey__collection__state=CollectionState.OPEN)
        .first()
    )  # fmt: skip
    if row is None or not Reminder.objects.filter(pk=row.pk, written_on=None).update(
        written_on=day
    ):
        return 0
    batch = row.batch
    addresses = _opened(batch.addresses, by)
    texts = {
        language: reminder(batch.survey, invited_on=_invited_on(batch), language=language)
        for language in {language for _address, language in addresses}
    }
    return queue_letters(
        letters=[(address, language, texts[language]) for address, language in addresses],
        mailing=mailing_of(batch, row.due_on), by=by,
    )  # fmt: skip


def _invited_on(batch: TokenBatch) -> date:
    """The day on which its invitations were written: of a draft's batch that is not the day it was made."""
    collection = batch.survey.collection
    at = done_at(
        WRITTEN, object_kind="token_batch", object_id=batch.public_id,
        programme_id=collection.programme_id,
    )  # fmt: skip
    if at is not None:
        return timezone.localdate(at)
    return max(batch.made_on, collection.opened_on or batch.made_on)


@transaction.atomic
def destroy_addresses(*, collection: Collection, by: Actor) -> None:
    """Forget the addresses of a collection that takes no more answers, and letters that have not gone."""
    rows = BatchAddresses.objects.select_related("batch").filter(
        batch__survey__collection=collection
    )
    for row in rows:
        for name in (
            mailing_of(row.batch),
            *(mailing_of(row.batch, each.due_on) for each in row.batch.reminders.all()),
        ):
            drop_letters(mailing=name, by=by)
        row.delete()
    Reminder.objects.filter(batch__survey__collection=collection, written_on=None).delete()


__all__ = [
    "destroy_addresses", "drop_reminder", "invite_by_mail", "mailing_of", "plan_reminder", "write_invitations", "write_reminder",
]  # fmt: skip
