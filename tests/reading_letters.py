"""Letters as a real mail server on this machine got them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from tests.page_reading import PageRead, read_page
from tests.people.mail_server import Mailbox, a_mail_server

from tiekartta.jobs.worker import Worker
from tiekartta.people.models import Letter

GREETINGS = {"fi": "Hei ", "sv": "Hej ", "en": "Hello "}


@dataclass(frozen=True)
class GotLetter:
    """What came to one address."""

    to: str
    subject: str
    language: str
    text: str
    html: PageRead

    @property
    def said(self) -> str:
        """Subject and both parts."""
        shown = " ".join(text for _around, text in self.html.texts)
        return f"{self.subject} {self.text} {shown} {self.html.links}"


@contextmanager
def the_mail(settings: Any) -> Iterator[Mailbox]:
    """A mail server for the block. What waited before is sent and forgotten first."""
    Worker().run_until_empty()
    with a_mail_server(settings) as box:
        yield box


def sent(box: Mailbox) -> list[GotLetter]:
    """Send everything; what came, by address. Every letter is whole in both parts and one language."""
    Worker().run_until_empty()
    assert not Letter.objects.filter(sent_at__isnull=True).exists()
    found = [_read(address, letter) for address, letter in box.letters]
    box.letters.clear()
    return sorted(found, key=lambda each: each.to)


def _read(address: str, letter: EmailMessage) -> GotLetter:
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    language = str(letter["Content-Language"])
    got = GotLetter(
        address, str(letter["Subject"]), language, text.get_content(), read_page(html.get_content())
    )
    words = " ".join(part for _around, part in got.html.texts)
    assert got.html.nodes[0].attributes["lang"] == language
    assert GREETINGS[language] in got.text
    assert GREETINGS[language] in words
    assert got.subject in words
    for link in got.html.links:
        assert link in got.text
    return got
