"""A phone without scripts and cookies that walks a survey: reads the form of a page and sends it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Form(HTMLParser):
    """Fields of the last form of a page as a browser would send them, and the texts that are seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.action = ""
        self.fields: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.acts: list[str] = []
        self.words: list[str] = []
        self.lang = ""
        self._text: list[str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = own.get("lang", "")
        if tag == "form":
            self.action, self.fields, self.names, self.acts = own.get("action", ""), [], set(), []
        name, kind = own.get("name", ""), own.get("type", "text")
        if tag == "button" and name == "act":
            self.acts.append(own.get("value", ""))
        elif tag == "textarea":
            self._text = []
            self.names.add(name)
            self.fields.append((name, ""))
        elif tag == "select":
            self._select = name
            self.names.add(name)
        elif tag == "option" and "selected" in own:
            self.fields.append((self._select, own.get("value", "")))
        elif tag == "input" and name:
            self.names.add(name)
            if kind not in {"radio", "checkbox"} or "checked" in own:
                self.fields.append((name, own.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            # A browser drops the line end right after the tag.
            whole = "".join(self._text).removeprefix("\n")
            self.fields[-1] = (self.fields[-1][0], whole)
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
        elif data.strip():
            self.words.append(" ".join(data.split()))


@dataclass
class Phone:
    """Keeps the page that is shown. `client` takes no cookies along: there are none."""

    survey_id: str
    variant: str = "fi"
    language: str = "fi"
    client: Client = field(default_factory=Client)
    page: Any = None

    @property
    def form(self) -> _Form:
        """The form of the page."""
        read = _Form()
        read.feed(self.page.content.decode())
        read.close()
        return read

    @property
    def text(self) -> str:
        """What is to be seen."""
        return " ".join(self.form.words)

    @property
    def shown(self) -> set[str]:
        """Fields that the page asks for, hidden ones among them."""
        return self.form.names

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the page would send as it is."""
        found: dict[str, list[str]] = {}
        for name, value in self.form.fields:
            found.setdefault(name, []).append(value)
        return found

    def open(self, url: str = "") -> Phone:
        """Go to the survey, or to another address."""
        wanted = url or f"/vastaa/{self.survey_id}/{self.variant}/"
        return self._came(self.client.get(wanted, headers={"accept-language": self.language}))

    def press(self, act: str, answers: Mapping[str, Any] | None = None, *, to: str = "") -> Phone:
        """Fill in and press a button. `answers`: name of a field → value or values."""
        body: dict[str, Any] = {**self.fields, **(answers or {}), "act": act}
        action = to or self.form.action
        return self._came(
            self.client.post(action, body, headers={"accept-language": self.language})
        )

    def _came(self, page: Any) -> Phone:
        # Wherever a phone goes, nothing is put on it.
        assert not page.cookies
        assert not self.client.cookies
        self.page = page
        return self
