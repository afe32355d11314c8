"""Notes in the workshop: seen by those who read voices, part of no approval."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import a_member, a_programme, the_owner
from tests.themes.making import a_draft, exactly, members, read, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.journal.models import Entry
from tiekartta.language.errors import Missing, Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.themes.actions import (
    add_note,
    approve_theme_set,
    delete_note,
    edit_note,
    merge_themes,
    move_voice,
    open_draft,
)
from tiekartta.themes.models import Note, Theme, ThemeSet
from tiekartta.themes.queries import notes_of, theme_view, workshop_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


@pytest.fixture
def owner(draft: ThemeSet) -> Person:
    return the_owner(draft.programme)


def test_a_note_stands_beside_its_theme_and_its_voice_and_changes_no_digest(
    draft: ThemeSet, owner: Person
) -> None:
    one = themes(draft)[0]
    voice, before = members(one)[0], read(draft).digest
    add_note(theme=one, text=" Puhutaan tästä. ", by=owner)
    add_note(theme=one, text="Kuuluuko tänne?", voice_id=voice, by=owner)
    assert read(draft).digest == before
    view = workshop_view(draft.programme, reader=owner)
    single = theme_view(one, draft.programme, reader=owner)
    assert view is not None
    assert single is not None
    assert single.lines is not None
    assert [note.text for note in view.notes[one.pk]] == ["Puhutaan tästä."]
    line = next(line for line in single.lines if line.voice.id == voice)
    assert [(note.text, note.who, note.is_own) for note in line.notes] == [
        ("Kuuluuko tänne?", "Oona Omistaja", True)
    ]
    assert len(notes_of(one, draft.programme, reader=owner)) == 2


def test_only_who_wrote_a_note_changes_or_deletes_it(draft: ThemeSet, owner: Person) -> None:
    other = a_member(draft.programme, Role.DEVELOPER)
    note = add_note(theme=themes(draft)[0], text="Oma", by=owner)
    for change in (
        lambda: edit_note(programme=draft.programme, note_id=note.public_id, text="X", by=other),
        lambda: delete_note(programme=draft.programme, note_id=note.public_id, by=other),
    ):
        with pytest.raises(Refusal):
            change()
    with pytest.raises(Missing):
        edit_note(programme=a_programme(), note_id=note.public_id, text="X", by=SYSTEM)
    edited = edit_note(programme=draft.programme, note_id=note.public_id, text="Uusi", by=owner)
    assert (edited.text, edited.edited_at is not None) == ("Uusi", True)
    delete_note(programme=draft.programme, note_id=note.public_id, by=owner)
    assert not Note.objects.exists()
    kinds = Entry.objects.filter(object_kind="note").values_list("action", flat=True)
    assert sorted(kinds) == ["add_note", "delete_note", "edit_note"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_note_says_something_and_fits(draft: ThemeSet, owner: Person, text: str) -> None:
    with pytest.raises(Refusal):
        add_note(theme=themes(draft)[0], text=text, by=owner)


def test_those_who_may_not_read_voices_see_and_write_no_notes(
    draft: ThemeSet, owner: Person
) -> None:
    theme = themes(draft)[0]
    add_note(theme=theme, text="Sisäinen", by=owner)
    reader = a_member(draft.programme, Role.STEERING)
    view = workshop_view(draft.programme, reader=reader)
    assert view is not None
    assert view.notes == {}
    with pytest.raises(PermissionDenied):
        add_note(theme=theme, text="X", by=reader)
    with pytest.raises(PermissionDenied):
        notes_of(theme, draft.programme, reader=reader)


def test_a_note_on_a_voice_needs_the_voice_in_the_theme(draft: ThemeSet, owner: Person) -> None:
    one, two, *_rest = themes(draft)
    voice = members(one)[0]
    move_voice(voice_id=voice, from_theme=one, to_theme=two, by=owner)
    with pytest.raises(Refusal):
        add_note(theme=one, text="X", voice_id=voice, by=owner)


def test_notes_follow_a_merge_and_the_next_draft(draft: ThemeSet, owner: Person) -> None:
    exactly(draft, 6)
    one, two, *_rest = themes(draft)
    add_note(theme=two, text="Mukana", by=owner)
    merge_themes(into=one, theme=two, by=owner)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert [note.text for note in view.notes[one.pk]] == ["Mukana"]
    add_note(theme=one, text="Jatkuu", by=owner)
    approve_theme_set(theme_set=draft, by=owner)
    later = open_draft(programme=draft.programme, by=owner)
    copy = Theme.objects.get(theme_set=later, continues=one)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert "Jatkuu" in [note.text for note in view.notes[copy.pk]]
