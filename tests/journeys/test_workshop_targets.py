"""What is pressed in the theme workshop is large enough at any width, and half covered nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.at_workshop import Visit, a_workshop, at_the_workshop
from tests.journeys.house import House

pytestmark = pytest.mark.journey
WIDTHS = (320, 360, 480, 640, 768, 900, 1024, 1280)
SMALL = """() => [...document.querySelectorAll('.tk-ws :is(a[href], button, summary, select, input:not([type=hidden])), .tk-rows .tk-note a')]
  .filter(each => each.checkVisibility())
  .map(each => [each.outerHTML.slice(0, 100), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([told, box]) => `${told} ${box.width} × ${box.height}`)"""
OPEN = "document.querySelectorAll('.tk-col__body').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def workshop_house(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, dict[str, Any]]]:
    """A workshop in which every voice has a near-duplicate."""
    with a_workshop(tmp_path_factory.mktemp("targets"), "similar") as served:
        yield served


@pytest.fixture(scope="module")
def house(workshop_house: tuple[House, dict[str, Any]]) -> House:
    """For `visit`."""
    return workshop_house[0]


@pytest.fixture(scope="module")
def told(workshop_house: tuple[House, dict[str, Any]]) -> dict[str, Any]:
    """The programme and its owners."""
    return workshop_house[1]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_is_pressed_is_large_enough_at_every_width(
    visit: Visit, told: dict[str, Any], language: str
) -> None:
    page = at_the_workshop(visit, told, language=language).page
    twins = page.locator(".tk-voice__rest > a[href$='/samanlaiset/']")
    assert twins.count() == page.locator(".tk-voice").count() >= 30
    theme = twins.first.get_attribute("href")
    assert theme
    for path in ("", theme.removesuffix("samanlaiset/")):
        if path:
            page.goto(page.url.split("/ohjelmat/")[0] + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(OPEN)
            assert page.evaluate(SMALL) == [], (path, width)


@pytest.mark.parametrize("width", [768, 1280])
def test_no_place_that_a_column_can_be_scrolled_to_covers_half_of_what_is_pressed(
    visit: Visit, told: dict[str, Any], width: int
) -> None:
    visitor = at_the_workshop(visit, told, width=width)
    page = visitor.page
    page.locator(".tk-menu > summary").first.click()  # its entries are targets beside the cards'
    furthest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.tk-col__body')].map(each => each.scrollHeight - each.clientHeight))"
    )
    assert furthest > 40, "there is something to scroll"
    for down in range(0, 41, 5):
        page.evaluate(
            "down => document.querySelectorAll('.tk-col__body').forEach(each => each.scrollTo(0, down))",
            down,
        )
        told_by_axe = Axe().run(page, options={"runOnly": ["target-size"]}).response["violations"]
        assert told_by_axe == [], down
    visitor.check()
