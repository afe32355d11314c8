"""Pages of invitations and reminders: every line's problem is named, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.asking import an_open_survey
from tests.factories import a_programme, the_owner
from tests.voices.ways.test_pages import base

from tiekartta.jobs.worker import Worker
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import BatchAddresses, Reminder, Survey, TokenBatch

pytestmark = pytest.mark.django_db


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


def invites(owner: Client, of: Survey, **changes: Any) -> Any:
    fields = {
        "survey": of.public_id, "label": "Kevät", "addresses": "aino@esimerkkila.example\nbo@esimerkkila.example;sv",
        "language": "fi", "message": "", **changes,
    }  # fmt: skip
    return owner.post(f"{base(of)}/koodit/kutsu/", fields)


def mailing_url(survey: Survey) -> str:
    return f"{base(survey)}/koodit/{TokenBatch.objects.get().public_id}/viestit/"


def test_letters_are_written_and_their_state_is_shown(owner: Client, survey: Survey) -> None:
    answer = invites(owner, survey)
    assert answer.status_code == 302
    assert "kirjoitetaan" in owner.get(mailing_url(survey)).content.decode()
    Worker().run_until_empty()
    html = owner.get(mailing_url(survey)).content.decode()

    assert "<dt>Lähtenyt</dt><dd>2</dd>" in html
    assert "aino" not in html


def test_every_problem_is_named_and_what_was_typed_stays(owner: Client, survey: Survey) -> None:
    typed = "aino@esimerkkila.example\nei osoite\nbo@\n<script>x()</script>"
    answer = invites(owner, survey, addresses=typed, message="Omat sanat")
    html = answer.content.decode()

    assert TokenBatch.objects.count() == 0
    for told in ("Rivi 2, ”ei osoite”", "Rivi 3, ”bo@”", "Rivi 4"):
        assert told in html
    assert "&lt;script&gt;x()&lt;/script&gt;</textarea>" in html
    assert "Omat sanat" in html


def test_a_file_of_addresses_is_read(owner: Client, survey: Survey) -> None:
    file = SimpleUploadedFile("lista.csv", "\ufeffaino@esimerkkila.example;fi\r\nbo@esimerkkila.example;sv\r\n".encode())  # fmt: skip
    invites(owner, survey, addresses="", file=file)

    assert TokenBatch.objects.get().size == 2


def test_what_a_bad_file_said_stands_in_the_box(owner: Client, survey: Survey) -> None:
    file = SimpleUploadedFile("lista.csv", "aino@esimerkkila.example\nö@".encode("cp1252"))
    html = invites(owner, survey, addresses="", file=file).content.decode()

    assert "Rivi 2" in html
    assert "aino@esimerkkila.example\nö@</textarea>" in html


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"x" * 50, b"\0" * 100, b"\xff\xfe" + "a@b.fi".encode("utf-16-le"), b"a" * 1_000_001, b"\x80" * 500],
    ids=["workbook", "nothing", "utf-16", "large", "bytes"],
)  # fmt: skip
def test_hostile_files_are_told_and_write_nothing(
    owner: Client, survey: Survey, content: bytes
) -> None:
    answer = invites(owner, survey, addresses="", file=SimpleUploadedFile("x.csv", content))

    assert answer.status_code == 200
    assert TokenBatch.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"addresses": ""}, {"addresses": " \n;;\n"}, {"language": "xx"}, {"label": ""}, {"message": "x" * 1_001},
        {"addresses": "\n".join(f"h{n}@esimerkkila.example" for n in range(5_001))}, {"addresses": "a@b.fi;en;xx"},
        {"addresses": "x" * 900_000}, {"survey": "../.."},
    ],
)  # fmt: skip
def test_hostile_fields_write_nothing(
    owner: Client, survey: Survey, changes: dict[str, str]
) -> None:
    posted = {"of": survey, **{k: v for k, v in changes.items() if k != "survey"}}
    if "survey" in changes:
        posted["survey"] = changes["survey"]
    answer = invites(owner, **posted)

    assert answer.status_code == 200
    assert TokenBatch.objects.count() == 0


def test_thousands_of_problems_tell_fifty(owner: Client, survey: Survey) -> None:
    html = invites(owner, survey, addresses="\n".join(["ei osoite"] * 3_000)).content.decode()

    assert "Rivi 50," in html
    assert "Rivi 51," not in html
    assert "Virheellisiä rivejä on lisää" in html


def test_an_address_that_stood_twice_is_told(owner: Client, survey: Survey) -> None:
    answer = invites(owner, survey, addresses="a@b.fi\nA@B.FI\nc@d.fi")

    assert "1 osoite oli kahdesti" in owner.get(answer.url).content.decode()


def test_reminders_are_planned_and_taken_back_by_buttons(owner: Client, survey: Survey) -> None:
    invites(owner, survey)
    Worker().run_until_empty()
    url = mailing_url(survey)
    assert owner.get(url).content.decode().count('name="kind"') == 3

    owner.post(url.replace("viestit", "muistuta"), {"kind": "middle"})
    html = owner.get(url).content.decode()
    assert html.count('name="kind"') == 2
    assert "puolivälissä" in html
    owner.post(url.replace("viestit/", f"muistutus/{Reminder.objects.get().pk}/peru/"))

    assert owner.get(url).content.decode().count('name="kind"') == 3


@pytest.mark.parametrize("kind", ["", "yesterday", "<script>", "x" * 5000])
def test_other_kinds_of_reminders_are_refused(owner: Client, survey: Survey, kind: str) -> None:
    invites(owner, survey)
    Worker().run_until_empty()

    assert owner.post(mailing_url(survey).replace("viestit", "muistuta"), {"kind": kind}).status_code == 409  # fmt: skip
    assert Reminder.objects.count() == 0


def test_one_and_three_reminders_take_queries_by_reminder_only_for_their_letters(owner: Client, survey: Survey) -> None:  # fmt: skip
    invites(owner, survey)
    Worker().run_until_empty()
    asked = []
    for kinds in (("middle",), ("last_day", "now")):
        for kind in kinds:
            owner.post(mailing_url(survey).replace("viestit", "muistuta"), {"kind": kind})
        with CaptureQueriesContext(connection) as queries:
            owner.get(mailing_url(survey))
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert BatchAddresses.objects.count() == 1
