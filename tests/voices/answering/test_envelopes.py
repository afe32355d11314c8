"""Answers are sealed until ten can be opened together."""

from __future__ import annotations

import pytest
from tests.asking import an_open_survey, some_answers
from tests.factories import a_programme

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import close_collection, open_envelopes
from tiekartta.voices.models import Answer, Envelope, Response, Voice
from tiekartta.voices.states import CollectionState

pytestmark = pytest.mark.django_db


def test_nine_answers_of_an_open_survey_stay_sealed() -> None:
    """INV-C4: nobody reads while fewer than ten have answered, for it cannot be read."""
    collection, survey = an_open_survey(a_programme())
    some_answers(survey, 9)
    assert open_envelopes(collection=collection, by=SYSTEM) == 0
    assert Envelope.objects.count() == 9
    assert (Response.objects.count(), Voice.objects.count()) == (0, 0)
    assert not any(b"Jonot" in bytes(row.sealed) for row in Envelope.objects.all())


def test_ten_answers_are_opened_together_and_what_follows_waits_for_ten_more() -> None:
    """INV-C4, INV-D6."""
    collection, survey = an_open_survey(a_programme())
    some_answers(survey, 10)
    assert open_envelopes(collection=collection, by=SYSTEM) == 10
    assert (Response.objects.count(), Voice.objects.count(), Answer.objects.count()) == (10, 10, 50)
    some_answers(survey, 1)
    assert open_envelopes(collection=collection, by=SYSTEM) == 0


def test_closing_opens_whatever_is_left() -> None:
    """Domain 4.3: open → closed → screened."""
    collection, survey = an_open_survey(a_programme())
    some_answers(survey, 3)
    close_collection(collection=collection, by=SYSTEM)
    assert open_envelopes(collection=collection, by=SYSTEM) == 3
    collection.refresh_from_db()
    assert collection.state == CollectionState.SCREENED
