"""How a letter looks: plain text as it was written, and the same as simple HTML in the same language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.template.loader import render_to_string

_ADDRESS = re.compile(r"https?://\S+")
SUBJECT_CHARACTERS = 200


@dataclass(frozen=True)
class LetterText:
    """What one letter says, in one language. `headers` are further header lines by name."""

    subject: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A paragraph, or a link with its words."""

    lines: tuple[str, ...] = ()
    url: str = ""
    label: str = ""


def one_line(text: str) -> str:
    """A text without line breaks, as a header needs it, of at most 200 characters."""
    return " ".join(text.split())[:SUBJECT_CHARACTERS]


def parts_of(body: str) -> list[Part]:
    """The paragraphs of a letter. An address alone after "…:" becomes a link with those words."""
    parts: list[Part] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        text = paragraph.strip()
        if not _ADDRESS.fullmatch(text):
            parts.append(Part(tuple(line.strip() for line in text.splitlines())))
            continue
        label = text
        if parts and parts[-1].lines and parts[-1].lines[-1].endswith(":"):
            label = " ".join(parts.pop().lines).removesuffix(":")
        parts.append(Part(url=text, label=label))
    return parts


def as_html(text: LetterText, language: str) -> str:
    """The HTML part: no pictures, no style, nothing fetched; readers keep their own type and colours."""
    return render_to_string(
        "people/letters/letter.html",
        {"subject": text.subject, "parts": parts_of(text.body), "language": language},
    )
