"""Pages of ballots for those who organise, decide and read."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import (
    a_confirmed_ballot,
    a_counted_ballot,
    a_member,
    a_programme,
    an_open_ballot,
    some_proposals,
    the_owner,
)

from tiekartta.people.states import RespondentGroup, Role
from tiekartta.priorities.models import Ballot, VotingCode
from tiekartta.priorities.queries import chosen_proposals, result_view
from tiekartta.priorities.states import BallotState
from tiekartta.voices.code_list import code_table

pytestmark = pytest.mark.django_db
LANGUAGES = [("fi", "Äänestykset"), ("sv", "Omröstningar"), ("en", "Ballots")]


@pytest.mark.parametrize(("language", "word"), LANGUAGES)
def test_the_list_takes_the_same_queries_with_one_and_three_rows(
    client: Client, language: str, word: str
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("priorities:list", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        for _ballot in range(more):
            an_open_ballot(programme, number=2, winners=1, codes={})
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url, headers={"accept-language": language}).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
        assert f">{word}</h1>" in page
    assert taken[0] == taken[1]


def test_a_ballot_goes_from_draft_to_decision_through_the_pages(client: Client) -> None:
    programme = a_programme()
    proposals = some_proposals(programme, 4, voices_each=1)
    client.force_login(the_owner(programme))
    client.post(
        reverse("priorities:new", args=[programme.public_id]),
        {"question_fi": "Mikä ensin?", "winners": 3, "proposals": [str(p.pk) for p in proposals]},
    )
    ballot = Ballot.objects.get()
    here = [programme.public_id, ballot.public_id]
    client.post(reverse("priorities:act", args=[*here, "avaa"]))
    made = client.post(
        reverse("priorities:codes", args=here), {"group": "staff", "number": 6}
    ).context["codes"]
    keys = {option.proposal_id: option.key for option in ballot.options.all()}
    for place, code in enumerate(made):
        Client().post(
            reverse("priorities:vote", args=[ballot.public_id]),
            {"code": code, "option": [keys[proposals[place % 3].pk]]},
        )
    for what in ("sulje", "laske"):
        client.post(reverse("priorities:act", args=[*here, what]))
    assert client.get(reverse("priorities:result", args=here)).status_code == 200
    form = {f"place_{keys[p.pk]}": str(n) for n, p in enumerate(proposals[:3], start=1)}
    form |= {
        "title_fi": "Kärjet", "decided_by_fi": "Ohjausryhmä", "rationale_fi": "Laaja tuki",
        "decided_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = client.post(reverse("priorities:confirm", args=here), form)
    ballot.refresh_from_db()
    assert ballot.state == BallotState.CONFIRMED
    assert answer.headers["Location"].endswith(f"/paatokset/{ballot.decision.public_id}/")
    assert [row.proposal_id for row in chosen_proposals(programme)] == [p.pk for p in proposals[:3]]


def test_forms_that_can_never_be_saved_lead_to_their_page(client: Client) -> None:
    programme = a_programme()
    decided = a_confirmed_ballot(programme)
    client.force_login(the_owner(programme))
    here = [programme.public_id, decided.public_id]
    for form, page in (("confirm", "result"), ("edit", "ballot")):
        answer = client.get(reverse(f"priorities:{form}", args=here))
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            reverse(f"priorities:{page}", args=here),
        )


def test_codes_are_shown_once_with_a_file_that_holds_no_formula(client: Client) -> None:
    programme = a_programme()
    opened = an_open_ballot(programme, number=2, winners=1, codes={})
    client.force_login(the_owner(programme))
    url = reverse("priorities:codes", args=[programme.public_id, opened.ballot.public_id])
    answer = client.post(url, {"group": "client", "number": 4})
    page = answer.content.decode()
    codes = answer.context["codes"]
    assert all(page.count(f">{code}<") == 1 for code in codes)
    assert "no-store" in answer.headers["Cache-Control"]
    table = unquote(answer.context["file"].split(",", 1)[1])
    lines = table.removeprefix("\ufeff").split("\r\n")
    assert [line.split(";")[0] for line in lines[1:-1]] == codes
    assert opened.ballot.public_id in lines[1]
    again = client.get(url).content.decode()
    assert not any(code in again for code in codes)
    assert VotingCode.objects.filter(respondent_group=RespondentGroup.CLIENT).count() == 4
    for number in ("0", "501", "x"):
        assert "codes" not in client.post(url, {"group": "client", "number": number}).context


def test_a_cell_that_looks_like_a_formula_is_made_harmless() -> None:
    table = code_table(
        ["=1+1"], ["@SUM(A1)", "-1", "KRTV"], group="+x", address="https://a.example"
    )
    assert table.splitlines() == [
        "\ufeff'=1+1", "'@SUM(A1);'+x;https://a.example", "'-1;'+x;https://a.example",
        "KRTV;'+x;https://a.example",
    ]  # fmt: skip


def test_no_page_tells_totals_or_turnout_while_voting_is_open_inv_b3(client: Client) -> None:
    programme = a_programme()
    opened = an_open_ballot(programme, codes={RespondentGroup.STAFF: 12})
    client.force_login(the_owner(programme))
    here = [programme.public_id, opened.ballot.public_id]
    names = {
        "list": here[:1], "ballot": here, "vote": here[1:], "result": here, "public_result": here[1:],
        "papers": here[1:], "confirm": here, "codes": here,
    }  # fmt: skip

    def everything() -> list[tuple[int, str]]:
        pages = [client.get(reverse(f"priorities:{name}", args=a)) for name, a in names.items()]
        return [(page.status_code, _without_chance(page.content.decode())) for page in pages]

    before = everything()
    for code in opened.codes[RespondentGroup.STAFF]:
        opened.vote(code, 0, 1)
    assert everything() == before
    assert [status for status, _page in before] == [200, 200, 200, 409, 404, 404, 409, 200]


def _without_chance(page: str) -> str:
    """The page without tokens and without the chance order of the ballot."""
    kept = [
        line
        for line in page.splitlines()
        if "csrf" not in line.lower() and 'name="order"' not in line
    ]
    return "\n".join(sorted(kept))


def test_the_result_page_speaks_three_languages_and_is_public_after_the_decision(
    client: Client,
) -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    url = reverse("priorities:public_result", args=[ballot.public_id])
    assert client.get(url).status_code == 404
    a_confirmed_ballot(programme, ballot=ballot)
    view = result_view(ballot.public_id, programme=programme, reader=the_owner(programme))
    for language, sentence in (
        ("fi", "Tämän kannattelivat läpi 14 äänestäjän hyväksynnät."),
        ("sv", "Detta bars fram av 14 väljares godkännanden."),
        ("en", "The approvals of 14 voters carried this."),
    ):
        page = client.get(url, headers={"accept-language": language}).content.decode()
        assert sentence in page
        assert f"--winners 4 --seed {view.seed} --rule {view.rule}" in page
        assert page.count("<h1") == 1
    papers = client.get(reverse("priorities:papers", args=[ballot.public_id]))
    assert papers.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(papers.content.decode().splitlines()) == 29


def test_a_decision_that_departs_is_refused_beside_its_field_until_it_says_why(
    client: Client,
) -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    client.force_login(a_member(programme, Role.STEERING))
    url = reverse("priorities:confirm", args=[programme.public_id, ballot.public_id])
    view = result_view(ballot.public_id, programme=programme, reader=the_owner(programme))
    keys = [*(row.option.key for row in view.winners[:3]), view.losers[0].option.key]
    form = {f"place_{key}": str(n) for n, key in enumerate(keys, start=1)}
    form |= {
        "title_fi": "Kärjet", "decided_by_fi": "Ohjausryhmä", "rationale_fi": "Laaja tuki",
        "decided_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    refused = client.post(url, form)
    assert refused.status_code == 409
    assert list(refused.context["form"].errors) == ["deviation"]
    assert "Laaja tuki" in refused.content.decode()
    two_in_one = client.post(url, {**form, f"place_{keys[0]}": "2"})
    assert "__all__" in two_in_one.context["form"].errors
    assert client.post(url, {**form, "deviation_fi": "Alkoi jo"}).status_code == 302


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.OWNER, (200, 200, 200, 200)),
        (Role.STEERING, (200, 403, 403, 200)),
        (Role.FACILITATOR, (200, 403, 403, 403)),
        (Role.JUROR, (200, 403, 403, 403)),
    ],
)
def test_pages_follow_the_matrix(client: Client, role: Role, pages: tuple[int, ...]) -> None:
    programme = a_programme()
    ballot = a_counted_ballot(programme)
    member = the_owner(programme) if role == Role.OWNER else a_member(programme, role)
    client.force_login(member)
    here = [programme.public_id, ballot.public_id]
    asked = (("result", here), ("new", here[:1]), ("codes", here), ("confirm", here))
    assert (
        tuple(client.get(reverse(f"priorities:{n}", args=a)).status_code for n, a in asked) == pages
    )
    open_one = client.post(reverse("priorities:act", args=[*here, "sulje"]))
    assert open_one.status_code == (409 if role == Role.OWNER else 403)


def test_annulling_needs_a_reason_on_the_page(client: Client) -> None:
    programme = a_programme()
    opened = an_open_ballot(programme, number=2, winners=1, codes={})
    client.force_login(the_owner(programme))
    url = reverse("priorities:annul", args=[programme.public_id, opened.ballot.public_id])
    assert client.post(url, {}).status_code == 200
    assert Ballot.objects.get().state == BallotState.OPEN
    client.post(url, {"reason_fi": "Väärä kysymys"})
    assert Ballot.objects.get().state == BallotState.ANNULLED
    page = client.get(
        reverse("priorities:ballot", args=[programme.public_id, opened.ballot.public_id])
    )
    assert "Väärä kysymys" in page.content.decode()
