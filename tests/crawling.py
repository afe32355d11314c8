"""Follows every link of the house as one reader, GET only."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from tests.page_reading import PageRead, read_page


@dataclass(frozen=True)
class Answer:
    """What one address answered. `came_from` is the page whose link led here, "" for a seed."""

    url: str
    name: str
    came_from: str
    status: int
    kind: str
    body: str

    @property
    def page(self) -> PageRead:
        """The page as plain data."""
        return read_page(self.body)


def name_of(url: str) -> str:
    """The name of the address's pattern, "" for what is no page of ours."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def crawl(client: Client, seeds: Iterable[str], *, most_alike: int) -> Iterator[Answer]:
    """Ask for all seeds, and for what their pages link to, at most so many pages of one pattern.

    Redirects are followed as one more link. Static files are left out.
    """
    waiting = deque((url, "") for url in seeds)
    seen: set[str] = set()
    alike: Counter[str] = Counter()
    while waiting:
        url, came_from = waiting.popleft()
        if url in seen:
            continue
        name = name_of(url)
        if came_from:
            alike[name] += 1
            if alike[name] > most_alike:
                continue
        seen.add(url)
        answer = _ask(client, url, name, came_from)
        yield answer
        waiting.extend((link, url) for link in links_of(answer) if link not in seen)


def _ask(client: Client, url: str, name: str, came_from: str) -> Answer:
    response = client.get(url)
    if response.status_code in {301, 302}:
        body, kind = response.headers["Location"], "redirect"
    else:
        body = words_of(response.content)
        kind = response.headers["Content-Type"].partition(";")[0]
    headers = "\n".join(f"{header}: {value}" for header, value in response.headers.items())
    return Answer(
        url,
        name,
        came_from,
        response.status_code,
        kind,
        f"{headers}\n\n{body}" if kind != "redirect" else body,
    )


def words_of(content: bytes) -> str:
    """What an answer says: a workbook or a document in all of its parts, other files as they are."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return "\n".join(part.decode("utf-8", errors="replace") for part in parts)
    if content.startswith(b"%PDF"):
        return content.decode("latin-1")
    return content.decode("utf-8-sig")


def links_of(answer: Answer) -> Iterator[str]:
    """Where a page leads within the house; where a redirect goes."""
    if answer.kind == "redirect":
        found = [answer.body]
    elif answer.kind == "text/html":
        page = answer.page
        found = [
            *page.links,
            *(form.action for form in page.forms if form.method == "get" and form.action),
        ]
    else:
        found = []
    for link in found:
        whole, _fragment = urldefrag(urljoin("http://testserver" + answer.url, link))
        parts = urlsplit(whole)
        if parts.scheme == "http" and parts.netloc in {"testserver", ""}:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if not path.startswith("/static/"):
                yield path
