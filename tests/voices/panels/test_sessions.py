"""Discussions, and chains of interviews in which each group hears what was said before it (S001-18)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.advising import a_discussion, a_session
from tests.asking import a_text, an_open_survey
from tests.factories import a_member, a_programme, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.voices.actions import close_collection
from tiekartta.voices.actions.sessions import add_lines, add_session, close_session
from tiekartta.voices.models import Session, Voice
from tiekartta.voices.queries.sessions import heard_before, sessions_of
from tiekartta.voices.states import CollectionKind, VoiceKind, VoiceOrigin, VoiceState

pytestmark = pytest.mark.django_db


def test_every_line_becomes_a_voice_of_the_group_with_its_size() -> None:
    """INV-V1: one origin and one respondent group."""
    session = a_session(a_programme())
    voices = Voice.objects.filter(session=session)
    assert {voice.text_screened for voice in voices} == {
        "Neuvonta toimii.",
        "Bussi ei kulje illalla.",
    }
    assert {voice.origin for voice in voices} == {VoiceOrigin.NOTE}
    assert {(voice.respondent_group, voice.group_size) for voice in voices} == {("resident", 12)}


def test_a_line_with_personal_data_is_held() -> None:
    session = a_session(a_programme())
    add_lines(
        session=session, lines=["Soita Matille 040 123 4567."], kind=VoiceKind.CONCERN, by=SYSTEM
    )
    held = Voice.objects.get(kind=VoiceKind.CONCERN)
    assert (held.state, held.text_screened) == (VoiceState.QUARANTINED, "")


def test_a_line_of_danger_waits_for_a_person_and_owners_get_a_letter() -> None:
    """N6, as with answers to surveys; the letter holds no word of it."""
    programme = a_programme()
    session = a_session(programme)
    lines = ["Bussi kulkee.", "En jaksa enää elää näin", "Neuvonta auttoi."]
    add_lines(session=session, lines=lines, kind=VoiceKind.CONCERN, by=SYSTEM)
    (held,) = Voice.objects.filter(session=session, state=VoiceState.QUARANTINED)
    assert (held.text_original, held.text_screened) == (lines[1], "")
    Worker().run_until_empty()
    (letter,) = [each for each in mail.outbox if "/seulonta/" in each.body]
    assert letter.to == [the_owner(programme).email]
    assert "jaksa" not in letter.body

    add_lines(session=session, lines=["Lisää aikaa."], kind=VoiceKind.NEED, by=SYSTEM)
    Worker().run_until_empty()
    assert len([each for each in mail.outbox if "/seulonta/" in each.body]) == 1


def test_each_group_of_a_chain_hears_the_screened_words_of_those_before_it() -> None:
    """BIKVA: service users → workers → management → decision-makers; INV-V2."""
    programme = a_programme()
    chain = a_discussion(programme, CollectionKind.INTERVIEW_ROUND)
    clients = a_session(programme, collection=chain, group=RespondentGroup.CLIENT)
    add_lines(
        session=clients, lines=["Kuulin Liisa Virtaselta 040 123 4567."], kind=VoiceKind.NEED, by=SYSTEM
    )  # fmt: skip
    workers = a_session(programme, collection=chain, group=RespondentGroup.STAFF)
    assert heard_before(clients) == []
    (heard,) = heard_before(workers)
    assert heard.session.group == RespondentGroup.CLIENT
    assert set(heard.texts) == {"Neuvonta toimii.", "Bussi ei kulje illalla."}
    assert Voice.objects.filter(session=workers).first().origin == VoiceOrigin.INTERVIEW


def test_how_many_were_there_is_told_only_from_ten_on() -> None:
    """INV-D1."""
    programme = a_programme()
    talks = a_discussion(programme)
    for number in (4, 7, 12):
        a_session(programme, collection=talks, participants=number)
    view = sessions_of(programme, talks.public_id, reader=the_owner(programme))
    assert [each.participants.value for each in view.sessions] == [None, None, 12]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"participants": 0}, "participants"), ({"participants": 1_001}, "participants"),
        ({"held_on": timezone.localdate() + timedelta(days=1)}, "held_on"),
    ],
)  # fmt: skip
def test_a_session_that_cannot_be_is_refused(fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        a_session(a_programme(), **fields)
    assert refusal.value.code == code


def test_a_survey_has_no_sessions() -> None:
    collection, _survey = an_open_survey(a_programme())
    with pytest.raises(Refusal, match="vain keskusteluissa"):
        add_session(
            collection=collection, group=RespondentGroup.STAFF, title=a_text("Ilta"), question=a_text(""),
            held_on=timezone.localdate(), participants=10, by=SYSTEM,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [([], "ainakin yksi"), (["  "], "ainakin yksi"), (["ä"] * 201, "200"), (["ok", "ä" * 2_001], "Rivi 2")],
)  # fmt: skip
def test_lines_that_cannot_be_are_refused_and_none_is_saved(lines: list[str], told: str) -> None:
    session = a_session(a_programme())
    with pytest.raises(Refusal, match=told):
        add_lines(session=session, lines=lines, kind=VoiceKind.NEED, by=SYSTEM)
    assert Voice.objects.filter(session=session).count() == 2


def test_a_closed_session_takes_no_more_and_keeps_what_was_typed(client: Client) -> None:
    session = a_session(a_programme())
    close_session(session=session, by=SYSTEM)
    with pytest.raises(Conflict):
        close_session(session=session, by=SYSTEM)
    programme = session.collection.programme
    client.force_login(the_owner(programme))
    url = reverse(
        "voices:session",
        args=[programme.public_id, session.collection.public_id, session.public_id],
    )
    response = client.post(url, {"kind": "need", "lines": "Vielä yksi asia"})
    assert response.status_code == 409
    assert "Vielä yksi asia" in response.content.decode()
    assert Voice.objects.filter(session=session).count() == 2


def test_a_session_that_comes_after_the_closing_keeps_what_was_typed(client: Client) -> None:
    session = a_session(a_programme())
    programme, collection = session.collection.programme, session.collection
    close_collection(collection=collection, by=SYSTEM)
    client.force_login(the_owner(programme))
    url = reverse("voices:sessions", args=[programme.public_id, collection.public_id])
    held_on = session.held_on.isoformat()
    sent = {"respondent_group": "client", "title_fi": "Torin työpaja", "held_on": held_on, "participants": "12"}  # fmt: skip
    response = client.post(url, sent)
    assert response.status_code == 409
    assert 'value="Torin työpaja"' in response.content.decode()
    assert "Torin" not in client.get(url).content.decode()
    assert collection.sessions.count() == 1


def test_a_recorder_types_and_a_developer_does_not() -> None:
    """Domain 4.5: enter answers."""
    session = a_session(a_programme())
    programme = session.collection.programme
    recorder = a_member(programme, Role.RECORDER)
    assert add_lines(session=session, lines=["Lisää"], kind=VoiceKind.NEED, by=recorder) == 1
    with pytest.raises(PermissionDenied):
        add_lines(
            session=session, lines=["Lisää"], kind=VoiceKind.NEED, by=a_member(programme, Role.DEVELOPER)
        )  # fmt: skip


def test_the_list_takes_the_same_queries_with_one_and_three_rows(client: Client) -> None:
    programme = a_programme()
    talks = a_discussion(programme)
    client.force_login(the_owner(programme))
    url = reverse("voices:sessions", args=[programme.public_id, talks.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _each in range(more):
            a_session(programme, collection=talks)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
    assert taken[0] == taken[1]
    assert Session.objects.count() == 3
