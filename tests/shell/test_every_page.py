"""Every page as the owner and as a visitor, in Finnish and Swedish: whole, translated, labelled, safe."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from tests.page_reading import Node, PageRead, read_page
from tests.shell.address_rights import ADDRESSES, NONE, STANDINGS, Address, may
from tests.shell.test_every_address import url_of
from tests.whole_house import Whole

pytestmark = pytest.mark.django_db
LANGUAGES = ("fi", "sv")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
FILES = {
    "healthz", "readyz", "priorities:papers", "roadmap:edition_json", "trace:spearhead_json", "account_logout",
    "impact_docx", "own_data", "voices:year_file", "voices:organisation_year_file",
    "voices:results_file",
}  # fmt: skip
# The same in both languages, because it is a name or a sign.
SAME_IN_BOTH = {"name@example.org"}
IN_ITS_OWN_LANGUAGE = {"English"}  # the language switch
PAGES = [
    (who, address)
    for who in ("owner", "visitor")
    for address in ADDRESSES
    if address.get != NONE and address.found == (200,) and address.name not in FILES
    and may(address.get, STANDINGS[who]) and (who == "owner" or address.get != "account")
]  # fmt: skip
NAMED_FIELDS = ("input", "select", "textarea")
NOT_NAMED = {"hidden", "submit", "button", "image", "reset"}


def catalogue(language: str) -> dict[str, str]:
    """English → the other language, singular texts without variables."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        entries = read_po(file, locale=language)
    return {
        entry.id: str(entry.string) for entry in entries if isinstance(entry.id, str) and entry.id
    }


CATALOGUES = {language: catalogue(language) for language in LANGUAGES}


def asked(
    whole: Whole, who: str, address: Address, language: str
) -> tuple[PageRead, dict[str, str]]:
    client = Client(headers={"accept-language": language})
    if whole.people[who] is not None:
        client.force_login(whole.people[who])
    spoken = {address.speaks: language} if address.speaks else {}
    response = client.get(url_of(address, whole, **spoken))
    assert response.status_code == 200
    return read_page(response.content.decode()), dict(response.headers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("who", "address"), PAGES, ids=lambda value: getattr(value, "name", value))
def test_every_page_is_whole(whole: Whole, who: str, address: Address, language: str) -> None:
    page, headers = asked(whole, who, address, language)
    problems = [
        *frame_problems(page, language),
        *left_in_english(page, language),
        *fields_without_a_name(page),
        *pictures_without_words(page),
        *broken_references(page),
        *inline_code(page),
    ]
    policy = headers.get("Content-Security-Policy", "")
    assert problems == []
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["Content-Language"] == language


def test_nearly_every_page_of_the_house_is_looked_at() -> None:
    assert len({address.name for _who, address in PAGES}) > 60


def frame_problems(page: PageRead, language: str) -> list[str]:
    found = []
    if page.nodes[0].name != "html" or page.nodes[0].attributes.get("lang") != language:
        found.append("the language of the page is not told")
    if len(page.all("h1")) != 1 or not text_of(page, page.all("h1")[0]):
        found.append(f"{len(page.all('h1'))} headings of the first level")
    if not text_of(page, page.all("title")[0]).removesuffix("– Tiekartta").strip():
        found.append("no title")
    if page.links[0] != "#main" or "main" not in page.attributes("id"):
        found.append("no skip link")
    if len(page.all("main")) != 1:
        found.append("not one main part")
    levels = [int(node.name[1]) for node in page.nodes if re.fullmatch("h[1-6]", node.name)]
    found += [
        f"h{after} after h{before}"
        for before, after in itertools.pairwise(levels)
        if after > before + 1
    ]
    return found


def text_of(page: PageRead, node: Node) -> str:
    place = next(number for number, each in enumerate(page.nodes) if each is node)
    return " ".join(page.text_of[place].split())


