"""How fast the theme workshop answers with 3,000 answers, as the browser sees it, beside a bare page.

    python benchmarks/pages.py [--data FOLDER] [--answers N] [--times N] [--keep FOLDER]

Makes a programme of N answers (the public election-compass set in ``--data``, else the project's own
example answers varied), condenses them, serves the house by ``tiekartta serve`` and does every
action of the workshop in Chromium, 20 times each. Four figures for each:

* browser: from the key or the click until the page shows the result (milliseconds, median and p95);
* server: what the request took on the wire, as the browser measured it,
* CPU: what the serving processes computed meanwhile, which a busy machine does not lengthen, and
* the ratio of the browser's median to that of the smallest page of the house (``/healthz``), measured
  between the actions, so that a busy machine shows.

The limit is 300 ms for every action. The machine's load while measuring is printed too.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LIMIT = 300
PASSPHRASE = "kuusi-harmaata-hanhea"  # noqa: S105 - of a house that lives for one run
OWNER = "oona.omistaja@esimerkkila.example"
CHROMIUM = "/usr/bin/chromium"


@dataclass
class Measured:
    """Milliseconds of one action, one figure a time."""

    name: str
    browser: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def answers(data: Path, number: int) -> list[str]:
    """Distinct real answers, or the example's in many variants."""
    real = data / "text-yle2015" / "dev" / "yle2015.csv"
    if real.exists():
        with real.open(encoding="utf-8") as file:
            rows = [row["text"] for row in csv.DictReader(file) if row["lang"] == "fi"]
        found = [text for text in dict.fromkeys(rows) if len(text) > 20]
        random.Random(1).shuffle(found)  # noqa: S311 - the same order every time
    else:
        print(f"{real} is not there: the example's answers are varied instead")
        folder = ROOT / "src/tiekartta/shell/demo/answers"
        with (folder / "staff.csv").open(encoding="utf-8", errors="replace") as file:
            said = [max(row, key=len) for row in csv.reader(file, delimiter=";") if row]
        found = [f"{text} ({number})" for number in range(12) for text in said if len(text) > 20]
    return found[:number]


def made(folder: Path, texts: list[str]) -> str:
    """A house with one analysed programme, in a process of its own; returns the programme's id."""
    listed = folder / "answers.txt"
    listed.write_text("\n".join(" ".join(text.split()) for text in texts), encoding="utf-8")
    script = Path(__file__).with_name("pages_house.py")
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(listed)], env=environment(folder), text=True, cwd=ROOT,
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.splitlines()[-1]


