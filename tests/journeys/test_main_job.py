"""The main job on the pages: real open answers, from the file to the published roadmap and back."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.journeys import walking
from tests.journeys.conftest import Visitor
from tests.journeys.house import OWNER, House

pytestmark = pytest.mark.journey
REAL = Path(__file__).resolve().parents[3] / "shared/data/text-yle2015/dev/edistettavat-asiat.csv"
Visit = Callable[..., Visitor]
STEPS = ("voices", "themes", "proposals", "ballot", "decision", "spearhead")
PROPOSAL = re.compile(r"(Ehdotus|Förslag) [1-5]: .+")
DECISION = (
    "--title",
    "Neljä kärkeä",
    "--decided-by",
    "Ohjausryhmä",
    "--rationale",
    "Äänestyksen mukaan",
)


@pytest.fixture
def real_answers() -> Path:
    """918 real open answers, or a skip that says so."""
    if not REAL.exists():
        pytest.skip("the real open answers of ../shared/data are not here")
    return REAL


def test_real_answers_become_a_published_roadmap_whose_spearheads_lead_back(
    visit: Visit, house: House, real_answers: Path
) -> None:
    manager = visit()
    manager.log_in()
    programme = walking.found_programme(manager, "Edistettävät asiat")
    walking.import_file(manager, programme, real_answers, group="resident")
    walking.screen_everything(manager, programme)
    assert 5 <= walking.condense(manager, programme) <= 15
    titles = walking.propose(manager, programme, 5)
    ballot, codes = walking.open_ballot(manager, programme, codes=12)
    voter = visit(width=390)
    for at, code in enumerate(codes):
        walking.vote(voter, ballot, code, [titles[at % 5], titles[(at + 1) % 5]])
    walking.decide(manager, programme, ballot)
    walking.write_roadmap(manager, programme)
    published = walking.publish(manager, programme)
    for language, width in (("fi", 390), ("sv", 320), ("en", 1280)):
        reader = visit(language=language, width=width)
        reader.go(published)
        assert reader.page.locator("main h3").count() >= 4
        for order in range(1, 5):
            reader.go(f"{published.rstrip('/')}/1/karjet/{order}/")
            steps = {name: reader.page.locator(f"main section#{name}") for name in STEPS}
            assert {name: found.count() for name, found in steps.items()} == dict.fromkeys(STEPS, 1)
            assert steps["voices"].locator("table").count() == 1, "the groups of those who said it"
            assert PROPOSAL.fullmatch(steps["proposals"].locator("h3").inner_text())
    a_random_voice_reaches_its_fate_in_three_clicks(manager, programme)


def a_random_voice_reaches_its_fate_in_three_clicks(manager: Visitor, programme: str) -> None:
    manager.go(programme)
    manager.follow("Jäljet")
    manager.follow("Näytä satunnainen näkemys")
    told = manager.page.locator("main")
    assert "Vaihe vaiheelta" in told.inner_text()
    assert told.locator("blockquote").inner_text().strip()


Run = Callable[..., str]


def by_command_to_a_decision(run: Run, house: House, real_answers: Path) -> str:
    """From the file to the decision; returns the programme."""
    programme = run("programme", "found", "--name", "Komentoriviltä").split("\t")[0]
    with real_answers.open(encoding="utf-8") as file:
        rows = len(list(csv.DictReader(file)))
    imported = run(
        "voices", "import", programme, str(real_answers), "--text", "text", "--group", "resident"
    )
    assert imported.strip().endswith(str(rows))
    held = [line.split("\t")[0] for line in run("voices", "held", programme).splitlines()]
    if held:
        run("voices", "screen", programme, *held, "--decision", "redact")
    themes = [
        line.split("\t")[0]
        for line in run("theme-set", "run", programme, "--themes", "10").splitlines()
    ]
    assert 5 <= len(themes) <= 15
    assert "approved" in run("theme-set", "approve", programme)
    for number, theme in enumerate(themes[:5]):
        run(
            "proposal",
            "make",
            programme,
            "--theme",
            theme,
            "--title",
            f"Ehdotus {number}",
            "--text",
            "Tehdään näin",
        )
    opened = run("ballot", "open", programme, "--question", "Mitkä kärjiksi?").splitlines()
    ballot, *options = [line.split("\t")[0] for line in opened]
    codes = run(
        "ballot", "codes", programme, ballot, "--group", "resident", "--number", "8"
    ).split()
    for at, code in enumerate(codes):
        house.command("ballot", "vote", ballot, code, options[at % 5], options[(at + 1) % 5])
    assert len(run("ballot", "count", programme, ballot).splitlines()) == 5
    run("ballot", "confirm", programme, ballot, *DECISION)
    return programme


def test_the_same_job_by_command_line(house: House, real_answers: Path) -> None:
    def run(*words: str) -> str:
        return house.command(*words, "--by", OWNER)

    programme = by_command_to_a_decision(run, house, real_answers)
    spearheads = [line.split("\t")[0] for line in run("roadmap", "draft", programme).splitlines()]
    assert len(spearheads) == 4
    assert house.command("roadmap", "publish", programme, *DECISION, "--by", OWNER, code=1) == ""
    for spearhead in spearheads:
        run(
            "roadmap", "spearhead", programme, spearhead, "--challenge", "Haaste", "--goal", "Tavoite", "--means",
            "Keino", "--vision", "Visio", "--responsible", "Kehittäjäryhmä",
        )  # fmt: skip
    run("roadmap", "gap", programme, "all", "--reason", "Kuullaan ensi vuonna")
    number, address = run("roadmap", "publish", programme, *DECISION).strip().split("\t")
    assert (number, address.startswith("/tiekartat/")) == ("1", True)
    out = house.folder / "tiekartta.json"
    run("roadmap", "export", programme, str(out))
    assert out.read_text(encoding="utf-8").count('"order"') >= 4
