"""A browser without scripts for load and kill tests: cookies, forms with their hidden fields, files."""

from __future__ import annotations

import html
import re
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar

from tests.journeys.house import OWNER, PASSPHRASE, House


class _NoRaise(urllib.request.HTTPErrorProcessor):
    """Answers 4xx as pages instead of errors; follows redirects."""

    def http_response(self, request: object, response: object) -> object:
        if response.status in {301, 302, 303}:  # type: ignore[attr-defined] # - http.client's response
            return super().http_response(request, response)  # type: ignore[arg-type] # - the same
        return response


class Session:
    """One person's cookies."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.jar),
            _NoRaise(),
        )
        self.opener.addheaders = [("Accept-Language", "fi")]
        self.url = ""
        self.page = ""
        self.status = 0

    def get(self, path: str) -> str:
        """Open a page; returns its HTML."""
        return self._open(self._request(urllib.parse.urljoin(self.house.address, path)))

    def _request(
        self, target: str, body: bytes | None = None, kind: str = ""
    ) -> urllib.request.Request:
        headers = {"Referer": self.url} if body is not None else {}
        if kind:
            headers["Content-Type"] = kind
        return urllib.request.Request(target, data=body, headers=headers)  # noqa: S310 - our own address

    def _open(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=60) as response:
            self.status, self.url = response.status, response.url
            self.page = response.read().decode()
        return self.page

    def fields(self, form: str = "") -> dict[str, list[str]]:
        """What the page's forms would send if nothing was changed (the CSRF token, guesses, defaults)."""
        found: dict[str, list[str]] = {}
        text = form or self.page
        for tag in re.findall(r"<input[^>]*>", text):
            name, kind = _attribute(tag, "name"), _attribute(tag, "type") or "text"
            ticked = kind not in {"checkbox", "radio"} or re.search(r"\schecked", tag)
            if name and kind not in {"file", "submit"} and ticked:
                found.setdefault(name, []).append(_attribute(tag, "value"))
        for name, options in re.findall(
            r"<select[^>]*name=\"([^\"]+)\".*?>(.*?)</select>", text, re.DOTALL
        ):
            chosen = re.findall(r"<option value=\"([^\"]*)\"[^>]*\sselected", options)
            found.setdefault(name, []).append(html.unescape(chosen[0]) if chosen else "")
        for name, value in re.findall(
            r"<textarea[^>]*name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", text, re.DOTALL
        ):
            found.setdefault(name, []).append(html.unescape(value))
        return found

    def form_with(self, words: str) -> str:
        """The HTML of the first form of the page that contains the words."""
        for form in re.findall(r"<form.*?</form>", self.page, re.DOTALL):
            if words in form:
                return form
        raise AssertionError((words, self.url, self.page[:2000]))

    def post(self, path: str = "", **fields: object) -> str:
        """Send the page's fields with these changes; a list sends a field many times."""
        data = {
            **self.fields(),
            **{name: value for name, value in fields.items() if value is not None},
        }
        body = urllib.parse.urlencode(data, doseq=True).encode()
        target = urllib.parse.urljoin(self.url, path)
        return self._open(self._request(target, body))

    def upload(self, name: str, file_name: str, content: bytes, path: str = "") -> str:
        """Send a file with the page's fields."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, values in self.fields().items()
            for value in values
        ]
        parts += [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n".encode(),
            content,
            f"\r\n--{mark}--\r\n".encode(),
        ]
        target = urllib.parse.urljoin(self.url, path)
        return self._open(
            self._request(target, b"".join(parts), f"multipart/form-data; boundary={mark}")
        )

    def log_in(self, email: str = OWNER, passphrase: str = PASSPHRASE) -> None:
        """Log in."""
        self.get("/tili/kirjaudu/")
        self.post("", login=email, password=passphrase)
        assert "/kirjaudu/" not in self.url, self.page


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(match.group(1)) if match else ""
