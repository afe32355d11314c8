"""Reads a page as plain data: forms with their fields, links, texts, labels, ids. For tests only."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "template"}
FILLED_IN = "Kokeiltu sana"


@dataclass
class FormRead:
    """A form as it would be sent: what it holds, its boxes ticked, its empty boxes written in."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """One element: its name and attributes, and the names of those around it."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]


@dataclass
class PageRead:
    """What a page holds, in the order it stands."""

    nodes: list[Node] = field(default_factory=list)
    texts: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    forms: list[FormRead] = field(default_factory=list)
    inside_labels: set[int] = field(default_factory=set)
    text_of: dict[int, str] = field(default_factory=dict)

    def all(self, *names: str) -> list[Node]:
        """The elements of these names."""
        return [node for node in self.nodes if node.name in names]

    def attributes(self, name: str) -> list[str]:
        """The values of one attribute of any element."""
        return [node.attributes[name] for node in self.nodes if name in node.attributes]

    @property
    def links(self) -> list[str]:
        """Where links lead."""
        return [node.attributes["href"] for node in self.all("a") if "href" in node.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = PageRead()
        self.open: list[tuple[str, int]] = []
        self.form: FormRead | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        number = len(self.page.nodes)
        self.page.nodes.append(Node(tag, own, tuple(name for name, _number in self.open)))
        self.page.text_of[number] = ""
        if any(name == "label" for name, _number in self.open):
            self.page.inside_labels.add(number)
        if tag == "form":
            self.form = FormRead(own.get("action", ""), own.get("method", "get").lower())
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._field(tag, own)
        if tag not in VOID:
            self.open.append((tag, number))

    def _field(self, tag: str, own: dict[str, str]) -> None:
        name = own.get("name", "")
        if tag == "option" and self.select is not None:
            self.select[1].append((own.get("value", ""), "selected" in own))
        if not name or "disabled" in own:
            return
        kind = own.get("type", "submit" if tag == "button" else "text")
        if tag == "select":
            self.select = (name, [])
        elif tag == "textarea":
            self._put(name, FILLED_IN)
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if kind == "checkbox" or "checked" in own or name not in self._fields:
                self._put(name, own.get("value", "on"), alone=kind == "radio")
        elif tag == "input" and kind == "number":
            self._put(name, own.get("value") or own.get("min") or "1")
        elif tag == "input" and kind not in {"file", "submit", "image"}:
            self._put(name, own.get("value") or (FILLED_IN if kind == "text" else ""))
        elif kind == "submit" and name not in self._fields:
            self._put(name, own.get("value", ""))

    @property
    def _fields(self) -> dict[str, list[str]]:
        assert self.form is not None
        return self.form.fields

    def _put(self, name: str, value: str, *, alone: bool = False) -> None:
        if alone:
            self._fields[name] = [value]
        else:
            self._fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select is not None and self.form is not None:
            name, options = self.select
            chosen = [value for value, is_chosen in options if is_chosen and value]
            filled = chosen or [value for value, _is_chosen in options if value][:1]
            self.form.fields.setdefault(name, []).extend(filled)
            self.select = None
        if tag == "form":
            self.form = None
        while any(name == tag for name, _number in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        names = tuple(name for name, _number in self.open)
        if data.strip() and not UNSEEN & set(names):
            self.page.texts.append((names, " ".join(data.split())))
        for _name, number in self.open:
            self.page.text_of[number] += data


def read_page(html: str) -> PageRead:
    """A page as plain data."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
