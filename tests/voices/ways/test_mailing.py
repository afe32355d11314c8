"""Invitations by e-mail: one letter an address, nothing that joins it to its code, reminders to all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from tests.asking import a_draft_survey, a_notice, an_open_survey
from tests.factories import a_member, a_programme, the_owner
from tests.people.mail_server import a_mail_server
from tests.voices.ways.test_batches import a_unit, use

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Letter
from tiekartta.people.quiet import is_quiet
from tiekartta.people.states import Role
from tiekartta.voices import tasks
from tiekartta.voices.actions import (
    close_collection,
    destroy_addresses,
    drop_reminder,
    invite_by_mail,
    open_collection,
    plan_reminder,
    write_invitations,
    write_reminder,
)
from tiekartta.voices.address_list import Recipient
from tiekartta.voices.models import AccessToken, BatchAddresses, Collection, Reminder, TokenBatch
from tiekartta.voices.queries import (
    collections_with_addresses_left,
    due_reminders,
    mailing_of_batch,
)
from tiekartta.voices.states import CollectionState, ReminderKind

pytestmark = pytest.mark.django_db
CODE = re.compile(r"/v/([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/")


def some_people(number: int = 4) -> list[Recipient]:
    return [
        Recipient(f"henkilo{place}@esimerkkila.example", "sv" if place % 2 else "fi")
        for place in range(number)
    ]


def invite(survey: Any, number: int = 4, **fields: Any) -> TokenBatch:
    return invite_by_mail(
        survey=survey, label="Kevät", recipients=some_people(number), by=SYSTEM, **fields
    )


def codes() -> dict[str, str]:
    """Address → code of its letter, from the outbox."""
    return {
        letter.to[0]: match[1] for letter in mail.outbox if (match := CODE.search(str(letter.body)))
    }


def test_each_address_gets_a_letter_with_a_code_of_its_own_in_its_language() -> None:
    _collection, survey = an_open_survey(a_programme(), is_open_link=False)
    invite(survey)

    Worker().run_until_empty()

    assert sorted(codes()) == [each.address for each in some_people()]
    assert len(set(codes().values())) == 4
    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        each.address: "Inbjudan att svara på en enkät" if each.language == "sv" else "Kutsu vastata kyselyyn"
        for each in some_people()
    }  # fmt: skip
    use(survey, list(codes().values()))
    assert AccessToken.objects.filter(used=True).count() == 4


def test_the_subject_tells_nothing_of_the_matter_and_the_letter_nothing_of_others() -> None:
    """INV-Q4, domain 4.6."""
    _collection, survey = an_open_survey(a_programme())
    invite(survey, message="Tervetuloa mukaan.")
    Worker().run_until_empty()

    letter = next(each for each in mail.outbox if each.to == ["henkilo0@esimerkkila.example"])
    assert "Kehittämistarpeet" not in letter.subject
    assert "Tervetuloa mukaan." in str(letter.body)
    assert "henkilo1" not in str(letter.body)


def test_the_job_run_twice_writes_once() -> None:
    _collection, survey = an_open_survey(a_programme())
    batch = invite(survey)

    assert write_invitations(batch_id=batch.pk, by=SYSTEM) == 4
    assert write_invitations(batch_id=batch.pk, by=SYSTEM) == 0
    Worker().run_until_empty()

    assert len(mail.outbox) == 4
    assert AccessToken.objects.count() == 4


def test_letters_wait_for_the_opening_and_go_by_themselves() -> None:
    programme = a_programme()
    draft = a_draft_survey(programme)
    invite(draft.surveys.get())
    Worker().run_until_empty()
    assert (len(mail.outbox), AccessToken.objects.count()) == (0, 0)

    Collection.objects.filter(pk=draft.pk).update(notice=a_notice(programme))
    draft.refresh_from_db()
    open_collection(collection=draft, by=SYSTEM)
    for batch_id in BatchAddresses.objects.values_list("pk", flat=True):
        write_invitations(batch_id=batch_id, by=SYSTEM)
    Worker().run_until_empty()

    assert len(mail.outbox) == 4


def dump() -> bytes:
    """Every row of every table as it stands in the database."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            parts += [
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            ]
    return b"\0".join(parts)


