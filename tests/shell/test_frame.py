"""The frame of every page and the error pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tiekartta.shell import error_pages
from tiekartta.shell.style_page import style_page

TEMPLATES = Path(__file__).resolve().parents[2] / "src/tiekartta"
STATIC = TEMPLATES / "shell/static/tiekartta"
LANGUAGES = pytest.mark.parametrize("language", ["fi", "sv", "en"])


class Tags(HTMLParser):
    """Every start tag with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().get("/tyylit/", {"page": "2"})
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined] # - what the middleware sets
    return request


@pytest.fixture
def style_html(request_: HttpRequest) -> str:
    return style_page(request_).content.decode()


@pytest.fixture(params=["fi", "sv", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def test_page_says_its_language(request_: HttpRequest, language: str) -> None:
    html = Tags(style_page(request_).content.decode())
    assert html.named("html") == [{"lang": language}]


def test_page_has_one_h1_and_headings_do_not_skip_a_level(style_html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Tags(style_html).found if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [(one, two) for one, two in itertools.pairwise(levels) if two > one + 1] == []


def test_skip_link_is_the_first_link_and_leads_to_the_content(style_html: str) -> None:
    tags = Tags(style_html)
    assert tags.named("a")[0]["href"] == "#main"
    assert [main["id"] for main in tags.named("main")] == ["main"]


def test_ids_are_unique_and_references_lead_somewhere(style_html: str) -> None:
    tags = Tags(style_html).found
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)
    for name in ("aria-describedby", "aria-labelledby", "for"):
        for _, attributes in tags:
            for target in (attributes.get(name) or "").split():
                assert target in ids, (name, target)


def test_policy_holds_no_inline_code_or_style(style_html: str) -> None:
    for tag, attributes in Tags(style_html).found:
        assert "style" not in attributes, tag
        assert [name for name in attributes if re.match(r"on[a-z]+$", name)] == []
        assert tag != "style"
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/tiekartta/")


def test_no_template_of_the_product_has_inline_code_or_style() -> None:
    found = [
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("templates/**/*.html")
        if "email" not in path.name
        and re.search(
            r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"", path.read_text("utf-8")
        )
    ]
    assert found == []


def test_scripts_send_the_csrf_token_from_the_body(style_html: str) -> None:
    (body,) = Tags(style_html).named("body")
    assert re.search(r'"X-CSRFToken": "\w{64}"', body["hx-headers:inherited"] or "")


def test_language_switch_is_a_form_that_returns_to_the_page(style_html: str) -> None:
    tags = Tags(style_html)
    (form,) = [form for form in tags.named("form") if form.get("class") == "tk-languages"]
    assert (form["method"], form["action"]) == ("post", "/kieli/")
    buttons = [b for b in tags.named("button") if b.get("name") == "language"]
    assert [(b["value"], b["lang"]) for b in buttons] == [("fi", "fi"), ("sv", "sv"), ("en", "en")]
    assert [b["value"] for b in buttons if "aria-current" in b] == ["fi"]
    (after,) = [field for field in tags.named("input") if field.get("name") == "next"]
    assert after["value"] == "/tyylit/?page=2"


def test_footer_leads_to_statements_and_the_receipt(style_html: str) -> None:
    links = {link["href"] for link in Tags(style_html).named("a")}
    assert {"/saavutettavuus/", "/tietosuoja/"} <= links


def test_messages_are_announced(style_html: str) -> None:
    roles = [
        (attributes.get("data-color"), attributes.get("role"))
        for tag, attributes in Tags(style_html).found
        if (attributes.get("class") or "") == "ds-alert"
    ]
    assert roles == [("success", "status"), ("warning", "alert")]


def test_path_of_work_marks_where_one_is(style_html: str) -> None:
    tags = Tags(style_html).found
    states = [a.get("data-state") for _, a in tags if a.get("class") == "tk-path__item"]
    assert states[:8] == ["done", "done", "active", *["waiting"] * 5]
    assert states[8] == "tool"
    assert len(states) == 18, "once as a line for wide windows, once as a list that opens"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413])
def test_error_page_speaks_the_language_of_the_reader(
    request_: HttpRequest, language: str, status: int
) -> None:
    response = error_pages.error_page(request_, status)
    html = response.content.decode()
    assert response.status_code == status
    assert Tags(html).named("html") == [{"lang": language}]
    assert html.count("<h1") == 1


def test_error_pages_differ_by_language(request_: HttpRequest) -> None:
    pages = {}
    for code in ("fi", "sv", "en"):
        with translation.override(code):
            html = error_pages.not_found(request_).content.decode()
        pages[code] = re.findall(r"<title>(.*?)</title>", html)[0]
    assert pages == {
        "fi": "Sivua ei löytynyt – Tiekartta",
        "sv": "Sidan hittades inte – Tiekartta",
        "en": "Page not found – Tiekartta",
    }


def test_refusal_page_says_what_to_do(request_: HttpRequest) -> None:
    html = error_pages.error_page(request_, 409, "Sulje <ensin> äänestys.").content.decode()
    assert "Sulje &lt;ensin&gt; äänestys." in html


def test_server_error_page_needs_neither_request_nor_database(language: str) -> None:
    """No `db` fixture: touching the database here fails the test."""
    html = render_to_string("500.html")
    assert Tags(html).named("html") == [{"lang": language}]
    assert "<form" not in html


def test_no_stylesheet_hides_the_focus_of_controls() -> None:
    for path in STATIC.glob("*.css"):
        rules = re.findall(r"([^{}]+)\{[^{}]*outline:\s*(?:none|0)", path.read_text("utf-8"))
        assert [rule.strip().split("*/")[-1].strip() for rule in rules] in ([], [".tk-main:focus"])
