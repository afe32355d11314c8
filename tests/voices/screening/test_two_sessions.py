"""Two screeners in one queue at the same moment, with real threads, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from tests.apart import said_by
from tests.factories import a_programme, the_owner
from tests.voices.screening.racing import is_right, race
from tests.voices.screening.test_workspace import a_screener, held

from tiekartta.voices.actions import screening, take_next_text
from tiekartta.voices.models import Screening

SCRIPT = """
import json
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connection
settings.ALLOWED_HOSTS = ["testserver"]
call_command("migrate", verbosity=0)
assert "memory" not in str(connection.settings_dict["NAME"])
from tests.voices.screening.racing import race
print(json.dumps(race()))
"""


def test_on_sqlite_nobody_overwrites_another_and_each_is_answered(tmp_path: Path) -> None:
    is_right(said_by(SCRIPT, tmp_path))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the one above is of SQLite")
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_nobody_overwrites_another_and_each_is_answered() -> None:
    is_right(race())


@pytest.mark.django_db
def test_a_text_that_another_took_between_looking_and_taking_is_not_taken_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programme = a_programme()
    held(programme, *[f"Soittakaa numeroon 040 123 45{n}." for n in range(10, 12)])
    one, other = the_owner(programme), a_screener(programme)
    look, seen = screening.next_held, list[str | None]()

    def look_late(*args: object, **chosen: object) -> str | None:
        found = look(*args, **chosen)  # type: ignore[arg-type] # - passed on
        if not seen:
            seen.append(found)
            Screening.objects.filter(voice__public_id=found).update(
                taken_by=other, taken_at=screening.timezone.now()
            )
        return found

    monkeypatch.setattr(screening, "next_held", look_late)
    assert take_next_text(programme=programme, by=one) not in {None, seen[0]}
    assert Screening.objects.get(voice__public_id=seen[0]).taken_by == other


@pytest.mark.django_db
def test_where_nothing_else_waits_a_text_stays_with_whoever_has_it() -> None:
    programme = a_programme()
    held(programme)
    one, other = the_owner(programme), a_screener(programme)
    first = take_next_text(programme=programme, by=one)
    assert take_next_text(programme=programme, by=other) == first
    assert Screening.objects.get().taken_by == one
