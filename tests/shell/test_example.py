"""The example programme (J1), and the demo that it is made of."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories import a_person, a_programme, the_owner

from tiekartta.shell.demo.example import FILE, example

MADE_ANEW = {
    "id", "proposal", "digest", "seed", "counted_at", "published_at", "decided_on", "quotes", "first_day", "last_day",
}  # fmt: skip
BUTTONS = [("fi", "Katso esimerkkiohjelma"), ("sv", "Se exempelprogrammet")]


def steady(data: Any) -> Any:
    """The same without what differs from walk to walk: names by chance, days, seeds, the order of what is tied."""
    if isinstance(data, dict):
        return {key: steady(value) for key, value in data.items() if key not in MADE_ANEW}
    if isinstance(data, list):
        return sorted(map(steady, data), key=lambda each: json.dumps(each, sort_keys=True))
    return data


def test_the_demo_walks_the_whole_path_and_the_example_tells_what_it_walked(tmp_path: Path) -> None:
    """`make demo` without the serving."""
    environment = {**os.environ, "DATABASE_URL": "", "TIEKARTTA_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tiekartta", "demo", "--no-serve"], env=environment, text=True,
        capture_output=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [
        "Imported staff.csv: 412 answers", "Imported client.csv: 96 answers",
        "Imported partner.csv: 58 answers", "Approved 10 themes", "Published edition 1",
    ]  # fmt: skip
    assert [words for words in said if words not in done.stdout] == []
    assert re.search(r"/tiekartat/\w+/", done.stdout)
    assert re.search(r"A receipt to try\s+\w{12} at ", done.stdout)
    walked = json.loads((tmp_path / "demo" / "walked.json").read_text(encoding="utf-8"))
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert steady(walked) == steady(kept), (
        "run `tiekartta demo --no-serve` and keep its walked.json"
    )


def test_the_example_has_the_whole_path() -> None:
    shown = example()
    assert [(row.group.value, row.count.value) for row in shown.roadmap.heard] == [
        ("staff", 412), ("client", 96), ("partner", 58),
    ]  # fmt: skip
    assert len(shown.themes) == 10
    assert all(theme.typical for theme in shown.themes)
    assert len(shown.roadmap.ballots[0].options) == 12
    assert len(shown.roadmap.spearheads) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), BUTTONS)
def test_an_empty_list_of_programmes_leads_to_the_example(
    client: Client, language: str, words: str
) -> None:
    """J1 step 2: two ways on, and one for those who may not found a programme."""
    for founder in (True, False):
        client.force_login(a_person(is_administrator=founder))
        page = client.get("/ohjelmat/", headers={"accept-language": language}).content.decode()
        assert words in page
        assert 'href="/esimerkki/"' in page
        assert ('href="/ohjelmat/uusi/"' in page) is founder


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), BUTTONS)
def test_an_installation_without_a_roadmap_leads_to_the_example(
    client: Client, language: str, words: str
) -> None:
    a_person(is_administrator=True)
    assert words in client.get("/", headers={"accept-language": language}).content.decode()


@pytest.mark.django_db
def test_the_example_is_read_by_everybody_and_changed_by_nobody(client: Client) -> None:
    visitor = client.get("/esimerkki/", headers={"accept-language": "fi"})
    page = visitor.content.decode()
    assert visitor.status_code == 200
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.post("/esimerkki/").status_code == 405
    for spearhead in example().roadmap.spearheads:
        assert spearhead.title.text("fi") in page
    assert 'href="/ohjelmat/uusi/"' not in page
    client.force_login(the_owner(a_programme()))
    assert 'href="/ohjelmat/uusi/"' in client.get("/esimerkki/").content.decode()
