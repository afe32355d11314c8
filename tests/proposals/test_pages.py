"""Pages of proposals."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import a_member, a_programme, approved_themes, some_proposals, the_owner

from tiekartta.people.states import Role
from tiekartta.proposals.models import Proposal
from tiekartta.proposals.queries import proposal_of, unresolved
from tiekartta.proposals.states import Outcome, ProposalState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "word"),
    [("fi", "Kehittämisehdotukset"), ("sv", "Utvecklingsförslag"), ("en", "Development proposals")],
)
def test_the_list_takes_the_same_queries_with_one_and_three_rows(
    client: Client, language: str, word: str
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("proposals:list", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        some_proposals(programme, more)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url, headers={"accept-language": language}).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
        assert f'<h1 class="ds-heading" data-size="xl">{word}</h1>' in page
    assert taken[0] == taken[1]


def test_the_number_of_voices_goes_through_disclosure(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("proposals:list", args=[programme.public_id])
    for voices, said in ((4, "hidden"), (5, "few"), (11, "11")):
        Proposal.objects.all().update(theme=None)
        (made,) = some_proposals(programme, 1, voices_each=voices)
        page = client.get(url, headers={"accept-language": "en"}).content.decode()
        row = page[page.index(made.public_id) :].split("</tr>")[0]
        assert said in row.split('class="tk-num">')[1]


def test_a_proposal_is_made_from_ticked_voices_of_a_theme(client: Client) -> None:
    programme = a_programme()
    theme = approved_themes(programme)[0]
    client.force_login(a_member(programme, Role.FACILITATOR))
    url = reverse("proposals:new", args=[programme.public_id])
    assert theme.public_id in client.get(url).content.decode()
    url = f"{url}?teema={theme.public_id}"
    page = client.get(url, headers={"accept-language": "sv"}).content.decode()
    assert page.count('name="voices"') == len(theme.voice_ids)
    assert '<option value="sv" selected>' in page
    ticked = [str(each) for each in theme.voice_ids[:3]]
    typed = {"source": "sv", "title_sv": "Kortare köer", "text_sv": "Fler tider.", "voices": ticked}
    missing = client.post(url, {**typed, "title_sv": ""}).content.decode()
    assert missing.count(" checked") == 3
    assert "Fler tider." in missing
    assert not Proposal.objects.exists()
    client.post(url, typed)
    made = Proposal.objects.get()
    row = proposal_of(made.public_id, programme=programme, reader=the_owner(programme))
    assert (row.title.source, {str(each) for each in row.source_ids}) == ("sv", set(ticked))


def test_forged_voices_are_refused(client: Client) -> None:
    programme = a_programme()
    theme = approved_themes(programme)[0]
    client.force_login(the_owner(programme))
    url = f"{reverse('proposals:new', args=[programme.public_id])}?teema={theme.public_id}"
    for forged in ("00000000-0000-0000-0000-000000000000", "x", "' OR 1=1"):
        typed = {"source": "fi", "title_fi": "Jonot", "text_fi": "Aikoja.", "voices": [forged]}
        assert client.post(url, typed).status_code == 200
    assert not Proposal.objects.exists()


def test_two_forms_with_errors_have_two_summaries_of_their_own(client: Client) -> None:
    programme = a_programme()
    theme = approved_themes(programme)[0]
    client.force_login(the_owner(programme))
    url = f"{reverse('proposals:new', args=[programme.public_id])}?teema={theme.public_id}"
    page = client.post(url, {"source": "fi"}).content.decode()
    assert page.count('id="form-problems"') == page.count('id="voices-problems"') == 1


def test_new_words_on_an_old_page_show_both_and_lose_nothing(client: Client) -> None:
    programme = a_programme()
    (made,) = some_proposals(programme, 1)
    client.force_login(the_owner(programme))
    url = reverse("proposals:edit", args=[programme.public_id, made.public_id])
    typed = {"source": "fi", "title_fi": "Ensin", "text_fi": "Aikoja.", "version": "1"}
    assert client.post(url, typed).status_code == 302
    late = client.post(url, {**typed, "title_fi": "Myöhemmin"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Myöhemmin" in page
    assert "Ensin" in page
    assert 'name="version" value="2"' in page
    assert client.post(url, {**typed, "title_fi": "Myöhemmin", "version": "2"}).status_code == 302
    assert Proposal.objects.get().title.text("fi") == "Myöhemmin"


def test_two_are_shown_side_by_side_and_combined(client: Client) -> None:
    programme = a_programme()
    first, second = some_proposals(programme, 2)
    client.force_login(a_member(programme, Role.DEVELOPER))
    same = client.get(reverse("proposals:duplicates", args=[programme.public_id])).content.decode()
    assert f"eka={min(first.public_id, second.public_id)}" in same
    url = reverse("proposals:combine", args=[programme.public_id])
    url = f"{url}?eka={first.public_id}&toka={second.public_id}"
    assert client.get(url).content.decode().count("<article") == 2
    typed = {"into": second.public_id, "source": "fi", "title_fi": "Yhdessä", "text_fi": "Sama."}
    answer = client.post(url, typed)
    assert answer.headers["Location"].endswith(f"/{second.public_id}/")
    row = proposal_of(second.public_id, programme=programme, reader=the_owner(programme))
    assert (str(row.title), len(row.source_ids), len(row.wordings)) == ("Yhdessä", 4, 2)
    page = client.get(answer.headers["Location"]).content.decode()
    assert first.title.text("fi") in page
    assert client.get(url).status_code == 404


def test_combining_one_with_itself_is_refused_on_the_page(client: Client) -> None:
    programme = a_programme()
    (made,) = some_proposals(programme, 1)
    client.force_login(the_owner(programme))
    url = reverse("proposals:combine", args=[programme.public_id])
    typed = {"into": made.public_id, "source": "fi", "title_fi": "Yhdessä", "text_fi": "Sama."}
    answer = client.post(f"{url}?eka={made.public_id}&toka={made.public_id}", typed)
    assert answer.status_code == 409


def test_outcomes_and_withdrawing_through_the_pages(client: Client) -> None:
    programme = a_programme()
    first, second = some_proposals(programme, 2)
    client.force_login(the_owner(programme))
    url = reverse("proposals:outcome", args=[programme.public_id, first.public_id])
    assert 'value="in_spearhead"' not in client.get(url).content.decode()
    assert client.post(url, {"outcome": "parked"}).status_code == 200
    assert client.post(url, {"outcome": "in_spearhead", "reason_fi": "x"}).status_code == 200
    assert len(unresolved(programme)) == 2
    client.post(url, {"outcome": "parked", "reason_fi": "Ensi vuonna"})
    client.post(
        reverse("proposals:withdraw", args=[programme.public_id, second.public_id]),
        {"reason_fi": "Vahinko"},
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.state) == (Outcome.PARKED, ProposalState.WITHDRAWN)
    page = client.get(reverse("proposals:proposal", args=[programme.public_id, first.public_id]))
    assert "Ensi vuonna" in page.content.decode()


def test_a_member_who_reads_counts_only_does_not_get_the_voices(client: Client) -> None:
    programme = a_programme()
    (made,) = some_proposals(programme, 1)
    url = reverse("proposals:proposal", args=[programme.public_id, made.public_id])
    for role, reads in ((Role.FACILITATOR, True), (Role.STEERING, False), (Role.JUROR, False)):
        client.force_login(a_member(programme, role))
        page = client.get(url).content.decode()
        assert ("Toivon muutosta" in page) is reads
        assert made.title.text("fi") in page


@pytest.mark.parametrize("name", ["new", "duplicates", "combine"])
def test_those_who_only_read_get_no_forms(client: Client, name: str) -> None:
    programme = a_programme()
    client.force_login(a_member(programme, Role.JUROR))
    assert client.get(reverse(f"proposals:{name}", args=[programme.public_id])).status_code == 403


def test_filters_narrow_the_list(client: Client) -> None:
    programme = a_programme()
    some_proposals(programme, 3)
    client.force_login(the_owner(programme))
    url = reverse("proposals:list", args=[programme.public_id])

    def rows(query: str) -> int:
        return len(re.findall(r'<th scope="row">', client.get(f"{url}?{query}").content.decode()))

    assert [rows(q) for q in ("", "search=perhetyön", "state=waiting", "state=chosen", "theme=x")] == [
        3, 1, 3, 0, 3,
    ]  # fmt: skip


def test_every_voice_on_a_proposals_page_takes_the_same_queries(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    taken = []
    for voices in (1, 3):
        (made,) = some_proposals(programme, 1, voices_each=voices)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("proposals:proposal", args=[programme.public_id, made.public_id]))
        taken.append(len(queries))
    assert taken[0] == taken[1]


@pytest.mark.parametrize("name", ["duplicates", "new", "link"])
def test_pages_that_offer_rows_take_the_same_queries_for_few_and_many(
    client: Client, name: str
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    approved_themes(programme)
    made = some_proposals(programme, 2)
    own = [made[0].public_id] if name == "link" else []
    url = reverse(f"proposals:{name}", args=[programme.public_id, *own])
    taken = []
    for more in (0, 3):
        some_proposals(programme, more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]
