"""A document as plain data, written by the page and by DOCX alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table with a caption; every row is as long as `head`. The first cell names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs and tables under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document in one language (fi, sv or en)."""

    title: str
    language: str
    lead: str
    sections: tuple[Section, ...]
