"""Where a spearhead comes from, for everybody; and that nothing withheld is ever met there."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import (
    a_draft_roadmap,
    a_programme,
    a_published_roadmap,
    a_second_look,
    an_approval,
    in_three,
    some_voices,
    the_owner,
)

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import RespondentGroup
from tiekartta.proposals.actions import give_outcome, link_voices
from tiekartta.proposals.queries import model_of, proposals_of
from tiekartta.proposals.states import Outcome, ProposalState
from tiekartta.roadmap.actions import approve_quotes, publish_edition
from tiekartta.roadmap.models import Edition
from tiekartta.trace.picture import picture_of
from tiekartta.trace.queries import ancestry_of
from tiekartta.voices.queries import usable_voices

pytestmark = pytest.mark.django_db

MARK = "SALAISUUSMERKKI"


def place(edition: Edition, order: int = 1, name: str = "spearhead") -> str:
    return reverse(f"trace:{name}", args=[edition.roadmap.public_id, edition.number, order])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Tie tähän kärkeen", "Ohjausryhmä", "Tätä valmisteltaessa ei kuultu", "Äänestys: neuvo")),
        ("sv", ("Vägen till det här", "Styrgruppen", "Följande grupper hördes inte", "Omröstning: råd")),
        ("en", ("The way to this spearhead", "Näitä kannatettiin", "Not heard in the preparation", "Ballot: advice")),
    ],
)  # fmt: skip
def test_the_way_is_told_in_three_languages(
    client: Client, language: str, words: tuple[str, ...]
) -> None:
    edition = a_published_roadmap(a_programme())
    answer = client.get(place(edition), headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [word for word in words if word not in page] == []
    assert page.count("<h1") == 1
    assert len(answer.content) < 200_000


def test_every_step_of_the_picture_has_its_twin_and_its_anchor(client: Client) -> None:
    """INV-Q1."""
    edition = a_published_roadmap(a_programme())
    page = client.get(place(edition)).content.decode()
    picture = picture_of(ancestry_of(edition.roadmap.public_id, 1, 1))
    assert [row.anchor for row in picture.rows] == [
        "voices",
        "proposals",
        "ballot",
        "decision",
        "spearhead",
    ]
    for row in picture.rows:
        assert f'href="#{row.anchor}"' in page
        assert len(re.findall(rf'id="{row.anchor}"', page)) == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_was_not_chosen_is_told_with_its_outcome_and_reason(client: Client) -> None:
    programme = a_programme()
    draft, owner = a_draft_roadmap(programme), the_owner(programme)
    left = proposals_of(programme, reader=SYSTEM, states={ProposalState.NOT_CHOSEN})
    give_outcome(
        proposal=model_of(left[0].public_id, programme=programme, reader=owner), outcome=Outcome.PARKED,
        reason=in_three("Odottaa ensi vuotta.", "Väntar.", "Waits."), by=owner,
    )  # fmt: skip
    edition = publish_edition(roadmap=draft, approval=an_approval(), by=owner)
    page = client.get(place(edition), headers={"accept-language": "fi"}).content.decode()
    assert "Odottaa ensi vuotta." in page
    assert str(left[1].title.text("fi")) in page


def test_the_page_takes_the_same_queries_for_each_spearhead_and_with_quotations(
    client: Client,
) -> None:
    programme = a_programme()
    draft, owner = a_draft_roadmap(programme), the_owner(programme)
    for order, number in ((1, 1), (2, 3)):
        row = draft.spearheads.get(order=order)
        said = [
            v
            for v in usable_voices(programme, reader=SYSTEM)
            if v.text.startswith(f"Kärki {order},")
        ]
        a_second_look(programme, [voice.id for voice in said[:number]])
        approve_quotes(spearhead=row, voice_ids=[voice.id for voice in said[:number]], by=owner)
    edition = publish_edition(roadmap=draft, approval=an_approval(), by=owner)
    taken, quoted = [], []
    for order in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(place(edition, order)).content.decode()
        taken.append(len(queries))
        quoted.append(page.count("<blockquote"))
    assert (quoted, taken[0]) == ([1, 3], taken[1])


def test_the_ancestry_is_prov_json_whose_names_all_lead_somewhere(client: Client) -> None:
    edition = a_published_roadmap(a_programme())
    data = client.get(place(edition, name="spearhead_json")).json()
    named = {**data["entity"], **data["activity"], **data["agent"]}
    for relation in (
        "wasDerivedFrom",
        "wasGeneratedBy",
        "wasAssociatedWith",
        "wasInformedBy",
        "used",
    ):
        assert data[relation]
        for row in data[relation].values():
            assert set(row.values()) <= set(named)
    assert data["tk:digest"] == edition.digest


def test_counts_of_few_are_hidden(client: Client) -> None:
    edition = a_published_roadmap(a_programme(), respondents=3)
    page = client.get(place(edition), headers={"accept-language": "fi"}).content.decode()
    assert "peitetty (liian vähän vastaajia)" in page


def test_a_place_without_a_spearhead_is_404(client: Client) -> None:
    edition = a_published_roadmap(a_programme())
    for order in (0, 5, 999):
        assert client.get(place(edition, order)).status_code == 404


def crawl(client: Client, start: list[str], language: str) -> dict[str, str]:
    """Every page that can be reached from these by links within roadmaps."""
    waiting, seen = list(start), {}
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        answer = client.get(url, headers={"accept-language": language})
        seen[url] = answer.content.decode()
        found = re.findall(r'href="(/(?:tiekartat|kuitti|aanestykset)[^"#]*)', seen[url])
        waiting += [link for link in found if link not in seen]
    return seen


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_words_of_people_are_met_but_approved_quotations(client: Client, language: str) -> None:
    """House rule 6: marked texts of every kind that must stay inside are planted and looked for."""
    programme = a_programme()
    draft, owner = a_draft_roadmap(programme), the_owner(programme)
    row = draft.spearheads.get(order=1)
    proposal = row.proposal_links.get().proposal
    open_ones = some_voices(programme, [f"Saa lainata {n}." for n in range(6)])
    silent = some_voices(programme, [f"{MARK} ei lainata {n}." for n in range(6)], quote_ok=False)
    unapproved = some_voices(programme, [f"{MARK} ei hyväksytty {n}." for n in range(6)])
    few = some_voices(programme, [f"{MARK} liian harva."], RespondentGroup.FAMILY)
    some_voices(programme, [f"{MARK} soita 040 123 4567."])
    linked = [*open_ones, *silent, *unapproved, *few]
    link_voices(proposal=proposal, voice_ids=[voice.id for voice in linked], by=owner)
    a_second_look(programme, [voice.id for voice in open_ones[:2]])
    approve_quotes(spearhead=row, voice_ids=[voice.id for voice in open_ones[:2]], by=owner)
    edition = publish_edition(roadmap=draft, approval=an_approval(), by=owner)
    start = [
        reverse("roadmap:public", args=[draft.public_id]),
        place(edition, name="spearhead_json"),
    ]
    pages = crawl(client, start, language)
    assert len(pages) >= 9
    assert sum("Saa lainata" in page for page in pages.values()) == 1
    met = [url for url, page in pages.items() if MARK in page or owner.display_name in page]
    assert met == []
    keys = {str(voice.id) for voice in linked} | {voice.public_id for voice in linked[6:]}
    assert [url for url, page in pages.items() if any(key in page for key in keys)] == []
