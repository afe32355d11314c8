"""J3, step 1: held texts screened by keyboard alone, and without scripts; every page looked at with axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.journeys import walking
from tests.journeys.conftest import Visitor
from tests.journeys.house import House

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
TEXTS = (
    "Maija Virtanen soitti, ja Maijalle pitäisi antaa lisää aikaa. Hän muutti Ruovedelle.",
    "Soittakaa numeroon 040 123 4567, kun jonot ovat pitkiä.",
    "Kirjoittakaa osoitteeseen nimi.sukunimi@esimerkki.fi ennen kesää.",
    "Asun Kuusikujalla 5 ja odotan vastausta.",
)


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A file of answers of which every one is held."""
    file = tmp_path / "vastaukset.csv"
    file.write_text("Mitä pitäisi kehittää?\n" + "\n".join(f'"{text}"' for text in TEXTS) + "\n")
    return file


def queue_of(visitor: Visitor, name: str, file: Path) -> str:
    visitor.log_in()
    programme = walking.found_programme(visitor, name)
    walking.import_file(visitor, programme, file, group="client")
    visitor.go(f"{programme}seulonta/")
    return programme


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; by no other means."""
    for _time in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError((selector, page.url))


def press(visitor: Visitor, key: str) -> None:
    """A key that leads to another page."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)
    visitor.check()


def after(visitor: Visitor) -> str:
    return visitor.page.locator("[data-after]").input_value()


def text_of_screen(visitor: Visitor) -> str:
    return visitor.page.locator("[data-before]").inner_text()


def test_a_screener_with_a_keyboard_screens_marks_rejects_and_takes_back(
    visit: Visit, house: House, held: Path
) -> None:
    screener = visit()
    queue_of(screener, "Näppäimistöllä", held)
    page = screener.page
    tab_to(page, "form[action*='/seuraava/'] button")
    press(screener, "Enter")
    seen = set()
    for _text in TEXTS:  # j goes around the whole queue and k back
        seen.add(text_of_screen(screener))
        press(screener, "j")
    assert len(seen) == len(TEXTS)
    while "Maija" not in text_of_screen(screener):
        press(screener, "k")
    assert after(screener).startswith("[nimi 1] soitti, ja [nimi 1] pitäisi")

    # a place that the machine did not find, selected in the field of the text
    page.keyboard.press("t")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowLeft")
    for _letter in range(len("Ruovedelle")):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Alt+p")
    page.wait_for_function(
        "() => document.querySelector('[data-after]').value.includes('[paikka 1]')"
    )
    screener.check()
    page.keyboard.press("Escape")

    # one suggestion is left by the arrow keys of its list, and taken again
    page.keyboard.press("m")
    page.keyboard.press("End")
    page.wait_for_function(
        "() => document.querySelector('[data-after]').value.startsWith('Maija Virtanen')"
    )
    page.keyboard.press("Home")
    page.wait_for_function(
        "() => document.querySelector('[data-after]').value.startsWith('[nimi 1]')"
    )
    page.keyboard.press("Escape")
    press(screener, "e")

    left = text_of_screen(screener)
    press(screener, "s")
    press(screener, "u")
    assert text_of_screen(screener) == left
    press(screener, "a")
    page.keyboard.press("r")
    page.keyboard.press("ArrowDown")
    press(screener, "Enter")
    press(screener, "a")
    assert "Kaikki on seulottu." in page.locator("main, [role=status], body").first.inner_text()
    assert page.locator("form[data-undo]").count() == 1


def test_typed_letters_are_no_commands_and_the_keys_can_be_switched_off(
    visit: Visit, house: House, held: Path
) -> None:
    """WCAG 2.1.4"""
    screener = visit(width=360)
    programme = queue_of(screener, "Kirjoittaen", held)
    page = screener.page
    page.locator("main tbody a").first.click()
    screener.check()
    here = page.url
    page.keyboard.press("t")
    page.keyboard.type("saeruj")
    assert page.url == here
    assert "saeruj" in after(screener)
    page.reload()
    assert "saeruj" in after(screener)
    page.locator("[data-keys] summary").click()
    page.locator("[data-keys-on]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    assert page.url == here
    assert programme in page.url


def test_everything_works_without_scripts(visit: Visit, house: House, held: Path) -> None:
    screener = visit(width=320, scripts=False)
    screener.log_in()
    programme = walking.found_programme(screener, "Ilman skriptejä")
    importer = visit()
    importer.log_in()
    walking.import_file(importer, programme, held, group="client")
    screener.go(f"{programme}seulonta/")
    screener.press("Aloita")
    page = screener.page
    for _text in TEXTS:
        if "Maija" in text_of_screen(screener):
            break
        screener.follow("Jätä tämä ja siirry seuraavaan")
    page.locator("[data-passage]").fill("Ruovedelle")
    screener.press("Paikka")
    assert "[paikka 1]" in after(screener)
    page.locator("select[data-mark]").first.select_option("leave")
    screener.press("Päivitä teksti merkintöjen mukaan")
    assert after(screener).startswith("Maija Virtanen soitti, ja [nimi 1]")
    screener.press("Peitä kaikki ehdotetut ja hyväksy")
    screener.press("Peru viimeisin päätös")
    assert after(screener).startswith("[nimi 1] soitti")
    screener.press("Hyväksy muokattu teksti")
    for _text in TEXTS[1:]:
        screener.press("Hyväksy sellaisenaan")
    assert "Kaikki on seulottu." in page.locator("body").inner_text()
