"""What a respondent's form carries, read from the body of a POST. Nothing of it goes anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from tiekartta.language.texts import LANGUAGES
from tiekartta.voices.receipts import LENGTH, new_code, normal
from tiekartta.voices.surveys.fields import QUOTE, START

GO = "go:"
LANGUAGE = "language"
CHECK = "check"
BEGIN = "begin"
_LONGEST_WORD = 200


Page = TypeVar("Page", bound=Callable[..., object])


def takes_any_text(page: Page) -> Page:
    """Mark a page that takes out by itself what is no text, so that nobody loses a whole answer for one sign."""
    page.__dict__["takes_any_text"] = True
    return page


@dataclass(frozen=True)
class Sent:
    """`posted`: fields about questions, by name; `at`: the page they were sent from; `act`: what for."""

    act: str
    at: str
    token: str
    receipt: str
    posted: Mapping[str, Sequence[str]]

    @property
    def quote(self) -> str:
        """Whether what is written may be quoted: yes, no, or nothing said."""
        return next((each for each in self.posted.get(QUOTE, ()) if each in {"yes", "no"}), "")

    def without_token(self) -> Sent:
        """The same, for somebody whose code was refused."""
        return replace(self, token="")


def read_sent(request: HttpRequest) -> Sent:
    """The form that was sent. A receipt that is missing or not of our form is made anew."""
    fields = dict(request.POST.lists()) if request.method == "POST" else {}
    posted = {name: fields[name] for name in fields if name.startswith(START) or name == QUOTE}
    receipt = _word(fields, "receipt")
    return Sent(
        act=_word(fields, "act"), at=_word(fields, "at"), token=_word(fields, "token"),
        receipt=receipt if len(normal(receipt)) == LENGTH else new_code(), posted=posted,
    )  # fmt: skip


def _word(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next((each.strip()[:_LONGEST_WORD] for each in fields.get(name, ()) if each.strip()), "")


def wanted_language(request: HttpRequest) -> str:
    """The language that the reader once chose, else the browser's first among ours; empty when it says none."""
    asked = [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    asked += [
        code
        for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ]
    own = (code.partition("-")[0].lower() for code in asked)
    return next((code for code in own if code in LANGUAGES), "")
