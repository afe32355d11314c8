"""What analyses kept of a withdrawn voice is erased, not only hidden (INV-V2, INV-L5)."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.clear_texts import SIXTY
from tests.factories import some_voices, the_owner
from tests.themes.making import an_analysis, found, members, read, themes

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    accept_result,
    add_note,
    ask_for_split,
    forget_voices,
    start_run,
    store_split,
)
from tiekartta.themes.actions.splitting import Found
from tiekartta.themes.models import (
    CandidateAssignment,
    CandidateTheme,
    Note,
    RunDetail,
    SplitProposal,
    ThemeSet,
)
from tiekartta.voices.actions import withdraw_voices
from tiekartta.voices.receipts import new_code

pytestmark = pytest.mark.django_db
CODE = new_code()
OWN = "Hirvisaunan lauteet natisevat."


@pytest.fixture
def voices(programme: Programme) -> list[UUID]:
    """Sixty; the first is of somebody with a receipt, and speaks of what nobody else does."""
    codes = [CODE, *(new_code() for _each in SIXTY[1:])]
    return [voice.id for voice in some_voices(programme, [OWN, *SIXTY[1:]], receipts=codes)]


@pytest.fixture
def draft(programme: Programme, voices: list[UUID]) -> ThemeSet:
    """Six themes; what puts the first voice where it is, is "sauna", and a keyword of its theme."""
    made = an_analysis(programme, voices, [10] * 6)
    words = [["hirvisauna", 0.6], ["lääkäri", 0.2]]
    CandidateAssignment.objects.filter(voice_id=voices[0]).update(words=words)
    CandidateAssignment.objects.filter(voice_id=voices[1]).update(words=[["lääkäri", 0.4]])
    CandidateTheme.objects.filter(key="t1").update(keywords=["hirvisauna", "lääkäri"])
    return made


def remove(client: Client) -> None:
    """As the person who said it does on the page of receipts."""
    sent = client.post(reverse("trace:receipt"), {"code": CODE, "act": "remove"})
    assert sent.status_code == 302


def test_words_neighbours_pairs_and_notes_are_gone_at_once(
    client: Client, draft: ThemeSet, voices: list[UUID]
) -> None:
    owner = the_owner(draft.programme)
    theme = themes(draft)[0]
    add_note(theme=theme, text="Puhuu saunasta.", voice_id=voices[0], by=owner)
    kept = add_note(theme=theme, text="Jonoista.", voice_id=voices[1], by=owner)
    digest, entries = read(draft).live, Entry.objects.count()
    remove(client)
    own = CandidateAssignment.objects.get(voice_id=voices[0])
    assert (own.words, own.neighbours) == ([], [])
    assert CandidateAssignment.objects.get(voice_id=voices[1]).words
    pairs = RunDetail.objects.get(run=draft.run).similar
    assert str(voices[0]) not in {key for pair in pairs for key in pair[:2]}
    assert list(Note.objects.all()) == [kept]
    assert read(draft).live == digest, "the themes stay"
    assert Entry.objects.count() == entries, "nothing ties the code to a moment"


def test_a_keyword_that_nobody_else_said_goes_and_others_stay(
    client: Client, draft: ThemeSet
) -> None:
    remove(client)
    assert CandidateTheme.objects.get(run=draft.run, key="t1").keywords == ["lääkäri"]


def test_a_proposal_to_split_goes_with_a_voice_of_it_and_is_not_stored_after(
    client: Client, draft: ThemeSet, voices: list[UUID]
) -> None:
    one, two, *_rest = themes(draft)
    for theme in (one, two):
        ask_for_split(theme=theme, by=the_owner(draft.programme))
        here = members(theme)
        parts: list[Found] = [
            ({}, "Sauna", ["hirvisauna"], here[:5]),
            ({}, "Muu", ["muu"], here[5:]),
        ]
        store_split(theme=theme, parts=parts, by=SYSTEM)
    remove(client)
    assert [proposal.theme for proposal in SplitProposal.objects.all()] == [two]
    ask_for_split(theme=one, by=the_owner(draft.programme))
    with pytest.raises(Refusal):
        store_split(theme=one, parts=[({}, "Sauna", ["hirvisauna"], voices[:2])], by=SYSTEM)
    assert SplitProposal.objects.get(theme=one).parts == []


def test_nothing_is_kept_of_a_voice_withdrawn_while_the_analysis_computes(
    programme: Programme, voices: list[UUID]
) -> None:
    run = start_run(programme=programme, wanted=5, by=the_owner(programme))
    result = found((None, "Yksi", voices[:30]), (None, "Toinen", voices[30:]))
    told = tuple(dataclasses.replace(a, words=(("sana", 0.5),)) for a in result.assignments)
    result = dataclasses.replace(result, assignments=told)
    withdraw_voices(code=CODE, by=ANONYMOUS)
    accept_result(run=run, condensation=result, by=SYSTEM)
    assert CandidateAssignment.objects.get(voice_id=voices[0]).words == []
    assert CandidateAssignment.objects.get(voice_id=voices[1]).words == [["sana", 0.5]]


def test_forgetting_again_or_nobody_changes_nothing(draft: ThemeSet, voices: list[UUID]) -> None:
    withdraw_voices(code=CODE, by=ANONYMOUS)
    for gone in ([voices[0]], [voices[0]], []):
        forget_voices(programme=draft.programme, voice_ids=gone, by=SYSTEM)
        assert CandidateTheme.objects.filter(keywords=["lääkäri"]).count() == 1
