"""Receipts of surveys: sealed or opened, only their holder finds and removes an answer (INV-D9, INV-V4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.asking import an_open_survey, some_answers
from tests.factories import a_programme, some_voices

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.voices.actions import close_collection, open_envelopes, withdraw_answers
from tiekartta.voices.models import Answer, Collection, Envelope, Response, Survey, Voice
from tiekartta.voices.queries import answers_of, found_by, voices_of_receipt
from tiekartta.voices.receipts import OWN, SHARED, new_code
from tiekartta.voices.states import VoiceState

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def survey() -> Survey:
    return an_open_survey(a_programme())[1]


def opened(survey: Survey, number: int) -> list[str]:
    receipts = some_answers(survey, number)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    return receipts


def page(code: str, language: str = "fi", **more: str) -> str:
    answer = Client().post("/kuitti/", {"code": code, **more}, headers={"accept-language": language}, follow=True)  # fmt: skip
    return answer.content.decode()


def test_a_sealed_answer_is_found_and_told_as_sealed(survey: Survey) -> None:
    """Ladder of domain 8, with what comes before it: the sealed box."""
    (receipt,) = some_answers(survey, 1)
    (answer,) = answers_of(found_by(receipt.lower()))
    assert (answer.is_sealed, answer.voices, answer.choices) == (True, (), 0)
    shown = page(receipt)
    assert "sinetöidyssä laatikossa" in shown
    assert "kun vähintään kymmenen on vastannut" in shown
    assert "Jonot ovat pitkiä" not in shown
    assert "i den förseglade lådan" in page(receipt, "sv")


def test_an_opened_answer_is_told_with_its_words_and_choices(survey: Survey) -> None:
    receipts = opened(survey, 10)
    (answer,) = answers_of(found_by(receipts[3]))
    assert (answer.is_sealed, answer.choices, len(answer.voices)) == (False, 5, 1)
    shown = page(receipts[3])
    assert shown.count("Jonot ovat pitkiä") == 1
    assert "Vastasit valitsemalla 5 kysymykseen." in shown


def test_a_receipt_opens_its_own_answer_only(survey: Survey) -> None:
    mine, other = opened(survey, 10)[:2]
    mine_voices = {voice.voice.id for voice in voices_of_receipt(mine)}
    assert len(mine_voices) == 1
    assert mine_voices.isdisjoint(voice.voice.id for voice in voices_of_receipt(other))
    assert not found_by(new_code()).anything
    assert not found_by("").anything


def test_a_sealed_answer_is_removed_whole(survey: Survey) -> None:
    first, _second = some_answers(survey, 2)
    assert "Vastauksesi on poistettu." in page(first, act="remove")
    assert Envelope.objects.count() == 1
    assert not found_by(first).anything


def test_an_opened_answer_is_removed_with_its_choices_and_texts(survey: Survey) -> None:
    """INV-V4: what counts people counts one less in every table; the voice leaves a tombstone (INV-L5)."""
    receipts = opened(survey, 11)
    withdrawn = withdraw_answers(found=found_by(receipts[0]), by=ANONYMOUS)
    assert (withdrawn.answers, len(withdrawn.voice_ids)) == (1, 1)
    assert (Response.objects.count(), Answer.objects.count()) == (10, 50)
    assert Voice.objects.exclude(state=VoiceState.WITHDRAWN).count() == 10
    (tombstone,) = voices_of_receipt(receipts[0])
    assert (tombstone.voice.is_withdrawn, tombstone.voice.text) == (True, "")
    assert not withdraw_answers(found=found_by(receipts[0]), by=ANONYMOUS).anything


def test_an_answer_without_words_is_removed_as_well(survey: Survey) -> None:
    receipts = opened(survey, 10)
    Voice.objects.all().delete()
    assert "Vastauksesi on poistettu." in page(receipts[0], act="remove")
    assert Response.objects.count() == 9


def test_answers_are_removed_until_their_day_and_not_after_it(survey: Survey) -> None:
    """ "You may remove your answer until d.m.yyyy": that day is still in time."""
    receipts = opened(survey, 10)
    Collection.objects.update(withdraw_until=TODAY)
    assert withdraw_answers(found=found_by(receipts[0]), by=ANONYMOUS).answers == 1
    Collection.objects.update(withdraw_until=TODAY - timedelta(days=1))
    late = withdraw_answers(found=found_by(receipts[1]), by=ANONYMOUS)
    assert (late.anything, late.too_late, Response.objects.count()) == (False, 1, 9)
    assert "Mitään ei poistettu" in page(receipts[1], act="remove")
    assert "Vastauksen pystyi poistamaan" in page(receipts[1])
    assert voices_of_receipt(receipts[1])[0].voice.text


def test_an_answer_that_is_opened_between_looking_and_removing_is_not_left_behind(
    survey: Survey,
) -> None:
    receipts = some_answers(survey, 10)
    looked = found_by(receipts[0])
    open_envelopes(collection=survey.collection, by=SYSTEM)
    assert withdraw_answers(found=looked, by=ANONYMOUS).answers == 1
    assert Response.objects.count() == 9


def test_removing_leaves_no_trace_in_the_journal(survey: Survey) -> None:
    receipts = opened(survey, 10)
    before = Entry.objects.count()
    withdraw_answers(found=found_by(receipts[0]), by=ANONYMOUS)
    assert Entry.objects.count() == before


def test_voices_of_one_respondent_have_nothing_in_common_when_the_response_is_gone(
    survey: Survey,
) -> None:
    """INV-D9."""
    receipts = opened(survey, 10)
    Response.objects.all().delete()
    tags = list(Voice.objects.values_list("receipt_tag", flat=True))
    assert len(set(tags)) == len(tags) == 10
    assert [len(voices_of_receipt(code)) for code in receipts] == [1] * 10


def test_a_cancelled_survey_has_no_answers_left_to_find(survey: Survey) -> None:
    (receipt,) = some_answers(survey, 1)
    Collection.objects.update(state="cancelled")
    assert not found_by(receipt).anything


def test_a_receipt_of_an_import_still_finds_its_voices() -> None:
    code = new_code()
    some_voices(a_programme(), ["Lisää aikaa."], receipts=[code])
    assert [row.voice.text for row in voices_of_receipt(code)] == ["Lisää aikaa."]
    assert answers_of(found_by(code)) == []


def test_the_page_of_receipts_keeps_the_language_of_the_page_that_led_to_it(survey: Survey) -> None:
    (receipt,) = some_answers(survey, 1)
    client = Client(headers={"accept-language": "fi"})
    first = client.get("/kuitti/?sivukieli=sv")
    assert 'action="/kuitti/?sivukieli=sv"' in first.content.decode()
    shown = client.post("/kuitti/?sivukieli=sv", {"code": receipt})
    assert "i den förseglade lådan" in shown.content.decode()
    assert client.get("/kuitti/?sivukieli=xx").headers["Content-Language"] == "fi"
    chosen = client.post("/kieli/", {"language": "fi", "next": "/kuitti/?sivukieli=sv"})
    assert "sivukieli" not in chosen.headers["Location"]


def test_what_is_left_after_closing_is_opened_and_found(survey: Survey) -> None:
    (receipt,) = some_answers(survey, 1)
    close_collection(collection=survey.collection, by=SYSTEM)
    open_envelopes(collection=survey.collection, by=SYSTEM)
    assert answers_of(found_by(receipt))[0].received_on == TODAY


def test_a_receipt_is_found_among_more_collections_than_a_condition_takes(survey: Survey) -> None:
    """SQLite takes at most 1,000 conditions joined by "or"; a house may have more collections."""
    old = opened(survey, 10)[0]
    _collection, later = an_open_survey(survey.collection.programme)
    (new,) = some_answers(later, 1)
    shared = bytes(survey.collection.receipt_salt)[:SHARED]
    Collection.objects.bulk_create(
        Collection(
            programme=survey.collection.programme, name=f"Tuonti {number}", kind="import",
            state="closed", has_receipts=True, receipt_salt=shared + number.to_bytes(OWN, "big"),
        )
        for number in range(1_100)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        found = found_by(new)
    assert list(found.envelopes.values()) == [later.collection_id]
    assert len(queries) <= 9
    assert list(found_by(old).responses.values()) == [survey.collection_id]
    assert not found_by("ZZZZ-7H2M-P9QX").anything
