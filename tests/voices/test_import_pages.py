"""Uploading through the page: an ordinary survey, and files that mean harm."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import a_programme, the_owner
from tests.voices.surveys import HEADER, ROWS, as_csv, as_xlsx, zip_bomb

from tiekartta.journal.actors import SYSTEM
from tiekartta.programmes.models import Programme
from tiekartta.voices.actions import import_now, run_import
from tiekartta.voices.models import Collection, ImportDraft, Voice
from tiekartta.voices.queries import usable_voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def client(programme: Programme) -> Client:
    client = Client()
    client.force_login(the_owner(programme))
    return client


def upload(
    client: Client, programme: Programme, content: bytes, name: str = "kysely.csv"
) -> HttpResponse:
    page = reverse("voices:import", args=[programme.public_id])
    return client.post(page, {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value] # - the test client's response


def filled(client: Client, page: str) -> dict[str, str]:
    """The preview's form as it stands."""
    form = client.get(page).context["form"]
    return {field.name: str(field.value() or "") for field in form} | {"act": "import"}


@pytest.mark.parametrize(
    ("content", "name"),
    [(as_csv(), "a.csv"), (as_csv(encoding="cp1252"), "b.csv"), (as_xlsx(), "c.xlsx")],
)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_from_file_to_voices_in_two_forms(
    client: Client, programme: Programme, content: bytes, name: str, language: str
) -> None:
    answer = upload(client, programme, content, name)
    assert answer.status_code == 302
    preview = client.get(answer.url, headers={"accept-language": language})  # type: ignore[attr-defined] # - a redirect
    body = preview.content.decode()
    assert "Puheluihin pitäisi vastata saman päivän aikana." in body
    assert body.count("<h1") == 1
    answer = client.post(preview.request["PATH_INFO"], filled(client, preview.request["PATH_INFO"]))
    assert answer.url.startswith("/tyot/")
    run_import(draft_id=ImportDraft.objects.get().pk, by=SYSTEM, report=lambda _done, _total: None)
    assert len(usable_voices(programme, reader=SYSTEM)) == 5


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "tyhja.csv"), (b"  \r\n", "vali.csv"), (b"%PDF-1.7 \x00\x01", "kysely.csv"),
        (zip_bomb(), "pommi.xlsx"), (b"PK\x03\x04 not a zip", "rikki.xlsx"),
        (b"Ryhm\x00;Vastaus\r\nA;B\r\n", "nul.csv"), (bytes(range(256)) * 50, "tavuja.csv"),
        (b"\xef\xbb\xbfRyhm\xc3\xa4;Vastaus\r\nA;\xff\xfe\xc3\x28\xc3\xa4\xc3\xb6\xc3\xa4\r\n", "rikki.csv"),
        (b"a;b\r\n1;2;3\r\n", "epatasainen.csv"), (b'a;b\r\n1;"2\r\n3;4\r\n', "lainaus.csv"),
        (b"<html><script>alert(1)</script></html>", "sivu.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "vanha.xls"),
        (b"Vastaus\r\n" + b"x" * 30_000 + b"\r\n", "pitka.csv"), (b"vain otsikko;toinen\r\n", "o.csv"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_hostile_or_broken_file_is_told_in_words_and_leaves_nothing(
    client: Client, programme: Programme, content: bytes, name: str, language: str
) -> None:
    page = reverse("voices:import", args=[programme.public_id])
    answer = client.post(
        page, {"file": SimpleUploadedFile(name, content)}, headers={"accept-language": language}
    )
    assert answer.status_code == 409
    (problem,) = answer.context["form"].errors["file"]
    assert re.match(
        r"(Rivi|Tiedosto|Työkirja|Solu|Lainaus|Filen|Arbetsboken|Den här|Rad|En cell)", problem
    ), problem
    assert "%(" not in problem
    assert not ImportDraft.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    client: Client, programme: Programme, settings: object
) -> None:
    settings.MAX_UPLOAD_BYTES = settings.MAX_REQUEST_BYTES = 1000  # type: ignore[attr-defined] # - pytest-django's settings
    assert upload(client, programme, b"x" * 100_000).status_code == 413


def test_no_file_at_all_is_an_error_beside_the_field(client: Client, programme: Programme) -> None:
    answer = client.post(reverse("voices:import", args=[programme.public_id]), {})
    assert answer.context["form"].errors["file"]


def test_scripts_and_formulas_in_cells_stay_text(client: Client, programme: Programme) -> None:
    evil = "<script>alert('x')</script> tämä pitäisi korjata heti"
    formula = '=HYPERLINK("http://x.example";"klikkaa") tätä pitäisi korjata'
    rows = [("5.3.2026", "Asiakas", evil, "", ""), ("5.3.2026", "Asiakas", formula, "", ""), *ROWS]
    table = io.StringIO()
    csv.writer(table, delimiter=";").writerows(
        [(*HEADER[:1], "<img src=x onerror=alert(1)>", *HEADER[2:]), *rows]
    )
    answer = upload(client, programme, table.getvalue().encode(), "<svg onload=alert(1)>.csv")
    body = client.get(answer.url).content.decode()  # type: ignore[attr-defined] # - a redirect
    assert not re.search(r"<script>alert|<img src=x|<svg onload", body)
    draft = ImportDraft.objects.get()
    import_now(programme=programme, file_name="b.csv", content=as_csv(rows), by=SYSTEM)
    body = client.get(reverse("voices:list", args=[programme.public_id])).content.decode()
    assert "<script>alert" not in body
    assert {evil, formula} <= set(Voice.objects.values_list("text_original", flat=True))
    assert "/" not in draft.file_name


def test_a_file_imported_before_is_refused_with_its_day_and_name(
    client: Client, programme: Programme
) -> None:
    import_now(programme=programme, file_name="kevään kysely.csv", content=as_csv(), by=SYSTEM)
    answer = upload(client, programme, as_csv(), "toinen nimi.csv")
    assert answer.status_code == 409
    assert "kevään kysely" in answer.content.decode()
    assert Collection.objects.count() == 1


def test_bad_rows_are_listed_and_nothing_typed_is_lost(
    client: Client, programme: Programme
) -> None:
    rows = [*ROWS, ("huomenna", "Henkilöstö", "Tässä on virheellinen päivä nyt.", "", "")]
    page = upload(client, programme, as_csv(rows)).url  # type: ignore[attr-defined] # - a redirect
    typed = filled(client, page) | {"name": "Oma nimi", "column_0": "day"}
    answer = client.post(page, typed)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Rivi 9, sarake 1" in body
    assert 'value="Oma nimi"' in body
    assert client.get(page).context["form"]["name"].value() == "Oma nimi"
    answer = client.post(page, typed | {"column_0": "unused"})
    assert answer.url.startswith("/tyot/")


def test_another_group_column_is_looked_at_before_it_is_used(
    client: Client, programme: Programme
) -> None:
    rows = [
        (group, "kyllä" if n % 2 else "ei", f"Vastaus numero {n} on tässä.")
        for n, group in enumerate(["Asiakas", "Henkilöstö"] * 5)
    ]
    page = upload(client, programme, as_csv(rows, ("Ryhmä", "Osallistunut", "Vastaus"))).url  # type: ignore[attr-defined] # - a redirect
    typed = filled(client, page) | {"column_0": "unused", "column_1": "group"}
    form = client.post(page, typed).context["form"]
    assert [str(field.label) for field in form.value_rows] == ["“ei”", "“kyllä”"]
    assert all(field.errors for field in form.value_rows)
    typed |= {field.name: "staff" for field in form.value_rows}
    assert client.post(page, typed).url.startswith("/tyot/")


def test_values_that_are_guessed_for_another_column_are_shown_before_the_import(
    client: Client, programme: Programme
) -> None:
    rows = [
        ("Asiakas", role, f"Vastaus numero {n} on tässä.")
        for n, role in enumerate(["Työntekijä", "Esihenkilö"] * 5)
    ]
    page = upload(client, programme, as_csv(rows, ("Ryhmä", "Rooli", "Vastaus"))).url  # type: ignore[attr-defined] # - a redirect
    typed = filled(client, page) | {"column_0": "group", "column_1": "unused"}
    if [
        field.name
        for field in client.get(page).context["form"].value_rows
        if "Asiakas" in str(field.label)
    ]:
        typed |= {"column_0": "unused", "column_1": "group"}
    assert client.post(page, typed).url == page
    assert not Collection.objects.exists()
    assert client.post(page, filled(client, page)).url.startswith("/tyot/")


def test_a_use_that_only_one_column_can_have_is_refused_for_the_second(
    client: Client, programme: Programme
) -> None:
    page = upload(client, programme, as_csv()).url  # type: ignore[attr-defined] # - a redirect
    answer = client.post(page, filled(client, page) | {"column_3": "group", "column_1": "group"})
    assert answer.context["form"].errors["column_3"]
    assert not Collection.objects.exists()


def test_an_upload_can_be_thrown_away(client: Client, programme: Programme) -> None:
    page = upload(client, programme, as_csv()).url  # type: ignore[attr-defined] # - a redirect
    assert page in client.get(reverse("voices:import", args=[programme.public_id])).content.decode()
    client.post(page, {"act": "discard"})
    assert not ImportDraft.objects.exists()
    assert client.get(page).status_code == 404


def test_an_upload_of_another_programme_is_not_there(client: Client, programme: Programme) -> None:
    page = upload(client, programme, as_csv()).url  # type: ignore[attr-defined] # - a redirect
    other = a_programme()
    stranger = Client()
    stranger.force_login(the_owner(other))
    assert stranger.get(page).status_code == 404
    assert stranger.get(page.replace(programme.public_id, other.public_id)).status_code == 404
