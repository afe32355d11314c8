"""The steps of the main job as a person does them on the pages, in Finnish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from django.utils.timezone import localdate
from playwright.sync_api import Error as PlaywrightError
from tests.journeys.conftest import Visitor

TEXT = {"title_0": "title", "title_1": "title"}
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def fill(visitor: Visitor, **values: str) -> None:
    """Fill fields by their names."""
    for name, value in values.items():
        visitor.page.locator(f"main [name='{name}']").first.fill(value)


def in_both(visitor: Visitor, name: str, finnish: str, swedish: str) -> None:
    """Fill a text in Finnish and Swedish."""
    fill(visitor, **{f"{name}_fi": finnish, f"{name}_sv": swedish})


def found_programme(visitor: Visitor, name: str) -> str:
    """Found a programme; returns its path."""
    visitor.go("/ohjelmat/uusi/")
    in_both(visitor, "name", name, f"{name} på svenska")
    in_both(visitor, "purpose", "Yhteinen suunta", "En gemensam riktning")
    visitor.press("Perusta ohjelma")
    match = re.search(r"/ohjelmat/[0-9a-z]+/", visitor.page.url)
    assert match, visitor.page.url
    return match.group(0)


def wait_for_job(visitor: Visitor) -> None:
    """Stay on the page of the work until it moves on by itself: it may do so while it is looked at."""
    try:
        visitor.check()
    except (AssertionError, PlaywrightError):
        if "/tyot/" in visitor.page.url:
            raise
    visitor.page.wait_for_url(lambda url: "/tyot/" not in url, timeout=120_000)
    visitor.check()


def import_file(visitor: Visitor, programme: str, file: Path, *, group: str) -> None:
    """Upload, say whose answers these are, import."""
    visitor.go(f"{programme}tuonti/")
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.press("Jatka esikatseluun")
    visitor.page.locator("main [name=fixed_group]").select_option(group)
    visitor.page.locator("main button[value=import]").click()
    wait_for_job(visitor)


def screen_everything(visitor: Visitor, programme: str) -> int:
    """Look at every held text and accept the suggestion; returns how many there were."""
    visitor.go(f"{programme}seulonta/")
    looked = 0
    if visitor.page.get_by_role("button", name="Aloita", exact=True).count() == 0:
        return 0
    visitor.press("Aloita")
    while visitor.page.locator("main button[value=redact]").count():
        if looked < 2:
            visitor.check()
        suggestion = visitor.page.locator("main textarea[name=text]").input_value()
        changed = "[" in suggestion
        visitor.page.locator(f"main button[value={'redact' if changed else 'pass'}]").click()
        visitor.page.wait_for_load_state()
        looked += 1
        assert looked < 400
    visitor.check()
    return looked


def condense(visitor: Visitor, programme: str) -> int:
    """Run the analysis, approve what it proposes; returns the number of themes."""
    visitor.go(f"{programme}teemat/")
    visitor.page.get_by_role("button", name="Etsi teemat", exact=True).first.click()
    wait_for_job(visitor)
    number = visitor.page.locator("main .tk-col:not([data-theme=none]) h3").count()
    visitor.press("Hyväksy teemat")
    assert "hyväksytty" in visitor.page.locator("main").inner_text()
    return number


def propose(visitor: Visitor, programme: str, number: int) -> list[str]:
    """One proposal from each of the first themes; returns their titles."""
    titles = []
    for at in range(number):
        visitor.go(f"{programme}ehdotukset/uusi/")
        visitor.page.locator("main .tk-cards a").nth(at).click()
        visitor.page.wait_for_load_state()
        ticks = visitor.page.locator("main input[name=voices]")
        for tick in range(min(6, ticks.count())):
            ticks.nth(tick).check()
        titles.append(f"Ehdotus {at + 1}: tehdään näin")
        in_both(visitor, "title", titles[-1], f"Förslag {at + 1}: vi gör så här")
        in_both(
            visitor,
            "text",
            "Sovitaan yhteinen tapa ja kokeillaan sitä.",
            "Vi kommer överens och provar.",
        )
        visitor.press("Tee ehdotus")
    return titles


def open_ballot(visitor: Visitor, programme: str, *, codes: int) -> tuple[str, list[str]]:
    """Open a ballot on all proposals; returns its public path and codes."""
    visitor.go(f"{programme}aanestykset/uusi/")
    in_both(visitor, "question", "Mitkä nostetaan kärjiksi?", "Vilka lyfts till spetsområden?")
    for tick in visitor.page.locator("main input[name=proposals]").all():
        tick.check()
    fill(visitor, winners="4")
    visitor.press("Tallenna luonnos")
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.press("Avaa äänestys")
    own = visitor.page.url.replace(visitor.house.address, "")
    public = f"/aanesta/{own.rstrip('/').rsplit('/', 1)[-1]}/"
    visitor.go(f"{own}koodit/")
    visitor.page.locator("main [name=group]").select_option("staff")
    fill(visitor, number=str(codes))
    visitor.press("Tee koodit")
    found = list(dict.fromkeys(CODE.findall(visitor.page.locator("main").inner_text())))
    assert len(found) == codes
    return public, found


def vote(visitor: Visitor, ballot: str, code: str, titles: Sequence[str]) -> None:
    """Vote on the public page."""
    visitor.go(ballot)
    fill(visitor, code=code.lower())
    for title in titles:
        visitor.page.get_by_label(title, exact=True).check()
    visitor.press("Äänestä")


def decide(visitor: Visitor, programme: str, ballot: str) -> None:
    """End the voting, count, record the decision that follows the count."""
    own = f"{programme}aanestykset/{ballot.split('/')[2]}/"
    visitor.go(own)
    visitor.press("Päätä äänestys")
    visitor.press("Laske äänet")
    visitor.go(f"{own}tulos/")
    visitor.go(f"{own}paatos/")
    in_both(visitor, "title", "Neljä kärkeä", "Fyra spetsområden")
    in_both(visitor, "decided_by", "Ohjausryhmä", "Styrgruppen")
    in_both(
        visitor, "rationale", "Kärjet seuraavat äänestystä.", "Spetsområdena följer omröstningen."
    )
    fill(visitor, decided_on=localdate().isoformat())
    visitor.press("Kirjaa päätös")
    assert "/paatokset/" in visitor.page.url, visitor.page.locator("main").inner_text()[:3000]


def write_roadmap(visitor: Visitor, programme: str) -> None:
    """Make the roadmap and write each spearhead."""
    visitor.go(f"{programme}tiekartta/")
    visitor.press("Tee tiekartta valinnoista")
    links = [
        link.get_attribute("href") or ""
        for link in visitor.page.locator("main .rm-spearheads h3 a").all()
    ]
    assert len(links) == 4
    for link in links:
        visitor.go(f"{link}muokkaa/")
        in_both(visitor, "vision", "Apu on lähellä.", "Hjälpen finns nära.")
        in_both(visitor, "responsible_group", "Kehittäjäryhmä", "Utvecklargruppen")
        for heading, finnish, swedish in (
            ("challenge", "Apu tulee myöhään.", "Hjälpen kommer sent."),
            ("goal", "Apua saa ajoissa.", "Hjälp fås i tid."),
            ("means", "Yhteinen vastaanotto.", "Gemensam mottagning."),
        ):
            in_both(visitor, f"{heading}-text_0", finnish, swedish)
        visitor.press("Tallenna")
    visitor.go(f"{programme}tiekartta/tekstit/")
    in_both(visitor, "vision", "Kukaan ei jää yksin.", "Ingen blir ensam.")
    visitor.press("Tallenna")
    visitor.go(f"{programme}tiekartta/kuulematta/")
    in_both(visitor, "common", "Kuullaan seuraavalla kierroksella.", "Hörs i nästa omgång.")
    visitor.press("Tallenna")


def publish(visitor: Visitor, programme: str) -> str:
    """Publish the first edition; returns its public path."""
    visitor.go(f"{programme}tiekartta/julkaise/")
    in_both(visitor, "title", "Tiekartta hyväksytään", "Vägkartan godkänns")
    in_both(visitor, "decided_by", "Ohjausryhmä", "Styrgruppen")
    in_both(visitor, "rationale", "Valmis julkaistavaksi.", "Klar att publiceras.")
    fill(visitor, decided_on=localdate().isoformat())
    visitor.press("Julkaise")
    visitor.go(f"{programme}tiekartta/")
    link = visitor.page.locator("main a[href^='/tiekartat/']").first.get_attribute("href")
    assert link
    return link
