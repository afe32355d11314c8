"""The public ballot page: a phone, a code, no account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import OpenBallot, a_programme, an_open_ballot, the_owner

from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.actions import annul_ballot, close_ballot
from tiekartta.priorities.models import Ballot, BallotPaper
from tiekartta.voices.receipts import new_code

pytestmark = pytest.mark.django_db
STAFF = RespondentGroup.STAFF


def url_of(opened: OpenBallot) -> str:
    return reverse("priorities:vote", args=[opened.ballot.public_id])


def order_in(page: str) -> list[str]:
    return re.findall(r'name="option" value="(\w+)"', page)


def test_a_vote_is_received_and_summed_up_without_account_session_or_address(
    client: Client,
) -> None:
    opened = an_open_ballot(a_programme())
    keys = opened.keys()
    chosen = [opened.proposals[place] for place in (0, 2)]
    answer = client.post(
        url_of(opened),
        {"code": opened.codes[STAFF][0], "option": [keys[p.pk] for p in chosen]},
        headers={"accept-language": "fi"},
    )
    page = answer.content.decode()
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)
    assert [p.title.text("fi") in page for p in opened.proposals] == [
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()
    assert BallotPaper.objects.get().approved == sorted(keys[p.pk] for p in chosen)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Rastita kaikki vaihtoehdot"),
        ("sv", "Kryssa för alla alternativ"),
        ("en", "Tick every option"),
    ],
)
def test_the_page_speaks_three_languages(client: Client, language: str, words: str) -> None:
    opened = an_open_ballot(a_programme())
    page = client.get(url_of(opened), headers={"accept-language": language}).content.decode()
    assert words in page
    assert "<script" not in page.split("<main")[1]


def test_a_wrong_code_is_told_and_nothing_ticked_is_lost(client: Client) -> None:
    opened = an_open_ballot(a_programme())
    first = client.get(url_of(opened)).content.decode()
    seed = re.search(r'name="order" value="(\d+)"', first)
    assert seed is not None
    ticked = order_in(first)[:2]
    answer = client.post(url_of(opened), {"code": new_code(), "option": ticked, "order": seed[1]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert order_in(page) == order_in(first)
    assert re.findall(r'value="(\w+)" id="option-\w+" checked', page) == ticked
    assert 'id="id_code_error"' in page
    assert not BallotPaper.objects.exists()


def test_every_reader_gets_an_order_of_their_own(client: Client) -> None:
    opened = an_open_ballot(a_programme())
    orders = {tuple(order_in(client.get(url_of(opened)).content.decode())) for _time in range(8)}
    assert len(orders) > 1
    for forged in ("x" * 100, "-1", "9" * 50, "<b>"):
        page = client.post(url_of(opened), {"code": "", "order": forged}).content.decode()
        assert sorted(order_in(page)) == sorted(opened.keys().values())
        assert f'value="{forged}"' not in page


def test_nothing_ticked_and_foreign_options_are_told(client: Client) -> None:
    opened = an_open_ballot(a_programme())
    code = opened.codes[STAFF][0]
    for options in ([], ["keksitty"], [f"vaihtoehto{n}" for n in range(1000)]):
        answer = client.post(url_of(opened), {"code": code, "option": options})
        assert answer.status_code == 409
        assert answer.context["form"].non_field_errors()
    assert client.post(url_of(opened), {"option": ["x"]}).context["form"].errors["code"]
    assert not BallotPaper.objects.exists()


def test_too_many_wrong_codes_are_slowed_but_a_right_one_is_received(
    client: Client, settings: object
) -> None:
    settings.RATE_LIMIT_WRONG_CODES = 3  # type: ignore[attr-defined] # - pytest-django's settings
    opened = an_open_ballot(a_programme())
    key = opened.keys()[opened.proposals[0].pk]
    statuses = [
        client.post(url_of(opened), {"code": new_code(), "option": [key]}).status_code
        for _n in range(5)
    ]
    assert statuses == [409, 409, 409, 429, 429]
    right = client.post(url_of(opened), {"code": opened.codes[STAFF][0], "option": [key]})
    assert right.status_code == 200
    assert BallotPaper.objects.count() == 1


def test_a_closed_ballot_says_so_and_receives_nothing(client: Client) -> None:
    programme = a_programme()
    opened = an_open_ballot(programme)
    key = opened.keys()[opened.proposals[0].pk]
    close_ballot(ballot=opened.ballot, by=the_owner(programme))
    read = client.get(url_of(opened))
    sent = client.post(url_of(opened), {"code": opened.codes[STAFF][0], "option": [key]})
    assert (read.status_code, sent.status_code) == (200, 409)
    assert "priorities/closed.html" in [template.name for template in sent.templates]
    assert not BallotPaper.objects.exists()


def test_a_ballot_closes_by_itself_after_its_last_day(client: Client) -> None:
    opened = an_open_ballot(a_programme(), closes_on=timezone.localdate())
    assert "priorities/vote.html" in [t.name for t in client.get(url_of(opened)).templates]
    Ballot.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "priorities/closed.html" in [t.name for t in client.get(url_of(opened)).templates]


def test_drafts_and_unknown_ballots_are_not_found(client: Client) -> None:
    programme = a_programme()
    draft = Ballot.objects.create(programme=programme)
    for name in (draft.public_id, "keksitty"):
        assert client.get(reverse("priorities:vote", args=[name])).status_code == 404
    opened = an_open_ballot(programme)
    annul_ballot(ballot=opened.ballot, reason=opened.ballot.question, by=the_owner(programme))
    page = client.get(url_of(opened))
    assert "priorities/closed.html" in [template.name for template in page.templates]
