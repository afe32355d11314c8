"""Two votes with one code at the same moment, on a real database file with real threads (INV-B2)."""

from __future__ import annotations

from pathlib import Path

from tests.apart import said_by

SCRIPT = """
import json, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection, connections
call_command("migrate", verbosity=0)
assert "memory" not in str(connection.settings_dict["NAME"])
from tests.factories import a_programme, an_open_ballot
from tiekartta.people.states import RespondentGroup
from tiekartta.priorities.models import BallotPaper

opened = an_open_ballot(a_programme(), codes={RespondentGroup.STAFF: 2})
one, two = opened.codes[RespondentGroup.STAFF]
problems, start = [], threading.Barrier(8)

def vote(place):
    try:
        start.wait()
        for turn in range(10):
            opened.vote(one if place < 6 else two, (place + turn) % 6)
    except Exception as problem:
        problems.append(repr(problem))
    finally:
        connections.close_all()

threads = [threading.Thread(target=vote, args=(place,)) for place in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
papers = [paper.approved for paper in BallotPaper.objects.all()]
print(json.dumps({"problems": problems, "papers": papers}))
"""


def test_eighty_votes_with_two_codes_at_once_are_two_papers(tmp_path: Path) -> None:
    said = said_by(SCRIPT, tmp_path)
    assert said["problems"] == []
    assert [len(paper) for paper in said["papers"]] == [1, 1]
