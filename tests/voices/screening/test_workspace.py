"""The workspace: the text follows its marks, what is typed stays, decisions can be taken back."""

from __future__ import annotations

import itertools
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict
from tiekartta.language.texts import TranslatedText
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.models import Programme
from tiekartta.proposals.actions import make_proposal
from tiekartta.voices.actions import screen_voice, take_next_text, undo_screening
from tiekartta.voices.models import Collection, Screening, Voice
from tiekartta.voices.queries import HeldFilter, last_decision, next_held, screening_progress
from tiekartta.voices.redaction import (
    LEAVE,
    HandMark,
    applied,
    composed,
    left_over,
    marks_of,
    pieces_by,
)
from tiekartta.voices.states import CollectionState, VoiceKind, VoiceState

TEXT = "Maija Virtanen soitti. Maijalle vastasi Pekka Korhonen Kuusikujalta, puh. 040 123 4567."


def held(programme: Programme, *texts: str) -> list[Voice]:
    some_voices(programme, texts or [TEXT])
    return list(
        Voice.objects.filter(programme=programme, state=VoiceState.QUARANTINED).order_by("id")
    )


def a_screener(programme: Programme) -> Person:
    return a_member(programme, Role.FACILITATOR, DutyKind.SCREENER, name="Seija Seuloja")


def logged_in(person: Person) -> Client:
    client = Client(headers={"accept-language": "fi"})
    client.force_login(person)
    return client


def url(voice: Voice, name: str = "screen") -> str:
    return reverse(f"voices:{name}", args=[voice.programme.public_id, voice.public_id])


def after(page: str) -> str:
    """What stands in the field of the text."""
    start = page.index('name="text"')
    return unescape(page[page.index(">", start) + 1 : page.index("</textarea>", start)]).strip()


# ---- composing ---------------------------------------------------------------------------------


def flags_of(text: str, *words: tuple[str, str]) -> list[dict[str, Any]]:
    found, at = [], 0
    for word, kind in words:
        start = text.index(word, at)
        at = start + len(word)
        found.append({"kind": kind, "start": start, "end": at, "sure": "likely"})
    return found


WORDS = (("Maija Virtanen", "name"), ("Maijalle", "name"), ("Pekka Korhonen", "name"), ("040 123 4567", "phone"))  # fmt: skip


def test_one_person_keeps_one_number_in_the_language_of_the_text() -> None:
    flags = flags_of(TEXT, *WORDS)
    assert composed(TEXT, marks_of(TEXT, flags, "fi")) == (
        "[nimi 1] soitti. [nimi 1] vastasi [nimi 2] Kuusikujalta, puh. [puhelinnumero]."
    )
    assert "[namn 2]" in composed(TEXT, marks_of(TEXT, flags, "sv"))


def test_each_suggestion_is_taken_left_or_changed_by_itself() -> None:
    marks = marks_of(
        TEXT, flags_of(TEXT, *WORDS), "fi", chosen={"found_0": LEAVE, "found_2": "other"},
        by_hand=[HandMark("Kuusikujalta", "place")],
    )  # fmt: skip
    assert composed(TEXT, marks) == (
        "Maija Virtanen soitti. [nimi 1] vastasi [poistettu kohta] [paikka 1], puh. [puhelinnumero]."
    )


def test_a_mark_by_hand_reaches_over_a_found_one_and_not_into_a_taken_one() -> None:
    text = "Rouva Maija Virtanen asuu Virtasella."
    flags = flags_of(text, ("Virtanen", "name"))
    over = marks_of(text, flags, "fi", by_hand=[HandMark("Rouva Maija Virtanen", "name")])
    assert composed(text, over) == "[nimi 1] asuu Virtasella."
    whole = flags_of(text, ("Maija Virtanen", "name"))
    inside = marks_of(text, whole, "fi", by_hand=[HandMark("Maija", "place")])
    assert composed(text, inside) == "Rouva [nimi 1] asuu Virtasella."


_FLAGS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["name", "phone", "new"]), "start": st.integers(0, 40), "end": st.integers(0, 40)}
    ), max_size=5,
)  # fmt: skip
_HANDS = st.lists(
    st.builds(HandMark, st.text("abAB .", max_size=6), st.sampled_from(["name", "place", "other"])),
    max_size=4,
)


