"""The pages of the builder without scripts: building, two editors, hostile forms, the same queries for any number."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.asking import a_draft_survey, a_notice, a_text, an_open_survey
from tests.factories import a_member, a_programme, the_owner
from tests.page_reading import read_page
from tests.voices.building.desk import Desk, field_names, in_all, rows

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import DutyKind, RespondentGroup, Role
from tiekartta.programmes.actions import set_duties
from tiekartta.voices.models import Collection, Question
from tiekartta.voices.states import BlockKind, CollectionState
from tiekartta.voices.surveys import BlockForm
from tiekartta.voices.surveys.storing import read_survey

pytestmark = pytest.mark.django_db
STAFF, CLIENT = RespondentGroup.STAFF, RespondentGroup.CLIENT


def test_the_names_of_fields_are_those_that_these_tests_send(client: Client) -> None:
    """Else the tests below would post nothing that the page has."""
    desk = Desk(client)
    html = client.get(desk.url("question_new", desk.block(), "single")).content.decode()
    names = field_names(html)
    assert {"version", "text_fi", "text_sv", "text_en", "options-TOTAL_FORMS", "options-0-text_fi", "options-0-place"} <= names  # fmt: skip


def test_a_survey_is_made_from_a_ready_one_to_open_by_plain_forms(client: Client) -> None:
    """J2 steps 1 and 3, S003-13: without scripts, each step from the page of the step before."""
    programme = a_programme()
    client.force_login(the_owner(programme))
    found = reverse("voices:collection_found", args=[programme.public_id, "development-needs"])
    sent = {
        "name": "Kevät",
        "groups": ["staff", "client", "partner"],
        "languages": ["fi", "sv", "easy_fi"],
    }
    home = client.post(found, sent, follow=True)
    collection = Collection.objects.get()
    assert home.status_code == 200
    assert "Anna päivä, jona keruu sulkeutuu." in home.content.decode()

    ids = [programme.public_id, collection.public_id]
    frame = reverse("voices:collection_frame", args=ids)
    form = next(
        f for f in read_page(client.get(frame).content.decode()).forms if "closes_on" in f.fields
    )
    notice = a_notice(programme).public_id
    data = {**form.fields, "closes_on": f"{timezone.localdate().year + 1}-12-01", "notice": notice}
    assert client.post(frame, data).status_code == 302
    for act, state in (
        ("tarkistukseen", "review"),
        ("luonnokseksi", "draft"),
        ("avaa", "open"),
        ("sulje", "closed"),
    ):
        client.post(reverse("voices:collection_act", args=[*ids, act]))
        collection.refresh_from_db()
        assert collection.state == state
    assert client.post(reverse("voices:collection_act", args=[*ids, "pois"])).status_code == 404


def test_a_new_part_and_an_old_one_say_which_they_are(client: Client) -> None:
    """Within a block of a template `block` is Django's own, so the pages call it `part`."""
    desk = Desk(client)
    for url, said in (
        (desk.url("block_new", "content"), "Uusi osa"),
        (desk.url("block", desk.block()), "Muokkaa osaa"),
    ):
        html = client.get(url).content.decode()
        assert re.findall(r"<h1[^>]*>([^<]*)", html) == [said]


def test_opening_too_early_tells_everything_that_is_missing(client: Client) -> None:
    desk = Desk(client)
    answer = client.post(desk.url("collection_act", "avaa"), follow=True)
    assert "Julkaise tietosuojaseloste" in answer.content.decode()
    desk.collection.refresh_from_db()
    assert desk.collection.state == CollectionState.DRAFT