def environment(folder: Path) -> dict[str, str]:
    """Where the house lives."""
    return {
        **os.environ, "DATABASE_URL": "", "TIEKARTTA_DATA_DIR": str(folder), "TIEKARTTA_COMPUTE": "inline",
        "TIEKARTTA_EMAIL_URL": f"filemail:///{folder}/post", "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip


class Workshop:
    """Somebody at the board, with a stopwatch."""

    def __init__(self, page: Page, address: str, server: int) -> None:
        self.page, self.address, self.pid = page, address, server
        self.told: dict[str, Measured] = {}
        self.floor: list[float] = []
        self._served = 0.0
        page.on("requestfinished", self._note)

    def _note(self, request: object) -> None:
        timing = request.timing  # type: ignore[attr-defined] # - Playwright's request
        if "/teemat/" in request.url and timing["responseEnd"] > 0:  # type: ignore[attr-defined] # - the same
            self._served = timing["responseEnd"] - max(timing["requestStart"], 0)

    def open(self, path: str = "") -> None:
        """Load a page of the workshop and wait until it is drawn."""
        self.page.goto(self.address + path)

    def measure(self, name: str, act: Callable[[], None], *, until: str) -> None:
        """Do it once and wait until the page says so (an expression that becomes true)."""
        self._served = 0.0
        before = cpu_of(self.pid)
        began = time.perf_counter()
        act()
        while not self.page.evaluate(until):
            if time.perf_counter() - began > 30:
                raise TimeoutError((name, until, self.page.locator("#ws-problem").inner_text()))
        told = self.told.setdefault(name, Measured(name))
        told.browser.append(1000 * (time.perf_counter() - began))
        told.server.append(self._served)
        told.cpu.append(cpu_of(self.pid) - before)

    def bare(self) -> None:
        """The smallest answer of the house, asked by the page itself."""
        began = time.perf_counter()
        self.page.evaluate("fetch('/healthz').then(answer => answer.text())")
        self.floor.append(1000 * (time.perf_counter() - began))


def cpu_of(pid: int) -> float:
    """CPU milliseconds that a process and its children have used (Linux, in steps of 10)."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if pid in (int(entry.parent.name), int(fields[1])):
            total += int(fields[11]) + int(fields[12])
    return 1000 * total / os.sysconf("SC_CLK_TCK")


SAID = "document.querySelector('#ws-said').textContent.trim() !== ''"
CLEAR = "document.querySelector('#ws-said').textContent = ''"
FOCUS = "number => document.querySelectorAll('.tk-col:not([data-theme=none]) .tk-voice')[number].focus()"


def keyed(workshop: Workshop, name: str, *keys: str, number: int) -> None:
    """An action by keys on one card of the board."""
    page = workshop.page
    page.evaluate(CLEAR)
    page.evaluate(FOCUS, number)
    for key in keys[:-1]:
        page.keyboard.press(key)
    workshop.measure(name, lambda: page.keyboard.press(keys[-1]), until=SAID)


def dragged(workshop: Workshop, number: int) -> None:
    """A card pulled into the next column; measured from letting go."""
    page = workshop.page
    page.evaluate(CLEAR)
    columns = page.locator(".tk-col:not([data-theme=none])")
    card = columns.nth(number % 2).locator(".tk-voice").first
    card.scroll_into_view_if_needed()
    here, there = card.bounding_box(), columns.nth(1 - number % 2).bounding_box()
    if not here or not there:
        raise LookupError("the card or the column is not on the screen")
    page.mouse.move(here["x"] + 60, here["y"] + here["height"] - 4)
    page.mouse.down()
    page.mouse.move(here["x"] + 90, here["y"] + 10, steps=3)
    page.mouse.move(there["x"] + 100, here["y"] + 20, steps=4)
    workshop.measure("move, by dragging", page.mouse.up, until=SAID)


def on_the_menu(page: Page, column: int, entry: int) -> Callable[[], None]:
    """Open the actions of a theme; returns the click on one of them, which is what is measured."""
    menu = page.locator(".tk-col:not([data-theme=none]) .tk-menu").nth(column)
    menu.locator("summary").click()
    return menu.locator(".tk-menu__list :is(a, button)").nth(entry).click


def once(workshop: Workshop, time_: int) -> None:
    """Every action of the workshop, one after another."""
    on_cards(workshop, time_)
    on_themes(workshop, time_)
    looking(workshop, time_)


def on_cards(workshop: Workshop, time_: int) -> None:
    """What is done to voices."""
    page = workshop.page
    workshop.bare()
    workshop.measure(
        "open the board",
        workshop.open,
        until="!!document.querySelector('html.tk-scripted .tk-voice[tabindex]')",
    )
    keyed(workshop, "move, by keys", "m", "ArrowDown", "Enter", number=9 + time_ % 5)
    keyed(workshop, "pin", "p", number=20 + time_ % 5)
    keyed(workshop, "take out of the theme", "r", number=30 + time_ % 5)
    keyed(workshop, "undo", "u", number=12)
    keyed(workshop, "redo or undo again", "u", number=12)
    dragged(workshop, time_)
    page.evaluate(CLEAR)
    page.evaluate(FOCUS, 40)
    page.keyboard.press("Space")
    page.keyboard.press("m")
    page.keyboard.type(f"Uusi {time_}")
    workshop.measure("split off a new theme", lambda: page.keyboard.press("Enter"), until=SAID)


def on_themes(workshop: Workshop, time_: int) -> None:
    """What is done to themes."""
    page = workshop.page
    shown = "!!document.querySelector('.tk-col__panel form')"
    workshop.measure("open renaming", on_the_menu(page, 0, 0), until=shown)
    page.locator(".tk-col__panel input[type=text]").first.fill(f"Nimi {time_}")
    page.evaluate(CLEAR)
    workshop.measure("rename", lambda: page.keyboard.press("Enter"), until=SAID)
    last = page.locator(".tk-col:not([data-theme=none])").count() - 1
    workshop.measure("open merging", on_the_menu(page, last, 1), until=shown)
    page.locator(".tk-col__panel select").select_option(index=1)
    page.evaluate(CLEAR)
    workshop.measure("merge", page.locator(".tk-col__panel button[type=submit]").click, until=SAID)
    page.evaluate(CLEAR)
    workshop.measure("not a theme", on_the_menu(page, 2, 6), until=SAID)
    page.evaluate(CLEAR)
    workshop.measure("take it back", page.locator("#ws-rejected button").last.click, until=SAID)
    workshop.measure("open notes", on_the_menu(page, 1, 3), until=shown)
    page.locator(".tk-col__panel textarea").fill(f"Muistiinpano {time_}")
    before = page.locator(".tk-notes li").count()
    workshop.measure(
        "write a note",
        page.locator(".tk-col__panel button[type=submit]").last.click,
        until=f"document.querySelectorAll('.tk-col__panel .tk-notes > li').length > {before} || document.querySelector('.tk-col__panel')?.textContent.includes('Muistiinpano {time_}')",
    )


def looking(workshop: Workshop, time_: int) -> None:
    """What only looks."""
    page = workshop.page
    why = page.locator(".tk-why > summary").nth(3)
    workshop.measure(
        "why is it here",
        why.click,
        until="!!document.querySelector('.tk-why[open] > div > :not(a:only-child)')",
    )
    cards = page.locator(".tk-voice").count()
    workshop.measure(
        "show more",
        page.locator(".tk-col__more").first.click,
        until=f"document.querySelectorAll('.tk-voice').length > {cards}",
    )
    page.locator("#ws-words").fill(("terveys", "koulu", "verot", "lapset")[time_ % 4])
    page.evaluate("document.querySelector('#ws-board').dataset.old = 'yes'")
    workshop.measure(
        "search",
        lambda: page.keyboard.press("Enter"),
        until="!document.querySelector('#ws-board').dataset.old",
    )
    for name, path in (
        ("the list", "?nakyma=lista"),
        ("the map", "kartta/"),
        ("what was done", "muutokset/"),
    ):
        workshop.measure(
            name, lambda path=path: workshop.open(path), until="document.readyState === 'complete'"
        )


def print_table(workshop: Workshop, began: float) -> None:
    """Print what was measured."""
    floor = statistics.median(workshop.floor)
    print(
        f"\n{'action':26}{'browser ms':>11}{'p95':>7}{'limit':>7}{'':>5}{'server ms':>10}{'p95':>7}{'CPU ms':>8}{'x bare':>8}"
    )
    over = 0
    for told in workshop.told.values():
        half, most = statistics.median(told.browser), percentile(told.browser)
        over += half > LIMIT
        verdict = "ok" if most <= LIMIT else ("p95" if half <= LIMIT else "OVER")
        print(
            f"{told.name:26}{half:11.0f}{most:7.0f}{LIMIT:7}{verdict:>5}{statistics.median(told.server):10.0f}"
            f"{percentile(told.server):7.0f}{statistics.median(told.cpu):8.0f}{half / floor:8.1f}"
        )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"\nbare answer {floor:.0f} ms (median of {len(workshop.floor)}); {time.time() - began:.0f} s in all"
    )
    print(
        f"load {load} on {os.cpu_count()} cores; {platform.platform()}; Python {platform.python_version()}"
    )
    print(f"{over} of {len(workshop.told)} actions over the limit in the median")


def percentile(values: list[float], share: float = 0.95) -> float:
    """The value that this share does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1)]


