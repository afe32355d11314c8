"""The log holds kinds of errors and places in the code; no bodies, addresses, codes or texts."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tiekartta.jobs import worker
from tiekartta.shell import urls
from tiekartta.shell.logs import logging_settings

handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
SECRETS = (
    "salainen-lause",
    "KLMN-PQRS-TVWX",
    "203.0.113.99",
    "kuusi-harmaata",
    "minna@esimerkkila",
)
log = structlog.get_logger("tiekartta.test")


def break_down(request: HttpRequest, token: str) -> HttpResponse:
    try:
        int(request.POST["text"])
    except ValueError as error:
        raise RuntimeError(f"{token} {request.META['REMOTE_ADDR']}") from error
    return HttpResponse()


urlpatterns = [path("kuitti/<str:token>/", break_down), *urls.urlpatterns]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the house writes to standard error, at its most talkative."""
    stream = io.StringIO()
    wanted = logging_settings("DEBUG")
    wanted["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(wanted)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


def events(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_error_is_logged_without_what_the_person_sent(lines: io.StringIO) -> None:
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.99")
    form = {"text": "salainen-lause", "password": "kuusi-harmaata-hanhea"}
    response = client.post(
        "/kuitti/KLMN-PQRS-TVWX/?haku=salainen-lause",
        form,
        headers={"user-agent": "minna@esimerkkila"},
    )
    assert response.status_code == 500
    assert [word for word in SECRETS if word in lines.getvalue()] == []
    (line,) = [event for event in events(lines) if event["level"] == "error"]
    assert (line["method"], line["route"], line["status"]) == ("POST", "kuitti/<str:token>/", 500)
    assert (line["error"], line["because"]) == ("builtins.RuntimeError", "builtins.ValueError")
    assert line["at"][-1].startswith("tests/shell/test_logs.py:")
    assert line["at"][-1].endswith(" break_down")
    assert "timestamp" in line


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/ei-ole/KLMN-PQRS-TVWX/", {}, 404), ("/kutsu/KLMN-PQRS-TVWX/", {}, 404), ("/kutsu/KLMN-PQRS-TVWX%00/", {}, 400),
        ("/?koodi=KLMN-PQRS-TVWX", {"host": "salainen-lause.example"}, 400),
    ],
)  # fmt: skip
def test_refused_requests_are_logged_without_their_address(
    lines: io.StringIO, address: str, headers: dict[str, str], status: int
) -> None:
    response = Client(REMOTE_ADDR="203.0.113.99").get(address, headers=headers)
    assert response.status_code == status
    told = [event for event in events(lines) if event["logger"].startswith("django.")]
    assert [event["status"] for event in told if "status" in event] == [status]
    assert [word for word in SECRETS if word in lines.getvalue()] == []


@pytest.mark.django_db
def test_a_wrong_token_is_logged_without_its_form(lines: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.99")
    assert (
        client.post(
            "/tili/kirjaudu/?next=/salainen-lause", {"login": "minna@esimerkkila.example"}
        ).status_code
        == 403
    )
    assert any(event["logger"] == "django.security.csrf" for event in events(lines))
    assert [word for word in SECRETS if word in lines.getvalue()] == []


def test_our_own_lines_carry_fields_and_no_messages_of_errors(lines: io.StringIO) -> None:
    try:
        _ = {}["salainen-lause"]
    except KeyError:
        log.exception("job failed", job="7", task="tiekartta.voices.tasks.import_rows")
    log.error("told", exc_info=OSError("203.0.113.99"))
    first, second = events(lines)
    assert (first["event"], first["level"], first["job"], first["error"]) == (
        "job failed",
        "error",
        "7",
        "builtins.KeyError",
    )
    assert (second["error"], second["at"]) == ("builtins.OSError", [])
    assert [word for word in SECRETS if word in lines.getvalue()] == []


def test_values_written_to_the_database_are_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("django.db.backends").debug("INSERT %s", "salainen-lause")
    assert lines.getvalue() == ""


@pytest.mark.django_db
def test_a_worker_that_loses_its_database_says_so_without_details(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = worker.Worker(interval=0)

    def lose(**_words: object) -> int:
        busy.stop()
        raise OSError("salainen-lause")

    monkeypatch.setattr(worker, "requeue_abandoned", lose)
    busy.run()
    assert [event["event"] for event in events(lines) if event["level"] == "error"] == [
        "worker could not reach the queue"
    ]
    assert "salainen-lause" not in lines.getvalue()
