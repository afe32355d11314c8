"""N5: screeners are told once when a collection has closed and texts of it wait."""

from __future__ import annotations

import pytest
from tests.asking import an_open_survey, some_answers
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Letter
from tiekartta.people.states import DutyKind, Role
from tiekartta.voices.actions import close_collection, open_envelopes, tell_screeners

pytestmark = pytest.mark.django_db
TEXT = "Soittakaa minulle numeroon 040 123 4567"


def test_the_letter_goes_to_every_screener_but_the_one_whose_act_it_was_and_once() -> None:
    programme = a_programme()
    screener = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER)
    a_member(programme, Role.DEVELOPER, DutyKind.SCREENER)
    collection, survey = an_open_survey(programme)
    some_answers(survey, 12, text=TEXT)
    open_envelopes(collection=collection, by=SYSTEM)
    (readable,) = Letter.objects.all()  # that answers may be read now (N4)
    assert readable.recipient == the_owner(programme)
    close_collection(collection=collection, by=the_owner(programme))
    for _time in range(2):
        open_envelopes(collection=collection, by=the_owner(programme))
    written = Letter.objects.exclude(pk=readable.pk)
    assert [letter.recipient for letter in written] == [screener]
    assert tell_screeners(collection=collection, by=SYSTEM) == 0


def test_the_letter_holds_a_link_and_nothing_that_was_said(mailoutbox: list[object]) -> None:
    """INV-Q4"""
    programme = a_programme()
    some_voices(programme, [TEXT], name="Nimi jota ei kerrota")
    Worker().run_until_empty()
    (letter,) = mailoutbox
    body = letter.body  # type: ignore[attr-defined] # - an e-mail message
    assert f"/ohjelmat/{programme.public_id}/seulonta/" in body
    assert "040 123" not in body
    assert "Nimi jota" not in body
    assert letter.to == [the_owner(programme).email]  # type: ignore[attr-defined] # - the same


def test_nothing_is_written_when_nothing_waits() -> None:
    some_voices(a_programme(), ["Aikaa pitäisi olla enemmän."])
    assert not Letter.objects.exists()
