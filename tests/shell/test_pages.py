"""Pages that belong to no folder: home, statements, health, the page of a piece of work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import PASSPHRASE, a_person, a_programme, a_published_roadmap
from tests.jobs import work

from tiekartta.jobs import actions as job_actions
from tiekartta.jobs.models import Job
from tiekartta.jobs.states import JobState
from tiekartta.jobs.worker import Worker
from tiekartta.people.models import Person
from tiekartta.shell import readiness

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fi", "sv", "en"])


@pytest.fixture
def person(client: Client) -> Person:
    """Somebody who is logged in."""
    somebody = a_person("Hilla Hoitaja", is_administrator=True)
    client.force_login(somebody)
    return somebody


@pytest.fixture(autouse=True)
def _work_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_actions, "TASK_PATH", re.compile(r"^tests\.jobs\.work\.[a-z_]+$"))
    work.CALLS.clear()


def a_job(person: Person, state: JobState = JobState.QUEUED, **fields: Any) -> Job:
    job = job_actions.queue(
        task="tests.jobs.work.well", arguments={"word": "kahvi"}, title="Vastausten tuonti", by=person,
        next_url="/tietosuoja/",
    )  # fmt: skip
    Job.objects.filter(pk=job.pk).update(state=state, **fields)
    return job


def page_of(client: Client, job: Job, **headers: str) -> Any:
    return client.get(
        reverse("job", args=[job.public_id]), headers={"accept-language": "en", **headers}
    )


def test_an_empty_house_leads_to_its_set_up(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response.url) == (302, "/setup/")


def test_home_lists_the_newest_editions_in_the_readers_language(client: Client) -> None:
    a_person(is_administrator=True)
    assert "/tiekartat/" not in client.get("/").content.decode()
    edition = a_published_roadmap(a_programme())
    pages_of = {
        language: client.get("/", headers={"accept-language": language}).content.decode()
        for language in ("fi", "sv", "en")
    }
    for html in pages_of.values():
        assert f'href="/tiekartat/{edition.roadmap.public_id}/"' in html
    assert "Sosiaalityön tiekartta</p>" in re.sub(r"</?span[^>]*>", "", pages_of["fi"])
    assert "Sosiaalityön tiekartta på svenska" in pages_of["sv"]
    assert "Sosiaalityön tiekartta in English" in pages_of["en"]
    day = timezone.localtime(edition.published_at)
    assert f"{day.day}.{day.month}.{day.year}" in pages_of["fi"]


@LANGUAGES
@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_statements_are_complete_in_every_language(
    client: Client, language: str, name: str
) -> None:
    html = client.get(reverse(name), headers={"accept-language": language}).content.decode()
    words = {
        "fi": {"Saavutettavuusseloste", "Tietosuoja"},
        "sv": {"Tillgänglighetsutlåtande", "Dataskydd"},
        "en": {"Accessibility statement", "Privacy"},
    }
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html)[0] in words[language]
    assert "tiekartta@localhost" in html
    english = ("The service is built", "No network address", "Your name, e-mail")
    assert any(text in html for text in english) == (language == "en")


def test_health_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert client.head("/healthz").status_code == 200


def test_ready_only_when_the_database_is_as_the_code_wants(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (client.get("/readyz").status_code, client.get("/readyz").json()) == (
        200,
        {"status": "ready"},
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'roadmap'")
    assert all(name.startswith("roadmap.") for name in readiness.unapplied_migrations())
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "not migrated"})
    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "no database"})


def broken(*_arguments: object, **_words: object) -> None:
    raise DatabaseError("the disk is gone: secret")


@LANGUAGES
def test_a_broken_database_gives_a_page_in_the_readers_language(
    client: Client, person: Person, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(connection, "cursor", broken)
    for address in ("/", "/ei-ole/", "/ohjelmat/"):
        response = client.get(address, headers={"accept-language": language})
        html = response.content.decode()
        assert (response.status_code, f'<html lang="{language}">' in html, "secret" in html) == (
            500,
            True,
            False,
        )


@LANGUAGES
def test_error_pages_of_the_web_speak_the_readers_language(
    client: Client, language: str, person: Person
) -> None:
    missing = client.get("/ei-ole/", headers={"accept-language": language})
    words = {"fi": "Sivua ei löytynyt", "sv": "Sidan hittades inte", "en": "Page not found"}
    assert (missing.status_code, words[language] in missing.content.decode()) == (404, True)
    Person.objects.update(is_administrator=False)
    forbidden = client.get("/organisaatiot/uusi/", headers={"accept-language": language})
    closed = {
        "fi": "Tämä sivu ei ole sinulle avoinna",
        "sv": "Den här sidan är inte öppen för dig",
        "en": "This page is not open to you",
    }
    assert (forbidden.status_code, closed[language] in forbidden.content.decode()) == (403, True)


def test_work_is_seen_by_who_asked_for_it_only(client: Client, person: Person) -> None:
    job = a_job(person)
    assert page_of(client, job).status_code == 200
    client.force_login(a_person("Toinen", is_administrator=True))
    assert page_of(client, job).status_code == 404
    for name in ("job_cancel", "job_retry"):
        assert client.post(reverse(name, args=[job.public_id])).status_code == 404
    client.logout()
    assert page_of(client, job).url.startswith("/tili/kirjaudu/")
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (JobState.QUEUED, "The work starts in a moment"), (JobState.RUNNING, "120 of 412 (29 %)"),
        (JobState.FAILED, "Ota ensin kahvia."), (JobState.CANCELLED, "The work was cancelled. Nothing was changed."),
    ],
)  # fmt: skip
def test_the_page_of_work_says_how_it_goes(
    client: Client, person: Person, state: JobState, words: str
) -> None:
    message = "Ota ensin kahvia." if state == JobState.FAILED else ""
    html = page_of(
        client, a_job(person, state, done=120, total=412, message=message)
    ).content.decode()
    assert words in html
    goes_on = state in {JobState.QUEUED, JobState.RUNNING}
    assert ('hx-trigger="every 1s"' in html) == goes_on
    assert ('<noscript><meta http-equiv="refresh" content="3"></noscript>' in html) == goes_on
    assert ("/peru/" in html, "/uudestaan/" in html) == (
        goes_on,
        state in {JobState.FAILED, JobState.CANCELLED},
    )


def test_scripts_get_the_part_that_changes(client: Client, person: Person) -> None:
    html = page_of(
        client, a_job(person, JobState.RUNNING), **{"HX-Request": "true"}
    ).content.decode()
    assert html.startswith('<div id="job" hx-get="/tyot/')
    assert "<html" not in html


def test_done_work_leads_on(client: Client, person: Person) -> None:
    job = a_job(person)
    Worker().run_until_empty()
    response = page_of(client, job)
    assert (response.status_code, response.url) == (302, "/tietosuoja/")
    part = page_of(client, job, **{"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (200, "/tietosuoja/")
    Job.objects.update(next_url="")
    assert "Done." in page_of(client, job).content.decode()


def test_work_can_be_cancelled_once(client: Client, person: Person) -> None:
    job = a_job(person)
    address = reverse("job_cancel", args=[job.public_id])
    assert client.get(address).status_code == 405
    page = client.post(address, headers={"accept-language": "en"}, follow=True)
    assert "The work was cancelled." in page.content.decode()
    page = client.post(address, headers={"accept-language": "en"}, follow=True)
    assert "The work has already ended." in page.content.decode()
    Worker().run_until_empty()
    assert work.CALLS == []


def test_failed_work_can_be_started_again_from_its_page(client: Client, person: Person) -> None:
    job = a_job(person, JobState.FAILED, message="x")
    response = client.post(reverse("job_retry", args=[job.public_id]))
    assert response.url == f"/tyot/{job.public_id}/"
    Worker().run_until_empty()
    assert page_of(client, job).url == "/tietosuoja/"
    page = client.post(
        reverse("job_retry", args=[job.public_id]), headers={"accept-language": "en"}
    )
    assert page.status_code == 302


def test_cookies_of_a_session_are_out_of_reach_for_scripts_and_other_sites(
    client: Client, settings: Any
) -> None:
    client.post("/tili/kirjaudu/", {"login": a_person().email, "password": PASSPHRASE})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"]) == (True, "Lax", ""), (
        "ends with the browser"
    )
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.IS_HTTPS
