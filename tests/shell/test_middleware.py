"""What every request passes: size, rate, form, language, and the page of a refusal."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from tests.factories import a_person, a_programme, the_owner

from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.shell import middleware, urls

pytestmark = pytest.mark.django_db
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
HERE = __name__
TOO_LARGE = {
    "fi": "Lähettämäsi tiedosto tai lomake on liian suuri",
    "sv": "Det du skickade är för stort",
    "en": "What you sent is too large",
}


def refuse(request: HttpRequest) -> HttpResponse:
    raise {"refusal": Refusal, "conflict": Conflict, "missing": Missing}[request.GET["how"]](
        "Sulje <ensin> äänestys."
    )


def take(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} fields")


urlpatterns = [path("torju/", refuse), path("ota/", take), *urls.urlpatterns]


class Unreadable:
    """A body that nobody may read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.fixture(params=["fi", "sv", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def checking() -> Client:
    """A client that needs tokens, as browsers do."""
    return Client(enforce_csrf_checks=True)


def send(client: Client, address: str, length: str, language: str = "fi") -> Any:
    return client.post(
        address,
        headers={"accept-language": language},
        **{"CONTENT_LENGTH": length, "wsgi.input": Unreadable()},
    )


def title(response: Any) -> str:
    return re.findall(r"<title>(.*?) – Tiekartta</title>", response.content.decode())[0]


def test_a_large_body_is_refused_before_it_is_read(client: Client, language: str) -> None:
    response = send(client, "/kieli/", str(2 * 1024 * 1024 + 1), language)
    assert (response.status_code, title(response)) == (413, TOO_LARGE[language])
    assert response.headers["Content-Language"] == language


def test_a_file_of_answers_may_be_larger_but_not_endless(client: Client, settings: Any) -> None:
    programme = a_programme()
    address = f"/ohjelmat/{programme.public_id}/tuonti/"
    response = send(client, address, "5000000")
    assert (response.status_code, response.url) == (302, f"/tili/kirjaudu/?next={address}"), (
        "who is not logged in"
    )
    client.force_login(the_owner(programme))
    assert send(client, address, str(settings.MAX_UPLOAD_BYTES + 65537)).status_code == 413
    assert send(client, f"/ohjelmat/{programme.public_id}/tuonti/x/", "5000000").status_code == 413
    with pytest.raises(AssertionError, match="the body was read"):
        send(client, address, str(settings.MAX_UPLOAD_BYTES))


@pytest.mark.parametrize("length", ["-5", "many", "1e9", "0x10", "9" * 5_000])
def test_a_length_that_is_no_number_is_a_bad_request(client: Client, length: str) -> None:
    assert send(client, "/kieli/", length).status_code == 400


def test_an_address_that_is_none_in_a_header_harms_nothing(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://["}
    response = client.get("/ohjelmat/", headers=headers)
    assert (response.status_code, b"next=" in response.content) == (401, True)


def test_a_form_with_too_many_or_too_long_fields_is_too_large(
    client: Client, language: str
) -> None:
    fields = {f"f{number}": "1" for number in range(2001)}
    response = client.post("/kieli/", fields, headers={"accept-language": language})
    assert (response.status_code, title(response)) == (413, TOO_LARGE[language])
    raw = client.generic(
        "POST",
        "/kieli/",
        b"a=1&" * 600_000,
        "application/x-www-form-urlencoded",
        CONTENT_LENGTH="100000",
    )
    assert raw.status_code in {302, 413}, "what is beyond the told length is not read"


def test_posts_of_an_address_are_counted_and_bounded(
    client: Client, language: str, settings: Any
) -> None:
    settings.RATE_LIMIT_PUBLIC_POSTS = 3
    answers = [client.post("/kieli/", {"language": language}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    words = {"fi": "Liian monta yritystä", "sv": "För många försök", "en": "Too many tries"}
    assert title(answers[-1]) == words[language]
    assert answers[-1].headers["Retry-After"] == "60"
    assert client.get("/tietosuoja/").status_code == 200, "reading goes on"
    other = client.post("/kieli/", {"language": "fi"}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302, "another address is not stopped"


def test_people_who_are_logged_in_are_not_bounded(client: Client, settings: Any) -> None:
    settings.RATE_LIMIT_PUBLIC_POSTS = 1
    client.force_login(a_person())
    assert {client.post("/kieli/", {"language": "sv"}).status_code for _ in range(3)} == {302}


def test_a_full_hall_behind_one_address_is_served(client: Client) -> None:
    assert {client.post("/kieli/", {"language": "fi"}).status_code for _ in range(200)} == {302}


def test_the_cache_and_the_log_hold_no_address(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.RATE_LIMIT_PUBLIC_POSTS = 1
    caplog.set_level(logging.DEBUG)
    for _ in range(3):
        client.post(
            "/tili/kirjaudu/", {"login": "x@y.example", "password": "p"}, REMOTE_ADDR="203.0.113.99"
        )
    stored = repr(cache._cache)
    assert "rate:post:" in stored
    assert "203.0.113.99" not in stored + caplog.text + repr(
        [vars(record) for record in caplog.records if not hasattr(record, "request")]
    )


def test_the_count_begins_anew_in_every_process(monkeypatch: pytest.MonkeyPatch, rf: Any) -> None:
    request = rf.post("/", REMOTE_ADDR="203.0.113.99")
    assert not middleware.too_many(request, what="x", limit=1, seconds=60)
    assert middleware.too_many(request, what="x", limit=1, seconds=60)
    monkeypatch.setattr(middleware, "_ADDRESS_KEY", b"another process")
    assert not middleware.too_many(request, what="x", limit=1, seconds=60)


@pytest.mark.urls(HERE)
@pytest.mark.parametrize(("how", "status"), [("refusal", 409), ("conflict", 409), ("missing", 404)])
def test_a_refusal_is_a_page_with_its_sentence(
    client: Client, language: str, how: str, status: int
) -> None:
    response = client.get("/torju/", {"how": how}, headers={"accept-language": language})
    html = response.content.decode()
    assert (response.status_code, f'<html lang="{language}">' in html) == (status, True)
    assert ("Sulje &lt;ensin&gt; äänestys." in html) == (status == 409)


@pytest.mark.urls(HERE)
def test_other_errors_are_not_refusals(client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/torju/").status_code == 500


@pytest.mark.parametrize(
    "address",
    [
        "/tietosuoja/",
        "/ei-ole/",
        "/healthz",
        "/static/tiekartta/theme.css",
        "/kieli/",
        "/%00",
        "/tili/kirjaudu/",
    ],
)
def test_every_answer_carries_the_secure_headers(client: Client, address: str) -> None:
    response = client.get(address)
    response.close()
    headers = response.headers
    directives = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert directives == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
        "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'",
        "base-uri": "'none'", "object-src": "'none'", "manifest-src": "'self'",
    }  # fmt: skip
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(
        headers["Permissions-Policy"].split(", ")
    )
    assert "Access-Control-Allow-Origin" not in headers


def test_a_form_without_its_token_is_refused_in_the_readers_language(
    checking: Client, language: str
) -> None:
    response = checking.post("/kieli/", {"language": "fi"}, headers={"accept-language": language})
    words = {
        "fi": "Lomake oli ollut auki liian kauan",
        "sv": "Formuläret hade varit öppet för länge",
        "en": "The form had been open too long",
    }
    assert (response.status_code, title(response)) == (403, words[language])


def test_a_form_with_its_token_is_taken(checking: Client) -> None:
    page = checking.get("/tietosuoja/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    response = checking.post("/kieli/", {"language": "sv", "csrfmiddlewaretoken": token})
    assert (response.status_code, response.cookies["kieli"].value) == (302, "sv")


@pytest.mark.parametrize(
    "address", ["/%00", "/kutsu/a%00b/", "/?a=%00", "/?%00=a", "/tietosuoja/?next=/%00/"]
)
def test_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("fields", [{"language": "s\0v"}, {"lang\0uage": "sv"}, {"a": ["1", "\0"]}])
def test_nul_in_a_form_is_a_bad_request(
    client: Client, fields: dict[str, Any], language: str
) -> None:
    response = client.post("/kieli/", fields, headers={"accept-language": language})
    assert response.status_code == 400
    assert f'<html lang="{language}">' in response.content.decode()


def test_nul_in_a_cookie_is_a_bad_request(client: Client) -> None:
    response = client.get("/ohjelmat/", headers={"cookie": 'sessionid="abcdefgh\\000"'})
    assert response.status_code == 400


def test_an_endless_address_is_a_bad_request(client: Client) -> None:
    assert client.get("/" + "a" * 8200).status_code == 400
    assert client.get("/", {"haku": "a" * 8200}).status_code == 400
    assert client.get("/tietosuoja/", {"haku": "a" * 4000}).status_code == 200


def test_an_unknown_host_is_a_bad_request_in_the_readers_language(
    client: Client, language: str
) -> None:
    response = client.get(
        "/tietosuoja/", headers={"host": "paha.example", "accept-language": language}
    )
    assert response.status_code == 400
    assert f'<html lang="{language}">' in response.content.decode()
    assert "paha.example" not in response.content.decode()


def test_a_wrong_method_is_answered_in_words(client: Client, language: str) -> None:
    response = client.get("/kieli/", headers={"accept-language": language})
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert f'<html lang="{language}">' in response.content.decode()
    assert client.put("/tietosuoja/").status_code == 405
    assert client.delete("/healthz").status_code == 405


@pytest.fixture(autouse=True)
def _the_house_is_set_up() -> None:
    a_person("Hilla Hoitaja", is_administrator=True)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("sv", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("de,sv;q=0.4", "sv"),
        ("de", "fi"),
        ("", "fi"),
        ("fi;q=x;;,\r", "fi"),
    ],
)
def test_the_language_is_the_browsers_among_ours(client: Client, wanted: str, shown: str) -> None:
    response = client.get("/tietosuoja/", headers={"accept-language": wanted})
    assert (
        response.headers["Content-Language"],
        f'<html lang="{shown}">' in response.content.decode(),
    ) == (shown, True)
    assert {"Accept-Language", "Cookie"} <= {
        name.strip() for name in response.headers["Vary"].split(",")
    }


def test_a_chosen_language_is_remembered(client: Client) -> None:
    response = client.post("/kieli/", {"language": "sv", "next": "/tietosuoja/?a=1"})
    assert (response.status_code, response.url) == (302, "/tietosuoja/?a=1")
    cookie = response.cookies["kieli"]
    assert (cookie["max-age"], cookie["samesite"], bool(cookie["httponly"])) == (
        365 * 24 * 3600,
        "Lax",
        True,
    )
    again = client.get("/tietosuoja/", headers={"accept-language": "en"})
    assert again.headers["Content-Language"] == "sv"


@pytest.mark.parametrize("code", ["de", "", "fi\r\nSet-Cookie: a=b", "../sv", "FI"])
def test_an_unknown_language_is_not_remembered(client: Client, code: str) -> None:
    response = client.post("/kieli/", {"language": code, "next": "/tietosuoja/"})
    assert (response.status_code, response.url, "kieli" in response.cookies) == (
        302,
        "/tietosuoja/",
        False,
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "//paha.example", "///paha.example", "/\\paha.example", "https://paha.example/", "http:paha.example",
        "javascript:alert(1)", "data:text/html,x", "\t//paha.example", "https:///paha.example", "paha.example\\@testserver",
        "https://testserver@paha.example", "",
    ],
)  # fmt: skip
def test_the_language_switch_returns_to_own_addresses_only(client: Client, hostile: str) -> None:
    response = client.post("/kieli/", {"language": "sv", "next": hostile})
    assert (response.status_code, response.headers["Location"]) == (302, "/")