@given(st.text("abAB ..\n", max_size=40), _FLAGS, _HANDS, st.sampled_from(["fi", "sv", "en", ""]))
def test_inv_v1_marks_never_lose_a_letter_of_the_original(
    text: str, flags: list[dict[str, Any]], hands: list[HandMark], language: str
) -> None:
    marks = marks_of(text, flags, language, by_hand=hands)
    assert "".join(piece.text for piece in pieces_by(text, marks)) == text
    assert all(a.end <= b.start for a, b in itertools.pairwise(marks))
    assert all(text[mark.start : mark.end] == mark.text for mark in marks)
    none = {f"found_{at}": LEAVE for at in range(len(flags))}
    assert composed(text, marks_of(text, flags, language, chosen=none)) == text
    assert left_over(composed(text, marks), marks, text) == ()


def test_what_was_typed_stays_and_only_the_marked_words_go() -> None:
    marks = marks_of(TEXT, flags_of(TEXT, *WORDS), "fi")
    typed = "Hän soitti, ja Maijalle vastasi Pekka Korhonen."
    assert applied(typed, marks) == "Hän soitti, ja [nimi 1] vastasi [nimi 2]."
    assert left_over(typed, marks, TEXT) == ("Maijalle", "Pekka Korhonen")


# ---- the page ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_composes_decides_and_goes_on_without_scripts() -> None:
    programme = a_programme()
    first, second = held(programme, TEXT, "Soittakaa numeroon 040 123 4567.")
    client = logged_in(the_owner(programme))
    page = client.get(url(first)).content.decode()
    shown = after(page)
    assert shown.startswith("[") or "[puhelinnumero]" in shown
    sent = {"text": shown, "was": shown, "found_0": LEAVE, "act": "compose", "kind": "concern"}
    composed_page = client.post(url(first), sent).content.decode()
    assert after(composed_page) != shown
    assert 'value="concern" selected' in composed_page
    assert Voice.objects.get(pk=first.pk).state == VoiceState.QUARANTINED
    done = client.post(
        url(first), {"text": shown, "was": shown, "kind": "concern", "decision": "accept"}
    )
    assert done.headers["Location"] == url(second)
    saved = Voice.objects.get(pk=first.pk)
    assert (saved.state, saved.text_screened, saved.kind) == (VoiceState.USABLE, shown, VoiceKind.CONCERN)  # fmt: skip


@pytest.mark.django_db
def test_a_passage_is_marked_by_a_button_and_an_unknown_one_is_told() -> None:
    programme = a_programme()
    (voice,) = held(programme)
    client = logged_in(the_owner(programme))
    shown = after(client.get(url(voice)).content.decode())
    sent = {"text": shown, "was": shown, "kind": "need"}
    page = client.post(
        url(voice), {**sent, "act": "diagnosis", "passage": "soitti"}
    ).content.decode()
    assert "[diagnoosi]" in after(page)
    assert 'name="passage_0" value="soitti"' in page
    page = client.post(url(voice), {**sent, "act": "name", "passage": "Zacharias"}).content.decode()
    assert "Tätä ei ole tekstissä" in page
    assert after(page) == shown


