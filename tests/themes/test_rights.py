"""Who may do what, role by role (domain 4.5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import a_member, a_person, a_programme
from tests.themes.making import a_draft, called, members, themes

from tiekartta.people.models import Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.themes import actions
from tiekartta.themes.models import ThemeSet
from tiekartta.themes.queries import approved_themes, current_theme_set, orphans_view, workshop_view

pytestmark = pytest.mark.django_db

EDITORS = (Role.OWNER, Role.FACILITATOR, Role.DEVELOPER)
ROLES = (*EDITORS, Role.RECORDER, Role.STEERING, Role.JUROR, Role.ADMINISTRATOR, Role.VISITOR)


def somebody(draft: ThemeSet, role: Role) -> Person:
    if role in {Role.ADMINISTRATOR, Role.VISITOR}:
        return a_person(is_administrator=role == Role.ADMINISTRATOR)
    return a_member(draft.programme, role)


def edits(draft: ThemeSet, by: Person) -> dict[str, Callable[[], object]]:
    """Every action of a person on a draft."""
    one, other, third, fourth, *_rest = themes(draft)
    voice, second, last = members(one)[:3]
    made = called("Uusi teema")
    return {
        "rename": lambda: actions.rename_theme(theme=one, title=called("Toinen nimi"), by=by),
        "add": lambda: actions.add_theme(programme=draft.programme, title=called("Lisä"), by=by),
        "split": lambda: actions.split_theme(theme=one, voice_ids=[last], title=made, by=by),
        "move": lambda: actions.move_voice(voice_id=voice, from_theme=one, to_theme=other, by=by),
        "pin": lambda: actions.pin_voice(voice_id=second, theme=one, by=by),
        "unpin": lambda: actions.unpin_voice(voice_id=second, theme=one, by=by),
        "remove": lambda: actions.remove_voice(voice_id=second, theme=one, by=by),
        "place": lambda: actions.place_voice(voice_id=second, theme=other, by=by),
        "order": lambda: actions.reorder_theme(theme=one, towards="down", by=by),
        "merge": lambda: actions.merge_themes(into=third, theme=fourth, by=by),
        "reject": lambda: actions.reject_theme(theme=one, by=by),
        "restore": lambda: actions.restore_theme(theme=one, by=by),
    }


@pytest.mark.parametrize("role", ROLES)
def test_editing_follows_the_matrix(role: Role) -> None:
    draft = a_draft(a_programme())
    allowed = role in EDITORS
    for name, act in edits(draft, somebody(draft, role)).items():
        if allowed:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
            assert name


@pytest.mark.parametrize(
    ("role", "duties", "allowed"),
    [
        (Role.OWNER, (), True),
        (Role.FACILITATOR, (DutyKind.ANALYST,), True),
        (Role.FACILITATOR, (), False),
        (Role.DEVELOPER, (DutyKind.ANALYST,), False),
        (Role.STEERING, (), False),
    ],
)
def test_running_needs_the_owner_or_a_facilitator_who_is_analyst(
    role: Role, duties: tuple[DutyKind, ...], allowed: bool
) -> None:
    programme = a_draft(a_programme()).programme
    person = a_member(programme, role, *duties)
    if allowed:
        assert actions.start_run(programme=programme, wanted=5, by=person).started_by == person
    else:
        with pytest.raises(PermissionDenied):
            actions.start_run(programme=programme, wanted=5, by=person)


@pytest.mark.parametrize("role", [Role.RECORDER, Role.STEERING, Role.JUROR])
def test_a_reader_of_themes_sees_counts_and_no_texts(role: Role) -> None:
    draft = a_draft(a_programme())
    reader = a_member(draft.programme, role)
    view = workshop_view(draft.programme, reader=reader)
    assert view is not None
    assert len(view.themes) == len(themes(draft))
    assert view.voices == {}
    with pytest.raises(PermissionDenied):
        orphans_view(draft.programme, reader=reader)


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ADMINISTRATOR])
def test_somebody_without_a_role_reads_nothing(role: Role) -> None:
    draft = a_draft(a_programme())
    person = somebody(draft, role)
    for query in (workshop_view, approved_themes, current_theme_set):
        with pytest.raises(PermissionDenied):
            query(draft.programme, reader=person)
