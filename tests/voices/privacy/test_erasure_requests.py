"""Requests to erase: anybody asks, the privacy officer answers within a month (GDPR, articles 12 and 17)."""

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
from tests.asking import a_notice
from tests.factories import a_member, a_programme, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions.retention import (
    answer_erasure,
    ask_for_erasure,
    wipe_answered_requests,
)
from tiekartta.voices.models import ErasureRequest
from tiekartta.voices.queries.erasure import erasure_of, erasure_view
from tiekartta.voices.states import ErasureOutcome, ErasureState

pytestmark = pytest.mark.django_db
ADDRESS, WORDS = "veera@esimerkkila.example", "Poistakaa vastaukseni zyxerasure."


def a_request(programme: Programme, language: str = "sv") -> ErasureRequest:
    return ask_for_erasure(
        programme=programme, address=ADDRESS, words=WORDS, language=language, by=ANONYMOUS
    )


def test_a_request_is_sealed_and_its_officer_is_told_without_its_words() -> None:
    programme = a_programme()
    row = a_request(programme)
    assert b"zyxerasure" not in bytes(row.sealed)
    assert row.due_on - row.received_on == timedelta(days=30)
    Worker().run_until_empty()
    (letter,) = mail.outbox
    assert letter.to == [the_owner(programme).email]
    assert "zyxerasure" not in letter.body
    assert ADDRESS not in letter.body


def test_the_answer_goes_to_the_asker_in_the_language_of_the_request() -> None:
    programme = a_programme()
    row = a_request(programme)
    Worker().run_until_empty()
    mail.outbox.clear()
    answer_erasure(
        request=row, outcome=ErasureOutcome.NOT_FOUND, words="Vi hittade inget.", by=the_owner(programme)
    )  # fmt: skip
    Worker().run_until_empty()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "Svar på din begäran om radering"
    assert "Vi hittade inget." in letter.body
    with pytest.raises(Conflict):
        answer_erasure(
            request=row, outcome=ErasureOutcome.ERASED, words="", by=the_owner(programme)
        )


def test_a_refusal_has_reasons_and_tells_where_to_complain() -> None:
    programme = a_programme()
    row = a_request(programme, "fi")
    owner = the_owner(programme)
    with pytest.raises(Refusal, match="perustelut"):
        answer_erasure(request=row, outcome=ErasureOutcome.REFUSED, words=" ", by=owner)
    answer_erasure(request=row, outcome=ErasureOutcome.REFUSED, words="Laki vaatii.", by=owner)
    Worker().run_until_empty()
    assert "tietosuojavaltuutetulle" in mail.outbox[-1].body


def test_words_and_address_are_wiped_a_month_after_the_answer() -> None:
    programme = a_programme()
    row = a_request(programme)
    today = timezone.localdate()
    answer_erasure(
        request=row, outcome=ErasureOutcome.ERASED, words="", by=the_owner(programme), today=today
    )
    assert wipe_answered_requests(by=SYSTEM, today=today + timedelta(days=29)) == 0
    assert wipe_answered_requests(by=SYSTEM, today=today + timedelta(days=30)) == 1
    row = erasure_of(programme, row.public_id, reader=the_owner(programme))
    assert (row.state, bytes(row.sealed), erasure_view(row).words) == (ErasureState.WIPED, b"", "")


def test_nobody_without_the_duty_reads_a_request(client: Client) -> None:
    programme = a_programme()
    row = a_request(programme)
    person = a_member(programme, Role.FACILITATOR)
    with pytest.raises(PermissionDenied):
        erasure_of(programme, row.public_id, reader=person)
    client.force_login(person)
    url = reverse("voices:erasure", args=[programme.public_id, row.public_id])
    assert client.get(url).status_code == 403
    assert ErasureRequest.objects.get().state == ErasureState.RECEIVED


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "Pyyntö on vastaanotettu"), ("sv", "Begäran har tagits emot")]
)
def test_anybody_asks_on_a_page_without_an_account(
    client: Client, language: str, told: str
) -> None:
    notice = a_notice(a_programme())
    url = reverse("voices:ask_erasure", args=[notice.public_id])
    sent = {"address": ADDRESS, "words": WORDS}
    page = client.post(url, sent, headers={"accept-language": language}).content.decode()
    assert told in page
    assert ErasureRequest.objects.get().language == language


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"address": ADDRESS}, {"address": "ei osoite", "words": WORDS},
        {"address": "a@b.example\nBcc: c@d.example", "words": WORDS},
        {"address": ADDRESS, "words": "x" * 4_001}, {"address": "a" * 400 + "@b.example", "words": WORDS},
    ],
)  # fmt: skip
def test_what_is_not_whole_stays_on_the_page(client: Client, sent: dict[str, str]) -> None:
    notice = a_notice(a_programme())
    url = reverse("voices:ask_erasure", args=[notice.public_id])
    response = client.post(url, sent)
    assert response.status_code == 422
    assert ErasureRequest.objects.count() == 0
    if sent.get("words"):
        assert sent["words"] in response.content.decode()


def test_the_queue_takes_the_same_queries_with_one_and_three_rows(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("voices:erasures", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _each in range(more):
            a_request(programme)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
    assert taken[0] == taken[1]
