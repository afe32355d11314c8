"""The receipt page: right, wrong and hostile codes; removing; nothing kept."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import (
    a_programme,
    a_published_roadmap,
    a_second_look,
    an_approval,
    in_three,
    some_proposals,
    some_voices,
    the_owner,
)

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.people.models import Person
from tiekartta.proposals.actions import link_voices
from tiekartta.proposals.models import ProposalSource
from tiekartta.roadmap.actions import approve_quotes, publish_edition
from tiekartta.roadmap.models import Edition, SpearheadProposal
from tiekartta.voices.queries import usable_voices, voices_of_receipt

pytestmark = pytest.mark.django_db
CODE = "KRTV-7H2M-P9QX"
OTHER = "ABCD-EFGH-JK23"
URL = "/kuitti/"


def look(client: Client, code: str = CODE, language: str = "fi", **more: str) -> tuple[int, str]:
    answer = client.post(URL, {"code": code, **more}, headers={"accept-language": language})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    "code", [CODE, "krtv-7h2m-p9qx", "KRTV7H2MP9QX", " krtv 7h2m p9qx ", "KRTV–7H2M–P9QX"]
)
def test_a_code_is_read_however_it_was_typed(client: Client, code: str) -> None:
    some_voices(a_programme(), ["Haluan aikoja iltaan."], receipts=[CODE])
    status, page = look(client, code)
    assert (status, "Haluan aikoja iltaan." in page) == (200, True)


def test_look_alikes_are_read_as_one(client: Client) -> None:
    some_voices(a_programme(), ["Nolla ja yksi."], receipts=["0123-4567-89AB"])
    assert "Nolla ja yksi." in look(client, "OI23-4567-89ab")[1]
    assert "Nolla ja yksi." in look(client, "oL23-4567-89AB")[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Luettu", "Ehdotuksessa", "ehdotuksessa")),
        ("sv", ("Läst", "I ett förslag", "i ett förslag")),
        ("en", ("Read", "In a proposal", "in a proposal")),
    ],
)
def test_the_steps_are_told_in_words(client: Client, language: str, words: tuple[str, ...]) -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Sanon tämän."], receipts=[CODE])[0]
    proposal = some_proposals(programme, 1)[0]
    link_voices(proposal=proposal, voice_ids=[voice.id], by=the_owner(programme))
    status, page = look(client, language=language)
    assert status == 200
    assert [word for word in words if word not in page] == []
    assert page.count("<h1") == 1


def test_a_receipt_shows_its_own_voices_only(client: Client) -> None:
    programme = a_programme()
    some_voices(programme, ["Minun sanani.", "Jonkun muun."], receipts=[CODE, OTHER])
    page = look(client)[1]
    assert "Minun sanani." in page
    assert "Jonkun muun." not in page


def test_a_wrong_code_is_the_same_page_with_a_clear_text(client: Client) -> None:
    some_voices(a_programme(), ["Minun sanani."], receipts=[CODE])
    status, page = look(client, OTHER)
    assert status == 422
    assert "Tällä koodilla ei löytynyt mitään" in page
    assert 'name="code"' in page


@pytest.mark.parametrize(
    "code",
    [
        "",
        "KRTV",
        "x" * 5000,
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "123456789012",
        "\x00" * 12,
        "٠" * 12,
    ],
)
def test_hostile_codes_are_refused_and_shown_as_words(client: Client, code: str) -> None:
    some_voices(a_programme(), ["Minun sanani."], receipts=[CODE])
    status, page = look(client, code)
    assert status in {400, 422}
    assert "Minun sanani." not in page
    assert "<script>alert" not in page


def test_after_ten_wrong_codes_this_browser_waits_and_another_does_not(client: Client) -> None:
    some_voices(a_programme(), ["Minun sanani."], receipts=[CODE])
    strict = Client(enforce_csrf_checks=True)
    strict.get(URL)
    token = strict.cookies["csrftoken"].value
    wrong = {"code": OTHER, "csrfmiddlewaretoken": token}
    assert [strict.post(URL, wrong).status_code for _try in range(10)] == [422] * 10
    right = {"code": CODE, "csrfmiddlewaretoken": token}
    answer = strict.post(URL, right)
    assert (answer.status_code, "Minun sanani." in answer.content.decode()) == (429, False)
    assert look(client)[0] == 200


def test_removing_asks_first_and_then_wipes_the_words(client: Client) -> None:
    programme = a_programme()
    some_voices(programme, ["Minun sanani."], receipts=[CODE])
    assert "Poista pysyvästi" in look(client, act="ask")[1]
    assert usable_voices(programme, reader=SYSTEM)
    answer = client.post(
        URL, {"code": CODE, "act": "remove"}, follow=True, headers={"accept-language": "fi"}
    )
    assert answer.redirect_chain == [(URL, 302)]
    assert "Sanomasi on poistettu" in answer.content.decode()
    assert voices_of_receipt(CODE)[0].voice.is_withdrawn
    status, page = look(client, act="ask")
    assert (status, "Poistettu pyynnöstä" in page, "Poista pysyvästi" in page) == (200, True, False)


def test_the_code_is_in_no_address_journal_log_or_stored_answer(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    some_voices(a_programme(), ["Minun sanani."], receipts=[CODE])
    before = Entry.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = client.post(URL, {"code": CODE})
        removed = client.post(URL, {"code": CODE, "act": "remove"})
    assert Entry.objects.count() == before
    plain = CODE.replace("-", "")
    logged = [
        row.getMessage() for row in caplog.records if row.name.startswith(("django", "tiekartta"))
    ]
    assert not any(CODE in text or plain in text for text in logged)
    assert removed.headers["Location"] == URL
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'name="next" value="{URL}"' in answer.content.decode()


def test_an_unpublished_spearhead_is_not_named_and_a_published_one_is(client: Client) -> None:
    programme = a_programme()
    edition = a_published_roadmap(programme)
    row = edition.roadmap.spearheads.get(order=1)
    voice = some_voices(programme, ["Minun sanani."], receipts=[CODE])[0]
    proposal = row.proposal_links.get().proposal
    link_voices(proposal=proposal, voice_ids=[voice.id], by=the_owner(programme))
    page = look(client)[1]
    assert reverse("trace:spearhead", args=[edition.roadmap.public_id, 1, 1]) in page
    assert "/ohjelmat/" not in page


def test_inv_v4_a_quotation_disappears_when_its_writer_removes_it(client: Client) -> None:
    programme = a_programme()
    words = "Soittakaa takaisin samana päivänä."
    edition = a_published_roadmap(programme)
    row, owner = edition.roadmap.spearheads.get(order=1), the_owner(programme)
    others = [f"Muu sana {n}." for n in range(8)]
    voices = some_voices(programme, [words, *others], receipts=[CODE, *[""] * 8])
    link_voices(
        proposal=row.proposal_links.get().proposal, voice_ids=[v.id for v in voices], by=owner
    )
    a_second_look(programme, [voices[0].id])
    approve_quotes(spearhead=row, voice_ids=[voices[0].id], by=owner)
    url = reverse("trace:spearhead", args=[edition.roadmap.public_id, 2, 1])
    publish_again(edition, owner)
    frozen = Edition.objects.get(number=2)
    assert words in client.get(url).content.decode()
    assert words not in frozen.content
    client.post(URL, {"code": CODE, "act": "remove"})
    page = client.get(url)
    assert (page.status_code, words in page.content.decode()) == (200, False)
    assert Edition.objects.get(number=2).content == frozen.content


def publish_again(edition: Edition, owner: Person) -> None:
    publish_edition(
        roadmap=edition.roadmap, approval=an_approval(), by=owner,
        change_note=in_three("Lainaus", "Citat", "Quote"),
    )  # fmt: skip


def test_a_damaged_edition_is_logged_and_hides_nobody_s_receipt(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    programme = a_programme()
    voice = some_voices(programme, ["Minun sanani."], receipts=[CODE])[0]
    edition = a_published_roadmap(programme)
    Edition.objects.create(
        roadmap=edition.roadmap, number=2, title=edition.title, decision=edition.decision,
        content=edition.content.replace("Jonot", "Ponot"), digest=edition.digest, published_at=timezone.now(),
    )  # fmt: skip
    chosen = SpearheadProposal.objects.order_by("spearhead__order")[0].proposal
    ProposalSource.objects.create(proposal=chosen, voice_id=voice.id)
    status, page = look(client)
    assert (status, "Minun sanani." in page) == (200, True)
    assert reverse("trace:spearhead", args=[edition.roadmap.public_id, 1, 1]) in page
    assert any("edition 2" in record.getMessage() for record in caplog.records)
    client.force_login(the_owner(programme))
    followed = reverse("trace:voice", args=[programme.public_id, voice.public_id])
    assert client.get(followed).status_code == 200