def test_before_and_after_sending_no_row_tells_an_address_or_a_code() -> None:
    """INV-D6: before, both are sealed; after, nothing is left but the sealed addresses."""
    _collection, survey = an_open_survey(a_programme())
    batch = invite(survey)
    write_invitations(batch_id=batch.pk, by=SYSTEM)
    waiting = dump()
    Worker().run_until_empty()
    gone = dump()

    for secret in (
        *codes(),
        *codes().values(),
        *(code.replace("-", "") for code in codes().values()),
    ):
        assert secret.encode() not in waiting
        assert secret.encode() not in gone
    assert {bytes(row.sealed) for row in Letter.objects.filter(mailing__startswith="batch:")} == {
        b""
    }


def test_rows_of_letters_tokens_and_addresses_are_in_no_common_order() -> None:
    _collection, survey = an_open_survey(a_programme())
    invite(survey, 60)
    Worker().run_until_empty()
    sent = [letter.to[0] for letter in mail.outbox]

    assert len(sent) == 60
    assert sent != sorted(sent)
    assert sent != [each.address for each in some_people(60)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of SQLite")
def test_the_very_file_of_the_database_holds_no_address_and_no_code() -> None:
    """INV-D6: also not in free pages."""
    _collection, survey = an_open_survey(a_programme())
    invite(survey)
    Worker().run_until_empty()
    content = connection.connection.serialize()

    assert b"Kev\xc3\xa4t" in content, "the batch is there"
    for secret in (*codes(), *codes().values()):
        assert secret.encode() not in content


def test_a_failing_server_loses_no_invitation(settings: Any) -> None:
    _collection, survey = an_open_survey(a_programme())
    with a_mail_server(settings) as box:
        box.recipient[""] = "450 4.2.1 come later"
        batch = invite(survey)
        Worker().run_until_empty()
        state = mailing_of_batch(batch).invitations
        assert (state.sent, state.waiting, state.given_up) == (0, 4, 0)
        box.recipient.clear()
        Letter.objects.update(next_try_at=timezone.now())
        Worker().run_until_empty()
        from tiekartta.people.actions import queue_waiting_letters  # noqa: PLC0415 - only here

        queue_waiting_letters(by=SYSTEM)
        Worker().run_until_empty()

    assert box.addresses == [each.address for each in some_people()]
    assert mailing_of_batch(batch).invitations.sent == 4


def test_closing_destroys_the_addresses_and_letters_that_have_not_gone() -> None:
    collection, survey = an_open_survey(a_programme())
    batch = invite(survey)
    write_invitations(batch_id=batch.pk, by=SYSTEM)
    plan_reminder(batch=batch, kind=ReminderKind.LAST_DAY, by=SYSTEM)
    close_collection(collection=collection, by=SYSTEM)
    Worker().run_until_empty()

    assert mail.outbox == []
    assert (BatchAddresses.objects.count(), Reminder.objects.count()) == (0, 0)
    assert AccessToken.objects.count() == 4, "tokens go thirty days later"


def test_addresses_of_a_cancelled_collection_are_found_and_destroyed() -> None:
    collection, survey = an_open_survey(a_programme())
    invite(survey)
    assert collections_with_addresses_left() == []
    Collection.objects.filter(pk=collection.pk).update(state=CollectionState.CANCELLED)

    for left in collections_with_addresses_left():
        destroy_addresses(collection=left, by=SYSTEM)

    assert BatchAddresses.objects.count() == 0


def a_written_batch() -> TokenBatch:
    _collection, survey = an_open_survey(a_programme())
    batch = invite(survey)
    Worker().run_until_empty()
    mail.outbox.clear()
    return TokenBatch.objects.select_related("survey__collection__programme").get(pk=batch.pk)


def test_a_reminder_tells_the_day_on_which_the_invitations_were_written() -> None:
    """Not the day on which the batch was made: that of a draft is weeks earlier."""
    batch, long_ago = a_written_batch(), date(2026, 1, 5)
    TokenBatch.objects.update(made_on=long_ago)
    batch.refresh_from_db()
    row = plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)
    write_reminder(reminder_id=row.pk, by=SYSTEM)
    Worker().run_until_empty()

    today, text = timezone.localdate(), str(mail.outbox[0].body)
    assert f"{today.day}.{today.month}.{today.year}" in text
    assert "5.1.2026" not in text


