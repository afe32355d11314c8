"""Hostile forms of the builder: a clear answer in words, nothing lost, nothing foreign touched."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import a_draft_survey
from tests.voices.building.desk import Desk, in_all, rows

from tiekartta.people.states import RespondentGroup
from tiekartta.voices.states import BlockKind

pytestmark = pytest.mark.django_db
STAFF, CLIENT = RespondentGroup.STAFF, RespondentGroup.CLIENT


HOSTILE = [
    {"text_fi": "x" * 30_000},
    {"text_fi": "<script>alert(1)</script>" * 200},
    {"text_fi": "", "text_sv": "", "text_en": ""},
    {"version": "not a number"},
    {"version": "9" * 40},
    {"options-TOTAL_FORMS": "100000"},
    {"options-TOTAL_FORMS": "-1"},
    {"options-TOTAL_FORMS": "two"},
    {"options-0-place": "-5"},
    {"options-0-place": "9" * 30},
    {"options-0-text_fi": "y" * 5_000},
    {
        "options-1-text_fi": "Kyllä",
        "options-1-text_sv": "Kyllä sv",
        "options-1-text_en": "Kyllä en",
    },
    {"also": "zzzzzzzzzz"},
    {"condition": "zzzzzzzzzz:1"},
    {"is_required": "on", "most_choices": "99"},
]


@pytest.mark.parametrize("wrong", HOSTILE)
def test_a_hostile_question_is_refused_with_words_and_nothing_is_lost(
    client: Client, wrong: dict[str, str]
) -> None:
    desk = Desk(client, STAFF, CLIENT)
    before = desk.texts()
    data = {"version": "1", **in_all("text", "Saitko apua?"), **rows("options", "Kyllä", "En")}
    answer = client.post(desk.url("question_new", desk.block(), "multi"), {**data, **wrong})
    html = answer.content.decode()
    assert answer.status_code in {200, 409}
    assert desk.texts() == before
    assert "<script>alert" not in html
    assert "aria-invalid" in html or "tk-error" in html or answer.status_code == 409


def test_words_that_look_like_code_are_shown_as_words(client: Client) -> None:
    desk = Desk(client)
    data = {
        "version": "1",
        **in_all("text", "<b onclick=x>{{ 7|add:7 }}</b>"),
        "most_characters": "5",
        "voice_kind": "need",
    }
    assert client.post(desk.url("question_new", desk.block(), "open"), data).status_code == 302
    for page in ("survey_build", "survey_preview", "survey_languages"):
        html = client.get(desk.url(page)).content.decode()
        assert "&lt;b onclick=x&gt;{{ 7|add:7 }}" in html
        assert "<b onclick" not in html


def test_nul_is_refused_before_any_page(client: Client) -> None:
    desk = Desk(client)
    answer = client.post(desk.url("question_new", desk.block(), "open"), {"text_fi": "a\0b"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "name", ["block", "block_act", "question", "question_act", "question_correct"]
)
def test_what_belongs_to_another_survey_is_not_there(client: Client, name: str) -> None:
    desk = Desk(client)
    foreign = a_draft_survey(desk.programme).surveys.get()
    block = foreign.blocks.order_by("order")[0]
    thing = block.public_id if name.startswith("block") else block.questions.all()[0].public_id
    assert client.post(desk.url(name, thing), {"act": "remove"}).status_code == 404
    assert foreign.blocks.count() == 2
    mixed = reverse(
        "voices:survey_build",
        args=[desk.programme.public_id, desk.collection.public_id, foreign.public_id],
    )
    assert client.get(mixed).status_code == 404


@pytest.mark.parametrize("kind", ["nothing", "open", "import"])
def test_unknown_kinds_are_not_there_and_background_takes_no_open_question(
    client: Client, kind: str
) -> None:
    desk = Desk(client)
    url = desk.url("question_new", desk.block(BlockKind.BACKGROUND), kind)
    data = {"version": "1", **in_all("text", "Missä?"), "most_characters": "50"}
    answer = client.post(url, data)
    assert answer.status_code == (409 if kind == "open" else 404)
    assert client.get(desk.url("block_new", kind)).status_code == 404
