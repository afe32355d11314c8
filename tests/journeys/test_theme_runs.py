"""Analyses in a real browser: cancelled, run again, compared; near-duplicates; a split the engine proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.at_workshop import (
    Visit,
    a_workshop,
    at_the_workshop,
    column,
    on_the_menu,
    reach,
)
from tests.journeys.house import House

pytestmark = pytest.mark.journey
COMPUTED = 120_000
"""Milliseconds within which an analysis has ended on a busy machine."""
AUTO = "Niin monta kuin kestää parhaiten"


@pytest.fixture(scope="module")
def workshop_house(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, dict[str, Any]]]:
    """A workshop that computes in processes of its own, as in use: only these can be stopped."""
    with a_workshop(tmp_path_factory.mktemp("runs"), TIEKARTTA_COMPUTE="process") as served:
        yield served


@pytest.fixture(scope="module")
def house(workshop_house: tuple[House, dict[str, Any]]) -> House:
    """For `visit`."""
    return workshop_house[0]


@pytest.fixture(scope="module")
def told(workshop_house: tuple[House, dict[str, Any]]) -> dict[str, Any]:
    """The programme and its owners."""
    return workshop_house[1]


def keys_of(page: Page) -> list[str]:
    """The themes on the board."""
    keys = page.locator(".tk-col[data-theme]").evaluate_all(
        "columns => columns.map(each => each.dataset.theme)"
    )
    return [key for key in keys if key != "none"]


def test_a_split_is_proposed_named_and_accepted_part_by_part(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told)
    page = visitor.page
    for gone in ("Lomakkeet", "Omaishoito"):  # three topics in one theme
        on_the_menu(page, gone, "Yhdistä")
        reach(page, ".tk-col__panel select")
        page.keyboard.type("Bussit")
        reach(page, ".tk-col__panel button[type=submit]")
        page.keyboard.press("Enter")
        expect(page.locator("#ws-said")).to_contain_text(f"”{gone}” yhdistettiin")
    on_the_menu(page, "Bussit", "Jaa")
    page.wait_for_url("**/jaa/")
    visitor.check()
    reach(page, "#ask_parts")
    page.keyboard.press("ArrowDown")
    reach(page, "button[value=ask]")
    page.keyboard.press("Enter")
    expect(page.locator("#split-wait")).to_be_visible()
    visitor.check()
    parts = page.locator("#split-parts > ul > li")
    expect(parts).to_have_count(3, timeout=COMPUTED)  # it comes by itself
    expect(page.locator("#split-wait")).to_have_count(0)
    visitor.check()

    box = "#split-parts li:nth-child(2) input[name=title_fi]"
    title = page.locator(box)
    machine = title.input_value()
    reach(page, box)
    page.keyboard.press("Control+A")
    page.keyboard.type("Asuminen")  # another theme has it
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("on jo tämä nimi")
    expect(title).to_have_value("Asuminen")
    visitor.check()
    reach(page, box)
    page.keyboard.press("Control+A")
    page.keyboard.type("Oma nimi osalle")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-messages")).to_contain_text("Uusi: ”Oma nimi osalle”")
    expect(parts.first).to_be_visible()
    visitor.check()
    visitor.go(f"/ohjelmat/{told['programme']}/teemat/")
    expect(column(page, "Oma nimi osalle")).to_have_count(1)
    assert machine != "Oma nimi osalle"
    before = len(keys_of(page))
    page.locator("#ws-undo button").first.click()
    expect(column(page, "Oma nimi osalle")).to_have_count(0)
    assert len(keys_of(page)) == before - 1


def start(page: Page, wanted: str) -> None:
    """Open the form of a new analysis and send it."""
    page.locator("summary", has_text="Tee analyysi uudestaan").click()
    page.locator("#run_wanted").select_option(label=wanted)
    page.get_by_role("button", name="Etsi teemat").click()
    page.wait_for_load_state()


def test_an_analysis_is_cancelled_and_run_again_and_two_are_laid_side_by_side(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told)
    page, base = visitor.page, f"/ohjelmat/{told['programme']}/teemat/"
    page.locator("summary", has_text="Tee analyysi uudestaan").click()
    visitor.check()
    visitor.go(base)
    start(page, AUTO)
    expect(page.locator("#ws-run")).to_contain_text("Analyysi on käynnissä")
    visitor.check()
    reach(page, "#cancel-run")
    page.keyboard.press("Enter")
    expect(page.locator("#ws-run")).to_contain_text("Analyysi peruttiin")
    visitor.check()
    visitor.go(base)
    expect(page.locator("#ws-run")).to_contain_text("Analyysi peruttiin")
    page.get_by_role("button", name="Yritä uudelleen").click()
    expect(page.locator("#ws-run")).to_contain_text("Analyysi on käynnissä")
    expect(page.locator("#ws-run")).to_contain_text("Analyysi on valmis", timeout=COMPUTED)
    visitor.check()
    page.get_by_role("link", name="Näytä, mitä se löysi").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(re.compile(r"valittu vakauden mukaan: \d+"))
    visitor.check()

    for theme in keys_of(page):
        visitor.go(f"{base}{theme}/samanlaiset/")
        if page.locator(".tk-pair").count():
            break
    expect(page.locator(".tk-pair").first.locator("blockquote")).to_have_count(2)
    page.get_by_role("button", name="Aina yhdessä").first.click()
    expect(page.locator("main")).to_contain_text("Jokainen analyysi pitää ne samassa teemassa.")
    visitor.check()
    page.get_by_role("button", name="Peru tämä päätös").click()
    expect(page.get_by_role("button", name="Ei koskaan yhdessä").first).to_be_visible()

    visitor.go(f"{base}vertailu/")
    options = page.locator("#run-after option")
    assert options.count() == 2, "a cancelled one is not there"
    expect(options.first).to_contain_text("valittu vakauden mukaan")
    expect(page.locator("main")).to_contain_text("Teemat, jotka löytyivät uudelleen")
    page.locator("#run-before").select_option(index=0)
    page.get_by_role("button", name="Vertaa").click()
    expect(page.locator("main")).to_contain_text("Valitse kaksi eri analyysia")
    visitor.check()


def test_what_is_computed_is_shown_on_a_phone_in_swedish(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told, width=320, language="sv")
    base = f"/ohjelmat/{told['programme']}/teemat/"
    theme = keys_of(visitor.page)[0]
    for part in ("vertailu/", "ajo/", f"{theme}/jaa/", f"{theme}/samanlaiset/", "kartta/"):
        visitor.go(base + part)
