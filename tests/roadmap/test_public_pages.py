"""Public pages of editions: three languages, JSON, damage, no secrets."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import (
    a_draft_roadmap,
    a_person,
    a_programme,
    a_published_roadmap,
    an_approval,
    in_three,
    the_owner,
)

from tiekartta.language.texts import TranslatedText
from tiekartta.roadmap import actions
from tiekartta.roadmap.models import Edition
from tiekartta.roadmap.states import PartKind

pytestmark = pytest.mark.django_db

LANGUAGES = [
    ("fi", "Jonot ovat pitkiä.", "Mistä tämä tulee"),
    ("sv", "Köerna är långa.", "Varifrån kommer detta"),
    ("en", "Queues are long.", "Where this comes from"),
]


def publish(draft: object, **changes: object) -> Edition:
    return actions.publish_edition(roadmap=draft, approval=an_approval(), **changes)  # type: ignore[arg-type] # - parts come from tests


@pytest.mark.parametrize(("language", "challenge", "link"), LANGUAGES)
def test_the_newest_edition_is_read_in_three_languages_without_an_account(
    client: Client, language: str, challenge: str, link: str
) -> None:
    edition = a_published_roadmap(a_programme())
    answer = client.get(
        reverse("roadmap:public", args=[edition.roadmap.public_id]),
        headers={"accept-language": language},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert page.count(challenge) == 4
    assert page.count(link) == 4
    assert len(answer.content) < 200_000


def test_a_missing_language_is_shown_in_its_source_language_with_a_mark(client: Client) -> None:
    """INV-Q3."""
    programme = a_programme()
    draft = a_draft_roadmap(programme)
    only_fi = TranslatedText.of(fi="Vain suomeksi")
    actions.set_parts(
        spearhead=draft.spearheads.get(order=1), kind=PartKind.GOAL, texts=[only_fi], by=the_owner(programme)
    )  # fmt: skip
    publish(draft, by=the_owner(programme))
    url = reverse("roadmap:public", args=[draft.public_id])
    page = client.get(url, headers={"accept-language": "sv"}).content.decode()
    assert '<span lang="fi">Vain suomeksi</span>' in page


def test_the_public_page_takes_the_same_queries_for_one_and_four_spearheads(client: Client) -> None:
    programme = a_programme()
    draft, owner = a_draft_roadmap(programme), the_owner(programme)
    publish(draft, by=owner)
    for row in draft.spearheads.filter(order__gt=1):
        actions.end_spearhead(spearhead=row, by=owner)
    draft.refresh_from_db()
    actions.edit_roadmap(
        roadmap=draft, seen=draft.version, title=draft.title, vision=draft.vision, by=owner,
        number_reason=in_three("Yksi", "En", "One"),
    )  # fmt: skip
    publish(draft, by=owner, change_note=in_three("Vähemmän", "Mindre", "Less"))
    taken, shown = [], []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("roadmap:edition", args=[draft.public_id, number]))
        taken.append(len(queries))
        shown.append(page.content.decode().count('class="rm-spearhead"'))
    assert (shown, taken[0]) == ([4, 1], taken[1])


def test_json_is_the_frozen_bytes_themselves(client: Client) -> None:
    edition = a_published_roadmap(a_programme())
    answer = client.get(reverse("roadmap:edition_json", args=[edition.roadmap.public_id, 1]))
    assert answer.content == edition.content.encode()
    assert answer.headers["ETag"] == f'"{edition.digest}"'
    assert json.loads(answer.content)["licence"].startswith("CC BY 4.0")


def test_earlier_editions_stay_and_lead_to_the_newest(client: Client) -> None:
    programme = a_programme()
    edition = a_published_roadmap(programme)
    draft = edition.roadmap
    publish(draft, by=the_owner(programme), change_note=in_three("Uutta", "Nytt", "New"))
    first = client.get(reverse("roadmap:edition", args=[draft.public_id, 1])).content.decode()
    newest = reverse("roadmap:public", args=[draft.public_id])
    assert f'href="{newest}"' in first
    assert "Uutta" in client.get(newest, headers={"accept-language": "fi"}).content.decode()


def test_a_damaged_edition_is_refused_with_500_and_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    edition = a_published_roadmap(a_programme())
    Edition.objects.create(
        roadmap=edition.roadmap, number=2, title=edition.title, decision=edition.decision,
        content=edition.content.replace("Jonot", "Ponot"), digest=edition.digest, published_at=timezone.now(),
    )  # fmt: skip
    key = edition.roadmap.public_id
    for name, args in (
        ("roadmap:public", [key]), ("roadmap:edition_json", [key, 2]), ("trace:spearhead", [key, 2, 1]),
        ("trace:spearhead_json", [key, 2, 1]),
    ):  # fmt: skip
        answer = client.get(reverse(name, args=args))
        assert (answer.status_code, b"Ponot" in answer.content) == (500, False)
    assert len(caplog.records) >= 4
    assert client.get(reverse("roadmap:edition", args=[key, 1])).status_code == 200


def test_the_front_page_lists_the_published_roadmap(client: Client) -> None:
    a_person(is_administrator=True)
    edition = a_published_roadmap(a_programme())
    page = client.get("/", headers={"accept-language": "fi"}, follow=True).content.decode()
    assert reverse("roadmap:public", args=[edition.roadmap.public_id]) in page


@pytest.mark.parametrize("number", [0, 2, 99999])
def test_an_unknown_edition_is_404(client: Client, number: int) -> None:
    edition = a_published_roadmap(a_programme())
    assert (
        client.get(reverse("roadmap:edition", args=[edition.roadmap.public_id, number])).status_code
        == 404
    )
    assert client.get(reverse("roadmap:public", args=["puuttuu"])).status_code == 404