def test_questions_are_added_edited_moved_copied_and_removed_by_plain_forms(client: Client) -> None:
    desk = Desk(client, STAFF, CLIENT)
    other = desk.collection.surveys.get(respondent_group="client")
    new = desk.url("question_new", desk.block(), "single")
    data = {"version": "1", **in_all("text", "Saitko apua?"), **rows("options", "En", "Kyllä", "")}
    data |= {"options-0-place": "2", "options-1-place": "1", "also": other.public_id}
    assert client.post(new, data).status_code == 302
    key = desk.key("Saitko apua?")
    asked = next(q for q in read_survey(desk.survey.pk).questions() if q.key == key)
    assert [c.text.text("fi") for c in asked.options] == ["Kyllä", "En"]
    twin = Question.objects.get(block__survey=other, common_key=asked.common_key)
    assert twin.text.text("sv") == "Saitko apua? sv"

    edit = desk.url("question", key)
    assert f'value="{asked.options[0].key}"' in client.get(edit).content.decode()
    kept = {f"options-{at}-key": option.key for at, option in enumerate(asked.options)}
    data = {
        "version": "2",
        **in_all("text", "Saitko apua ajoissa?"),
        **rows("options", "Kyllä", "En"),
        **kept,
    }
    data |= {"is_required": "on", "common_key": asked.common_key}
    assert client.post(edit, data).status_code == 302
    again = next(q for q in read_survey(desk.survey.pk).questions() if q.key == key)
    assert (again.is_required, again.options) == (True, asked.options)
    before = desk.texts()
    assert "Saitko apua ajoissa?" in before
    client.post(desk.url("question_act", key), {"act": "up"})
    assert desk.texts().index("Saitko apua ajoissa?") == before.index("Saitko apua ajoissa?") - 1
    ranked = desk.key("Mikä on tärkeintä?")
    client.post(desk.url("question_act", ranked), {"act": "copy", "to": other.public_id})
    assert Question.objects.filter(block__survey=other, common_key=ranked).exists()
    client.post(desk.url("question_act", key), {"act": "remove"})
    assert "Saitko apua ajoissa?" not in desk.texts()


@pytest.mark.parametrize(
    "groups", [(RespondentGroup.CLIENT,), (RespondentGroup.CLIENT, RespondentGroup.STAFF)]
)
def test_a_question_moves_to_another_part_however_many_groups_are_asked(
    client: Client, groups: tuple[RespondentGroup, ...]
) -> None:
    desk = Desk(client, *groups)
    client.post(desk.url("block_new", "content"), {"version": "1", **in_all("title", "Toinen")})
    part = desk.survey.blocks.get(kind=BlockKind.CONTENT, order=3)
    key = desk.key("Mitä pitäisi kehittää?")
    url = desk.url("question", key)
    (form,) = [f for f in read_page(client.get(url).content.decode()).forms if "part" in f.fields]
    sent = {name: values[0] for name, values in form.fields.items()} | {"part": part.public_id}
    client.post(url, sent)

    assert [question.public_id for question in part.questions.all()] == [key]


def test_more_rows_keeps_what_was_typed_and_saves_nothing(client: Client) -> None:
    desk = Desk(client)
    new = desk.url("question_new", desk.block(), "multi")
    data = {
        "version": "1",
        **in_all("text", "Mitä tarvitset?"),
        **rows("options", "Aikaa", "Tietoa"),
        "act": "more",
    }
    html = client.post(new, data).content.decode()
    assert html.count('-place"') > 6
    assert 'value="Aikaa"' in html
    assert "Mitä tarvitset?" not in desk.texts()


def test_the_second_editor_keeps_what_was_typed_and_the_first_keeps_what_was_saved(
    client: Client,
) -> None:
    desk = Desk(client)
    edit = desk.url("question", desk.key("Mitä pitäisi kehittää?"))
    data = {
        "version": "1",
        **in_all("text", "Ensimmäinen?"),
        "most_characters": "500",
        "voice_kind": "need",
    }
    assert client.post(edit, data).status_code == 302
    answer = client.post(edit, {**data, **in_all("text", "Toinen?")})
    assert answer.status_code == 409
    assert "Toinen?" in answer.content.decode()
    assert "Ensimmäinen?" in desk.texts()
    moved = client.post(
        desk.url("question_act", desk.key("Ensimmäinen?")),
        {"act": "down", "version": "1"},
        follow=True,
    )
    assert "muokannut" in moved.content.decode()


