"""What comes round by itself while people answer: envelopes are opened, collections close on their day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.asking import an_open_survey, some_answers
from tests.factories import a_programme

from tiekartta.jobs.actions import queue_due
from tiekartta.jobs.models import Job, Round
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.models import Collection, Envelope, Response
from tiekartta.voices.queries import collections_past_their_day, collections_to_open
from tiekartta.voices.states import CollectionState

pytestmark = pytest.mark.django_db


def a_round() -> None:
    """Everything is due, and done."""
    Round.objects.all().delete()
    queue_due(by=SYSTEM)
    Worker().run_until_empty()
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_ten_answers_are_opened_by_themselves_and_nine_are_not() -> None:
    """INV-C4."""
    _nine, few = an_open_survey(a_programme())
    some_answers(few, 9)
    ten, enough = an_open_survey(a_programme())
    some_answers(enough, 10)
    assert collections_to_open() == [ten.pk]
    a_round()
    assert set(Response.objects.values_list("collection", flat=True)) == {ten.pk}
    assert Envelope.objects.count() == 9
    assert collections_to_open() == []


def test_a_stricter_collection_opens_its_own_number_at_once() -> None:
    """INV-D2: the policy may be raised per collection."""
    collection, survey = an_open_survey(a_programme())
    Collection.objects.filter(pk=collection.pk).update(k_full=20)
    some_answers(survey, 19)
    assert collections_to_open() == []
    some_answers(survey, 1)
    assert collections_to_open() == [collection.pk]


def test_a_collection_closes_after_its_last_day_and_its_answers_are_opened() -> None:
    """Domain 4.3: open → closed → screened, without anybody pressing a button."""
    collection, survey = an_open_survey(a_programme())
    some_answers(survey, 3)
    Collection.objects.filter(pk=collection.pk).update(closes_on=timezone.localdate())
    assert collections_past_their_day() == []
    Collection.objects.filter(pk=collection.pk).update(
        closes_on=timezone.localdate() - timedelta(days=1)
    )
    a_round()
    collection.refresh_from_db()
    assert (collection.state, Response.objects.count()) == (CollectionState.SCREENED, 3)
