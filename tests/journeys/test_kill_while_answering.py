"""SIGKILL while a hall answers: what a phone was told is there, each once, and nothing is half done."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

import pytest
from tests.journeys.formposting import Session
from tests.journeys.house import House

pytestmark = pytest.mark.journey
PHONES, CODES = 20, 160
KILLED_AFTER = (30, 80)
PATIENCE = 120
RECEIPT = re.compile(r"data-code>([0-9A-Z-]{14})<")
HIDDEN_RECEIPT = re.compile(r'name="receipt" value="([0-9A-Z-]{14})"')
GONE = (HTTPException, URLError, OSError)


def furnish(house: House, *words: str, given: object = None) -> Any:
    """Run `tests.journeys.furnish_answering` on the database of a house."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.furnish_answering", *words], env=house.environment,
        input=json.dumps(given), text=True, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that may be killed."""
    house = House(tmp_path_factory.mktemp("hall"))
    yield house
    house.stop()


@dataclass
class Hall:
    """What the phones saw. `acknowledged`: receipt → what was written with it."""

    house: House
    survey: str
    codes: list[str]
    acknowledged: dict[str, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    retried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ends: float = field(default_factory=lambda: time.monotonic() + PATIENCE)

    def phone(self, number: int) -> None:
        """One phone after another at one place of the hall; every fourth gives up when nothing answers."""
        for place in range(number, len(self.codes), PHONES):
            Respondent(self, self.codes[place], gives_up=place % 4 == 0).answer()


@dataclass
class Respondent:
    """Somebody with one code, who presses the button again when no page came."""

    hall: Hall
    code: str
    gives_up: bool

    def answer(self) -> None:
        """Walk from the first page to the receipt."""
        session, words = Session(self.hall.house), f"Kirjoitti koodilla {self.code}"
        steps: list[Callable[[], str]] = [
            lambda: session.get(f"/vastaa/{self.hall.survey}/fi/"),
            lambda: session.post(act="start", token=self.code),
            lambda: session.post(act="next", **{text_field(session.page): words}),
            lambda: session.post(act="next"),
            lambda: session.post(act="send"),
        ]
        for step in steps:
            before = HIDDEN_RECEIPT.search(session.page)
            if not self.done(step):
                with self.hall.lock:
                    self.hall.given_up.append(words)
                return
        receipt = RECEIPT.search(session.page)
        with self.hall.lock:
            if receipt is None or before is None or receipt[1] != before[1]:
                self.hall.wrong.append(f"{session.status} {session.page[:3000]}")
            else:
                self.hall.acknowledged[receipt[1]] = words

    def done(self, step: Callable[[], str]) -> bool:
        """Whether a page came in the end. The page that is shown stays until another has come whole."""
        while time.monotonic() < self.hall.ends:
            try:
                step()
            except GONE:
                if self.gives_up:
                    return False
                with self.hall.lock:
                    self.hall.retried += 1
                time.sleep(0.2)
            else:
                return True
        return False


def text_field(page: str) -> str:
    return re.findall(r'<textarea[^>]* name="(q-[^"]+)"', page)[0]


def counts(house: House) -> tuple[int, int]:
    """Used codes, and answers that are there: sealed and opened. No process of ours is running."""
    connection = sqlite3.connect(house.folder / "tiekartta.sqlite3", timeout=20)
    try:
        used = connection.execute("SELECT COUNT(*) FROM voices_accesstoken WHERE used").fetchone()
        there = connection.execute(
            "SELECT (SELECT COUNT(*) FROM voices_envelope) + (SELECT COUNT(*) FROM voices_response)"
        ).fetchone()
        return int(used[0]), int(there[0])
    finally:
        connection.close()


def wait_for(hall: Hall, number: int) -> None:
    """Until so many have their receipt, or something went wrong."""
    while len(hall.acknowledged) < number and not hall.wrong:
        assert time.monotonic() < hall.ends, (len(hall.acknowledged), number)
        time.sleep(0.01)


def test_every_acknowledged_answer_is_there_once_after_kills_and_nothing_is_half_done(
    fresh: House,
) -> None:
    """Twenty phones, two kills. A code is used if and only if its answer is there (INV-D6)."""
    made = furnish(fresh, "hall", str(CODES))
    fresh.start()
    hall = Hall(fresh, made["survey"], made["codes"])
    phones = [threading.Thread(target=hall.phone, args=(number,)) for number in range(PHONES)]
    for phone in phones:
        phone.start()
    for number in KILLED_AFTER:
        wait_for(hall, number)
        fresh.kill()
        told = len(hall.acknowledged)
        used, there = counts(fresh)
        assert used == there >= told >= number
        assert there < CODES, "it was killed in the middle"
        fresh.start()
    for phone in phones:
        phone.join(PATIENCE)
    assert hall.wrong == []
    assert hall.retried > 0
    assert len(hall.acknowledged) + len(hall.given_up) == CODES
    fresh.stop()

    tally = furnish(fresh, "tally", hall.survey, given=list(hall.acknowledged))
    assert tally["texts"] == hall.acknowledged
    # Whoever gave up may have been received all the same, and never twice.
    number = tally["used"]
    assert len(hall.acknowledged) <= number <= CODES
    assert tally["responses"] == tally["voices"] == tally["different"] == number
