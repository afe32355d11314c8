"""Pages of the draft: rights, forms, conflicts."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import (
    a_confirmed_ballot,
    a_draft_roadmap,
    a_member,
    a_programme,
    in_three,
    the_owner,
)

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import DutyKind, Role
from tiekartta.roadmap import actions
from tiekartta.roadmap.models import Edition, Roadmap, SpearheadQuote
from tiekartta.roadmap.queries.drafts import view_of
from tiekartta.roadmap.states import PartKind
from tiekartta.voices.actions import decide_quote
from tiekartta.voices.queries import gap_reasons, quote_page
from tiekartta.voices.states import QuoteState

pytestmark = pytest.mark.django_db


def place(page: str, roadmap: Roadmap, order: int | None = None) -> str:
    extra = [roadmap.spearheads.get(order=order).public_id] if order else []
    return reverse(f"roadmap:{page}", args=[roadmap.programme.public_id, *extra])


def typed(order: int = 1, seen: int = 1, **changes: str) -> dict[str, str]:
    rows = {f"{kind.value}-rows": "3" for kind in PartKind}
    return {
        "title_fi": "Nimi", "responsible_group_fi": "Ryhmä", "order": str(order), "seen": str(seen),
        **rows, **changes,
    }  # fmt: skip


def test_the_draft_is_made_on_its_page_from_a_confirmed_ballot(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("roadmap:draft", args=[programme.public_id])
    assert client.post(url).status_code == 409
    a_confirmed_ballot(programme)
    page = client.post(url, follow=True).content.decode()
    assert page.count('class="rm-spearhead"') == 4
    assert Roadmap.objects.get().spearheads.count() == 4


def test_readers_of_the_draft_read_and_do_not_write(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme())
    client.force_login(a_member(roadmap.programme, Role.JUROR))
    for page, order in (("draft", None), ("spearhead", 1)):
        answer = client.get(place(page, roadmap, order))
        assert answer.status_code == 200
        assert place("edit", roadmap) not in answer.content.decode()
        assert place("spearhead_edit", roadmap, 1) not in answer.content.decode()
    closed = [("edit", None), ("gaps", None), ("publish", None)]
    closed += [(f"spearhead_{name}", 1) for name in ("edit", "links", "quotes")]
    assert {client.get(place(page, roadmap, order)).status_code for page, order in closed} == {403}
    assert client.post(place("spearhead", roadmap, 1), {"act": "end"}).status_code == 403


def test_strangers_and_visitors_do_not_meet_the_draft(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    assert client.get(place("draft", roadmap)).status_code == 302
    client.force_login(the_owner(a_programme(name="Toinen")))
    assert client.get(place("draft", roadmap)).status_code == 404
    assert client.get(place("spearhead", roadmap, 1)).status_code == 404


@pytest.mark.parametrize("page", ["draft", "publish"])
def test_pages_take_the_same_queries_with_one_and_three_spearheads(
    client: Client, page: str
) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner = the_owner(roadmap.programme)
    client.force_login(owner)
    taken = []
    for kept in (3, 1):
        for row in roadmap.spearheads.filter(order__gt=kept):
            actions.end_spearhead(spearhead=row, by=owner)
        assert len(view_of(roadmap).spearheads) == kept
        client.get(place(page, roadmap))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place(page, roadmap)).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_rows_are_added_moved_and_removed_without_scripts(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    client.force_login(the_owner(roadmap.programme))
    url = place("spearhead_edit", roadmap, 1)
    seen = roadmap.spearheads.get(order=1).version
    page = client.get(url).content.decode()
    assert 'name="goal-text_0_fi"' in page
    assert 'name="goal-text_2_fi"' in page
    added = {
        "goal-text_0_fi": "toinen",
        "goal-place_0": "2",
        "goal-text_1_fi": "eka",
        "goal-place_1": "1",
    }
    assert client.post(url, typed(seen=seen, **added)).status_code == 302
    assert [str(t) for t in view_of(roadmap).spearheads[0].parts[PartKind.GOAL]] == [
        "eka",
        "toinen",
    ]
    gone = {**added, "goal-drop_0": "on"}
    assert client.post(url, typed(seen=seen + 1, **gone)).status_code == 302
    assert [str(t) for t in view_of(roadmap).spearheads[0].parts[PartKind.GOAL]] == ["eka"]


def test_a_conflict_shows_both_and_loses_nothing(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner = the_owner(roadmap.programme)
    client.force_login(owner)
    row = roadmap.spearheads.get(order=1)
    actions.edit_spearhead(
        spearhead=row, seen=row.version, title=in_three("Heidän", "D", "T"), by=owner
    )
    mine = typed(seen=row.version, title_fi="Minun", **{"goal-text_0_fi": "Oma tavoite"})
    answer = client.post(
        place("spearhead_edit", roadmap, 1), mine, headers={"accept-language": "fi"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Heidän", "Minun", "Oma tavoite"))
    assert f'name="seen" value="{row.version + 1}"' in page
    again = {**mine, "seen": str(row.version + 1)}
    assert client.post(place("spearhead_edit", roadmap, 1), again).status_code == 302
    assert str(roadmap.spearheads.get(order=1).title) == "Minun"


def test_one_reason_fills_the_groups_that_have_none_of_their_own(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    client.force_login(the_owner(roadmap.programme))
    url = reverse("voices:gaps", args=[roadmap.programme.public_id])
    assert client.get(place("gaps", roadmap)).headers["Location"] == url
    client.post(url, {"common_fi": "Yhteinen syy", "reason_family_fi": "Oma syy"})
    reasons = gap_reasons(roadmap.programme)
    gaps = {group.value: str(reason) for group, reason in reasons.items()}
    assert gaps.pop("family") == "Oma syy"
    assert set(gaps.values()) == {"Yhteinen syy"}


def test_quotations_are_ticked_by_the_publisher_and_no_more_than_five(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme())
    programme = roadmap.programme
    client.force_login(the_owner(programme))
    url = place("spearhead_quotes", roadmap, 1)
    offered = [name for name, _text in client.get(url).context["form"].fields["offers"].choices]
    assert client.post(url, {"offers": offered[:7]}).status_code == 302
    assert "quotes" not in client.get(url).context["form"].fields
    second = a_member(programme, Role.FACILITATOR, DutyKind.SCREENER)
    for line in quote_page(programme, state=QuoteState.OFFERED, reader=second):
        decide_quote(public_id=line.public_id, approve=True, programme=programme, by=second)
    page = client.get(url)
    names = [name for name, _text in page.context["form"].fields["quotes"].choices]
    assert sorted(names) == sorted(offered[:7])
    assert client.post(url, {"quotes": names[:6]}).status_code == 200
    assert not SpearheadQuote.objects.exists()
    assert client.post(url, {"quotes": names[:2]}).status_code == 302
    assert SpearheadQuote.objects.count() == 2
    assert client.post(url, {"quotes": names[:1]}).status_code == 302
    assert SpearheadQuote.objects.count() == 1


def test_publishing_asks_for_the_decision_and_then_leads_to_the_public_page(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme())
    client.force_login(the_owner(roadmap.programme))
    url = place("publish", roadmap)
    page = client.post(url, {"title_fi": "Hyväksytään"})
    assert sorted(page.context["form"].errors) == ["decided_by", "decided_on", "rationale"]
    whole = {
        "title_fi": "Hyväksytään", "decided_by_fi": "Ohjausryhmä", "decided_on": "2026-01-15",
        "rationale_fi": "Vastaa kuultua.",
    }  # fmt: skip
    done = client.post(url, whole)
    assert done.headers["Location"] == reverse("roadmap:public", args=[roadmap.public_id])
    assert Edition.objects.get().decision.decided_on.isoformat() == "2026-01-15"
    second = client.post(url, {"decision": Edition.objects.get().decision.public_id})
    assert list(second.context["form"].errors) == ["change_note"]


def test_blockers_lead_to_the_page_that_mends_them(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner = the_owner(roadmap.programme)
    client.force_login(owner)
    row = roadmap.spearheads.get(order=2)
    actions.set_parts(spearhead=row, kind=PartKind.MEANS, texts=[], by=owner)
    page = client.get(place("publish", roadmap)).content.decode()
    assert f'href="{place("spearhead_edit", roadmap, 2)}"' in page
    assert 'name="rationale_fi"' not in page


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    client.force_login(the_owner(roadmap.programme))
    seen = roadmap.spearheads.get(order=1).version
    hostile = typed(seen=seen, title_fi="<script>x</script>", **{"goal-text_0_fi": "<img src=x>"})
    client.post(place("spearhead_edit", roadmap, 1), hostile)
    page = client.get(place("spearhead", roadmap, 1)).content.decode()
    assert "<script>x" not in page
    assert "&lt;img src=x&gt;" in page


@pytest.mark.parametrize("number", [28, 29, 30])
def test_a_spearhead_of_many_goals_is_saved_from_its_page(client: Client, number: int) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    owner, row = the_owner(roadmap.programme), roadmap.spearheads.get(order=1)
    goals = [TranslatedText.of(fi=f"Tavoite {place}") for place in range(number)]
    actions.set_parts(spearhead=row, kind=PartKind.GOAL, texts=goals, by=owner)
    client.force_login(owner)
    url = place("spearhead_edit", roadmap, 1)
    page = client.get(url).content.decode()
    rows = re.search(r'name="goal-rows" value="(\d+)"', page)
    assert rows
    kept = {f"goal-text_{place}_fi": str(goal) for place, goal in enumerate(goals)}
    row.refresh_from_db()
    sent = typed(seen=row.version, **{**kept, "goal-rows": rows[1]})
    assert client.post(url, sent).status_code == 302
    assert len(view_of(roadmap).spearheads[0].parts[PartKind.GOAL]) == number


@pytest.mark.parametrize("rows", ["-1", "x", "", "99999999", "9" * 5_000, "²"])
def test_a_forged_number_of_rows_does_no_harm(client: Client, rows: str) -> None:
    roadmap = a_draft_roadmap(a_programme(), respondents=1)
    client.force_login(the_owner(roadmap.programme))
    answer = client.post(place("spearhead_edit", roadmap, 1), typed(**{"goal-rows": rows}))
    assert answer.status_code == 200
    assert answer.content.decode().count("goal-place_") < 200