@pytest.mark.django_db
def test_a_typed_text_that_still_holds_a_marked_word_is_asked_about_and_kept() -> None:
    programme = a_programme()
    (voice,) = held(programme)
    client = logged_in(the_owner(programme))
    shown = after(client.get(url(voice)).content.decode())
    typed = "Soittakaa 040 123 4567 heti."
    answer = client.post(
        url(voice), {"text": typed, "was": shown, "kind": "need", "decision": "redact"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "“040 123 4567”" in unescape(page)
    assert after(page) == typed
    assert Voice.objects.get().state == VoiceState.QUARANTINED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {}, {"decision": "redact"}, {"decision": "reject"}, {"decision": "reject", "reason": "'; drop"},
        {"decision": "explode"}, {"act": "explode"}, {"act": "name", "passage": "ä" * 400},
        {"decision": "accept", "kind": "<script>"}, {"found_0": "<script>", "act": "compose", "text": "x", "was": ""},
        {"passage_0": "x" * 9000, "hand_0": "name", "act": "compose"}, {"decision": "redact", "text": "x" * 30_000},
        {"hand_0": "leave", "passage_0": "soitti", "act": "compose"}, {"found_99999": "name", "act": "compose"},
        {"act": "name", "passage": "(((((([a-z]+)*)*"}, {"act": "place", "passage": "]"}, {"decision": ["pass", "redact"]},
    ],
)  # fmt: skip
def test_hostile_forms_never_break_and_never_let_a_marked_word_through(
    sent: dict[str, Any],
) -> None:
    programme = a_programme()
    (voice,) = held(programme)
    answer = logged_in(the_owner(programme)).post(url(voice), sent)
    assert answer.status_code in {200, 302, 409}
    saved = Voice.objects.get()
    assert "040 123 4567" not in saved.text_screened
    assert saved.text_original == TEXT
    if answer.status_code == 200:
        assert "<script>" not in answer.content.decode().partition("</head>")[2].replace('<script type="module"', "")  # fmt: skip


@pytest.mark.django_db
def test_a_filter_is_kept_from_text_to_text() -> None:
    programme = a_programme()
    held(
        programme,
        "Soittakaa numeroon 040 123 4567.",
        "Kirjoittakaa nimi.sukunimi@esimerkki.fi heti.",
    )
    client = logged_in(the_owner(programme))
    page = client.get(reverse("voices:screening", args=[programme.public_id]), {"finding": "email"})
    assert [row.text for row in page.context["page"].object_list] == [
        "Kirjoittakaa nimi.sukunimi@esimerkki.fi heti."
    ]
    taken = client.post(
        reverse("voices:screen_next", args=[programme.public_id]) + "?finding=email"
    )
    assert taken.headers["Location"].endswith("?finding=email")
    done = client.post(taken.headers["Location"], {"decision": "pass", "kind": "need"})
    assert done.headers["Location"] == reverse("voices:screening", args=[programme.public_id])
    assert Voice.objects.filter(state=VoiceState.QUARANTINED).count() == 1
    wrong = client.get(
        reverse("voices:screening", args=[programme.public_id]),
        {"finding": "' or 1=1", "language": "xx", "collection": "../", "page": "-9"},
    )
    assert len(wrong.context["page"].object_list) == 1


@pytest.mark.django_db
def test_the_queue_takes_the_same_queries_for_one_text_and_three() -> None:
    taken = []
    for number in (1, 3):
        programme = a_programme()
        held(programme, *[f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 10 + number)])
        client = logged_in(the_owner(programme))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("voices:screening", args=[programme.public_id]))
        taken.append(len(queries))
    assert taken[0] == taken[1]


# ---- two screeners -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_two_screeners_are_given_different_texts_and_the_first_decision_stands() -> None:
    programme = a_programme()
    voices = held(programme, *[f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 13)])
    one, other = the_owner(programme), a_screener(programme)
    first = take_next_text(programme=programme, by=one)
    second = take_next_text(programme=programme, by=other)
    assert first != second
    page = logged_in(other).get(url(Voice.objects.get(public_id=first))).content.decode()
    assert "toinen seuloja" in page.lower()
    left = {voice.public_id for voice in voices} - {first, second}
    assert {next_held(programme, reader=one, after=voices[-1].pk)} <= {first, *left}
    later = timezone.now() + timedelta(minutes=16)
    assert next_held(programme, reader=other, now=later) == voices[0].public_id
    voice = Voice.objects.get(public_id=first)
    screen_voice(voice_id=voice.pk, decision="pass", programme=programme, by=other)
    answer = logged_in(one).post(url(voice), {"decision": "reject", "reason": "insult", "text": "Oma teksti"})  # fmt: skip
    assert answer.status_code == 409
    assert after(answer.content.decode()) == "Oma teksti"
    assert Voice.objects.get(pk=voice.pk).state == VoiceState.USABLE
    assert Screening.objects.get(voice=voice).taken_by is None


