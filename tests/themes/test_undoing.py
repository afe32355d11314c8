"""Undoing one's own decisions, also after somebody else went on, and doing them again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.factories import a_member, a_programme, some_voices, the_owner
from tests.themes.making import a_draft, accepted, called, members, read, themes

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.themes.actions import (
    add_theme,
    merge_themes,
    move_anywhere,
    move_voice,
    move_voices,
    pin_voice,
    place_voice,
    reject_theme,
    remove_voice,
    rename_theme,
    reorder_theme,
    restore_theme,
    split_anywhere,
    split_theme,
    undo_change,
    unpin_voice,
)
from tiekartta.themes.changes import Standing
from tiekartta.themes.models import Change, Theme, ThemeSet
from tiekartta.themes.queries import history_view, workshop_view
from tiekartta.themes.states import ThemeState

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


@pytest.fixture
def owner(draft: ThemeSet) -> Person:
    return the_owner(draft.programme)


@pytest.fixture
def other(draft: ThemeSet) -> Person:
    return a_member(draft.programme, Role.DEVELOPER, name="Matti Malli")


def state(draft: ThemeSet) -> tuple[object, ...]:
    """Everything that people see and approve, and what is kept of their decisions."""
    now = Standing.of(draft)
    counted = {
        key: {name: value for name, value in fields.items() if name != "is_new"}
        for key, fields in now.themes.items()
        if fields["state"] != ThemeState.UNDONE
    }
    return read(draft).digest, counted, now.placements, now.links


def last(draft: ThemeSet) -> int:
    return ThemeSet.objects.get(pk=draft.pk).version


def _move(draft: ThemeSet, by: Person) -> None:
    one, two, *_rest = themes(draft)
    move_voices(voice_ids=members(one)[:3], from_theme=one, to_theme=two, by=by)


def _move_anywhere(draft: ThemeSet, by: Person) -> None:
    one, two, three, *_rest = themes(draft)
    voices = [members(one)[0], members(two)[0]]
    move_anywhere(programme=draft.programme, voice_ids=voices, to_theme=three, by=by)


def _pin(draft: ThemeSet, by: Person) -> None:
    one = themes(draft)[0]
    pin_voice(voice_id=members(one)[0], theme=one, by=by)


def _unpin(draft: ThemeSet, by: Person) -> None:
    _pin(draft, by)
    one = themes(draft)[0]
    unpin_voice(voice_id=members(one)[0], theme=one, by=by)


def _remove(draft: ThemeSet, by: Person) -> None:
    one = themes(draft)[0]
    remove_voice(voice_id=members(one)[0], theme=one, by=by)


def _place(draft: ThemeSet, by: Person) -> None:
    _remove(draft, by)
    place_voice(voice_id=read(draft).orphans[0], theme=themes(draft)[2], by=by)


def _merge(draft: ThemeSet, by: Person) -> None:
    one, two, three, *_rest = themes(draft)
    move_voice(voice_id=members(one)[0], from_theme=one, to_theme=two, by=by)
    pin_voice(voice_id=members(three)[0], theme=three, by=by)
    merge_themes(into=one, theme=three, by=by)


def _split(draft: ThemeSet, by: Person) -> None:
    one = themes(draft)[0]
    split_theme(theme=one, voice_ids=members(one)[:4], title=called("Osa"), by=by)


def _split_anywhere(draft: ThemeSet, by: Person) -> None:
    one, two, *_rest = themes(draft)
    voices = [members(one)[0], members(two)[0]]
    split_anywhere(programme=draft.programme, voice_ids=voices, title=called("Osa"), by=by)


def _rename(draft: ThemeSet, by: Person) -> None:
    rename_theme(theme=themes(draft)[0], title=called("Uusi"), description=called("Mitä"), by=by)


def _add(draft: ThemeSet, by: Person) -> None:
    add_theme(programme=draft.programme, title=called("Lisätty"), by=by)


def _reject(draft: ThemeSet, by: Person) -> None:
    reject_theme(theme=themes(draft)[0], by=by)


def _restore(draft: ThemeSet, by: Person) -> None:
    one = themes(draft)[0]
    reject_theme(theme=one, by=by)
    restore_theme(theme=one, by=by)


def _reorder(draft: ThemeSet, by: Person) -> None:
    reorder_theme(theme=themes(draft)[0], towards="down", by=by)


DECISIONS: list[Callable[[ThemeSet, Person], None]] = [
    _move, _move_anywhere, _pin, _unpin, _remove, _place, _merge, _split, _split_anywhere, _rename,
    _add, _reject, _restore, _reorder,
]  # fmt: skip


@pytest.mark.parametrize("decide", DECISIONS, ids=lambda decide: decide.__name__.strip("_"))
def test_every_decision_can_be_undone_and_done_again(
    draft: ThemeSet, owner: Person, decide: Callable[[ThemeSet, Person], None]
) -> None:
    before = state(draft)
    decide(draft, owner)
    decided, count = state(draft), last(draft)
    first = list(Change.objects.order_by("number").values_list("number", flat=True))
    done = [n for n in first if n > 1]  # the first change is the result of the analysis
    for number in reversed(done):
        undo_change(programme=draft.programme, number=number, by=owner)
    assert state(draft) == before
    for number in range(count + len(done), count, -1):
        undo_change(programme=draft.programme, number=number, by=owner)
    assert state(draft) == decided
    assert Entry.objects.filter(action="undo_change").count() == 2 * len(done)


def test_undoing_leaves_what_somebody_else_decided_meanwhile(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    one, two, three, four, *_rest = themes(draft)
    voice, elsewhere = members(one)[0], members(three)[0]
    move_voice(voice_id=voice, from_theme=one, to_theme=two, by=owner)
    number = last(draft)
    move_voice(voice_id=elsewhere, from_theme=three, to_theme=four, by=other)
    rename_theme(theme=two, title=called("Toisen nimeämä"), by=other)
    undo_change(programme=draft.programme, number=number, by=owner)
    assert voice in members(one)
    assert elsewhere in members(four)
    assert str(Theme.objects.get(pk=two.pk).title) == "Toisen nimeämä"


def test_a_merge_is_undone_after_somebody_sorted_the_merged_theme_further(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    one, two, three, *_rest = themes(draft)
    own = members(two)
    merge_themes(into=one, theme=two, by=owner)
    number = last(draft)
    move_voice(voice_id=own[0], from_theme=one, to_theme=three, by=other)
    undo_change(programme=draft.programme, number=number, by=owner)
    assert set(members(two)) == set(own[1:])
    assert own[0] in members(three)


def test_what_something_later_rests_on_is_not_undone_and_the_sentence_says_what(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    made = add_theme(programme=draft.programme, title=called("Lisätty"), by=owner)
    number = last(draft)
    one = themes(draft)[0]
    move_voice(voice_id=members(one)[0], from_theme=one, to_theme=made, by=other)
    with pytest.raises(Refusal, match="Matti Malli"):
        undo_change(programme=draft.programme, number=number, by=owner)
    undo_change(programme=draft.programme, number=last(draft), by=other)
    undo_change(programme=draft.programme, number=number, by=owner)
    assert made.pk not in {theme.pk for theme in themes(draft)}


def test_a_chain_of_merges_is_undone_from_its_end_only(draft: ThemeSet, owner: Person) -> None:
    one, two, three, *_rest = themes(draft)
    merge_themes(into=two, theme=one, by=owner)
    first = last(draft)
    merge_themes(into=three, theme=two, by=owner)
    with pytest.raises(Refusal):
        undo_change(programme=draft.programme, number=first, by=owner)
    undo_change(programme=draft.programme, number=last(draft), by=owner)
    undo_change(programme=draft.programme, number=first, by=owner)
    assert {one.pk, two.pk, three.pk} <= {theme.pk for theme in themes(draft)}


def test_nobody_undoes_what_another_person_decided(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    _rename(draft, owner)
    with pytest.raises(Refusal):
        undo_change(programme=draft.programme, number=last(draft), by=other)
    undo_change(programme=draft.programme, number=last(draft), by=owner)
    with pytest.raises(Refusal):
        undo_change(programme=draft.programme, number=last(draft) - 1, by=owner)


def test_a_title_that_another_theme_has_taken_is_not_given_back(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    one, two, *_rest = themes(draft)
    old = one.title
    rename_theme(theme=one, title=called("Uusi"), by=owner)
    number = last(draft)
    rename_theme(theme=two, title=old, by=other)
    with pytest.raises(Refusal):
        undo_change(programme=draft.programme, number=number, by=owner)


def test_nothing_before_a_new_analysis_is_undone(draft: ThemeSet, owner: Person) -> None:
    _pin(draft, owner)
    number = last(draft)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert view.undo is not None
    ids = [voice.id for voice in some_voices(draft.programme, ["Uusi ääni tuli kuuluviin."])]
    accepted(draft.programme, (None, "Tuore", ids))
    for wrong in (number, number + 1, 1, 999):
        with pytest.raises(Refusal):
            undo_change(programme=draft.programme, number=wrong, by=owner)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert view.undo is None


def test_the_workshop_says_what_undo_and_redo_would_do(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    _rename(draft, owner)
    _pin(draft, owner)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert view.undo is not None
    assert (view.undo.action, view.redo, view.version) == ("pin_voices", None, last(draft))
    undo_change(programme=draft.programme, number=view.undo.number, by=owner)
    view = workshop_view(draft.programme, reader=owner)
    assert view is not None
    assert view.undo is not None
    assert view.redo is not None
    assert (view.undo.action, view.redo.action) == ("rename_theme", "pin_voices")
    theirs = workshop_view(draft.programme, reader=other)
    assert theirs is not None
    assert (theirs.undo, theirs.redo) == (None, None)


def test_the_history_tells_who_did_what_to_which_theme(
    draft: ThemeSet, owner: Person, other: Person
) -> None:
    _merge(draft, owner)
    page = history_view(draft.programme, reader=other)
    newest = page.object_list[0]
    assert (newest.action, newest.who, newest.is_own) == ("merge_themes", "Oona Omistaja", False)
    assert len(newest.themes) == 2
    assert page.object_list[-1].action == "accept_result"


class EveryPathBack(TestCase):
    """Undoing all one's decisions, whatever they were, is how it was before (property)."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(DECISIONS), min_size=1, max_size=4))
    def test_undoing_everything_is_the_beginning(
        self, decisions: list[Callable[[ThemeSet, Person], None]]
    ) -> None:
        draft = a_draft(a_programme())
        owner = the_owner(draft.programme)
        before = state(draft)
        for decide in decisions:
            try:
                decide(draft, owner)
            except Refusal:  # a title is taken, or too few themes are left
                continue
            except IndexError:
                continue
        for number in range(last(draft), 1, -1):
            undo_change(programme=draft.programme, number=number, by=owner)
        assert state(draft) == before