def test_texts_are_translated_in_place_and_drafts_are_told_apart(client: Client) -> None:
    """The status board: missing, machine draft, checked; only what changed is written."""
    desk = Desk(client)
    key = desk.key("Mitä pitäisi kehittää?")
    board = desk.url("survey_languages") + "?kieli=sv"
    form = next(
        f
        for f in read_page(client.get(board).content.decode()).forms
        if f"t.q.{key}.text" in f.fields
    )
    sent = {**form.fields, f"t.q.{key}.text": "Vad borde utvecklas?", "draft": f"q.{key}.text"}
    assert client.post(board, sent).status_code == 302
    text = Question.objects.get(public_id=key).text
    assert (text.text("sv"), str(text.state("sv").value)) == (
        "Vad borde utvecklas?",
        "machine_draft",
    )
    html = client.get(board).content.decode()
    assert "1 konekäännös" in html
    conflict = client.post(board, sent)
    assert conflict.status_code == 409
    sent = {**sent, "version": "2"}
    sent.pop("draft")
    assert client.post(board, sent).status_code == 302
    text = Question.objects.get(public_id=key).text
    assert str(text.state("sv").value) == "checked"
    long = client.post(board, {**sent, "version": "3", f"t.q.{key}.text": "å" * 2_001})
    assert long.status_code == 409


def test_what_is_refused_keeps_the_words_and_the_ticks_of_a_translator(client: Client) -> None:
    """The tick "by a machine" of a text that was not saved stands there again, and no other."""
    desk = Desk(client)
    url = f"{desk.url('survey_languages')}?kieli=sv"
    html = client.get(url).content.decode()
    first, second, *_more = re.findall(r'name="draft" value="([^"]+)"', html)
    sent = {"version": "1", f"t.{first}": "x" * 2_001, f"t.{second}": "Ord", "draft": first}
    refused = client.post(url, sent)

    assert refused.status_code == 409
    ticked = re.findall(r'name="draft" value="([^"]+)" checked', refused.content.decode())
    assert ticked == [first]


def test_a_translator_translates_and_does_not_build(client: Client) -> None:
    desk = Desk(client)
    translator = a_member(desk.programme, Role.DEVELOPER)
    set_duties(programme=desk.programme, person=translator, kinds=[DutyKind.TRANSLATOR], by=SYSTEM)
    client.force_login(translator)
    board = desk.url("survey_languages") + "?kieli=sv"
    form = next(
        f for f in read_page(client.get(board).content.decode()).forms if "version" in f.fields
    )
    assert client.post(board, {**form.fields, "t.s.title": "Utvecklingsbehov"}).status_code == 302
    desk.survey.refresh_from_db()
    assert desk.survey.title.text("sv") == "Utvecklingsbehov"
    assert client.get(desk.url("survey_preview")).status_code == 200
    for closed in ("survey_build", "survey_edit"):
        assert client.get(desk.url(closed)).status_code == 403


def test_an_open_survey_is_corrected_on_a_page_and_not_edited(client: Client) -> None:
    """INV-C2."""
    programme = a_programme()
    client.force_login(the_owner(programme))
    collection, survey = an_open_survey(programme)
    ids = [programme.public_id, collection.public_id, survey.public_id]
    key = next(iter(read_survey(survey.pk).questions())).key
    refused = client.post(
        reverse("voices:question", args=[*ids, key]),
        {
            "version": "1",
            **in_all("text", "Muutettu?"),
            "most_characters": "5",
            "voice_kind": "need",
        },
    )
    assert refused.status_code == 409
    page = reverse("voices:question_correct", args=[*ids, key])
    form = next(
        f for f in read_page(client.get(page).content.decode()).forms if "note_fi" in f.fields
    )
    sent = {
        **form.fields,
        **in_all("text", "Mitä palveluissa pitäisi kehittää?"),
        **in_all("note", "Selvennys"),
    }
    assert client.post(page, sent).status_code == 302
    assert collection.surveys.count() == 2
    survey.refresh_from_db()
    assert survey.is_replaced


