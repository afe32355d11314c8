"""Titles of the machine that too few people's words are behind, for those who read no voices (INV-D1)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import a_member
from tests.themes.making import LABELS, an_analysis, called, members, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    accept_split,
    approve_theme_set,
    ask_for_split,
    merge_themes,
    reject_theme,
    rename_theme,
    store_split,
)
from tiekartta.themes.models import CandidateTheme, Theme, ThemeSet
from tiekartta.themes.queries import title_told
from tiekartta.themes.states import ThemeState

pytestmark = pytest.mark.django_db
OWN = "Oma nimi"
VIEWS = ("workshop", "map", "runs")


@pytest.fixture
def worked_on(
    draft: ThemeSet, programme: Programme, voices: list[object], owner: Person
) -> ThemeSet:
    """A draft after a second analysis of few new words: approved by one of two, changed, and so on."""
    CandidateTheme.objects.update(is_label_told=False)
    again = an_analysis(programme, voices, [12] * 5)  # type: ignore[arg-type] # - ids
    CandidateTheme.objects.update(is_label_told=False)
    a_member(programme, Role.OWNER)
    approve_theme_set(theme_set=again, by=owner)
    one, two, three, *_rest = themes(again)
    rename_theme(theme=two, title=called(OWN), by=owner)
    merge_themes(into=two, theme=one, by=owner)
    reject_theme(theme=three, by=owner)
    return again


def labels_on(client: Client, name: str, *keys: str) -> list[str]:
    """Which of the machine's titles stand on a page."""
    page = client.get(reverse(f"themes:{name}", args=keys))
    assert page.status_code == 200
    text = page.content.decode()
    return [label for label in LABELS if label in text]


@pytest.mark.parametrize("role", [Role.RECORDER, Role.STEERING, Role.JUROR])
def test_who_reads_no_voices_meets_a_title_that_few_said_on_no_page_inv_d1(
    worked_on: ThemeSet, programme: Programme, client: Client, role: Role
) -> None:
    client.force_login(a_member(programme, role))
    states = set()
    for name in VIEWS:
        assert labels_on(client, name, programme.public_id) == [], name
    for theme in Theme.objects.all():
        assert labels_on(client, "theme", programme.public_id, theme.public_id) == [], theme.state
        states.add(theme.state)
    assert {ThemeState.MERGED, ThemeState.REJECTED, ThemeState.REPLACED} <= states
    assert OWN in client.get(reverse("themes:map", args=[programme.public_id])).content.decode()


def test_who_reads_voices_sees_what_the_analysis_called_them(
    worked_on: ThemeSet, programme: Programme, owner: Person, client: Client
) -> None:
    client.force_login(owner)
    assert set(labels_on(client, "runs", programme.public_id)) == set(LABELS)
    assert LABELS[2] in labels_on(client, "workshop", programme.public_id)
    gone = Theme.objects.get(state=ThemeState.MERGED)
    assert str(gone.title) in labels_on(client, "theme", programme.public_id, gone.public_id)


def test_parts_of_a_split_are_told_by_names_that_few_said_only_when_a_person_gave_them_inv_d1(
    draft: ThemeSet, programme: Programme, owner: Person, client: Client
) -> None:
    one = themes(draft)[0]
    own, rare, common = members(one), "Xyzzyttely", "Lääkäri"
    ask_for_split(theme=one, parts=4, by=owner)
    parts = {"Iso": own[:6], rare: own[6:8], common: own[8:9], "Pieni": own[9:]}
    found = [({"fi": name}, name, [], voices) for name, voices in parts.items()]
    store_split(theme=one, parts=found, by=SYSTEM)
    accept_split(theme=one, part=4, title=called(OWN), by=owner)
    accept_split(theme=one, part=2, by=owner)
    accept_split(theme=one, part=3, by=owner)
    reader = a_member(programme, Role.STEERING)
    told = {str(title_told(theme, programme, reader=reader)) for theme in themes(draft)}

    assert {OWN, common} <= told
    assert rare not in told
    assert rare in {str(title_told(theme, programme, reader=owner)) for theme in themes(draft)}
    client.force_login(reader)
    assert (
        rare not in client.get(reverse("themes:map", args=[programme.public_id])).content.decode()
    )
    made = next(theme for theme in themes(draft) if str(theme.title) == rare)
    rename_theme(theme=made, title=called(rare), by=owner)
    made.refresh_from_db()
    assert str(title_told(made, programme, reader=reader)) == rare


def test_a_title_that_enough_people_said_is_told_to_everybody(
    worked_on: ThemeSet, programme: Programme, client: Client
) -> None:
    CandidateTheme.objects.update(is_label_told=True)
    client.force_login(a_member(programme, Role.STEERING))
    assert set(labels_on(client, "runs", programme.public_id)) == set(LABELS)
    for state in (ThemeState.MERGED, ThemeState.REJECTED):
        gone = Theme.objects.get(state=state)
        assert str(gone.title) in labels_on(client, "theme", programme.public_id, gone.public_id)


def test_the_pages_take_the_same_number_of_queries_for_few_and_many_themes(
    draft: ThemeSet, programme: Programme, voices: list[object], client: Client
) -> None:
    client.force_login(a_member(programme, Role.STEERING))
    numbers: dict[str, set[int]] = {name: set() for name in VIEWS}
    for sizes in ([10] * 6, [30] * 2):
        an_analysis(programme, voices, sizes)  # type: ignore[arg-type] # - ids
        CandidateTheme.objects.update(is_label_told=False)
        for name in VIEWS:
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"themes:{name}", args=[programme.public_id]))
            numbers[name].add(len(queries))
    assert {name: len(each) for name, each in numbers.items()} == dict.fromkeys(VIEWS, 1), numbers