# ---- taking back -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["pass", "redact", "reject"])
def test_the_last_decision_is_taken_back_and_its_text_is_not_lost(decision: str) -> None:
    programme = a_programme()
    (voice,) = held(programme)
    owner = the_owner(programme)
    screen_voice(
        voice_id=voice.pk, decision=decision, text="Oma teksti", reason="insult", programme=programme, by=owner
    )  # fmt: skip
    client = logged_in(owner)
    assert last_decision(programme, reader=owner) == voice.public_id
    assert client.post(url(voice, "screen_undo")).headers["Location"] == url(voice)
    saved = Voice.objects.get()
    assert (saved.state, saved.text_original) == (VoiceState.QUARANTINED, TEXT)
    assert Collection.objects.get().state == CollectionState.CLOSED
    assert Entry.objects.filter(action="undo_screening").count() == 1
    page = client.get(url(voice)).content.decode()
    assert (after(page) == "Oma teksti") is (decision == "redact")
    assert last_decision(programme, reader=owner) is None


@pytest.mark.django_db
def test_a_decision_is_not_taken_back_once_something_rests_on_it() -> None:
    programme = a_programme()
    (voice,) = held(programme)
    owner = the_owner(programme)
    screen_voice(voice_id=voice.pk, decision="pass", programme=programme, by=owner)
    with pytest.raises(Conflict):
        undo_screening(voice_id=voice.pk, programme=programme, by=a_screener(programme))
    with pytest.raises(PermissionDenied):
        undo_screening(
            voice_id=voice.pk, programme=programme, by=a_member(programme, Role.DEVELOPER)
        )
    make_proposal(
        programme=programme, title=TranslatedText.of(fi="Ehdotus"), text=TranslatedText.of(fi="Teksti"), theme=None,
        voice_ids=[voice.pk], by=owner,
    )  # fmt: skip
    assert last_decision(programme, reader=owner) is None
    with pytest.raises(Conflict):
        undo_screening(voice_id=voice.pk, programme=programme, by=owner)
    assert Voice.objects.get(pk=voice.pk).state == VoiceState.USABLE


@pytest.mark.django_db
def test_progress_tells_how_many_texts_of_each_collection_wait() -> None:
    programme = a_programme()
    some_voices(
        programme, ["Soittakaa 040 123 4567.", "Soittakaa 040 123 4568.", "Muuta."], name="A"
    )
    some_voices(programme, ["Ei mitään löydettävää."], name="B")
    voice = Voice.objects.filter(state=VoiceState.QUARANTINED).first()
    assert voice is not None
    screen_voice(voice_id=voice.pk, decision="pass", programme=programme, by=the_owner(programme))
    (row,) = screening_progress(programme, reader=the_owner(programme))
    assert (row.name, row.waiting, row.done) == ("A", 1, 1)
    with pytest.raises(PermissionDenied):
        screening_progress(programme, reader=a_member(programme, Role.FACILITATOR))


@pytest.mark.django_db
def test_before_and_after_are_seen_by_screeners_only() -> None:
    programme = a_programme()
    (voice,) = held(programme)
    owner = the_owner(programme)
    screen_voice(
        voice_id=voice.pk, decision="redact", text="Puhdas teksti", programme=programme, by=owner
    )
    assert "Maija Virtanen" in logged_in(a_screener(programme)).get(url(voice)).content.decode()
    for role in (Role.FACILITATOR, Role.DEVELOPER, Role.STEERING, Role.RECORDER, Role.JUROR):
        client = logged_in(a_member(programme, role))
        for name in ("screening", "screen_quotes", "screen_kinds"):
            assert (
                client.get(reverse(f"voices:{name}", args=[programme.public_id])).status_code == 403
            )
        assert client.get(url(voice)).status_code == 403
        assert client.post(url(voice, "screen_undo")).status_code == 403
    read = logged_in(owner).get(
        reverse("voices:voice", args=[programme.public_id, voice.public_id])
    )
    assert "Maija" not in read.content.decode()


def test_a_filter_that_names_nothing_is_none() -> None:
    assert not HeldFilter().is_narrowing
    assert HeldFilter(finding="name").is_narrowing
