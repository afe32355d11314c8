"""J2, from the link to the receipt and back: phones, a Swedish speaker, no scripts, the keyboard alone."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from tests.journeys.at_workshop import reach
from tests.journeys.conftest import Visitor
from tests.journeys.house import House
from tests.journeys.other_tongues import foreign_to

from tiekartta.voices.qr import qr_image

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
RECEIPT = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
DANGER = "En jaksa enää elää näin, kun kukaan ei vastaa"
KEPT = "() => JSON.stringify(localStorage)"
PAGES = 6


def furnish(house: House, *words: str) -> Any:
    """Run `tests.journeys.furnish_answering` on the database of a house."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.furnish_answering", *words], env=house.environment,
        text=True, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    """A house with two open surveys, served."""
    house = House(tmp_path_factory.mktemp("answering"))
    told = furnish(house, "survey")
    house.start()
    yield house, told
    house.stop()


@pytest.fixture(scope="module")
def house(asked: tuple[House, dict[str, Any]]) -> House:
    """For `visit`."""
    return asked[0]


@pytest.fixture(scope="module")
def told(asked: tuple[House, dict[str, Any]]) -> dict[str, Any]:
    """Ids, codes and the day until which answers may be removed."""
    return asked[1]


def rows(house: House, table: str) -> int:
    """How many rows a table has, read by another process's connection."""
    connection = sqlite3.connect(house.folder / "tiekartta.sqlite3", timeout=20)
    try:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of our own
    finally:
        connection.close()


def day(told: dict[str, Any]) -> str:
    """Until when, as people write it."""
    until = date.fromisoformat(told["until"])
    return f"{until.day}.{until.month}.{until.year}"


def words_of(visitor: Visitor) -> str:
    return visitor.page.locator("main").inner_text()


def fields_asked(visitor: Visitor) -> int:
    """How many questions the page asks."""
    return visitor.page.locator("main .an-question").count()


def choose(visitor: Visitor, label: str) -> None:
    visitor.page.get_by_label(label, exact=True).first.check()


def in_another_tab(visitor: Visitor) -> None:
    """Close the page and open another in the same browser."""
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.page.set_default_timeout(15_000)
    visitor.page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))


def receipt_of(visitor: Visitor) -> str:
    """The code on the last page: in the form that people can copy, and in its picture."""
    code = visitor.page.locator("[data-code]").inner_text().strip()
    assert RECEIPT.fullmatch(code), code
    language = visitor.page.locator("html").get_attribute("lang")
    address = f"{visitor.house.address}/kuitti/?sivukieli={language}#{code}"
    picture = visitor.page.locator("img.an-qr")
    assert picture.get_attribute("src") == qr_image(address)
    assert picture.evaluate("each => each.complete && each.naturalWidth > 0")
    assert (picture.bounding_box() or {"width": 0})["width"] >= 150, "a camera must see it"
    return code


def look_up(visitor: Visitor, code: str, *, language: str, button: str) -> None:
    """What a phone does that scans the picture, then the button."""
    in_another_tab(visitor)
    visitor.go(f"/kuitti/?sivukieli={language}#{code}")
    assert visitor.page.locator("input[name=code]").input_value() == code
    assert code not in visitor.page.url
    visitor.press(button)


