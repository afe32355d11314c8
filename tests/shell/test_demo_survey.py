"""The survey of the example: open, with answers that were opened and some still sealed."""

from __future__ import annotations

import pytest
from tests.factories import a_member, a_programme, the_owner

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import Role
from tiekartta.shell.demo import asking
from tiekartta.shell.demo.beginning import Walk
from tiekartta.voices.models import Envelope, Voice
from tiekartta.voices.queries import collection_page
from tiekartta.voices.states import CollectionState, VoiceState

pytestmark = pytest.mark.django_db


def test_the_example_has_an_open_survey_whose_answers_hold_nobody_up() -> None:
    programme = a_programme()
    said: list[str] = []
    people = {"owner": the_owner(programme), "facilitator": a_member(programme, Role.FACILITATOR)}
    asking.ask(Walk(say=said.append, programme=programme, by_role=people))

    (line,) = collection_page(programme, reader=SYSTEM)
    assert (line.state, line.days_left) == (CollectionState.OPEN, asking.DAYS)
    assert line.received is not None
    assert line.received == Disclosed("least", least=14)  # three are sealed, of whom nobody knows
    assert Envelope.objects.count() == 3
    assert set(Voice.objects.values_list("state", flat=True)) == {VoiceState.USABLE}
    assert said == ["Opened a survey and answered it 17 times"]
