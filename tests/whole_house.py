"""A whole house for tests that look at everything: two programmes, every object, every role, planted secrets.

Built once a session by the actions that people use (the demo on shortened answers), kept as rows,
and put back for each module that asks (`whole`, a fixture to import).
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from tests.factories import (
    a_draft_roadmap,
    a_person,
    a_programme,
    in_three,
    some_proposals,
    some_voices,
)
from tests.whole_house_objects import SECRETS, add_objects, add_secrets_after, add_secrets_before

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.actions import grant_role, set_duties
from tiekartta.programmes.models import Programme
from tiekartta.roadmap.actions import edit_spearhead
from tiekartta.shell.demo import beginning, ending, story

ROWS_A_FILE = 60
DELIMITERS = {"staff.csv": ";", "client.csv": ",", "partner.csv": "\t"}
SETTINGS = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "TIEKARTTA_COMPUTE": "inline",
    "STATIC_ROOT": None,
}


@dataclass
class Whole:
    """The house: `programme` is whole, `other` has a draft roadmap. `ids` fill addresses."""

    programme: Programme
    other: Programme
    people: dict[str, Person | None] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    other_ids: dict[str, str] = field(default_factory=dict)
    secret_ids: dict[str, str] = field(default_factory=dict)


def fewer_answers(file: str) -> bytes:
    """The first rows of an export of the demo."""
    raw = (story.FOLDER / "answers" / file).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    rows = list(csv.reader(io.StringIO(text), delimiter=DELIMITERS[file]))
    out = io.StringIO()
    csv.writer(out, delimiter=DELIMITERS[file]).writerows(rows[: ROWS_A_FILE + 1])
    return out.getvalue().encode()


def _walked() -> beginning.Walk:
    """The demo, with the secrets among what is said."""
    with patch.object(story, "answers", fewer_answers):
        walk = beginning.found(lambda _line: None)
        beginning.listen(walk)
    add_secrets_before(walk.programme)
    beginning.condense(walk)
    add_secrets_after(walk.programme, walk.owner)
    for step in (ending.propose, ending.vote, ending.decide, ending.publish):
        step(walk)
    return walk


def _people(walk: beginning.Walk, other: Programme) -> dict[str, Person | None]:
    """One person for each way to stand to the first programme; nobody is the visitor."""
    by_role = walk.by_role
    programme = walk.programme
    working = a_person("Fanni Fasilitaattori")
    grant_role(programme=programme, person=working, role=Role.FACILITATOR, by=SYSTEM)
    duties = [DutyKind.SCREENER, DutyKind.ANALYST]
    set_duties(programme=programme, person=working, kinds=duties, by=SYSTEM)
    ended = a_person("Eino Entinen")
    today = timezone.localdate()
    grant_role(
        programme=programme, person=ended, role=Role.OWNER, by=SYSTEM,
        valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1),
    )  # fmt: skip
    named = a_person(SECRETS["name"], email=f"{SECRETS['email']}@esimerkkila.example")
    grant_role(programme=programme, person=named, role=Role.JUROR, by=SYSTEM)
    return {
        "visitor": None,
        "account": a_person("Aarni Asukas"),
        "administrator": by_role["administrator"],
        "owner": by_role["owner"],
        "facilitator": by_role["facilitator"],
        "facilitator with duties": working,
        "recorder": by_role["recorder"],
        "developer": by_role["developer-group"],
        "steering": by_role["steering-group"],
        "juror": by_role["juror"],
        "ended": ended,
        "other owner": other.memberships.get(role=Role.OWNER).person,
    }


def _other_programme() -> tuple[Programme, dict[str, str]]:
    other = a_programme(a_person("Olga Toinen"), name="Toinen ohjelma")
    roadmap = a_draft_roadmap(other, respondents=1)
    row = roadmap.spearheads.first()
    edit_spearhead(
        spearhead=row, seen=row.version, title=in_three(*[SECRETS["draft"]] * 3), summary=row.summary,
        responsible_group=row.responsible_group, parts={}, by=SYSTEM,
    )  # fmt: skip
    said = some_voices(other, ["Toisen ohjelman oma näkemys bussivuoroista."])
    some_proposals(other, 1)
    return other, {"spearhead_id": row.public_id, "voice_id": said[0].public_id}


Rows = list[tuple[str, list[str], list[tuple[Any, ...]]]]


def build() -> Whole:
    """The house, in the database that is there."""
    walk = _walked()
    other, other_ids = _other_programme()
    walk.programme.refresh_from_db()
    house = Whole(walk.programme, other, other_ids=other_ids)
    add_objects(house, walk)
    house.people.update(_people(walk, other))
    return house


@functools.cache
def _built() -> tuple[Whole, Rows]:
    # A worker takes the open transaction for a broken connection, and would close it.
    stays = patch.object(db_worker, "close_old_connections", lambda: None)
    with override_settings(**SETTINGS), stays, transaction.atomic():
        house = build()
        rows = rows_of_all_tables()
        transaction.set_rollback(True)
    return house, rows


def _tables() -> list[tuple[str, list[str]]]:
    models_of_all = apps.get_models(include_auto_created=True)
    return [
        (model._meta.db_table, [f.column for f in model._meta.concrete_fields])
        for model in models_of_all
        if model._meta.managed and not model._meta.proxy
    ]


def rows_of_all_tables() -> Rows:
    """Table, columns and rows of everything that the house keeps."""
    kept = []
    with connection.cursor() as cursor:
        for table, columns in _tables():
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608 - names of our own tables
            kept.append((table, columns, cursor.fetchall()))
    return kept


def _put_back(rows: Rows) -> None:
    """Insert the rows as they were; foreign keys are checked at the end of the transaction."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table, columns, values in rows:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - the same
            if values:
                names = ", ".join(f'"{column}"' for column in columns)
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608 - the same


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[Whole]:
    """The whole house, for the tests of one module; gone after them."""
    with django_db_blocker.unblock():
        house, rows = _built()
        with transaction.atomic():
            _put_back(rows)
            yield house
            transaction.set_rollback(True)