def test_a_finnish_respondent_answers_on_a_phone_comes_back_and_takes_the_answer_away(
    visit: Visit, house: House, told: dict[str, Any]
) -> None:
    """J2, N6, INV-V4: one question a page, kept on the device, easy language, help, receipt, withdrawal."""
    phone = visit(width=320)
    phone.go(f"/vastaa/{told['open']}/")
    assert phone.page.url.endswith("/fi/")
    assert "Kukaan ei näe, kuka olet" in words_of(phone)
    phone.press("Aloita")
    assert ("Kysymys 1 / 6" in words_of(phone), fields_asked(phone)) == (True, 1)
    phone.page.get_by_label("Mitä pitäisi kehittää?").fill(DANGER)
    phone.press("Seuraava")
    choose(phone, "4")

    in_another_tab(phone)
    phone.go(f"/vastaa/{told['open']}/")
    phone.press("Jatka siitä, mihin jäit")
    assert "Kysymys 2 / 6" in words_of(phone)
    assert phone.page.get_by_label("4", exact=True).is_checked()

    phone.press("Selkosuomi")
    assert phone.page.url.endswith("/selko/")
    phone.press("Takaisin")
    assert phone.page.get_by_label("Mitä pitää muuttaa?").input_value() == DANGER
    phone.press("Suomi")
    for _page in range(2):
        phone.press("Seuraava")
    choose(phone, "Puhelimella")
    phone.press("Seuraava")
    phone.page.get_by_label("Nopeus").select_option("2")
    phone.press("Seuraava")
    phone.page.get_by_role("group", name="Perhetyö").get_by_label("Hyvin").check()
    phone.press("Seuraava")
    assert fields_asked(phone) == 1
    choose(phone, "Sisämaassa")
    phone.press("Seuraava")
    assert DANGER in words_of(phone)
    before = rows(house, "voices_envelope")
    phone.press("Lähetä vastaus")

    assert rows(house, "voices_envelope") == before + 1
    assert phone.page.get_by_role("link", name="Soita 112").get_attribute("href") == "tel:112"
    assert phone.page.get_by_role("alert").filter(has_text="Tarvitsetko apua nyt?").is_visible()
    code = receipt_of(phone)
    assert f"Voit poistaa vastauksesi {day(told)} asti." in words_of(phone)
    assert phone.page.evaluate(KEPT) == "{}"

    look_up(phone, code, language="fi", button="Katso")
    assert "sinetöidyssä laatikossa" in words_of(phone)
    assert f"Voit poistaa vastauksesi {day(told)} asti." in words_of(phone)
    phone.press("Poista…")
    phone.press("Poista pysyvästi")
    assert "Vastauksesi on poistettu." in words_of(phone)
    assert rows(house, "voices_envelope") == before
    look_up(phone, code, language="fi", button="Katso")
    assert "Tällä koodilla ei löytynyt mitään." in words_of(phone)


def test_a_swedish_respondent_with_a_code_meets_nothing_but_swedish(
    visit: Visit, house: House, told: dict[str, Any]
) -> None:
    """J2: the phone speaks Finnish, the link Swedish; also errors, the receipt and its removal."""
    phone = visit(width=360)
    read: list[tuple[str, str]] = []

    def look(*texts: str) -> None:
        here = words_of(phone)
        assert [text for text in texts if text not in here] == [], here
        assert phone.page.locator("html").get_attribute("lang") == "sv"
        read.append((phone.page.title(), phone.page.content()))

    phone.go(f"/vastaa/{told['coded']}/fi/")
    finnish = phone.page.content()
    phone.go(f"/vastaa/{told['coded']}/sv/")
    look("Ingen ser vem du är", "Koden i din inbjudan")
    phone.page.get_by_label("Koden i din inbjudan").fill("KRTV-7H2M-P9QX")
    phone.press("Börja")
    look("Koden öppnar inte enkäten.")
    phone.page.get_by_label("Koden i din inbjudan").fill(told["codes"][0].lower())
    phone.press("Börja")
    look("Fråga 1 / 6", "Vad borde utvecklas?")
    phone.page.get_by_label("Vad borde utvecklas?").fill("Jag vill inte längre leva så här")
    for _page in range(PAGES):
        phone.press("Nästa")
        look()
    look("Kontrollera och skicka")
    assert told["codes"][0] not in phone.page.evaluate(KEPT)
    phone.press("Skicka svaret")
    look("Tack. Ditt svar har tagits emot.", f"Du kan ta bort ditt svar till och med {day(told)}.")
    look("Behöver du hjälp nu?", "Ring 112")
    code = receipt_of(phone)
    phone.follow("Sidan där kvitton slås upp")
    look("Vad hände med det jag sade?")
    phone.page.locator("input[name=code]").fill(code)
    phone.press("Visa")
    look("i den förseglade lådan")
    phone.follow("Visa med en annan kod")
    look("Vad hände med det jag sade?")
    phone.page.locator("input[name=code]").fill(code)
    phone.press("Visa")
    phone.press("Ta bort…")
    look()
    phone.press("Ta bort för gott")
    look("Ditt svar har tagits bort.")

    assert len(foreign_to("sv", finnish)) > 10, "the check sees Finnish where it is"
    assert [(title, foreign_to("sv", page)) for title, page in read if foreign_to("sv", page)] == []
    phone.go(f"/vastaa/{told['coded']}/sv/")
    phone.page.get_by_label("Koden i din inbjudan").fill(told["codes"][0])
    phone.press("Börja")
    look("Koden har redan använts")


