"""Pages of decisions."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import a_member, a_programme, the_owner

from tiekartta.language.texts import TranslatedText
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.steering.actions import make_decision
from tiekartta.steering.models import Decision
from tiekartta.steering.states import DecisionKind

pytestmark = pytest.mark.django_db


def some_decisions(programme: Programme, number: int) -> list[Decision]:
    return [
        make_decision(
            programme=programme, kind=DecisionKind.OTHER,
            title=TranslatedText.of(fi=f"Päätös {n}", sv=f"Beslut {n}", en=f"Decision {n}"),
            decided_by=TranslatedText.of(fi="Ohjausryhmä"), decided_on=date(2026, 3, n),
            rationale=TranslatedText.of(fi="Perustelu"), by=the_owner(programme),
        )
        for n in range(1, number + 1)
    ]  # fmt: skip


def typed(**changes: str) -> dict[str, str]:
    return {
        "kind": "other", "title_fi": "Sovittu", "decided_by_fi": "Ohjausryhmä",
        "decided_on": "2026-03-04", "rationale_fi": "Näin on hyvä.", **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word"), [("fi", "Päätökset"), ("sv", "Beslut"), ("en", "Decisions")]
)
def test_the_list_takes_the_same_queries_with_one_and_three_rows(
    client: Client, language: str, word: str
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    url = reverse("steering:list", args=[programme.public_id])
    taken = []
    for more, rows in ((1, 1), (2, 3)):
        some_decisions(programme, more)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url, headers={"accept-language": language}).content.decode()
        taken.append(len(queries))
        assert page.count('<th scope="row">') == rows
        assert word in page
    assert taken[0] == taken[1]


def test_a_decision_is_recorded_and_corrected_through_the_pages(client: Client) -> None:
    programme = a_programme()
    client.force_login(a_member(programme, Role.STEERING))
    made = client.post(reverse("steering:new", args=[programme.public_id]), typed(), follow=True)
    first = Decision.objects.get()
    assert made.redirect_chain[-1][0].endswith(f"/paatokset/{first.public_id}/")
    correct = reverse("steering:correct", args=[programme.public_id, first.public_id])
    assert "Sovittu" in client.get(correct).content.decode()
    client.post(correct, typed(title_fi="Sovittu tarkemmin"))
    assert str(Decision.objects.get(corrects=first).title) == "Sovittu tarkemmin"
    old = client.get(reverse("steering:decision", args=[programme.public_id, first.public_id]))
    assert Decision.objects.get(corrects=first).public_id in old.content.decode()
    assert client.get(correct).headers["Location"].endswith(f"/paatokset/{first.public_id}/")
    assert client.post(correct, typed()).status_code == 409, "what was typed is not lost"


def test_what_was_typed_stays_when_the_form_has_errors(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    page = client.post(
        reverse("steering:new", args=[programme.public_id]),
        typed(rationale_fi="", decided_on=str(timezone.localdate().replace(year=2099))),
    )
    assert 'value="Sovittu"' in page.content.decode()
    assert sorted(page.context["form"].errors) == ["decided_on", "rationale"]
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [(Role.STEERING, 200), (Role.FACILITATOR, 403), (Role.JUROR, 403)]
)
def test_only_those_who_decide_get_the_form(client: Client, role: Role, status: int) -> None:
    programme = a_programme()
    client.force_login(a_member(programme, role))
    page = client.get(reverse("steering:new", args=[programme.public_id]))
    assert page.status_code == status


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    client.post(
        reverse("steering:new", args=[programme.public_id]),
        typed(title_fi="<script>x</script>", rationale_fi="<img src=x>\n\ntoinen"),
    )
    page = client.get(
        reverse("steering:decision", args=[programme.public_id, Decision.objects.get().public_id])
    ).content.decode()
    assert "<script>x" not in page
    assert "&lt;img src=x&gt;</p>" in page
