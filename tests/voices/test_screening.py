"""Screening: people decide about held texts (INV-V1, INV-V2)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import screen_voice
from tiekartta.voices.models import Collection, Voice
from tiekartta.voices.queries import (
    all_usable_ids,
    held_page,
    next_held,
    usable_voices,
    voice_page,
    voices_by_id,
    waiting_for_screening,
)
from tiekartta.voices.redaction import pieces_of, redacted
from tiekartta.voices.states import CollectionState, VoiceState

HELD = "Soittakaa minulle numeroon 040 123 4567 tai kirjoittakaa."


def a_held_voice(programme: Programme, text: str = HELD) -> Voice:
    some_voices(programme, [text, "Aikaa asiakkaille pitäisi olla enemmän."])
    return Voice.objects.get(programme=programme, text_original=text)


@pytest.mark.django_db
def test_a_held_voice_is_nowhere_before_a_person_has_looked() -> None:
    """INV-V2"""
    programme = a_programme()
    held = a_held_voice(programme)
    assert held.pk not in all_usable_ids(programme)
    assert held.pk not in voices_by_id([held.pk], reader=SYSTEM, programme=programme)
    assert all(HELD not in voice.text for voice in usable_voices(programme, reader=SYSTEM))
    listed = voice_page(programme, reader=SYSTEM)
    assert {voice.text for voice in listed.object_list} == {
        "Aikaa asiakkaille pitäisi olla enemmän.",
        "",
    }
    assert voice_page(programme, reader=SYSTEM, search="Soittakaa").paginator.count == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "text", "reason", "state", "screened"),
    [
        ("pass", "ignored", "", VoiceState.USABLE, HELD),
        ("redact", " Soittakaa minulle. ", "", VoiceState.USABLE, "Soittakaa minulle."),
        ("reject", "ignored", "own_case", VoiceState.REJECTED, ""),
    ],
)
def test_a_decision_writes_the_second_text_and_never_the_first(
    decision: str, text: str, reason: str, state: VoiceState, screened: str
) -> None:
    """INV-V1"""
    programme = a_programme()
    owner = the_owner(programme)
    held = a_held_voice(programme)
    screen_voice(
        voice_id=held.pk, decision=decision, text=text, reason=reason, programme=programme, by=owner
    )
    held.refresh_from_db()
    assert (held.text_original, held.state, held.text_screened) == (HELD, state, screened)
    assert (held.screening.screener, held.screening.reason) == (owner, reason)
    assert Entry.objects.filter(action=f"screen_voice_{decision}").count() == 1
    assert Collection.objects.get().state == CollectionState.SCREENED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "redact", "text": "  "}, {"decision": "redact", "text": "x" * 20_001},
        {"decision": "reject", "reason": ""}, {"decision": "reject", "reason": "because"},
        {"decision": "forget"},
    ],
)  # fmt: skip
def test_half_a_decision_is_refused_and_changes_nothing(wrong: dict[str, str]) -> None:
    programme = a_programme()
    held = a_held_voice(programme)
    with pytest.raises(Refusal):
        screen_voice(voice_id=held.pk, programme=programme, by=SYSTEM, **wrong)  # type: ignore[arg-type] # - wrong on purpose
    held.refresh_from_db()
    assert held.state == VoiceState.QUARANTINED


@pytest.mark.django_db
def test_a_second_decision_is_a_conflict() -> None:
    programme = a_programme()
    held = a_held_voice(programme)
    screen_voice(voice_id=held.pk, decision="pass", programme=programme, by=SYSTEM)
    with pytest.raises(Conflict):
        screen_voice(
            voice_id=held.pk, decision="reject", reason="insult", programme=programme, by=SYSTEM
        )


@pytest.mark.django_db
def test_a_voice_of_another_programme_is_not_there() -> None:
    held = a_held_voice(a_programme())
    with pytest.raises(Missing):
        screen_voice(voice_id=held.pk, decision="pass", programme=a_programme(), by=SYSTEM)


@pytest.mark.django_db
def test_only_the_duty_of_screener_sees_and_decides() -> None:
    programme = a_programme()
    held = a_held_voice(programme)
    for person in (
        a_member(programme, Role.FACILITATOR),
        a_member(programme, Role.DEVELOPER, DutyKind.SCREENER),
    ):
        with pytest.raises(PermissionDenied):
            held_page(programme, reader=person)
        with pytest.raises(PermissionDenied):
            screen_voice(voice_id=held.pk, decision="pass", programme=programme, by=person)
    screener = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER)
    assert waiting_for_screening(programme, reader=screener) == 1
    assert held_page(programme, reader=screener).object_list[0].suggestion == HELD.replace(
        "040 123 4567", "[puhelinnumero]"
    )


@pytest.mark.django_db
def test_the_next_one_goes_around_and_ends() -> None:
    programme = a_programme()
    some_voices(programme, [f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 13)])
    seen = []
    after = None
    for _time in range(3):
        public_id = next_held(programme, reader=SYSTEM, after=after)
        voice = Voice.objects.get(public_id=public_id)
        seen.append(voice.pk)
        after = voice.pk
    assert seen == sorted(seen)
    assert (
        next_held(programme, reader=SYSTEM, after=after) == Voice.objects.get(pk=seen[0]).public_id
    )
    for pk in seen:
        screen_voice(voice_id=pk, decision="pass", programme=programme, by=SYSTEM)
    assert next_held(programme, reader=SYSTEM) is None


_flags = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["name", "phone", "email", "new"]),
            "start": st.integers(0, 60),
            "end": st.integers(0, 60),
        }
    ),
    max_size=6,
)


@given(st.text(max_size=50), _flags)
def test_the_pieces_are_the_whole_text_whatever_the_flags(
    text: str, flags: list[dict[str, object]]
) -> None:
    assert "".join(piece.text for piece in pieces_of(text, flags)) == text


@given(st.text("abc ", min_size=1, max_size=50), st.integers(0, 49), st.integers(1, 50))
def test_nothing_found_stays_in_the_suggestion(around: str, start: int, length: int) -> None:
    text = around[:start] + "§" * length + around[start:]
    at = min(start, len(around))
    flags = [{"kind": "name", "start": at, "end": at + length}]
    assert redacted(text, flags, "sv") == around[:start] + "[namn 1]" + around[start:]


@pytest.mark.parametrize(
    ("language", "word"),
    [("fi", "[nimi 1]"), ("sv", "[namn 1]"), ("en", "[name 1]"), ("", "[nimi 1]")],
)
def test_the_suggestion_speaks_the_language_of_the_text(language: str, word: str) -> None:
    flags = [{"kind": "name", "start": 0, "end": 4}]
    assert redacted("Nimi sanoi", flags, language) == f"{word} sanoi"