def test_without_scripts_an_answer_is_given_and_followed_after_ten_have_answered(
    visit: Visit, house: House, told: dict[str, Any]
) -> None:
    """J2, J12: nothing needs a script; what was sealed is told with its steps once it was opened."""
    phone = visit(width=360, scripts=False)
    phone.go(f"/vastaa/{told['open']}/fi/")
    assert not phone.page.get_by_text("Jatka siitä, mihin jäit").is_visible()
    phone.press("Aloita")
    phone.page.get_by_label("Mitä pitäisi kehittää?").fill("Puheluihin pitäisi vastata")
    phone.press("Seuraava")
    choose(phone, "5 Täysin")
    phone.press("English")
    assert phone.page.get_by_label("5 Fully").is_checked()
    phone.press("Suomi")
    for _page in range(PAGES - 1):
        phone.press("Seuraava")
    assert "Puheluihin pitäisi vastata" in words_of(phone)
    phone.press("Lähetä vastaus")
    assert phone.page.get_by_role("link", name="Soita 112").count() == 0
    code = receipt_of(phone)
    assert not phone.page.get_by_role("button", name="Kopioi koodi").is_visible()

    assert furnish(house, "others", told["open"]) == {"opened": 10}
    phone.follow("Sivu, jolla kuittia katsotaan")
    phone.page.locator("input[name=code]").fill(code.lower().replace("-", " "))
    phone.press("Katso")
    assert "sinetöidyssä laatikossa" not in words_of(phone)
    assert "Puheluihin pitäisi vastata" in words_of(phone)
    assert "Vastasit valitsemalla 1 kysymykseen" in words_of(phone)
    phone.press("Poista…")
    phone.press("Poista pysyvästi")
    assert "Sanomasi on poistettu (1 teksti)." in words_of(phone)
    assert rows(house, "voices_response") == 9


def test_an_answer_is_given_by_keyboard_alone(visit: Visit, told: dict[str, Any]) -> None:
    """Tab, space, arrows and Enter; a problem takes the focus, and every stop shows it."""
    somebody = visit()
    page = somebody.page

    def enter(selector: str) -> None:
        reach(page, selector)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        somebody.check()

    somebody.go(f"/vastaa/{told['coded']}/fi/")
    enter("main button[value=start]")
    assert page.evaluate("document.activeElement.matches('.ds-error-summary')")
    reach(page, "#token")
    page.keyboard.type(told["codes"][1])
    enter("main button[value=start]")
    reach(page, "main textarea")
    page.keyboard.type("Lyhyemmät jonot")
    enter("main button[value=next]")
    reach(page, "main [type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    enter("main button[value=next]")
    reach(page, "main [type=checkbox]")
    page.keyboard.press("Space")
    enter("main button[value=next]")
    reach(page, "main select")
    page.keyboard.type("2")
    enter("main button[value=next]")
    reach(page, "main [type=radio]")
    page.keyboard.press("Space")
    enter("main button[value=next]")
    enter("main button[value=next]")
    given = words_of(somebody)
    for said in ("Lyhyemmät jonot", "2", "Paikan päällä", "Nopeus", "Huonosti"):
        assert said in given, given
    enter("main .an-actions button[value=send]")
    receipt_of(somebody)
