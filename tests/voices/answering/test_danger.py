"""A text of danger is held for a person, and owners and privacy officers get a link to it (N6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from tests.asking import an_open_survey, some_answers
from tests.factories import a_person, a_programme

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.actions import grant_role, set_duties
from tiekartta.voices.actions import open_envelopes
from tiekartta.voices.models import Voice
from tiekartta.voices.states import VoiceState

pytestmark = pytest.mark.django_db
WORDS = "En jaksa enää elää näin"


@pytest.fixture
def written(settings: Any) -> list[Any]:
    """Ten answers of which one tells of danger, opened; the letters that went out."""
    owner, officer, other = a_person("Oona", language="sv"), a_person("Otto"), a_person("Toini")
    programme = a_programme(owner)
    for person, role in ((officer, Role.FACILITATOR), (other, Role.FACILITATOR)):
        grant_role(programme=programme, person=person, role=role, by=SYSTEM)
    set_duties(programme=programme, person=officer, kinds=[DutyKind.PRIVACY_OFFICER], by=SYSTEM)
    collection, survey = an_open_survey(programme)
    some_answers(survey, 9)
    some_answers(survey, 1, text=WORDS)
    open_envelopes(collection=collection, by=SYSTEM)
    Worker().run_until_empty()
    return [letter for letter in mail.outbox if "seulonta" in letter.body]


def test_owner_and_privacy_officer_are_written_to_in_their_own_language(written: list[Any]) -> None:
    subjects = {letter.subject for letter in written}
    assert subjects == {"Ett svar behöver din uppmärksamhet", "Eräs vastaus kaipaa huomiotasi"}
    assert len(written) == 2


def test_the_letter_holds_a_link_and_no_word_of_the_answer(written: list[Any]) -> None:
    """INV-Q4, and 4.6: the subject reveals nothing."""
    for letter in written:
        whole = f"{letter.subject} {letter.body} {letter.alternatives}"
        assert "/seulonta/" in whole
        assert "jaksa" not in whole
        assert "elää" not in letter.subject


def test_the_text_waits_for_a_person(written: list[Any]) -> None:
    held = Voice.objects.filter(state=VoiceState.QUARANTINED)
    assert [voice.text_original for voice in held] == [f"{WORDS} (0)"]
    assert held.get().text_screened == ""
    assert Voice.objects.filter(state=VoiceState.USABLE).count() == 9


def test_calm_answers_write_no_letter() -> None:
    collection, survey = an_open_survey(a_programme())
    some_answers(survey, 10)
    open_envelopes(collection=collection, by=SYSTEM)
    Worker().run_until_empty()
    assert not [letter for letter in mail.outbox if "seulonta" in letter.body]