def test_a_reminder_goes_to_everybody_says_so_and_holds_no_code() -> None:
    """N3; J2 step 6: nobody knows who has answered."""
    batch = a_written_batch()
    row = plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)
    assert write_reminder(reminder_id=row.pk, by=SYSTEM) == 4
    assert write_reminder(reminder_id=row.pk, by=SYSTEM) == 0
    Worker().run_until_empty()

    assert sorted(letter.to[0] for letter in mail.outbox) == [
        each.address for each in some_people()
    ]
    assert codes() == {}
    text = str(
        next(each.body for each in mail.outbox if each.to == ["henkilo0@esimerkkila.example"])
    )
    assert "Muistutus lähtee kaikille kutsutuille: kukaan ei tiedä, kuka on vastannut" in text
    assert "/k/" in text
    assert mailing_of_batch(batch).reminders[0].state is not None


def test_reminders_are_half_way_and_on_the_day_before_the_last() -> None:
    batch = a_written_batch()
    collection = batch.survey.collection
    assert collection.closes_on is not None
    assert collection.opened_on is not None

    middle = plan_reminder(batch=batch, kind=ReminderKind.MIDDLE, by=SYSTEM)
    last = plan_reminder(batch=batch, kind=ReminderKind.LAST_DAY, by=SYSTEM)

    assert middle.due_on == collection.opened_on + timedelta(days=15)
    assert last.due_on == collection.closes_on - timedelta(days=1)
    assert due_reminders() == []
    assert due_reminders(today=middle.due_on) == [middle.pk]


def test_there_is_one_reminder_a_day() -> None:
    batch = a_written_batch()
    plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)

    with pytest.raises(Conflict):
        plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)


def test_a_planned_reminder_can_be_taken_back_and_a_gone_one_not() -> None:
    batch = a_written_batch()
    planned = plan_reminder(batch=batch, kind=ReminderKind.MIDDLE, by=SYSTEM)
    gone = plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)
    write_reminder(reminder_id=gone.pk, by=SYSTEM)

    drop_reminder(batch=batch, reminder_id=planned.pk, by=SYSTEM)
    with pytest.raises(Conflict):
        drop_reminder(batch=batch, reminder_id=gone.pk, by=SYSTEM)


def test_nothing_goes_by_itself_at_night() -> None:
    """Domain 4.6: quiet from 20 to 7."""
    day = timezone.localtime().replace(minute=0)
    quiet = [hour for hour in range(24) if is_quiet(now=day.replace(hour=hour))]

    assert quiet == [0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 23]


def test_what_comes_round_writes_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = a_written_batch()
    plan_reminder(batch=batch, kind=ReminderKind.NOW, by=SYSTEM)
    monkeypatch.setattr(tasks, "is_quiet", lambda: False)

    class Calm:
        def check(self) -> None:
            """Nobody cancels."""

    tasks.write_due_letters(Calm())  # type: ignore[arg-type] # - all that the task asks of its progress
    Worker().run_until_empty()

    assert len(mail.outbox) == 4


def test_only_the_owner_invites_and_reminds() -> None:
    programme = a_programme()
    _collection, survey = an_open_survey(programme)
    batch = invite(survey)
    for role in (Role.FACILITATOR, Role.RECORDER, Role.STEERING):
        person = a_member(programme, role)
        with pytest.raises(PermissionDenied):
            invite_by_mail(survey=survey, label="x", recipients=some_people(), by=person)
        with pytest.raises(PermissionDenied):
            plan_reminder(batch=batch, kind=ReminderKind.NOW, by=person)
    assert invite_by_mail(
        survey=survey, label="x", recipients=some_people(), by=the_owner(programme)
    )


def test_a_small_unit_is_not_invited_by_mail_either() -> None:
    """INV-D4."""
    _collection, survey = an_open_survey(a_programme())

    with pytest.raises(Refusal) as refused:
        invite(survey, unit=a_unit(), headcount=9)

    assert refused.value.code == "unit"


def test_nobody_and_too_many_are_refused() -> None:
    _collection, survey = an_open_survey(a_programme())
    many = [Recipient(f"h{number}@esimerkkila.example", "fi") for number in range(5_001)]

    for people in ([], many):
        with pytest.raises(Refusal):
            invite_by_mail(survey=survey, label="x", recipients=people, by=SYSTEM)


def test_another_secret_key_destroys_what_cannot_be_read_and_writes_nothing(settings: Any) -> None:
    _collection, survey = an_open_survey(a_programme())
    batch = invite(survey)
    settings.SECRET_KEY = "toinen-avain"

    assert write_invitations(batch_id=batch.pk, by=SYSTEM) == 0
    assert (BatchAddresses.objects.count(), AccessToken.objects.count()) == (0, 0)
