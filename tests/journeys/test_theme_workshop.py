"""J3 in a real browser: the theme workshop by keyboard alone, without scripts, by mouse, and two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import PASSPHRASE
from tests.journeys.at_workshop import (
    MATCHES,
    Visit,
    a_workshop,
    at_the_workshop,
    column,
    on_the_menu,
    reach,
    said,
)
from tests.journeys.conftest import Visitor
from tests.journeys.house import House

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def workshop_house(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[House, dict[str, Any]]]:
    """A house whose programme has six themes of ten voices and two owners, served."""
    with a_workshop(tmp_path_factory.mktemp("workshop")) as served:
        yield served


@pytest.fixture(scope="module")
def house(workshop_house: tuple[House, dict[str, Any]]) -> House:
    """For `visit`."""
    return workshop_house[0]


@pytest.fixture(scope="module")
def told(workshop_house: tuple[House, dict[str, Any]]) -> dict[str, Any]:
    """The programme and its owners."""
    return workshop_house[1]


def test_j3_by_the_keyboard_alone(visit: Visit, told: dict[str, Any]) -> None:
    visitor = at_the_workshop(visit, told)
    page = visitor.page
    reach(page, ".tk-voice")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowDown")
    moved = page.evaluate("document.activeElement.id")
    assert moved != first
    page.keyboard.press("ArrowRight")
    assert page.evaluate(
        "document.activeElement.closest('.tk-col').dataset.theme"
    ) != page.evaluate(f"document.getElementById('{moved}').closest('.tk-col').dataset.theme")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("?")
    visitor.check()
    page.keyboard.press("Escape")

    keep_in_order(visitor, moved)
    write_why(visitor)
    name_and_merge(visitor)
    approve_by_two(visit, visitor, told)


def keep_in_order(visitor: Visitor, moved: str) -> None:
    """Move by typing the beginning of a theme, pin, take out, undo; two at once into a new theme."""
    page = visitor.page
    reach(page, f"#{moved}")
    page.keyboard.press("m")
    page.keyboard.type("omais")
    expect(page.locator("#ws-pick-list [aria-selected=true]")).to_have_text("Omaishoito")
    visitor.check()
    page.keyboard.press("Enter")
    said(page, "Siirretty teemaan ”Omaishoito”")
    expect(column(page, "Omaishoito").locator(f"#{moved}")).to_contain_text("Analyysi:")
    assert page.evaluate(MATCHES, ".tk-voice"), "the focus stays in the column"
    visitor.check()

    # pin, take out, undo
    page.keyboard.press("p")
    said(page, "Kiinnitetty")
    assert page.evaluate("document.activeElement.dataset.placing") == "pinned"
    page.keyboard.press("ArrowDown")
    gone = page.evaluate("document.activeElement.id")
    page.keyboard.press("r")
    said(page, "vailla teemaa")
    expect(page.locator(f"#c-none #{gone}")).to_be_visible()
    visitor.check()
    page.keyboard.press("u")
    said(page, "Kumottu")
    expect(page.locator(f"#c-none #{gone}")).to_have_count(0)

    # two ticked cards at once, into a theme of their own
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#ticked")).to_be_visible()
    visitor.check()
    page.keyboard.press("m")
    page.keyboard.type("Aivan uusi")
    page.keyboard.press("Enter")
    said(page, "Aivan uusi")
    expect(column(page, "Aivan uusi").locator(".tk-voice")).to_have_count(2)
    visitor.check()


def write_why(visitor: Visitor) -> None:
    """Ask why a card is there, and leave a note."""
    page = visitor.page
    reach(page, ".tk-voice")
    page.keyboard.press("w")
    expect(page.locator(".tk-why[open] > div")).not_to_be_empty()
    visitor.check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator(".tk-col__panel textarea")).to_be_focused()
    page.keyboard.type("Kysytään vielä kentältä.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-col__panel")).to_contain_text(["Kysytään vielä kentältä."])
    visitor.check()


def name_and_merge(visitor: Visitor) -> None:
    """Rename, merge, not a theme and back."""
    page = visitor.page
    on_the_menu(page, "Bussit", "Nimeä")
    expect(page.locator(".tk-col__panel input[name=title_fi]")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" ja kyydit")
    visitor.check()
    page.keyboard.press("Enter")
    expect(column(page, "Bussit ja kyydit").locator(".tk-machine").first).to_contain_text("Bussit")
    on_the_menu(page, "Aivan uusi", "Yhdistä")
    reach(page, ".tk-col__panel select")
    page.keyboard.type("Asuminen")
    visitor.check()
    reach(page, ".tk-col__panel button[type=submit]")
    page.keyboard.press("Enter")
    said(page, "”Aivan uusi” yhdistettiin teemaan ”Asuminen”")
    expect(column(page, "Asuminen").locator(".tk-col__title a")).to_be_focused()
    on_the_menu(page, "Kiire", "Ei ole teema")
    said(page, "”Kiire” ei ole enää teema")
    expect(page.locator("#ws-rejected")).to_contain_text("Kiire")
    expect(page.locator(".tk-col__title a:focus")).to_have_count(1)
    visitor.check()
    reach(page, "#ws-rejected button")
    page.keyboard.press("Enter")
    said(page, "”Kiire” on taas teema")
    expect(column(page, "Kiire").locator(".tk-col__title a")).to_be_focused()


def approve_by_two(visit: Visit, visitor: Visitor, told: dict[str, Any]) -> None:
    """One approves here, the other elsewhere."""
    page = visitor.page
    reach(page, "#approval button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".tk-messages")).to_contain_text("vielä yksi")
    visitor.check()
    other = at_the_workshop(visit, told, owner=1)
    expect(other.page.locator("#approval")).to_contain_text("Oona Omistaja")
    reach(other.page, "#approval button[type=submit]")
    other.page.keyboard.press("Enter")
    expect(other.page.locator(".tk-messages")).to_contain_text("Teemat on hyväksytty")
    other.check()
    on_a_phone = at_the_workshop(visit, told, width=320).page
    assert on_a_phone.locator(".tk-voice:visible").count() == 0, "approved ones open on demand too"
    reopen(other)


def reopen(visitor: Visitor) -> None:
    """A new draft from the approved themes, for whoever comes next."""
    visitor.page.get_by_role("button", name="Avaa uusi luonnos").click()
    visitor.check()


def test_everything_is_done_without_scripts_too(
    visit: Visit, house: House, told: dict[str, Any]
) -> None:
    """axe needs scripts: the same pages are looked at with it in the other journeys."""
    visitor = visit(scripts=False)
    page = visitor.page
    base = f"{house.address}/ohjelmat/{told['programme']}/teemat/"
    page.goto(f"{house.address}/tili/kirjaudu/")
    page.locator("input[name=login]").fill(told["owners"][0])
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.locator("main form button").first.click()
    page.wait_for_url("**/ohjelmat/")
    visitor.context.add_cookies([{"name": "kieli", "value": "fi", "url": house.address}])
    page.goto(base)
    card = column(page, "Lomakkeet").locator(".tk-voice").first
    name = card.get_attribute("id")
    card.locator("input[name=voice]").check()
    page.locator("#ticked select").select_option(label="Asuminen")
    page.get_by_role("button", name="Siirrä", exact=True).click()
    expect(page.locator(".tk-messages")).to_contain_text("Siirretty teemaan ”Asuminen”")
    expect(column(page, "Asuminen").locator(f"#{name}")).to_contain_text("ihmisten sijoittama")
    page.locator("#ws-undo button").first.click()
    expect(page.locator(".tk-messages")).to_contain_text("Kumottu")
    page.locator(f"#{name} .tk-why > summary").click()
    page.locator(f"#{name} .tk-why a").click()
    expect(page.locator("h1")).to_have_text("Miksi tämä näkemys on tässä?")
    page.goto(f"{base}?nakyma=lista&haku=lomake")
    expect(page.locator(".tk-board[data-layout=list]")).to_have_count(1)
    key = column(page, "Lomakkeet").get_attribute("data-theme")
    page.goto(f"{base}{key}/")
    page.locator("#notes textarea").fill("Muistettava")
    page.locator("#notes button[type=submit]").last.click()
    expect(page.locator("#notes")).to_contain_text("Muistettava")
    for part in (f"{key}/jaa/", f"{key}/samanlaiset/", "kartta/", "vertailu/", "muutokset/"):
        answer = page.goto(base + part)
        assert answer is not None
        assert answer.status == 200, part


def test_a_card_is_dragged_by_mouse_and_escape_puts_it_back(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told)
    page = visitor.page
    card = column(page, "Lomakkeet").locator(".tk-voice").first
    name = card.get_attribute("id")
    drag(page, name, column(page, "Omaishoito"), let_go=False)
    expect(page.locator("[data-drop]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".tk-ghost")).to_have_count(0)
    expect(column(page, "Lomakkeet").locator(f"#{name}")).to_have_count(1)
    drag(page, name, column(page, "Omaishoito"))
    said(page, "Siirretty teemaan ”Omaishoito”")
    expect(column(page, "Omaishoito").locator(f"#{name}")).to_have_count(1)
    assert not page.locator(f"#{name} input").is_checked(), "letting go ticks nothing"
    visitor.check()


def test_a_card_held_near_an_edge_does_not_pull_the_page_from_under_it(
    visit: Visit, told: dict[str, Any]
) -> None:
    page = at_the_workshop(visit, told).page
    card = column(page, "Omaishoito").locator(".tk-voice").first
    name = card.get_attribute("id")
    card.evaluate("each => window.scrollBy(0, each.getBoundingClientRect().top - 45)")
    there = column(page, "Bussit").bounding_box()
    assert there
    drag(page, name, column(page, "Bussit"), let_go=False, scroll=False)
    before = page.evaluate("scrollY")
    page.mouse.move(there["x"] + 130, 50, steps=3)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before
    page.mouse.up()
    said(page, "Siirretty teemaan ”Bussit")


def drag(
    page: Page, card: str | None, to: Any, *, let_go: bool = True, scroll: bool = True
) -> None:
    """Press on a card's lower edge and move over another column."""
    if scroll:
        page.locator(f"#{card}").scroll_into_view_if_needed()
        to.locator("h3").scroll_into_view_if_needed()
    here, there = page.locator(f"#{card}").bounding_box(), to.bounding_box()
    assert here
    assert there
    page.mouse.move(here["x"] + 60, here["y"] + here["height"] - 5)
    page.mouse.down()
    page.mouse.move(here["x"] + 90, here["y"] + 10, steps=4)
    page.mouse.move(there["x"] + 120, here["y"] + 20, steps=8)
    if let_go:
        page.mouse.up()


