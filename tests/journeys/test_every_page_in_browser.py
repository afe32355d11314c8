"""Every page in a real browser: axe, phone and desktop, without scripts, by keyboard, light to load."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator
from tests.journeys.conftest import AXE_OPTIONS, Visitor
from tests.journeys.house import House
from tests.shell.address_rights import ADDRESSES
from tests.shell.test_every_address import url_of
from tests.shell.test_every_page import PAGES

from tiekartta.shell.demo.story import PASSPHRASE

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
# Their address says the language (tests/shell/test_every_page.py checks which).
SPEAKING_FOR_THEMSELVES = {address.name for address in ADDRESSES if address.speaks}
HEAVIEST = 200_000  # bytes of HTML
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A box to tick is outlined together with its label, by the field around it.
FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const shows = (each) => { const style = getComputedStyle(each);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
  const field = it.matches('[type=checkbox], [type=radio]') ? it.closest('.ds-field') : null;
  return {name: it.tagName + '.' + it.className, href: it.getAttribute('href'),
    shown: shows(it) || (field !== null && shows(field)),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0}; }"""


KEYBOARD = {
    "owner": [
        "programmes:detail",
        "voices:list",
        "themes:theme",
        "proposals:new",
        "roadmap:spearhead_edit",
    ],
    "visitor": ["home", "priorities:vote", "roadmap:public", "trace:spearhead", "trace:receipt"],
}
DARK = {
    "owner": ["themes:workshop", "roadmap:draft", "steering:decision", "voices:screen"],
    "visitor": ["priorities:public_result", "accessibility"],
}


@dataclass(frozen=True)
class Furnished:
    """Addresses of the pages by who may open them, and who logs in."""

    pages: dict[str, dict[str, str]]
    owner: str


@pytest.fixture(scope="module")
def furnished_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Furnished]]:
    """A house with one of everything in it, served."""
    folder = tmp_path_factory.mktemp("whole")
    house = House(folder, DATABASE_URL=f"sqlite:///{folder}/whole.sqlite3")
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.furnish"], env=house.environment, text=True,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    data = json.loads(told.stdout.splitlines()[-1])
    whole: Any = SimpleNamespace(ids=data["ids"], secret_ids=data["secret_ids"])
    pages: dict[str, dict[str, str]] = {"owner": {}, "visitor": {}}
    for who, address in PAGES:
        url = url_of(address, whole)
        pages[who][url] = address.name
    house.start()
    yield house, Furnished(pages, data["owner"])
    house.stop()


@pytest.fixture(scope="module")
def house(furnished_house: tuple[House, Furnished]) -> House:
    """For `visit`."""
    return furnished_house[0]


@pytest.fixture(scope="module")
def furnished(furnished_house: tuple[House, Furnished]) -> Furnished:
    """What is there."""
    return furnished_house[1]


def as_who(
    visit: Visit, furnished: Furnished, who: str, *, language: str = "fi", **how: Any
) -> Visitor:
    """Somebody at a browser, logged in if they are the owner."""
    visitor = visit(language=language, **how)
    if who == "owner":
        page = visitor.page
        page.goto(f"{visitor.house.address}/tili/kirjaudu/")
        page.locator("input[name=login]").fill(furnished.owner)
        page.locator("input[name=password]").fill(PASSPHRASE)
        page.locator("main form button").first.click()
        page.wait_for_url("**/ohjelmat/")
        # Logging in brought the language of the profile; this reader chose another.
        chosen = {"name": "kieli", "value": language, "url": visitor.house.address}
        visitor.context.add_cookies([chosen])
    return visitor


def pages_of(furnished: Furnished, who: str) -> list[tuple[str, str]]:
    """(address, name): everything for the owner; what needs no account for the visitor."""
    return list(furnished.pages[who].items())


