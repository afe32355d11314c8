"""Pages of codes and posters: told once, to print, as PDF and CSV, in the languages of the collection."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.asking import a_draft_survey, an_open_survey
from tests.factories import a_member, a_programme, the_owner
from tests.page_reading import read_page
from tests.voices.ways.test_batches import a_unit

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import make_batch
from tiekartta.voices.models import Collection, Survey, TokenBatch
from tiekartta.voices.printing import pdf

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def survey(programme: Programme) -> Survey:
    return an_open_survey(programme)[1]


@pytest.fixture
def owner(client: Client, programme: Programme) -> Client:
    client.force_login(the_owner(programme))
    return client


def base(survey: Survey) -> str:
    return f"/ohjelmat/{survey.collection.programme.public_id}/keruut/{survey.collection.public_id}"


def makes(owner: Client, of: Survey, **changes: Any) -> Any:
    fields = {"survey": of.public_id, "label": "=Kevät", "size": "4", **changes}
    return owner.post(f"{base(of)}/koodit/uusi/", fields)


def sheet_fields(html: str) -> dict[str, str]:
    (form,) = [form for form in read_page(html).forms if form.action.endswith("/arkki/")]
    return {name: values[0] for name, values in form.fields.items() if name != "as"}


def sheet_url(html: str) -> str:
    return next(f.action for f in read_page(html).forms if f.action.endswith("/arkki/"))


def test_codes_are_told_once_and_never_again(owner: Client, survey: Survey) -> None:
    made = makes(owner, survey)
    codes = set(CODE.findall(made.content.decode()))

    assert made.status_code == 200
    assert made.headers["Cache-Control"].count("no-store") == 1
    assert len(codes) == 8, "four codes and four receipts"
    for url in ("koodit/", "koodit/uusi/", "tavat/"):
        assert not codes & set(CODE.findall(owner.get(f"{base(survey)}/{url}").content.decode()))


@pytest.mark.parametrize("as_what", ["html", "pdf", "csv"])
def test_the_same_codes_come_as_sheet_pdf_and_file(
    owner: Client, survey: Survey, as_what: str
) -> None:
    html = makes(owner, survey).content.decode()
    fields = sheet_fields(html)
    answer = owner.post(sheet_url(html), {**fields, "as": as_what})

    assert answer.status_code == 200
    if as_what == "html":
        shown = set(CODE.findall(answer.content.decode()))
        assert shown == set(fields["codes"].split()) | set(fields["receipts"].split())
    elif as_what == "pdf":
        assert answer.content.startswith(b"%PDF-")
        assert b"/StructTreeRoot" in answer.content or b"/ObjStm" in answer.content
    else:
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[0] for row in rows[1:]] == fields["codes"].split()
        assert {row[2] for row in rows[1:]} == {"'=Kevät"}, "no formula"
        assert rows[1][1].endswith(f"/v/{rows[1][0]}/")


def test_a_sheet_without_receipts_has_none(owner: Client, survey: Survey) -> None:
    html = makes(owner, survey).content.decode()
    fields = sheet_fields(html)
    del fields["with_receipts"]
    answer = owner.post(sheet_url(html), {**fields, "as": "html"})

    assert set(CODE.findall(answer.content.decode())) == set(fields["codes"].split())


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": ""}, {"codes": "<script>"}, {"codes": "=1+1"}, {"codes": "A" * 100_000}, {"receipts": "KRTV-7H2M-P9QX"},
        {"codes": " ".join(["KRTV-7H2M-P9QX"] * 501)}, {"language": "xx"}, {"language": ""}, {"receipts": "1 2 3 4"},
    ],
)  # fmt: skip
def test_codes_that_did_not_come_from_the_page_make_no_sheet(
    owner: Client, survey: Survey, changes: dict[str, str]
) -> None:
    html = makes(owner, survey).content.decode()
    answer = owner.post(sheet_url(html), {**sheet_fields(html), **changes, "as": "html"})

    assert answer.status_code == 409
    assert "<script>" not in answer.content.decode().replace("<script src", "").replace("<script type", "")  # fmt: skip


def test_a_small_unit_is_refused_and_what_was_typed_stays(owner: Client, survey: Survey) -> None:
    """INV-D4."""
    unit = a_unit()
    answer = makes(owner, survey, unit=unit.public_id, headcount="9")
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "koko vastaajaryhmälle" in html
    assert 'value="=Kevät"' in html
    assert TokenBatch.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"size": "0"}, {"size": "501"}, {"size": "neljä"}, {"size": "9" * 500}, {"label": ""}, {"label": "x" * 121},
        {"survey": "toinen"}, {"survey": ""},
    ],
)  # fmt: skip
def test_hostile_fields_make_no_codes(
    owner: Client, survey: Survey, changes: dict[str, str]
) -> None:
    answer = makes(owner, survey, **changes)

    assert answer.status_code == 200
    assert "ds-error" in answer.content.decode() or 'aria-invalid="true"' in answer.content.decode()
    assert TokenBatch.objects.count() == 0


def test_a_unit_needs_its_headcount(owner: Client, survey: Survey) -> None:
    unit = a_unit()

    assert "Kerro, montako" in makes(owner, survey, unit=unit.public_id).content.decode()


def test_the_list_takes_the_same_queries_with_one_and_three(owner: Client, survey: Survey) -> None:
    asked, url = [], f"{base(survey)}/koodit/"
    for number in (1, 3):
        while TokenBatch.objects.count() < number:
            make_batch(survey=survey, label="erä", size=2, by=SYSTEM)
        with CaptureQueriesContext(connection) as queries:
            html = owner.get(url).content.decode()
        assert html.count("<tr>") == number + 1
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("language", "told"),
    [("fi", "Osoita puhelimen kameralla"), ("sv", "Rikta telefonens kamera"), ("en", "Point your phone")],
)  # fmt: skip
def test_a_poster_speaks_its_own_language(
    owner: Client, survey: Survey, language: str, told: str
) -> None:
    answer = owner.get(f"{base(survey)}/juliste/{survey.public_id}/{language}/")
    html = answer.content.decode()

    assert told in html
    assert f'<html lang="{language}">' in html
    assert f"/vastaa/{survey.public_id}/{language}/" in html
    assert answer.headers["Content-Language"] == language


def test_a_poster_may_speak_finnish_and_swedish(owner: Client, survey: Survey) -> None:
    html = owner.get(f"{base(survey)}/juliste/{survey.public_id}/fi-sv/").content.decode()

    assert html.count("<h1") == 1
    assert '<section lang="sv"' in html
    assert "Osoita puhelimen" in html
    assert "Rikta telefonens" in html


def test_a_poster_is_a_tagged_pdf_of_one_page(owner: Client, survey: Survey) -> None:
    for language in ("fi", "fi-sv"):
        answer = owner.get(f"{base(survey)}/juliste/{survey.public_id}/{language}/?muoto=pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["selko", "xx", "fi-en"])
def test_a_language_that_the_collection_has_not_is_not_there(
    owner: Client, survey: Survey, language: str
) -> None:
    url = f"{base(survey)}/juliste/{survey.public_id}/{language}/"
    assert owner.get(url).status_code == 404


def test_without_pango_the_pdf_link_says_so(
    owner: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    url = f"{base(survey)}/juliste/{survey.public_id}/fi/"
    html = owner.get(url).content.decode()
    answer = owner.get(f"{url}?muoto=pdf")

    assert "muoto=pdf" not in html
    assert "ei voi tehdä PDF-tiedostoja" in html
    assert answer.status_code == 409
    assert "ei voi tehdä PDF-tiedostoja" in answer.content.decode()


def test_a_survey_that_opens_with_codes_only_has_no_poster(
    owner: Client, programme: Programme
) -> None:
    _collection, survey = an_open_survey(programme, is_open_link=False)

    assert owner.get(f"{base(survey)}/juliste/{survey.public_id}/fi/").status_code == 409
    assert "vain koodilla" in owner.get(f"{base(survey)}/tavat/").content.decode()


def test_the_ways_in_name_every_audience_and_language(owner: Client, survey: Survey) -> None:
    html = owner.get(f"{base(survey)}/tavat/").content.decode()

    assert str(RespondentGroup.CLIENT.label).capitalize() in html or "Asiakkaat" in html
    for word in ("fi-sv", "fi", "sv", "en"):
        assert f"/juliste/{survey.public_id}/{word}/" in html


def test_what_is_printed_for_staff_is_in_the_languages_in_which_staff_are_asked(
    client: Client, owner: Client, programme: Programme
) -> None:
    """Easy language is for those who read it: staff have no survey in it, so no way leads to one."""
    draft = a_draft_survey(
        programme, RespondentGroup.STAFF, RespondentGroup.CLIENT, languages=("fi", "easy_fi")
    )
    staff = draft.surveys.get(respondent_group="staff")
    clients = draft.surveys.get(respondent_group="client")
    html = owner.get(f"{base(staff)}/tavat/").content.decode()

    for way in ("juliste", "lomake", "kirjaus"):
        assert f"/{way}/{staff.public_id}/selko/" not in html
        assert owner.get(f"{base(staff)}/{way}/{staff.public_id}/selko/").status_code in {403, 404}
    assert f"/juliste/{staff.public_id}/fi/" in html
    assert f"/juliste/{clients.public_id}/selko/" in html
    assert owner.get(f"{base(staff)}/juliste/{clients.public_id}/selko/").status_code == 200
    assert "selko" not in owner.get(f"{base(staff)}/juliste/{staff.public_id}/fi/").content.decode()
    assert 'value="selko"' not in makes(owner, staff).content.decode()
    client.force_login(a_member(programme, Role.RECORDER))
    for way in ("lomake", "kirjaus"):
        assert client.get(f"{base(staff)}/{way}/{staff.public_id}/selko/").status_code == 404
        assert client.get(f"{base(staff)}/{way}/{staff.public_id}/fi/").status_code == 200


def test_a_recorder_sees_the_ways_in_without_codes(client: Client, programme: Programme, survey: Survey) -> None:  # fmt: skip
    client.force_login(a_member(programme, Role.RECORDER))
    html = client.get(f"{base(survey)}/tavat/").content.decode()

    assert "/koodit/" not in html
    assert "/juliste/" not in html


def test_a_survey_of_another_collection_has_no_codes_here(owner: Client, survey: Survey, programme: Programme) -> None:  # fmt: skip
    _other, foreign = an_open_survey(programme, RespondentGroup.STAFF)
    answer = makes(owner, survey, survey=foreign.public_id)

    assert answer.status_code == 200
    assert TokenBatch.objects.count() == 0
    assert Collection.objects.count() == 2
