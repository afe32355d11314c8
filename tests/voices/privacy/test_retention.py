"""Keeping no longer than promised: rules, warnings two weeks before, erasing (domain 2.4, point 6; N28)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import a_text, an_open_survey, some_answers, some_tokens
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import cancel_collection, close_collection, open_envelopes
from tiekartta.voices.actions.retention import (
    erase_due,
    report_collections,
    set_retention_days,
    warn_before_erasing,
)
from tiekartta.voices.models import (
    AccessToken,
    Answer,
    Collection,
    KeptCount,
    Response,
    TokenBatch,
    Voice,
)
from tiekartta.voices.queries import respondents_by_group, usable_voices, voices_of_receipt
from tiekartta.voices.queries.retention import retention_plan
from tiekartta.voices.retention import DAYS, WARNING, due_on, may_erase
from tiekartta.voices.states import CollectionState, RetentionKind

pytestmark = pytest.mark.django_db
SECRET = "Salainen sana zyxretention on tekstissä"


def a_closed_survey(answers: int = 12) -> tuple[Programme, Collection, list[str]]:
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    receipts = some_answers(survey, answers, text=SECRET)
    close_collection(collection=collection, by=SYSTEM)
    open_envelopes(collection=collection, by=SYSTEM)
    batch = TokenBatch.objects.create(survey=survey, label="Kaikki", size=2)
    AccessToken.objects.bulk_create(
        AccessToken(batch=batch, collection=collection, digest=f"{n:064}") for n in range(2)
    )
    collection.refresh_from_db()
    return programme, collection, receipts


days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(st.sampled_from(RetentionKind), st.integers(1, 3650), days, st.none() | days)
def test_what_is_due_is_due_so_many_days_after_its_beginning(
    kind: RetentionKind, number: int, closed: date, reported: date | None
) -> None:
    due = due_on(kind, days=number, closed_on=closed, reported_on=reported)
    assert due is not None
    if kind == RetentionKind.RAW:
        start = reported or closed + timedelta(days=365)
        assert due == start + timedelta(days=number)
    else:
        assert due == closed + timedelta(days=number)
    assert due_on(kind, days=number, closed_on=None, reported_on=reported) is None


@given(days, st.none() | days, days)
def test_nothing_goes_of_which_nobody_was_told_two_weeks_before(
    due: date, warned: date | None, today: date
) -> None:
    """N28."""
    if may_erase(due=due, warned_on=warned, today=today):
        assert warned is not None
        assert today - warned >= timedelta(days=14)
        assert today >= due


def test_the_plan_is_a_dry_run_that_changes_nothing_and_tells_no_bare_number() -> None:
    programme, collection, _receipts = a_closed_survey(12)
    plan = retention_plan(programme, reader=the_owner(programme))
    assert [(line.kind, line.due_on) for line in plan] == [
        (RetentionKind.TOKENS, collection.closed_on + timedelta(days=30)),
        (RetentionKind.RAW, collection.closed_on + timedelta(days=730)),
    ]
    assert plan[0].responses.value == 12
    assert Response.objects.count() == 12


def test_people_are_told_once_two_weeks_before_by_a_letter_without_content() -> None:
    programme, collection, _receipts = a_closed_survey()
    due = collection.closed_on + timedelta(days=DAYS[RetentionKind.TOKENS])
    assert warn_before_erasing(by=SYSTEM, today=due - WARNING - timedelta(days=1)) == 0
    assert warn_before_erasing(by=SYSTEM, today=due - WARNING) == 1
    assert warn_before_erasing(by=SYSTEM, today=due - WARNING) == 0
    Worker().run_until_empty()
    (letter,) = [each for each in mail.outbox if "poistetaan" in each.subject]
    assert letter.to == [the_owner(programme).email]
    assert letter.subject == "Tietoja poistetaan kahden viikon kuluttua"
    assert reverse("voices:retention", args=[programme.public_id]) in letter.body
    assert "zyxretention" not in letter.body


def test_tokens_go_thirty_days_after_closing_and_not_without_a_warning() -> None:
    programme, collection, _receipts = a_closed_survey()
    due = collection.closed_on + timedelta(days=30)
    assert erase_due(programme=programme, by=SYSTEM, today=due) == 0
    warn_before_erasing(by=SYSTEM, today=due)
    assert erase_due(programme=programme, by=SYSTEM, today=due) == 0
    assert erase_due(programme=programme, by=SYSTEM, today=due + WARNING) == 1
    assert AccessToken.objects.count() == 0
    assert Response.objects.count() == 12
    assert erase_due(programme=programme, by=SYSTEM, today=due + WARNING) == 0


def test_codes_of_a_cancelled_collection_go_too() -> None:
    """Cancelling takes the codes along; those of collections cancelled before it did go in their time."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    cancelled = timezone.localdate()
    cancel_collection(collection=collection, reason=a_text("Väärin"), by=SYSTEM, today=cancelled)
    assert retention_plan(programme, reader=SYSTEM) == []
    some_tokens(survey, 3)
    due = cancelled + timedelta(days=30)
    assert [(line.kind, line.due_on) for line in retention_plan(programme, reader=SYSTEM)] == [
        (RetentionKind.TOKENS, due)
    ]
    warn_before_erasing(by=SYSTEM, today=due)
    assert erase_due(programme=programme, by=SYSTEM, today=due + WARNING) == 1
    assert not AccessToken.objects.exists()
    collection.refresh_from_db()
    assert collection.state == CollectionState.CANCELLED