def test_cancelling_asks_for_a_reason_and_a_tick(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    collection, _survey = an_open_survey(programme)
    url = reverse("voices:collection_cancel", args=[programme.public_id, collection.public_id])
    assert client.post(url, {"reason_fi": "Väärin"}).status_code == 200
    assert client.post(url, {"is_sure": "on"}).status_code == 200
    assert client.post(url, {"is_sure": "on", "reason_fi": "Väärin"}).status_code == 302
    collection.refresh_from_db()
    assert collection.state == CollectionState.CANCELLED


def test_hints_are_told_while_one_writes_and_stop_nothing(client: Client) -> None:
    """Domain 2.5: a hint, never a block."""
    desk = Desk(client)
    url = reverse("voices:survey_hints", args=[desk.programme.public_id])
    html = client.post(
        url, in_all("text", "Miten osallisuutta ja resursseja pitäisi jalkauttaa?")
    ).content.decode()
    assert "Virkakieltä" in html
    assert "Kaksi asiaa kerralla?" in html
    assert "Selkeää" in client.post(url, {"text_fi": "Mitä kuuluu?"}).content.decode()
    assert client.post(url, {}).status_code == 200
    data = {
        "version": "1",
        **in_all("text", "Miten osallisuutta ja resursseja pitäisi jalkauttaa?"),
        "most_characters": "5",
        "voice_kind": "need",
    }
    assert client.post(desk.url("question_new", desk.block(), "open"), data).status_code == 302
    assert "vinkki selkeästä kielestä" in client.get(desk.url("survey_build")).content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Lisää kysymys"), ("sv", "Lägg till en fråga"), ("en", "Add a question")],
)
def test_the_builder_speaks_the_readers_language(client: Client, language: str, words: str) -> None:
    desk = Desk(client)
    answer = client.get(desk.url("survey_build"), headers={"accept-language": language})
    assert words in answer.content.decode()


def test_the_preview_is_in_the_language_of_the_survey_whoever_reads(client: Client) -> None:
    desk = Desk(client)
    html = client.get(
        desk.url("survey_preview") + "?kieli=sv", headers={"accept-language": "fi"}
    ).content.decode()
    assert "Ge varje alternativ en plats" in html
    assert "Mitä pitäisi kehittää? på svenska" in html


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", ["survey_build", "survey_preview", "survey_languages"])
def test_the_builder_asks_the_same_of_the_database_for_one_and_for_many_questions(
    client: Client, page: str
) -> None:
    first = read_survey(a_draft_survey(a_programme()).surveys.get().pk).blocks[0].questions
    one = Desk(client, blocks=(BlockForm(BlockKind.CONTENT, a_text("Osa"), first[:1]),))
    numbers = [queries_of(client, one.url(page))]
    many = Desk(
        client, blocks=tuple(BlockForm(BlockKind.CONTENT, a_text("Osa"), (q,)) for q in first)
    )
    numbers.append(queries_of(client, many.url(page)))
    assert numbers[0] == numbers[1]


def test_an_idea_box_is_founded_where_idea_boxes_are_offered(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    page = client.get(reverse("voices:collection_new", args=[programme.public_id])).content.decode()
    offered = page[page.index('id="idea_box"') : page.index('id="net_panel_round"')]
    for what in ("idea-box", "tyhja-idea_box"):
        url = reverse("voices:collection_found", args=[programme.public_id, what])
        assert f'href="{url}"' in offered
        client.post(url, {"name": what, "groups": ["resident"], "languages": ["fi", "easy_fi"]})
        assert Collection.objects.get(name=what).kind == "idea_box"
    for wrong in ("tyhja-import", "tyhja-survey", "no-such"):
        url = reverse("voices:collection_found", args=[programme.public_id, wrong])
        assert client.get(url).status_code == 404
