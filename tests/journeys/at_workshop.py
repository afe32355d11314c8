"""A served workshop, and going about in it, for journeys."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.factories import PASSPHRASE
from tests.journeys.conftest import Visitor
from tests.journeys.house import House

Visit = Callable[..., Visitor]
MOST_TABS = 400
MATCHES = "wanted => document.activeElement?.matches(wanted) ?? false"
SHOWN = """() => { const it = document.activeElement, box = it.getBoundingClientRect();
  const style = getComputedStyle(it), field = it.closest('.ds-field, .tk-voice');
  const rings = [style, field && getComputedStyle(field)].filter(Boolean);
  return box.bottom > 0 && box.top < innerHeight
    && rings.some(each => (each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0) || each.boxShadow !== 'none'); }"""


@contextmanager
def a_workshop(
    folder: Path, *furnished: str, **environment: str
) -> Iterator[tuple[House, dict[str, Any]]]:
    """A house whose programme has six themes of ten voices and two owners, served; and their names.

    `furnished`: what else `furnish_workshop` is asked for.
    """
    house = House(folder, DATABASE_URL=f"sqlite:///{folder}/workshop.sqlite3", **environment)
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.furnish_workshop", *furnished], env=house.environment, text=True,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    house.start()
    try:
        yield house, json.loads(told.stdout.splitlines()[-1])
    finally:
        house.stop()


def reach(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until the focus is on something; every stop on the way shows its focus."""
    for _step in range(MOST_TABS):
        if page.evaluate(MATCHES, selector):
            assert page.evaluate(SHOWN), selector
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def at_the_workshop(
    visit: Visit, told: dict[str, Any], *, owner: int = 0, path: str = "", **how: Any
) -> Visitor:
    """One of the owners, logged in by the keyboard, in Finnish, at the workshop."""
    visitor = visit(**how)
    page = visitor.page
    page.goto(f"{visitor.house.address}/tili/kirjaudu/")
    reach(page, "input[name=login]")
    page.keyboard.type(told["owners"][owner])
    reach(page, "input[name=password]")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ohjelmat/")
    language = how.get("language", "fi")
    visitor.context.add_cookies(
        [{"name": "kieli", "value": language, "url": visitor.house.address}]
    )
    visitor.go(f"/ohjelmat/{told['programme']}/teemat/{path}")
    return visitor


def said(page: Page, words: str) -> None:
    """The live region says so."""
    expect(page.locator("#ws-said")).to_contain_text(words)


def column(page: Page, title: str) -> Any:
    """The column of a theme by its title."""
    return page.locator(".tk-col").filter(has=page.locator("h3", has_text=title))


def on_the_menu(page: Page, title: str, entry: str) -> None:
    """Open the actions of a theme and choose one, by the keyboard."""
    key = column(page, title).first.get_attribute("data-theme")
    if not page.evaluate(MATCHES, f"#c-{key} .tk-menu > summary"):
        page.locator(f"#h-{key} a").focus()  # as from a list of headings
        reach(page, f"#c-{key} .tk-menu > summary")
    page.keyboard.press("Enter")
    wanted = page.locator(f"#c-{key} .tk-menu__list").get_by_text(entry, exact=True)
    expect(wanted).to_be_visible()
    for _step in range(10):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(entry)