def main() -> None:
    """Make the house, serve it, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--answers", type=int, default=3000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the house for the next time")
    options = parser.parse_args()
    began = time.time()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="pages-"))
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "programme"
    if not known.exists():
        known.write_text(made(folder, answers(options.data, options.answers)))
    programme = known.read_text().strip()
    from tests.journeys.house import House  # noqa: PLC0415 - the folder of the tests is on the path now

    house = House(folder, TIEKARTTA_COMPUTE="inline")
    house.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_context(
                locale="fi", viewport={"width": 1280, "height": 900}
            ).new_page()
            page.goto(f"{house.address}/tili/kirjaudu/")
            page.locator("input[name=login]").fill(OWNER)
            page.locator("input[name=password]").fill(PASSPHRASE)
            page.keyboard.press("Enter")
            page.wait_for_url("**/ohjelmat/")
            workshop = Workshop(
                page,
                f"{house.address}/ohjelmat/{programme}/teemat/",
                house.process.pid if house.process else 0,
            )
            workshop.open()
            weight = len(page.content().encode())
            for time_ in range(options.times):
                once(workshop, time_)
            print(f"the board of {options.answers} answers weighs {weight / 1000:.0f} kB of HTML")
            print_table(workshop, began)
            browser.close()
    finally:
        house.stop()


if __name__ == "__main__":
    main()
