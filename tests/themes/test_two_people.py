"""Two people at work on one draft: nothing is overwritten, and everybody is told who did what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.factories import a_member, a_programme, the_owner
from tests.themes.making import a_draft, called, members, read, themes

from tiekartta.language.errors import Conflict, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.themes.actions import (
    merge_themes,
    move_anywhere,
    move_voice,
    move_voices,
    pin_voice,
    reject_theme,
    remove_voice,
    rename_theme,
)
from tiekartta.themes.models import Change, Theme, ThemeSet
from tiekartta.themes.queries import theme_view, workshop_view

THEY = "Matti Malli"


@pytest.fixture
def draft(db: None) -> ThemeSet:
    return a_draft(a_programme())


@pytest.fixture
def owner(draft: ThemeSet) -> Person:
    return the_owner(draft.programme)


@pytest.fixture
def other(draft: ThemeSet) -> Person:
    return a_member(draft.programme, Role.DEVELOPER, name=THEY)


def seen(draft: ThemeSet) -> int:
    return ThemeSet.objects.get(pk=draft.pk).version


def test_a_voice_that_somebody_else_changed_since_is_not_changed_over_them(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    one, two, *_rest = themes(draft)
    voice = members(one)[0]
    page = seen(draft)
    pin_voice(voice_id=voice, theme=one, by=other)
    with pytest.raises(Conflict, match=THEY):
        move_voice(voice_id=voice, from_theme=one, to_theme=two, seen=page, by=owner)
    with pytest.raises(Conflict):
        move_anywhere(
            programme=draft.programme, voice_ids=[voice], to_theme=two, seen=page, by=owner
        )
    assert voice in members(one)
    move_voice(voice_id=voice, from_theme=one, to_theme=two, seen=seen(draft), by=owner)


def test_what_is_unrelated_or_one_s_own_is_no_conflict(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    one, two, three, *_rest = themes(draft)
    voice, elsewhere = members(one)[0], members(three)[0]
    page = seen(draft)
    move_voice(voice_id=elsewhere, from_theme=three, to_theme=two, by=other)
    pin_voice(voice_id=voice, theme=one, seen=page, by=owner)
    move_voice(voice_id=voice, from_theme=one, to_theme=two, seen=page, by=owner)
    assert {voice, elsewhere} <= set(members(two))


def test_a_theme_that_somebody_else_renamed_says_who_and_when(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    theme = themes(draft)[0]
    rename_theme(theme=theme, title=called("Ensin"), version=theme.version, by=other)
    with pytest.raises(Conflict, match=THEY):
        rename_theme(theme=theme, title=called("Sitten"), version=theme.version, by=owner)
    with pytest.raises(Conflict, match=THEY):
        reject_theme(theme=theme, version=theme.version, by=owner)
    reject_theme(theme=theme, by=other)
    with pytest.raises(Conflict, match=THEY):
        rename_theme(theme=theme, title=called("Sitten"), by=owner)


def test_every_view_of_the_draft_tells_what_it_has_seen(draft: ThemeSet, owner: Person) -> None:
    one = themes(draft)[0]
    pin_voice(voice_id=members(one)[0], theme=one, by=owner)
    view = workshop_view(draft.programme, reader=owner)
    single = theme_view(one, draft.programme, reader=owner)
    assert view is not None
    assert single is not None
    assert view.version == single.version == seen(draft) == 2


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["look", "move", "pin", "remove", "merge"]),
        st.integers(0, 2), st.integers(0, 2),
    ),
    max_size=12,
)  # fmt: skip


class Interleavings(TestCase):
    """Whatever two people do in whatever order (property)."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_nobody_changes_what_they_have_not_seen(
        self, steps: list[tuple[int, str, int, int]]
    ) -> None:
        draft = a_draft(a_programme())
        people = [the_owner(draft.programme), a_member(draft.programme, Role.DEVELOPER)]
        voices = [members(theme)[0] for theme in themes(draft)[:3]]
        look = [(seen(draft), read(draft).voice_homes)] * 2
        for who, act, which, to in steps:
            if act == "look":
                look[who] = (seen(draft), read(draft).voice_homes)
                continue
            person, voice, (version, homes) = people[who], voices[which], look[who]
            all_themes = {theme.pk: theme for theme in Theme.objects.filter(theme_set=draft)}
            home = homes.get(voice)
            target = list(all_themes.values())[to]
            foreign = [
                change
                for change in Change.objects.filter(theme_set=draft, number__gt=version)
                if change.by_id != person.pk and f"v:{voice}" in change.touches
            ]
            before = read(draft).voice_homes
            try:
                if home is None:
                    continue
                if act == "move":
                    move_voice(
                        voice_id=voice, from_theme=all_themes[home], to_theme=target,
                        seen=version, by=person,
                    )  # fmt: skip
                elif act == "pin":
                    pin_voice(voice_id=voice, theme=all_themes[home], seen=version, by=person)
                elif act == "remove":
                    remove_voice(voice_id=voice, theme=all_themes[home], seen=version, by=person)
                else:
                    merge_themes(into=target, theme=all_themes[home], by=person)
            except Refusal:
                assert read(draft).voice_homes == before  # refused means: nothing was done
            else:
                assert act == "merge" or not foreign


