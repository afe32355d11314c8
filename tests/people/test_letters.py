"""Letters are written with the act, sealed, sent by a job, and never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from tests.factories import a_person

from tiekartta.jobs.models import Job
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.actions import (
    drop_letters,
    queue_letter,
    queue_letters,
    queue_waiting_letters,
    try_again,
)
from tiekartta.people.actions.delivering import mark_failed, mark_sent, take_letter
from tiekartta.people.actions.letters import forget_old_letters
from tiekartta.people.composing import LetterText
from tiekartta.people.letter_queries import letters_are_due, mailing_state, masked, unsent_page
from tiekartta.people.models import Letter
from tiekartta.people.states import LetterProblem

pytestmark = pytest.mark.django_db
TEXT = LetterText("Kysely", "Vastaa tässä:\n\nhttps://tiekartta.example/v/ABCD")


def _letter() -> Letter:
    return queue_letter(
        recipient=a_person(email="aino@esimerkkila.example"),
        subject="Hei\nBcc: muu@esimerkki.example",
        body="Teksti",
        by=SYSTEM,
    )


def _to(*addresses: str, language: str = "fi") -> int:
    return queue_letters(
        letters=[(each, language, TEXT) for each in addresses], mailing="batch:x", by=SYSTEM
    )


def test_a_letter_is_sent_by_the_worker_and_what_it_said_is_wiped() -> None:
    letter = _letter()
    assert mail.outbox == []
    assert bytes(letter.sealed)

    Worker().run_until_empty()

    assert [(sent.to, sent.body) for sent in mail.outbox] == [
        (["aino@esimerkkila.example"], "Teksti\n")
    ]
    letter.refresh_from_db()
    assert (bytes(letter.sealed), letter.sent_at is None) == (b"", False)


def test_a_line_break_in_a_subject_makes_no_new_header() -> None:
    _letter()

    Worker().run_until_empty()

    assert mail.outbox[0].subject == "Hei Bcc: muu@esimerkki.example"
    assert mail.outbox[0].recipients() == ["aino@esimerkkila.example"]


def test_a_letter_belongs_to_the_transaction_of_the_act() -> None:
    with transaction.atomic():
        _letter()
        transaction.set_rollback(True)

    assert (Letter.objects.count(), Job.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_waiting_letter_shows_neither_address_nor_text_in_the_database() -> None:
    _to("aino.esimerkki@esimerkkila.example")
    row = Letter.objects.get()
    stored = repr(Letter.objects.values().get()).encode() + bytes(row.sealed)

    for secret in (b"aino", b"esimerkkila", b"ABCD"):
        assert secret not in stored
    Worker().run_until_empty()
    assert mail.outbox[0].to == ["aino.esimerkki@esimerkkila.example"]


def test_letters_of_one_length_and_another_are_sealed_alike() -> None:
    queue_letters(
        letters=[("a@b.fi", "fi", LetterText("x", "y")), ("kauempana.oleva@esimerkkila.example", "fi", TEXT)],
        mailing="batch:x", by=SYSTEM,
    )  # fmt: skip

    assert len({len(row.sealed) for row in Letter.objects.all()}) == 1


@pytest.mark.parametrize(
    "address",
    ["", "aino", "aino@", "a b@c.fi", "a@b.fi\nBcc: muu@c.fi", "a@b.fi,muu@c.fi", "<a@b.fi>", "a@b.fi\r\n"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_nothing_is_written(address: str) -> None:
    with pytest.raises(Refusal):
        _to("hyva@esimerkkila.example", address)

    assert Letter.objects.count() == 0


def test_two_senders_never_take_the_same_letter() -> None:
    _to("aino@esimerkkila.example")

    first, second = take_letter(by=SYSTEM), take_letter(by=SYSTEM)

    assert first is not None
    assert second is None


def test_a_sender_that_dies_leaves_the_letter_to_the_next_after_five_minutes() -> None:
    _to("aino@esimerkkila.example")
    now = timezone.now()
    assert take_letter(by=SYSTEM, now=now) is not None

    assert take_letter(by=SYSTEM, now=now + timedelta(minutes=4)) is None
    again = take_letter(by=SYSTEM, now=now + timedelta(minutes=6))

    assert again is not None
    mark_sent(letter_id=again.id, by=SYSTEM)
    assert take_letter(by=SYSTEM, now=now + timedelta(days=1)) is None


def test_a_job_that_runs_twice_sends_once() -> None:
    _letter()
    queue_waiting_letters(by=SYSTEM)
    queue_waiting_letters(by=SYSTEM)

    Worker().run_until_empty()

    assert len(mail.outbox) == 1


def _fails(minutes: float, problem: LetterProblem = LetterProblem.UNREACHABLE) -> Letter:
    now = timezone.now() + timedelta(minutes=minutes)
    taken = take_letter(by=SYSTEM, now=now)
    assert taken is not None
    mark_failed(letter_id=taken.id, problem=problem, by=SYSTEM, now=now)
    return Letter.objects.get(pk=taken.id)


def test_a_letter_is_tried_for_three_days_at_growing_distances_and_then_given_up() -> None:
    _letter()
    minutes, waits = 0.1, []
    while (row := _fails(minutes)).given_up_at is None:
        assert row.next_try_at is not None
        wait = (row.next_try_at - timezone.now()).total_seconds() / 60 - minutes
        waits.append(round(wait))
        minutes += wait + 0.1

    assert waits[:6] == [1, 5, 15, 60, 120, 240]
    assert set(waits[6:]) == {240}
    assert sum(waits) > 3 * 24 * 60 - 240
    assert bytes(row.sealed), "an administrator can still send it"


def test_an_address_that_is_not_there_is_given_up_at_once() -> None:
    _to("aino@esimerkkila.example")

    assert _fails(0.1, LetterProblem.ADDRESS).given_up_at is not None


def test_an_administrator_sends_a_letter_that_was_given_up() -> None:
    administrator = a_person(is_administrator=True)
    _to("aino@esimerkkila.example")
    row = _fails(0.1, LetterProblem.REFUSED)

    try_again(letter_id=str(row.pk), by=administrator)
    Worker().run_until_empty()

    assert len(mail.outbox) == 1


def test_nobody_else_sends_again_or_sees_who_waits_for_mail() -> None:
    _to("aino@esimerkkila.example")
    row = Letter.objects.get()

    with pytest.raises(PermissionDenied):
        try_again(letter_id=str(row.pk), by=a_person())
    with pytest.raises(PermissionDenied):
        unsent_page(reader=a_person())


def test_a_letter_that_has_gone_is_not_there_to_be_sent_again() -> None:
    letter = _letter()
    Worker().run_until_empty()

    with pytest.raises(Missing):
        try_again(letter_id=str(letter.pk), by=SYSTEM)


def test_the_list_masks_addresses() -> None:
    _to("aino.esimerkki@esimerkkila.example")

    (line,) = unsent_page(reader=a_person(is_administrator=True))

    assert line.to == "a…@esimerkkila.example" == masked("aino.esimerkki@esimerkkila.example")


def test_another_secret_key_gives_a_letter_up_and_stops_nothing(settings: Any) -> None:
    _to("aino@esimerkkila.example")
    settings.SECRET_KEY = "toinen-avain"
    queue_letter(recipient=a_person(), subject="Toinen", body="Toinen", by=SYSTEM)

    Worker().run_until_empty()

    assert [sent.subject for sent in mail.outbox] == ["Toinen"]
    assert Letter.objects.get(mailing="batch:x").problem == LetterProblem.SEAL
    assert [line.to for line in unsent_page(reader=a_person(is_administrator=True))] == ["…"]


def test_a_mailing_tells_how_far_it_is() -> None:
    _to("a@esimerkkila.example", "b@esimerkkila.example", "c@esimerkkila.example")
    _fails(0.1, LetterProblem.ADDRESS)
    taken = take_letter(by=SYSTEM)
    assert taken is not None
    mark_sent(letter_id=taken.id, by=SYSTEM)

    state = mailing_state("batch:x")

    assert (state.sent, state.waiting, state.given_up) == (1, 1, 1)
    assert [number for _problem, number in state.problems] == [1]


def test_letters_of_a_mailing_that_wait_can_be_taken_back() -> None:
    _to("a@esimerkkila.example", "b@esimerkkila.example")

    assert drop_letters(mailing="batch:x", by=SYSTEM) == 2
    Worker().run_until_empty()

    assert mail.outbox == []


def test_old_letters_are_forgotten_and_waiting_ones_never() -> None:
    _to("a@esimerkkila.example", "b@esimerkkila.example", "c@esimerkkila.example")
    _fails(0.1, LetterProblem.ADDRESS)
    taken = take_letter(by=SYSTEM)
    assert taken is not None
    mark_sent(letter_id=taken.id, by=SYSTEM)
    now = timezone.now()

    assert forget_old_letters(by=SYSTEM, now=now + timedelta(days=13)) == 0
    assert forget_old_letters(by=SYSTEM, now=now + timedelta(days=15)) == 1
    assert forget_old_letters(by=SYSTEM, now=now + timedelta(days=90)) == 1
    assert Letter.objects.count() == 1
    assert letters_are_due()
