"""A real browser (Debian's Chromium) and a real house for journeys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.journeys.house import OWNER, PASSPHRASE, House

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
]
# What fades in has too little contrast until it is there.
AT_REST = """() => Promise.all(document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
  .map(each => each.finished.catch(() => null))).then(() => null)"""
AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says so.

    For one module at a time: while Playwright is open, its event loop keeps this thread from the
    database, and other modules' tests run here too.
    """
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium at /usr/bin/chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that is set up and serves."""
    made = House(tmp_path_factory.mktemp("house"))
    made.set_up()
    made.start()
    yield made
    made.stop()


WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth)
  .map(each => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 60)}`)
  .slice(-5)"""


class Visitor:
    """Somebody at a browser who looks at every page with axe, in the language asked for."""

    def __init__(self, context: BrowserContext, house: House, *, scripts: bool = True) -> None:
        self.context = context
        self.scripts = scripts
        self.house = house
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.checked: set[str] = set()
        self.page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))

    def go(self, path: str) -> None:
        """Open a path and check the page."""
        response = self.page.goto(self.house.address + path)
        assert response is not None
        assert response.status < 500, (path, response.status)
        self.check()

    def check(self) -> None:
        """The page is there whole; axe finds nothing, one h1, nothing wider than the window.

        A click waits until the next page begins, not until it is there. axe waits for timers of the page, which never ring where scripts are off: there it is not asked.
        """
        self.page.wait_for_load_state()
        if self.scripts:
            self._ask_axe()
        assert self.page.locator("h1").count() == 1, self.page.url
        too_wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, (self.page.url, too_wide, self.page.evaluate(WIDE))

    def _ask_axe(self) -> None:
        self.page.evaluate(AT_REST)
        violations = Axe().run(self.page, options=AXE_OPTIONS).response["violations"]
        told = [
            (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in violations
        ]
        assert told == [], self.page.url

    def press(self, name: str) -> None:
        """Press a button by its words, and check the page that follows."""
        button = self.page.get_by_role("button", name=name, exact=True).first
        assert button.count(), (name, self.page.url, self.page.locator("main").inner_text()[:2000])
        button.click()
        self.check()

    def follow(self, name: str) -> None:
        """Follow a link by its words, and check the page that follows."""
        self.page.get_by_role("link", name=name).first.click()
        self.check()

    def log_in(self, email: str = OWNER, passphrase: str = PASSPHRASE) -> None:
        """Log in on the page."""
        self.go("/tili/kirjaudu/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(passphrase)
        self.page.locator(
            "main form button[type=submit], main form button:not([type])"
        ).first.click()
        self.page.wait_for_load_state()
        assert "/login/" not in self.page.url
        self.check()


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[object]:
    """Make visitors: `visit(language="sv", width=320, scripts=False)`."""
    contexts = []

    def make(*, language: str = "fi", width: int = 1280, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        return Visitor(context, house, scripts=scripts)

    yield make
    for context in contexts:
        context.close()