SCRIPT = """
import json, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0)
from tests.factories import a_member, a_programme, the_owner
from tests.themes.making import a_draft, members, read, themes
from tiekartta.language.errors import Conflict
from tiekartta.people.states import Role
from tiekartta.themes.actions import move_voices
from tiekartta.themes.models import Change

draft = a_draft(a_programme())
people = [the_owner(draft.programme), a_member(draft.programme, Role.DEVELOPER)]
one, two, three, *rest = themes(draft)
voices, outcomes, start = members(one)[:6], [], threading.Barrier(2)

def act(person, target):
    try:
        for voice in voices:
            start.wait(60)
            try:
                move_voices(
                    voice_ids=[voice], from_theme=one, to_theme=target, seen=1, by=person
                )
                outcomes.append([str(voice), str(target.pk)])
            except Conflict:
                outcomes.append([str(voice), "conflict"])
    except Exception as problem:
        outcomes.append(["problem", repr(problem)])
    finally:
        connections.close_all()

threads = [threading.Thread(target=act, args=pair) for pair in zip(people, (two, three))]
for thread in threads: thread.start()
for thread in threads: thread.join(120)
homes = {str(voice): str(home) for voice, home in read(draft).voice_homes.items()}
print(json.dumps({
    "voices": list(map(str, voices)), "outcomes": outcomes, "homes": homes,
    "moves": Change.objects.filter(action="move_voices").count(),
}))
"""


def _run(folder: Path, **environment: str) -> dict[str, Any]:
    root = Path(__file__).resolve().parents[2]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=root,
        env={
            **kept, **environment, "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings",
            "TIEKARTTA_DATA_DIR": str(folder), "TIEKARTTA_COMPUTE": "inline",
            "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
        },
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_two_connections_that_move_the_same_voices_at_once_leave_each_in_one_theme(
    tmp_path: Path,
) -> None:
    said = _run(tmp_path)
    for voice in said["voices"]:
        ends = [end for moved, end in said["outcomes"] if moved == voice]
        assert len(ends) == 2, said["outcomes"]
        assert ends.count("conflict") == 1
        assert said["homes"][voice] in ends
    assert said["moves"] == len(said["voices"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the same on PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_two_connections_of_postgresql_leave_a_voice_in_one_theme() -> None:
    draft = a_draft(a_programme())
    people = [the_owner(draft.programme), a_member(draft.programme, Role.DEVELOPER)]
    one, two, three, *_rest = themes(draft)
    voice, gate, outcomes = members(one)[0], threading.Barrier(2), list[str]()

    def act(person: Person, target: Theme) -> None:
        try:
            gate.wait(timeout=30)
            move_voices(voice_ids=[voice], from_theme=one, to_theme=target, seen=1, by=person)
            outcomes.append(str(target.pk))
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=pair) for pair in zip(people, (two, three), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert outcomes.count("conflict") == 1
    assert str(read(draft).voice_homes[voice]) in outcomes
