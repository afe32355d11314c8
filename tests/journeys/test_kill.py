"""SIGKILL in the middle: nothing acknowledged is lost, nothing half done stays."""

from __future__ import annotations

import csv
import io
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import URLError

import pytest
from tests.journeys.formposting import Session
from tests.journeys.house import OWNER, House

pytestmark = pytest.mark.journey
ROWS = 8_000
WAIT_SECONDS = 120


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that may be killed."""
    house = House(tmp_path_factory.mktemp("fresh"), TIEKARTTA_PUBLIC_POSTS_A_MINUTE="100000")
    house.set_up()
    house.start()
    yield house
    house.stop()


def value(house: House, query: str, *arguments: object) -> int:
    """One number read from the database by another process."""
    connection = sqlite3.connect(house.folder / "tiekartta.sqlite3", timeout=20)
    try:
        return int(connection.execute(query, arguments).fetchone()[0] or 0)
    finally:
        connection.close()


def jobs_of_people(house: House, state: str) -> int:
    """How many jobs that somebody asked for are in this state; some come round by themselves."""
    query = "SELECT COUNT(*) FROM jobs_job WHERE asked_by <> 'system' AND state = ?"
    return value(house, query, state)


def wait_for(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def answers(rows: int) -> bytes:
    """An export: every row says something else."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Vastaajaryhmä", "Mitä pitäisi kehittää?"])
    topics = [
        "jonot ja odotusajat",
        "sähköiset lomakkeet",
        "työntekijöiden vaihtuvuus",
        "perheiden varhainen tuki",
    ]
    for number in range(rows):
        topic = topics[number % len(topics)]
        writer.writerow(
            [
                "Henkilöstö",
                f"Kohta {number}: {topic} pitäisi saada parempaan kuntoon meidän yksikössä",
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def a_programme(house: House) -> str:
    return house.command(
        "programme", "found", "--name", "Sosiaalityön tiekartta", "--by", OWNER
    ).split("\t")[0]


def test_an_import_that_was_killed_is_done_whole_and_once_after_the_start(fresh: House) -> None:
    programme = a_programme(fresh)
    session = Session(fresh)
    session.log_in()
    session.get(f"/ohjelmat/{programme}/tuonti/")
    session.upload("file", "kysely.csv", answers(ROWS))
    session.post("", act="import")
    assert "/tyot/" in session.url, session.page[:3000]
    written = "SELECT COUNT(*) FROM voices_voice"
    wait_for(lambda: value(fresh, written) >= 1000, "some batches are written")
    fresh.kill()
    half = value(fresh, written)
    assert 0 < half < ROWS
    assert value(fresh, "SELECT COUNT(*) FROM voices_collection WHERE state <> 'importing'") == 0
    fresh.start()
    listed = Session(fresh)
    listed.log_in()
    assert "Kohta 1:" not in listed.get(f"/ohjelmat/{programme}/nakemykset/")
    wait_for(
        lambda: jobs_of_people(fresh, "done") == 1,
        "the import is done",
    )
    assert value(fresh, written) == ROWS
    assert value(fresh, "SELECT COUNT(DISTINCT text_original) FROM voices_voice") == ROWS
    assert value(fresh, "SELECT COUNT(*) FROM voices_response") == ROWS
    assert value(fresh, "SELECT COUNT(*) FROM voices_importdraft") == 0
    assert "the journal is whole" in fresh.command("check")


def test_a_run_that_was_killed_is_done_once_after_the_start(fresh: House) -> None:
    programme = a_programme(fresh)
    file = fresh.folder / "kysely.csv"
    file.write_bytes(answers(4000))
    fresh.command("voices", "import", programme, str(file), "--by", OWNER)
    session = Session(fresh)
    session.log_in()
    session.get(f"/ohjelmat/{programme}/teemat/")
    session.post(f"/ohjelmat/{programme}/teemat/ajo/")
    assert "/tyot/" in session.url, session.page[:3000]
    wait_for(
        lambda: jobs_of_people(fresh, "running") == 1,
        "the run has begun",
    )
    time.sleep(0.5)
    fresh.kill()
    assert value(fresh, "SELECT COUNT(*) FROM themes_candidatetheme") == 0
    fresh.start()
    wait_for(
        lambda: jobs_of_people(fresh, "done") == 1,
        "the run is done",
    )
    assert value(fresh, "SELECT COUNT(*) FROM themes_themeset") == 1
    assert value(fresh, "SELECT COUNT(*) FROM themes_run") == 1
    assert value(fresh, "SELECT COUNT(DISTINCT voice_id) FROM themes_candidateassignment") > 0


def test_every_vote_that_was_acknowledged_is_there_after_a_kill(fresh: House) -> None:
    programme = a_programme(fresh)
    file = fresh.folder / "kysely.csv"
    file.write_bytes(answers(60))
    fresh.command("voices", "import", programme, str(file), "--by", OWNER)
    fresh.command("theme-set", "run", programme, "--themes", "5", "--by", OWNER)
    fresh.command("theme-set", "approve", programme, "--reason", "Pieni aineisto", "--by", OWNER)
    theme = fresh.command("theme-set", "show", programme, "--by", OWNER).split("\t")[0]
    for number in range(4):
        fresh.command(
            "proposal",
            "make",
            programme,
            "--theme",
            theme,
            "--title",
            f"Ehdotus {number}",
            "--text",
            "Näin",
            "--by",
            OWNER,
        )
    opened = fresh.command(
        "ballot", "open", programme, "--question", "Mitkä?", "--winners", "2", "--by", OWNER
    )
    ballot, *options = [line.split("\t")[0] for line in opened.splitlines()]
    codes = fresh.command(
        "ballot", "codes", programme, ballot, "--group", "staff", "--number", "150", "--by", OWNER
    )
    acknowledged: set[str] = set()
    refused: list[tuple[int, str]] = []
    lock = threading.Lock()

    def vote(code: str) -> None:
        session = Session(fresh)
        try:
            session.get(f"/aanesta/{ballot}/")
            session.post("", code=code, option=options[:2])
        except (HTTPException, URLError, OSError):
            return
        if "Äänesi on otettu vastaan" not in session.page:
            refused.append((session.status, session.page))
            return
        with lock:
            acknowledged.add(code)

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(vote, code) for code in codes.split()]
        wait_for(lambda: bool(refused) or len(acknowledged) >= 40, "some people have voted")
        assert refused == []
        fresh.kill()
        for each in work:
            each.result()
    papers = value(fresh, "SELECT COUNT(*) FROM priorities_ballotpaper")
    assert 40 <= len(acknowledged) <= papers < 150
    fresh.start()
    assert value(fresh, "SELECT COUNT(*) FROM priorities_ballotpaper") == papers
    vote(codes.split()[-1])
    assert codes.split()[-1] in acknowledged
