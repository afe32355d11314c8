"""The kind of a voice: rules suggest it, people decide."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.people.states import Role
from tiekartta.voices.actions import set_kinds
from tiekartta.voices.models import Voice
from tiekartta.voices.queries import kind_page
from tiekartta.voices.states import VoiceKind

pytestmark = pytest.mark.django_db


def test_the_suggestion_stands_beside_the_kind_and_changes_nothing_by_itself() -> None:
    programme = a_programme()
    some_voices(programme, ["Kiitos ihanasta palvelusta!"])
    (line,) = kind_page(programme, reader=the_owner(programme))
    assert (line.suggested, line.differs) == (VoiceKind.PRAISE, True)
    assert Voice.objects.get().kind == VoiceKind.NEED


def test_people_change_kinds_on_the_page_and_only_what_they_changed_is_written(
    client: Client,
) -> None:
    programme = a_programme()
    voices = some_voices(programme, ["Kiitos ihanasta palvelusta!", "Aikaa lisää."])
    client.force_login(the_owner(programme))
    url = reverse("voices:screen_kinds", args=[programme.public_id])
    sent = {f"kind_{voice.public_id}": "need" for voice in voices}
    sent[f"kind_{voices[0].public_id}"] = "praise"
    assert client.post(url, sent).status_code == 302
    assert [Voice.objects.get(pk=v.id).kind for v in voices] == ["praise", "need"]
    assert Entry.objects.filter(action="set_voice_kind").count() == 1
    assert client.post(url, {**sent, f"kind_{voices[1].public_id}": "<b>"}).status_code == 400
    assert client.post(url, {}).status_code == 400


def test_kinds_are_for_screeners_and_from_the_list() -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Aikaa lisää."])[0]
    with pytest.raises(PermissionDenied):
        set_kinds(
            kinds={voice.public_id: VoiceKind.PRAISE}, programme=programme, by=a_member(programme, Role.FACILITATOR)
        )  # fmt: skip
    with pytest.raises(Refusal):
        set_kinds(
            kinds={voice.public_id: "new"},  # type: ignore[dict-item] # - wrong on purpose
            programme=programme, by=the_owner(programme),
        )  # fmt: skip
    other = a_programme(name="Toinen")
    assert set_kinds(kinds={voice.public_id: VoiceKind.PRAISE}, programme=other, by=the_owner(other)) == 0  # fmt: skip


def test_the_page_takes_the_same_queries_for_one_voice_and_three(client: Client) -> None:
    taken = []
    for number in (1, 3):
        programme = a_programme()
        some_voices(programme, [f"Aikaa lisää {n}." for n in range(number)])
        client.force_login(the_owner(programme))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("voices:screen_kinds", args=[programme.public_id]))
        taken.append(len(queries))
    assert taken[0] == taken[1]
