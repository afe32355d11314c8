"""Results of surveys: what is told, when, to whom, and the same in every form."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.asking import an_open_survey, question_keys, some_answers, some_results
from tests.factories import a_member, a_programme, the_owner

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import (
    open_envelopes,
    publish_results,
    release_results,
    withdraw_voices,
)
from tiekartta.voices.models import (
    Collection,
    PublishedResults,
    ReleasedTable,
    Response,
    ResultsRelease,
    Survey,
)
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.queries.results.reporting import report_of_results
from tiekartta.voices.receipts import key_of, new_code, response_tag
from tiekartta.voices.results.files import as_csv, as_json, as_pdf, as_xlsx
from tiekartta.voices.results.files.cells import cell_text
from tiekartta.voices.results.files.document import as_html
from tiekartta.voices.results.report import Report, rows_of

pytestmark = pytest.mark.django_db
TRUST, AREA = "Luotan siihen, että saan apua", "Missä asut?"
NEED = "Mitä pitäisi kehittää?"


def page_of(programme: Programme, collection: Collection, name: str = "results", *more: str) -> str:
    return reverse(f"voices:{name}", args=[programme.public_id, collection.public_id, *more])


def told_of(survey: Survey, question: str) -> list[list[int | None]]:
    table = ReleasedTable.objects.filter(
        release__survey=survey, question__public_id=question_keys(survey)[question], by=""
    ).latest("release__number")
    return [item[1]["cells"][0] for item in table.content["items"]]


def test_a_small_survey_counted_by_hand() -> None:
    """Forty answers: half live on the coast and trust little (2), half inland and trust (4)."""
    _collection, survey = some_results(a_programme())
    assert told_of(survey, AREA) == [[20, 20]]
    assert told_of(survey, TRUST) == [[20, 20]]  # 1–3 and 4–5: the other steps are empty
    assert told_of(survey, "Miten haluat asioida?") == [[20, 20]] * 3
    assert told_of(survey, "Miten palvelut toimivat?") == [[None, None]] * 2  # all said the same
    assert ResultsRelease.objects.get(survey=survey).people == 40


@pytest.mark.parametrize("number", [3, 9])
def test_nothing_is_read_while_fewer_than_ten_have_answered(client: Client, number: int) -> None:
    """INV-C4, at every door of results."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    some_answers(survey, number, text="Zyxqv")
    open_envelopes(collection=collection, by=SYSTEM)
    assert not release_results(survey_id=survey.pk, by=SYSTEM)
    client.force_login(the_owner(programme))
    keys = question_keys(survey)
    pages = [page_of(programme, collection), page_of(programme, collection, "results_comparison")]
    pages += [page_of(programme, collection, "results_question", key) for key in keys.values()]
    for url in pages:
        html = client.get(url).content.decode()
        assert "Zyxqv" not in html
        assert f">{number}<" not in html
    results = collection_results(programme, collection.public_id, reader=SYSTEM, by=None)
    report = report_of_results(results, programme=programme, with_voices=True)
    assert b"Zyxqv" not in as_csv(report) + as_json(report)


def test_figures_of_an_open_collection_move_when_answers_have_doubled() -> None:
    """INV-D8."""
    collection, survey = an_open_survey(a_programme())
    moved = []
    for _each in range(4):
        some_answers(survey, 10)
        open_envelopes(collection=collection, by=SYSTEM)
        moved.append(release_results(survey_id=survey.pk, by=SYSTEM))
    assert moved == [True, True, False, True]
    assert list(ResultsRelease.objects.values_list("people", flat=True)) == [10, 20, 40]
    assert not ReleasedTable.objects.exclude(by="").exists()


def test_a_removed_answer_does_not_change_what_was_told() -> None:
    """INV-V4: the difference would tell what it was."""
    collection, survey = an_open_survey(a_programme())
    receipts = some_answers(survey, 40)
    Collection.objects.filter(pk=collection.pk).update(state="closed")
    collection.refresh_from_db()
    open_envelopes(collection=collection, by=SYSTEM)
    release_results(survey_id=survey.pk, by=SYSTEM)
    before = told_of(survey, TRUST)
    assert withdraw_voices(code=receipts[0], by=ANONYMOUS) == 1
    assert not release_results(survey_id=survey.pk, by=SYSTEM)
    assert told_of(survey, TRUST) == before


def test_the_stricter_threshold_holds() -> None:
    """INV-D2: a collection may ask for more, and what was told under less is told no more."""
    programme = a_programme()
    collection, survey = some_results(programme, 40)
    Collection.objects.filter(pk=collection.pk).update(k_full=25)
    (variant,) = collection_results(programme, collection.public_id, reader=SYSTEM).variants
    assert variant.told_on is None
    assert release_results(survey_id=survey.pk, by=SYSTEM)
    assert all(value is None or value >= 25 for line in told_of(survey, TRUST) for value in line)


@pytest.mark.parametrize(("number", "level"), [(3, "hidden"), (7, "direction")])
def test_of_a_few_only_a_direction_is_told(number: int, level: str) -> None:
    """INV-D1."""
    programme = a_programme()
    collection, _survey = some_results(programme, number)
    (variant,) = collection_results(programme, collection.public_id, reader=SYSTEM).variants
    assert variant.people.level == level
    shown = [told.table for told in variant.tables.values()]
    assert all(table.is_silent for table in shown)
    assert any(table.leaning for table in shown) is (level == "direction")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_shows_what_was_released(client: Client, language: str) -> None:
    programme = a_programme()
    collection, _survey = some_results(programme)
    client.force_login(the_owner(programme))
    url = page_of(programme, collection)
    html = client.get(url, headers={"accept-language": language}).content.decode()
    assert {"fi": "Tulokset", "sv": "Resultat", "en": "Results"}[language] in html
    assert "20 (50" in html