def test_original_answers_go_a_year_after_the_roadmap_and_screened_texts_stay_unlinked() -> None:
    """INV-D9, INV-V4: figures stay, and the receipt still finds what its holder said."""
    programme, collection, receipts = a_closed_survey()
    before = respondents_by_group(programme, reader=the_owner(programme))
    published = collection.closed_on + timedelta(days=60)
    assert report_collections(programme=programme, day=published, by=SYSTEM) == 1
    assert report_collections(programme=programme, day=published, by=SYSTEM) == 0
    due = published + timedelta(days=365)
    warn_before_erasing(by=SYSTEM, today=due - WARNING)
    erase_due(programme=programme, by=SYSTEM, today=due)
    collection.refresh_from_db()
    assert (collection.state, collection.erased_on) == (CollectionState.ERASED, due)
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)
    assert not Voice.objects.filter(response__isnull=False).exists()
    assert KeptCount.objects.get().number == 12
    assert respondents_by_group(programme, reader=the_owner(programme)) == before
    assert len(usable_voices(programme, reader=the_owner(programme))) == 12
    assert len(voices_of_receipt(receipts[0])) == 1


def test_what_was_withheld_is_gone_when_the_original_answers_go() -> None:
    programme = a_programme()
    some_voices(programme, ["Soita numeroon 040 123 4567, sanoo zyxwithheld."])
    day = timezone.localdate() + timedelta(days=3000)
    warn_before_erasing(by=SYSTEM, today=day - WARNING)
    assert erase_due(programme=programme, by=SYSTEM, today=day) == 1
    voice = Voice.objects.get()
    assert (voice.state, voice.text_original, voice.text_screened) == ("rejected", "", "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
def test_what_is_erased_is_overwritten_in_the_file() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_a_changed_time_counts_and_is_told_of_again() -> None:
    programme, collection, _receipts = a_closed_survey()
    due = collection.closed_on + timedelta(days=30)
    warn_before_erasing(by=SYSTEM, today=due)
    owner = the_owner(programme)
    set_retention_days(programme=programme, kind=RetentionKind.TOKENS, days=90, by=owner)
    assert erase_due(programme=programme, by=SYSTEM, today=due + WARNING) == 0
    plan = retention_plan(programme, reader=owner)
    assert (plan[0].due_on, plan[0].warned_on) == (collection.closed_on + timedelta(days=90), None)


@pytest.mark.parametrize("number", [0, -1, 3651])
def test_a_time_out_of_bounds_is_refused(number: int) -> None:
    programme = a_programme()
    with pytest.raises(Refusal, match="1–3 650"):
        set_retention_days(
            programme=programme, kind=RetentionKind.RAW, days=number, by=the_owner(programme)
        )


def test_only_the_privacy_officer_changes_times_and_erases() -> None:
    """Domain 4.5: retention run, d (privacy)."""
    programme = a_programme()
    for role in (Role.FACILITATOR, Role.DEVELOPER, Role.STEERING):
        person = a_member(programme, role)
        with pytest.raises(PermissionDenied):
            erase_due(programme=programme, by=person)
        with pytest.raises(PermissionDenied):
            set_retention_days(programme=programme, kind=RetentionKind.RAW, days=10, by=person)
        with pytest.raises(PermissionDenied):
            retention_plan(programme, reader=person)


def test_erasing_stands_in_the_journal_without_content() -> None:
    """INV-Q5."""
    programme, collection, _receipts = a_closed_survey()
    due = collection.closed_on + timedelta(days=30)
    warn_before_erasing(by=SYSTEM, today=due - WARNING)
    erase_due(programme=programme, by=SYSTEM, today=due)
    entry = Entry.objects.get(action="erase_tokens")
    assert (entry.object_kind, entry.object_id) == ("collection", collection.public_id)


def test_the_plan_takes_the_same_queries_with_one_and_three_collections(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("voices:retention", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _each in range(more):
            some_voices(programme, ["Lisää aikaa."], RespondentGroup.STAFF)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        taken.append(len(queries))
        assert page.count("alkuperäiset vastaukset</td>") == rows
    assert taken[0] == taken[1]
