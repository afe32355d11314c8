"""J2, steps 1–4, and J3: a survey from a template to the last answer typed from paper, in Finnish."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page
from tests.journeys import walking
from tests.journeys.conftest import Visitor
from tests.journeys.house import House

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
PLACE = re.compile(r"\[[^\]]*\]")
HARD = "Miten palvelukokonaisuus ja osallisuus toimivat?"
EASY = "Mitä palveluissa pitäisi muuttaa?"
TIME = 20_000


def a_draft(visitor: Visitor, name: str, template: str) -> tuple[str, str]:
    """Found a programme and a survey in it; returns the paths of both."""
    programme = walking.found_programme(visitor, name)
    if visitor.page.locator(".tk-path__narrow").is_visible():
        visitor.page.locator(".tk-path__narrow summary").click()
    visitor.page.locator(".tk-path a:visible", has_text="Keruut").click()
    visitor.check()
    visitor.follow("Uusi keruu")
    visitor.page.get_by_role("heading", name=template).get_by_role("link").click()
    visitor.check()
    visitor.press("Tee luonnos")
    assert "Luonnos on valmis" in visitor.page.locator("body").inner_text()
    return programme, visitor.page.url.removeprefix(visitor.house.address)


def take_the_duty(visitor: Visitor, programme: str) -> None:
    """The owner of a small programme is its privacy officer too."""
    visitor.go(f"{programme}jasenet/")
    visitor.page.get_by_role("link", name=re.compile("^Tehtävät")).first.click()
    visitor.page.get_by_label("tietosuojavastaava").check()
    visitor.press("Tallenna")


def publish_notice(visitor: Visitor, programme: str) -> None:
    """From the list of collections: begin, fill in what is in [brackets], approve, publish."""
    visitor.go(f"{programme}keruut/")
    visitor.follow("Tietosuojaselosteet")
    visitor.page.get_by_role("link", name="Aloita seloste").first.click()
    visitor.check()
    visitor.press("Aloita")
    for field in visitor.page.locator("main textarea, main input[type=text]").all():
        if PLACE.search(field.input_value()):
            field.fill(PLACE.sub("osallisuus@esimerkkila.example", field.input_value()))
    visitor.press("Tallenna")
    visitor.press("Hyväksy")
    visitor.press("Julkaise")


def open_it(visitor: Visitor, collection: str) -> None:
    """Last day and notice, then open."""
    visitor.go(f"{collection}asetukset/")
    day = (localdate() + timedelta(days=14)).isoformat()
    visitor.page.locator("[name=closes_on]").fill(day)
    visitor.page.locator("[name=notice]").select_option(index=1)
    visitor.press("Tallenna")
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.press("Avaa keruu")
    assert "Linkki vastaajille" in visitor.page.locator("main").inner_text()


def edit_first_question(visitor: Visitor, text: str) -> None:
    """Choose the first question and write its words anew."""
    visitor.page.locator(".sv-line .sv-acts a").first.click()
    visitor.page.wait_for_load_state()
    visitor.page.locator("main [name=text_fi]").fill(text)


def test_a_development_manager_builds_and_opens_a_survey(visit: Visit, house: House) -> None:
    """J2 steps 1, 3 and 4, INV-C1: template, edited question, hints, languages, phone, notice, open."""
    manager = visit()
    manager.log_in()
    programme, collection = a_draft(manager, "Rakentaja", "Kehittämistarpeet")
    page = manager.page
    assert page.get_by_role("button", name="Avaa keruu").count() == 0  # no notice, no day

    page.locator("#variants h2, [aria-labelledby=variants] h3 a").last.click()
    manager.check()
    questions = page.url
    edit_first_question(manager, HARD)
    page.locator("main [name=text_fi]").press("End")
    page.locator("#hints .sv-hints li").first.wait_for(timeout=TIME)
    assert page.locator("#hints q").filter(has_text="osallisuus").count()
    manager.check()
    page.locator("main [name=text_fi]").fill(EASY)
    page.locator("#hints .sv-hints li").first.wait_for(state="detached", timeout=TIME)
    manager.press("Tallenna")
    assert page.locator(".sv-line__text", has_text=EASY).count() == 1

    manager.follow("Kielet")
    page.locator(".sv-languages a", has_text="Ruotsi").click()
    manager.check()
    swedish = page.locator(".sv-board textarea").first
    assert swedish.get_attribute("lang") == "sv"
    swedish.fill("")
    manager.press("Tallenna tekstit")
    assert "1 puuttuu" in page.locator(".sv-languages").inner_text()
    page.locator(".sv-board textarea").first.fill("Vad borde utvecklas?")
    manager.press("Tallenna tekstit")
    assert "puuttuu" not in page.locator(".sv-languages").inner_text()

    phone = visit(width=360)
    phone.log_in()
    phone.go(questions.removeprefix(house.address))
    phone.follow("Katso puhelimen näytöllä")
    assert phone.page.locator(".sv-phone").get_by_text(EASY).count()

    take_the_duty(manager, programme)
    publish_notice(manager, programme)
    open_it(manager, collection)
    client = visit(width=360)
    client.go(
        page.locator("main a[href^='/vastaa/'], main a[href^='/k/']").last.get_attribute("href")
        or ""
    )
    assert client.page.get_by_role("button", name="Aloita", exact=True).count() == 1


def test_the_builder_works_where_scripts_are_off(visit: Visit) -> None:
    """J2 OK: from template to an edited and moved question and its hints, by plain links and forms."""
    manager = visit(scripts=False, width=320)
    manager.log_in()
    _programme, _collection = a_draft(manager, "Ilman skriptejä", "Palvelupalaute")
    page = manager.page
    page.locator("[aria-labelledby=variants] h3 a").first.click()
    page.wait_for_load_state()
    edit_first_question(manager, HARD)
    manager.press("Tallenna")
    line = page.locator(".sv-line").first
    assert HARD in line.inner_text()
    line.get_by_role("link", name="vinkki selkeästä kielestä").click()
    page.wait_for_load_state()
    assert "osallisuus" in page.locator("#hints").inner_text()
    page.go_back()
    moved = page.locator(".sv-line__text").nth(2).inner_text()
    page.locator(".sv-line").nth(2).get_by_role("button", name=re.compile("^Alas")).click()
    page.wait_for_load_state()
    assert page.locator(".sv-line__text").nth(3).inner_text() == moved
    manager.follow("Katso puhelimen näytöllä")
    assert page.locator(".sv-phone").get_by_text(HARD).count() == 1


def type_in(page: Page, *fields: str) -> None:
    """A paper form, from its first field to the button, by keys alone: Enter leads on."""
    for typed in fields:
        page.keyboard.type(typed)
        page.keyboard.press("Enter")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.type || ''"))


def test_paper_answers_are_typed_in_by_keyboard_alone(visit: Visit, house: House) -> None:
    """J2 step 4, INV-C5: numbers for choices, Enter to go on, the next form after the button; marked as typed."""
    typist = visit()
    typist.scripts = False  # axe looked at all this in the first journey
    typist.log_in()
    programme, collection = a_draft(typist, "Paperilta", "Tilaisuuspalaute")
    take_the_duty(typist, programme)
    publish_notice(typist, programme)
    open_it(typist, collection)
    typist.scripts = True
    typist.follow("Vastaustavat")
    typist.page.get_by_role(
        "link", name=re.compile("^Kirjaa paperilla tulleet vastaukset")
    ).first.click()
    typist.check()
    page = typist.page
    for number in range(3):
        assert focused(page).startswith("n-")  # the first question has the focus
        type_in(page, "4", "2", f"Ajatus {number}", "Enemmän aikaa.")
        while focused(page) != "submit":
            page.keyboard.press("Enter")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Vastaus on otettu vastaan" in page.locator("body").inner_text()
    typist.check()
    type_in(page, "9")  # the scale ends at five
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator("[aria-invalid=true]").first.input_value() == "9"
    typist.check()

    connection = sqlite3.connect(house.folder / "tiekartta.sqlite3", timeout=20)
    with connection:
        sealed = connection.execute("SELECT COUNT(*) FROM voices_envelope").fetchone()[0]
    connection.close()
    assert sealed == 3
