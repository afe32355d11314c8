"""The journal: append-only, chained, without content (INV-Q5)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tiekartta.journal.actions import record
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.chain import digest_of
from tiekartta.journal.models import Entry
from tiekartta.journal.queries import entries_of, first_broken_entry

pytestmark = pytest.mark.django_db


def write(number: int) -> None:
    for index in range(number):
        record(by=SYSTEM, action="did", object_kind="thing", object_id=index, programme_id="p")


def test_entries_follow_one_another() -> None:
    write(3)
    first, second, third = Entry.objects.order_by("id")
    assert (first.previous_digest, second.previous_digest, third.previous_digest) == (
        "0" * 64,
        first.digest,
        second.digest,
    )
    assert first_broken_entry() is None


def test_an_entry_cannot_be_changed_or_deleted() -> None:
    write(1)
    for statement in ("UPDATE journal_entry SET action = 'x'", "DELETE FROM journal_entry"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Entry.objects.get().action == "did"


def test_a_forged_entry_breaks_the_chain() -> None:
    write(2)
    last = Entry.objects.order_by("-id").first()
    assert last is not None
    forged = Entry(
        at=last.at, actor="somebody", action="did", object_kind="thing", object_id="9",
        previous_digest=last.digest, digest="f" * 64,
    )  # fmt: skip
    forged.save()
    assert first_broken_entry() == forged.pk


def test_an_entry_belongs_to_its_programme_by_the_chain() -> None:
    write(1)
    entry = Entry.objects.get()
    shared = {
        "previous": entry.previous_digest, "at": entry.at, "actor": entry.actor,
        "action": entry.action, "object_kind": entry.object_kind, "object_id": entry.object_id,
    }  # fmt: skip
    assert digest_of(**shared, programme_id="p") == entry.digest
    assert digest_of(**shared, programme_id="q") != entry.digest


def test_a_failed_act_leaves_no_entry() -> None:
    def act_and_fail() -> None:
        with transaction.atomic():
            write(1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()
    assert not Entry.objects.exists()


def test_entries_of_a_programme_come_newest_first() -> None:
    write(2)
    record(by=SYSTEM, action="did", object_kind="thing", object_id="other", programme_id="q")
    assert [entry.object_id for entry in entries_of("p")] == ["1", "0"]
