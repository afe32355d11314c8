"""The report of `tiekartta themes --html` in a real browser: clean for axe, light and dark, fetching nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.journeys.conftest import AXE_OPTIONS
from tests.shell.commandline_files import themes, write_answers

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a map, groups, hostile texts and an orphan."""
    folder = tmp_path_factory.mktemp("report")
    more = [("X1", "Muut", "<script>document.title='run'</script> jonot"), ("X2", "Muut", "😀😀")]
    output = folder / "raportti.html"
    answers = write_answers(folder / "vastaukset.csv", *more)
    themes(answers, "--group", "Ryhmä", "--html", output)
    return output


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_the_report_is_clean_for_axe_and_asks_for_nothing(
    scheme: Literal["light", "dark"], width: int, report: Path, browser: Browser
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, locale="fi-FI"
    )
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(report.as_uri())
    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    assert [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in violations
    ] == []
    assert asked == [report.as_uri()]
    assert told == []
    assert page.title() == "Avovastausten teemat: vastaukset.csv"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