def test_on_a_phone_the_themes_are_a_closed_list_that_fits(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told, width=320, language="sv")
    page = visitor.page
    assert page.locator(".tk-voice:visible").count() == 0
    page.locator(".tk-col__body > summary").nth(1).click()
    assert page.locator(".tk-voice:visible").count() > 0
    page.locator(".tk-voice:visible input").first.check()
    visitor.check()


def test_two_people_do_not_overwrite_each_other(visit: Visit, told: dict[str, Any]) -> None:
    one = at_the_workshop(visit, told)
    other = at_the_workshop(visit, told, owner=1)
    on_the_menu(one.page, "Lomakkeet", "Nimeä")
    on_the_menu(other.page, "Lomakkeet", "Nimeä")
    title = ".tk-col__panel input[name=title_fi]"
    other.page.locator(title).fill("Lomakkeet ja luvat")
    other.page.keyboard.press("Enter")
    said(other.page, "Tallennettu")
    one.page.locator(title).fill("Lomakkeiden kieli")
    one.page.keyboard.press("Enter")
    expect(one.page.locator(".tk-col__panel [role=alert]")).to_contain_text("Otso Toinen")
    expect(one.page.locator(title)).to_have_value("Lomakkeiden kieli")
    one.check()
    one.page.locator(title).press("Enter")
    said(one.page, "Tallennettu")
    expect(column(one.page, "Lomakkeiden kieli")).to_have_count(1)

    card = column(one.page, "Lomakkeiden kieli").locator(".tk-voice").first
    name = card.get_attribute("id")
    other.page.locator(f"#{name}").focus()
    other.page.keyboard.press("m")
    other.page.keyboard.type("Asum")
    other.page.keyboard.press("Enter")
    said(other.page, "Asuminen")
    one.page.locator(f"#{name}").focus()
    one.page.keyboard.press("r")
    expect(one.page.locator("#ws-problem")).to_contain_text("Otso Toinen")
    expect(column(one.page, "Asuminen").locator(f"#{name}")).to_have_count(1)
    one.check()


def test_whoever_is_logged_out_meanwhile_gets_a_link_and_not_a_login_page(
    visit: Visit, told: dict[str, Any]
) -> None:
    visitor = at_the_workshop(visit, told)
    page = visitor.page
    page.locator(".tk-voice").first.focus()
    visitor.context.clear_cookies(name="sessionid")
    page.keyboard.press("p")
    link = page.locator("#ws-problem a")
    expect(link).to_be_visible()
    assert "next=/ohjelmat/" in (link.get_attribute("href") or "").replace("%2F", "/")
    assert page.locator("input[name=password]").count() == 0
    visitor.check()
