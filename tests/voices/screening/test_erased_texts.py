"""Decisions about texts whose original was erased when its time had come (INV-D9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import a_programme, the_owner
from tests.voices.screening.test_workspace import held, logged_in, url

from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Conflict
from tiekartta.voices.actions import screen_voice, undo_screening
from tiekartta.voices.actions.retention import erase_due, warn_before_erasing
from tiekartta.voices.models import Voice
from tiekartta.voices.queries import last_decision
from tiekartta.voices.retention import WARNING
from tiekartta.voices.states import VoiceState


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["redact", "reject"])
def test_a_decision_stays_when_the_original_text_was_erased(decision: str) -> None:
    programme = a_programme()
    (voice,) = held(programme)
    owner, client = the_owner(programme), logged_in(the_owner(programme))
    screen_voice(
        voice_id=voice.pk, decision=decision, text="Oma teksti", reason="insult", programme=programme, by=owner
    )  # fmt: skip
    day = timezone.localdate() + timedelta(days=3_000)
    warn_before_erasing(by=SYSTEM, today=day - WARNING)
    erase_due(programme=programme, by=SYSTEM, today=day)
    assert last_decision(programme, reader=owner) is None
    client.post(url(voice, "screen_undo"))
    assert Voice.objects.get().state in {VoiceState.USABLE, VoiceState.REJECTED}
    with pytest.raises(Conflict):
        undo_screening(voice_id=voice.pk, programme=programme, by=owner)

    # As one could be taken back before: whoever has it before them is told.
    Voice.objects.update(state=VoiceState.QUARANTINED)
    assert client.post(url(voice), {"decision": "pass", "kind": "need"}).status_code == 409
    assert Voice.objects.get().state == VoiceState.QUARANTINED
    assert client.post(url(voice), {"decision": "reject", "reason": "insult"}).status_code == 302