@pytest.mark.parametrize(("language", "width"), [("sv", 320), ("fi", 1280)])
@pytest.mark.parametrize("who", ["owner", "visitor"])
def test_every_page_fits_and_is_accessible(
    visit: Visit, furnished: Furnished, who: str, language: str, width: int
) -> None:
    visitor = as_who(visit, furnished, who, language=language, width=width)
    problems: list[tuple[object, ...]] = []
    visitor.page.on(
        "console",
        lambda told: problems.append(("console", told.text)) if told.type == "error" else None,
    )
    for url, name in pages_of(furnished, who):
        response = visitor.page.goto(visitor.house.address + url)
        assert response is not None
        if response.status != 200:
            problems.append((name, "status", response.status))
        if len(response.body()) > HEAVIEST:
            problems.append((name, "heavy", len(response.body())))
        lang = visitor.page.locator("html").get_attribute("lang")
        if lang != language and name not in SPEAKING_FOR_THEMSELVES:
            problems.append((name, "language"))
        if visitor.page.evaluate(TOO_WIDE) > 0:
            problems.append((name, "too wide", visitor.page.evaluate(TOO_WIDE)))
        problems += [(name, *found) for found in violations(visitor)]
    assert problems == []


def violations(visitor: Visitor) -> list[tuple[str, list[str]]]:
    found = Axe().run(visitor.page, options=AXE_OPTIONS).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]


@pytest.mark.parametrize("who", ["owner", "visitor"])
def test_pages_keep_their_contrast_in_the_dark(
    visit: Visit, furnished: Furnished, who: str
) -> None:
    visitor = as_who(visit, furnished, who)
    visitor.page.emulate_media(color_scheme="dark")
    addresses = {name: url for url, name in pages_of(furnished, who)}
    problems = []
    for name in [*KEYBOARD[who], *DARK[who]]:
        visitor.page.goto(visitor.house.address + addresses[name])
        problems += [(name, *found) for found in violations(visitor)]
    assert problems == []


@pytest.mark.parametrize("who", ["owner", "visitor"])
def test_every_page_works_without_scripts(visit: Visit, furnished: Furnished, who: str) -> None:
    visitor = as_who(visit, furnished, who, scripts=False)
    problems: list[tuple[str, str]] = []
    for url, name in pages_of(furnished, who):
        visitor.page.goto(visitor.house.address + url)
        main = visitor.page.locator("main")
        if not (main.is_visible() and main.locator("h1").is_visible()):
            problems.append((name, "no main part"))
        if len(main.inner_text()) < 40:
            problems.append((name, "next to nothing to read"))
        problems += [
            (name, f"a form that cannot be sent: {form.get_attribute('action')}")
            # A form of a dialog that scripts open only closes it; it has nothing to send.
            for form in main.locator("form:not(dialog:not([open]) > form[method=dialog])").all()
            if not can_be_sent(form)
        ]
        if visitor.page.locator("noscript").count():
            problems.append((name, "noscript"))
    assert problems == []


def can_be_sent(form: Locator) -> bool:
    """Whether there is a button to press, unless the form waits in a closed part that opens without scripts."""
    if form.locator("xpath=ancestor::details[not(@open)]").count():
        return True
    return any(
        each.is_visible()
        for each in form.locator("button:not([type=button]), input[type=submit]").all()
    )


@pytest.mark.parametrize("who", ["owner", "visitor"])
def test_the_keyboard_reaches_the_skip_link_first_and_focus_is_seen(
    visit: Visit, furnished: Furnished, who: str
) -> None:
    visitor = as_who(visit, furnished, who)
    addresses = {name: url for url, name in pages_of(furnished, who)}
    for name in KEYBOARD[who]:
        page = visitor.page
        page.goto(visitor.house.address + addresses[name])
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUS)
        assert (first["href"], first["seen"], first["shown"]) == ("#main", True, True), (
            name,
            first,
        )
        for _step in range(12):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus["name"].startswith("BODY"):
                break  # round the end of a short page
            assert focus["shown"], (name, focus)
            assert focus["seen"], (name, focus)
        page.goto(visitor.house.address + addresses[name])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", name