def left_in_english(page: PageRead, language: str) -> list[str]:
    """Texts of the catalogue that stand in English though they have another translation."""
    known = CATALOGUES[language]
    read = [text for _around, text in page.texts]
    for name in ("aria-label", "title", "alt", "placeholder", "data-keep-note"):
        read += page.attributes(name)
    return [
        f"in English: {text}"
        for text in read
        if text not in IN_ITS_OWN_LANGUAGE
        and len(text) > 3
        and known.get(text, text) != text
        and text not in known.values()
    ]


def fields_without_a_name(page: PageRead) -> list[str]:
    labelled = {node.attributes.get("for", "") for node in page.all("label")}
    found = []
    for place, node in enumerate(page.nodes):
        own = node.attributes
        if node.name not in NAMED_FIELDS or own.get("type") in NOT_NAMED:
            continue
        named = own.get("id") in labelled or place in page.inside_labels
        if not (named or own.get("aria-label") or own.get("aria-labelledby")):
            found.append(f"no label: {own.get('name')}")
    return found + [
        f"a {node.name} without words: {node.attributes}"
        for node in page.all("button", "a")
        if not (text_of(page, node) or node.attributes.get("aria-label"))
    ]


def pictures_without_words(page: PageRead) -> list[str]:
    found = [
        f"no alt: {node.attributes}" for node in page.all("img") if "alt" not in node.attributes
    ]
    for place, node in enumerate(page.nodes):
        own = node.attributes
        if node.name != "svg" or own.get("aria-hidden") == "true" or "svg" in node.around:
            continue
        has_title = page.nodes[place + 1].name == "title"
        if not (has_title or own.get("aria-label") or own.get("aria-labelledby")):
            found.append(f"a drawing without words: {own}")
    return found


def broken_references(page: PageRead) -> list[str]:
    ids = Counter(page.attributes("id"))
    found = [f"id twice: {name}" for name, times in ids.items() if times > 1]
    for name in (
        "for",
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-errormessage",
    ):
        for value in page.attributes(name):
            found += [
                f"{name} leads to no {target}" for target in value.split() if target not in ids
            ]
    return found + [
        f"no place {link}"
        for link in page.links
        if re.fullmatch("#.+", link) and link[1:] not in ids
    ]


def inline_code(page: PageRead) -> list[str]:
    found = [f"style in {node.name}" for node in page.nodes if "style" in node.attributes]
    found += [
        f"inline {node.name}" for node in page.all("script") if not node.attributes.get("src")
    ]
    found += ["a style element" for _node in page.all("style")]
    return found + [
        f"{name} in {node.name}"
        for node in page.nodes
        for name in node.attributes
        if re.fullmatch("on[a-z]+", name)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_translates_every_sentence(language: str) -> None:
    same = {
        english
        for english, other in CATALOGUES[language].items()
        if english == other and len(PLACEHOLDER.sub("", english)) > 12
    }
    assert same - SAME_IN_BOTH == set()


POOR_PAGE = """<html lang="en"><head><title>– Tiekartta</title></head><body><a href="#other">x</a>
<h1>Home</h1><h1></h1><h3>Too deep</h3><svg></svg><img src="x"><p id="a" style="color: red"></p><p id="a" onclick="x()"></p>
<input name="named" aria-label="Search"><input name="nameless"><a href="/"></a><label for="gone">Voices</label>
<script>x()</script><style></style><p>Skip to main content</p></body></html>"""


def test_every_check_sees_what_it_looks_for() -> None:
    page = read_page(POOR_PAGE)
    assert len(frame_problems(page, "fi")) == 6
    assert "in English: Skip to main content" in left_in_english(page, "sv")
    assert fields_without_a_name(page) == ["no label: nameless", "a a without words: {'href': '/'}"]
    assert len(pictures_without_words(page)) == 2
    assert broken_references(page) == ["id twice: a", "for leads to no gone", "no place #other"]
    assert inline_code(page) == ["style in p", "inline script", "a style element", "onclick in p"]
