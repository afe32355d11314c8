"""The second look at quotations: a text is quotable exactly when every part of INV-V3 holds."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import a_member, a_programme, a_second_look, some_voices, the_owner

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import (
    decide_quote,
    offer_quote,
    screen_voice,
    take_quote_back,
    withdraw_voices,
)
from tiekartta.voices.models import QuoteReview, Voice
from tiekartta.voices.queries import (
    VoiceText,
    quotable,
    quote_candidates,
    quote_page,
    waiting_quotes,
)
from tiekartta.voices.receipts import new_codes
from tiekartta.voices.states import QuoteState, VoiceState

pytestmark = pytest.mark.django_db


def some(programme: Programme, number: int = 6, **changes: Any) -> list[VoiceText]:
    return some_voices(programme, [f"Aikaa pitäisi olla enemmän, sanoo {n}." for n in range(number)], **changes)  # fmt: skip


def a_second(programme: Programme) -> Person:
    return a_member(programme, Role.FACILITATOR, DutyKind.SCREENER, name="Seija Seuloja")


@pytest.mark.parametrize(
    ("permission", "usable", "enough", "offered", "approved"),
    list(itertools.product([True, False], repeat=5)),
)
def test_inv_v3_a_text_is_quotable_exactly_when_all_parts_hold(
    permission: bool, usable: bool, enough: bool, offered: bool, approved: bool
) -> None:
    programme = a_programme()
    voices = some(programme, 5 if enough else 4, quote_ok=permission)
    owner, second, voice = the_owner(programme), a_second(programme), voices[0]
    if offered:
        QuoteReview.objects.create(
            voice_id=voice.id, text=voice.text, first=owner, second=second if approved else None,
            state=QuoteState.APPROVED if approved else QuoteState.OFFERED, offered_on="2026-01-01",
            decided_on="2026-01-02" if approved else None,
        )  # fmt: skip
    if not usable:
        Voice.objects.filter(pk=voice.id).update(state=VoiceState.REJECTED)
    may = permission and usable and enough and offered and approved
    assert (voice.id in quotable([voice.id], programme=programme)) is may


def test_who_offers_does_not_approve_and_the_database_says_so_too() -> None:
    """INV-V3"""
    programme = a_programme()
    voice, owner, second = some(programme)[0], the_owner(programme), a_second(programme)
    offered = offer_quote(voice_id=voice.id, programme=programme, by=owner)
    with pytest.raises(Refusal):
        decide_quote(public_id=offered.public_id, approve=True, programme=programme, by=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuoteReview.objects.filter(pk=offered.pk).update(second=owner)
    assert (waiting_quotes(programme, reader=owner), waiting_quotes(programme, reader=second)) == (0, 1)  # fmt: skip
    assert quotable([voice.id], programme=programme) == {}
    decide_quote(public_id=offered.public_id, approve=True, programme=programme, by=second)
    assert quotable([voice.id], programme=programme)[voice.id].text == voice.text
    with pytest.raises(Conflict):
        decide_quote(public_id=offered.public_id, approve=False, programme=programme, by=second)
    with pytest.raises(Conflict):
        offer_quote(voice_id=voice.id, programme=programme, by=second)


def test_the_system_stands_for_nobody_and_others_have_no_right() -> None:
    programme = a_programme()
    voice = some(programme)[0]
    for person in (SYSTEM, a_member(programme, Role.FACILITATOR), a_member(programme, Role.DEVELOPER, DutyKind.SCREENER)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            offer_quote(voice_id=voice.id, programme=programme, by=person)
    offered = offer_quote(voice_id=voice.id, programme=programme, by=the_owner(programme))
    for person in (SYSTEM, a_member(programme, Role.FACILITATOR)):
        with pytest.raises(PermissionDenied):
            decide_quote(public_id=offered.public_id, approve=True, programme=programme, by=person)


def test_other_words_are_quoted_as_such_and_need_the_permission_too() -> None:
    """R2 of domain 7"""
    programme = a_programme()
    voices = some(programme)
    a_second_look(programme, [voices[0].id], paraphrase="  Aikaa on liian vähän. ")
    (quoted,) = quotable([voices[0].id], programme=programme).values()
    assert (quoted.text, quoted.is_paraphrase) == ("Aikaa on liian vähän.", True)
    silent = some(programme, quote_ok=False)
    with pytest.raises(Refusal):
        offer_quote(
            voice_id=silent[0].id, programme=programme, by=the_owner(programme), paraphrase="Muuta."
        )
    with pytest.raises(Refusal):
        offer_quote(
            voice_id=voices[1].id, programme=programme, by=the_owner(programme), paraphrase="x" * 1001
        )  # fmt: skip


def test_a_text_screened_anew_is_not_quoted_until_it_is_looked_at_again() -> None:
    programme = a_programme()
    voice, owner = some(programme)[0], the_owner(programme)
    a_second_look(programme, [voice.id])
    Voice.objects.filter(pk=voice.id).update(text_screened="Uusi muoto.")
    assert quotable([voice.id], programme=programme) == {}
    offered = offer_quote(voice_id=voice.id, programme=programme, by=owner)
    Voice.objects.filter(pk=voice.id).update(text_screened="Taas uusi.")
    with pytest.raises(Refusal):
        decide_quote(
            public_id=offered.public_id, approve=True, programme=programme, by=a_second(programme)
        )


def test_inv_v4_an_approval_taken_back_and_a_withdrawal_end_quoting() -> None:
    programme = a_programme()
    codes = new_codes(6)
    voices = some(programme, receipts=codes)
    a_second_look(programme, [voice.id for voice in voices[:2]])
    taken = QuoteReview.objects.get(voice_id=voices[0].id)
    take_quote_back(public_id=taken.public_id, programme=programme, by=the_owner(programme))
    assert set(quotable([v.id for v in voices], programme=programme)) == {voices[1].id}
    assert offer_quote(voice_id=voices[0].id, programme=programme, by=the_owner(programme))
    withdraw_voices(code=codes[1], by=ANONYMOUS)
    assert quotable([v.id for v in voices], programme=programme) == {}
    assert not QuoteReview.objects.filter(voice_id=voices[1].id).exists()
    assert set(quote_candidates([v.id for v in voices], programme=programme)) == {
        v.id for v in (voices[0], *voices[2:])
    }


def test_a_redacted_text_is_quoted_without_what_was_taken_out() -> None:
    programme = a_programme()
    some(programme, 5)
    some_voices(programme, ["x"], name="muu")
    some_voices(
        programme, ["Soittakaa 040 123 4567.", *[f"Muu {n}." for n in range(5)]], name="held"
    )
    held = Voice.objects.get(state=VoiceState.QUARANTINED)
    screen_voice(
        voice_id=held.pk, decision="redact", text="Soittakaa [puhelinnumero].", programme=programme,
        by=the_owner(programme),
    )  # fmt: skip
    a_second_look(programme, [held.pk])
    assert quotable([held.pk], programme=programme)[held.pk].text == "Soittakaa [puhelinnumero]."


# ---- pages -------------------------------------------------------------------------------------


def place(programme: Programme, *names: str) -> str:
    return reverse(f"voices:screen_quote{'s' if not names else ''}", args=[programme.public_id, *names])  # fmt: skip


def test_one_offers_on_the_page_and_another_approves_on_it(client: Client) -> None:
    programme = a_programme()
    voices, owner, second = some(programme), the_owner(programme), a_second(programme)
    client.force_login(owner)
    sent = {"voice": voices[0].public_id, "wording": "Tiiviimmin sanottu."}
    assert client.post(place(programme), sent).status_code == 302
    again = client.post(place(programme), sent)
    assert again.status_code == 409
    (line,) = quote_page(programme, state=QuoteState.OFFERED, reader=owner)
    url = place(programme, line.public_id)
    assert 'value="approve"' not in client.get(url).content.decode()
    assert client.post(url, {"act": "approve"}).status_code == 409
    client.force_login(second)
    assert 'value="approve"' in client.get(url).content.decode()
    assert client.post(url, {"act": "'"}).status_code == 409
    assert client.post(url, {"act": "approve"}).status_code == 302
    assert client.post(url, {"act": "approve"}).status_code == 409
    page = client.get(place(programme), headers={"accept-language": "fi"}).content.decode()
    assert "Tiiviimmin sanottu." in page
    assert "tiivistetty" in page
    assert client.post(url, {"act": "back"}).status_code == 302
    assert quotable([voices[0].id], programme=programme) == {}


@pytest.mark.parametrize(
    "sent",
    [{}, {"voice": "zzzzzzzzzz"}, {"voice": "x" * 99}, {"voice": "<b>", "wording": "y" * 5000}],
)
def test_hostile_offers_are_answered(client: Client, sent: dict[str, str]) -> None:
    programme = a_programme()
    some(programme)
    client.force_login(the_owner(programme))
    assert client.post(place(programme), sent).status_code in {400, 404, 409}
    assert not QuoteReview.objects.exists()


def test_the_page_takes_the_same_queries_with_one_of_each_and_three(client: Client) -> None:
    taken = []
    for number in (1, 3):
        programme = a_programme()
        voices = some(programme, 5 + number * 2)
        a_second_look(programme, [voice.id for voice in voices[:number]])
        for voice in voices[number : number * 2]:
            offer_quote(voice_id=voice.id, programme=programme, by=the_owner(programme))
        client.force_login(the_owner(programme))
        with CaptureQueriesContext(connection) as queries:
            client.get(place(programme))
        taken.append(len(queries))
    assert taken[0] == taken[1]