def test_steering_sees_figures_and_no_voices(client: Client) -> None:
    programme = a_programme()
    collection, survey = some_results(programme)
    url = page_of(programme, collection, "results_question", question_keys(survey)[NEED])
    client.force_login(a_member(programme, Role.STEERING))
    assert client.get(page_of(programme, collection)).status_code == 200
    assert "Jonot" not in client.get(url).content.decode()
    client.force_login(the_owner(programme))
    assert "Jonot" in client.get(url).content.decode()


HOSTILE = (
    "?kohderyhma=", "?tausta-x=a", "?tausta-=a", "?tausta-a=b&tausta-c=d&tausta-e=f", "?ristiin=%00",
    "?aiempi=x", "?haku=%00%27%22<script>", "?page=-1", "?page=9e9", "?ristiin=x&toiseksi=x", "?tausta-%00=%00",
)  # fmt: skip


def test_a_hostile_address_gets_a_page(client: Client) -> None:
    programme = a_programme()
    collection, survey = some_results(programme, 12)
    client.force_login(the_owner(programme))
    keys = question_keys(survey)
    urls = [page_of(programme, collection), page_of(programme, collection, "results_comparison")]
    urls += [
        page_of(programme, collection, "results_question", keys[name]) for name in (TRUST, NEED)
    ]
    for url in urls:
        for query in HOSTILE:
            answer = client.get(url + query)
            assert answer.status_code == (400 if "%00" in query else 200), url + query
            assert b"<script>" not in answer.content


def test_the_page_asks_the_database_as_often_whatever_the_answers(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    asked = []
    for number in (12, 40):
        collection, _survey = some_results(programme, number)
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(programme, collection))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def a_report(number: int = 40) -> Report:
    programme = a_programme()
    collection, _survey = some_results(programme, number)
    results = collection_results(programme, collection.public_id, reader=SYSTEM, by=None)
    return report_of_results(results, programme=programme, with_voices=True)


def test_every_file_tells_the_same() -> None:
    """INV-D5: page, CSV, workbook, document and data rest on one report."""
    report = a_report()
    (variant,) = report.variants
    told = [row for question in variant.questions for row in rows_of(variant, question)]
    figures = [row.people.value for row in told]
    assert any(figures)
    assert None in figures
    data = json.loads(as_json(report))["audiences"][0]["figures"]
    assert [each["respondents"]["value"] for each in data] == figures
    lines = list(csv.reader(io.StringIO(as_csv(report).decode("utf-8-sig")), delimiter=";"))
    in_csv = [line[7] for line in lines if len(line) == 10][1:]
    assert [int(cell) if cell.isdigit() else None for cell in in_csv] == figures
    book = load_workbook(io.BytesIO(as_xlsx(report)))
    in_book = [
        sheet.cell(row, 5).value
        for sheet in book.worksheets[1:]
        for row in range(4, sheet.max_row + 1)
        if sheet.cell(row, 7).value is not None
    ]
    assert [cell if isinstance(cell, int) else None for cell in in_book] == figures
    assert as_html(report).count('<td class="number hidden">') >= figures.count(None)
    assert as_pdf(report).startswith(b"%PDF-")


def test_nothing_is_cut_short() -> None:
    report = a_report()
    texts = [text for question in report.variants[0].questions for text in question.said]
    assert len(texts) == 40
    table, html = as_csv(report).decode("utf-8-sig"), as_html(report)
    assert all(text in table and text in html for text in texts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|x", "%x"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert cell_text(text).startswith("'")


def test_published_results_are_a_copy_for_everybody(client: Client) -> None:
    """House rule 3."""
    programme = a_programme()
    collection, survey = some_results(programme)
    published = publish_results(
        programme=programme, collection_id=collection.public_id, by=the_owner(programme)
    )
    with pytest.raises(Conflict):
        publish_results(programme=programme, collection_id=collection.public_id, by=SYSTEM)
    ReleasedTable.objects.filter(release__survey=survey).delete()
    url = reverse("voices:public_results", args=[published.public_id])
    for language in ("fi", "sv", "en"):
        answer = client.get(url, headers={"accept-language": language})
        assert answer.status_code == 200
        assert "20 (50" in answer.content.decode()
        assert "Jonot" not in answer.content.decode()
    PublishedResults.objects.update(content=published.content.replace("20", "21", 1))
    assert client.get(url).status_code == 404


def test_those_who_come_later_or_with_a_receipt_are_led_to_the_published_results(
    client: Client,
) -> None:
    programme = a_programme()
    collection, survey = some_results(programme)
    closed = reverse("voices:answer", args=[survey.public_id, "fi"])
    receipt = new_code()
    tag = response_tag(key_of(receipt, bytes(collection.receipt_salt)))
    first = Response.objects.filter(collection=collection).first()
    Response.objects.filter(pk=first.pk).update(receipt_tag=tag)  # type: ignore[union-attr] # - there is one

    def pages() -> list[str]:
        looked = client.post(reverse("trace:receipt"), {"code": receipt})
        return [client.get(closed).content.decode(), looked.content.decode()]

    assert all("/tulokset/" not in page for page in pages())
    published = publish_results(programme=programme, collection_id=collection.public_id, by=SYSTEM)
    url = reverse("voices:public_results", args=[published.public_id])
    assert all(f'href="{url}' in page for page in pages())


def test_an_open_collection_is_not_published() -> None:
    programme = a_programme()
    collection, _survey = an_open_survey(programme)
    with pytest.raises(Refusal, match="auki"):
        publish_results(programme=programme, collection_id=collection.public_id, by=SYSTEM)
