"""People's work on a draft."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.factories import a_programme, approved_themes, the_owner
from tests.themes.making import a_draft, called, members, read, themes

from tiekartta.journal.models import Entry
from tiekartta.language.errors import Conflict, Refusal
from tiekartta.language.texts import TextState, TranslatedText
from tiekartta.people.models import Person
from tiekartta.themes.actions import (
    add_theme,
    merge_themes,
    move_voice,
    move_voices,
    open_draft,
    pin_voice,
    place_voice,
    reject_theme,
    remove_voice,
    rename_theme,
    reorder_theme,
    restore_theme,
    split_theme,
    unpin_voice,
)
from tiekartta.themes.models import Placement, Theme, ThemeSet
from tiekartta.themes.states import Placing, ThemeState

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ThemeSet:
    return a_draft(a_programme())


@pytest.fixture
def owner(draft: ThemeSet) -> Person:
    return the_owner(draft.programme)


def test_the_machine_s_title_is_a_draft_and_people_s_is_checked(
    draft: ThemeSet, owner: Person
) -> None:
    theme = themes(draft)[0]
    assert theme.title.state("fi") == TextState.MACHINE_DRAFT
    title = TranslatedText.of(fi="Hoitoon pääsy", sv="Tillgång till vård", en="Access to care")
    renamed = rename_theme(theme=theme, title=title, version=theme.version, by=owner)
    assert renamed.title.state("fi") == TextState.CHECKED
    assert (renamed.version, renamed.named_by_person) == (theme.version + 1, True)
    assert Entry.objects.filter(action="rename_theme", object_id=theme.public_id).count() == 1


def test_renaming_over_somebody_else_s_change_is_a_conflict(draft: ThemeSet, owner: Person) -> None:
    theme = themes(draft)[0]
    rename_theme(theme=theme, title=called("Ensin"), version=theme.version, by=owner)
    with pytest.raises(Conflict):
        rename_theme(theme=theme, title=called("Sitten"), version=theme.version, by=owner)
    assert str(Theme.objects.get(pk=theme.pk).title) == "Ensin"


@pytest.mark.parametrize("title", ["", "x" * 201])
def test_a_title_says_something_and_fits(draft: ThemeSet, owner: Person, title: str) -> None:
    with pytest.raises(Refusal):
        rename_theme(theme=themes(draft)[0], title=called(title), by=owner)


def test_two_themes_have_different_titles(draft: ThemeSet, owner: Person) -> None:
    one, other, *_rest = themes(draft)
    with pytest.raises(Refusal):
        rename_theme(theme=one, title=called(str(other.title).upper()), by=owner)
    with pytest.raises(Refusal):
        add_theme(programme=draft.programme, title=called(str(other.title)), by=owner)


def test_merging_keeps_every_voice_and_decision_inv_l4(draft: ThemeSet, owner: Person) -> None:
    one, other, third, *_rest = themes(draft)
    pinned, moved_in, left = members(one)[0], members(third)[0], members(one)[1]
    pin_voice(voice_id=pinned, theme=one, by=owner)
    move_voice(voice_id=moved_in, from_theme=third, to_theme=one, by=owner)
    remove_voice(voice_id=left, theme=one, by=owner)
    before = {*members(one), *members(other)}
    merge_themes(into=other, theme=one, version=one.version, into_version=other.version, by=owner)
    assert set(members(other)) == before
    assert left in read(draft).orphans
    assert Placement.objects.get(theme=other, voice_id=pinned).placing == Placing.PINNED
    one.refresh_from_db()
    assert (one.state, one.merged_into) == (ThemeState.MERGED, other)


def test_merging_takes_back_a_voice_that_was_moved_between_the_two(
    draft: ThemeSet, owner: Person
) -> None:
    one, other, *_rest = themes(draft)
    voice = members(one)[0]
    move_voice(voice_id=voice, from_theme=one, to_theme=other, by=owner)
    back = members(other)[0] if members(other)[0] != voice else members(other)[1]
    move_voice(voice_id=back, from_theme=other, to_theme=one, by=owner)
    before = {*members(one), *members(other)}
    merge_themes(into=one, theme=other, by=owner)
    assert set(members(one)) == before


def test_merging_with_itself_or_with_what_is_gone_is_refused(
    draft: ThemeSet, owner: Person
) -> None:
    one, other, *_rest = themes(draft)
    with pytest.raises(Refusal):
        merge_themes(into=one, theme=one, by=owner)
    reject_theme(theme=other, by=owner)
    with pytest.raises(Conflict):
        merge_themes(into=other, theme=one, by=owner)


def test_splitting_keeps_every_voice_inv_l4(draft: ThemeSet, owner: Person) -> None:
    theme = themes(draft)[0]
    before = members(theme)
    made = split_theme(theme=theme, voice_ids=before[:4], title=called("Toinen puoli"), by=owner)
    assert members(made) == before[:4]
    assert members(theme) == before[4:]


@pytest.mark.parametrize("chosen", ["none", "all", "strange"])
def test_a_split_takes_some_voices_of_the_theme(
    draft: ThemeSet, owner: Person, chosen: str
) -> None:
    theme = themes(draft)[0]
    voice_ids = {"none": [], "all": members(theme), "strange": [uuid4()]}[chosen]
    with pytest.raises(Refusal):
        split_theme(theme=theme, voice_ids=voice_ids, title=called("Osa"), by=owner)
    assert Theme.objects.filter(made_by_person=True).count() == 0


def test_moving_a_voice_that_somebody_moved_first_is_a_conflict(
    draft: ThemeSet, owner: Person
) -> None:
    one, other, third, *_rest = themes(draft)
    voices = members(one)[:2]
    move_voice(voice_id=voices[0], from_theme=one, to_theme=other, by=owner)
    with pytest.raises(Conflict):
        move_voices(voice_ids=voices, from_theme=one, to_theme=third, by=owner)
    assert voices[1] in members(one)


def test_a_pin_taken_away_leaves_a_voice_where_people_had_put_it(
    draft: ThemeSet, owner: Person
) -> None:
    one, other, *_rest = themes(draft)
    own, moved = members(one)[:2]
    move_voice(voice_id=moved, from_theme=one, to_theme=other, by=owner)
    for voice, theme in ((own, one), (moved, other)):
        pin_voice(voice_id=voice, theme=theme, by=owner)
        unpin_voice(voice_id=voice, theme=theme, by=owner)
    assert own in members(one)
    assert moved in members(other)
    assert not Placement.objects.filter(theme=one, voice_id=own).exists()
    assert Placement.objects.get(theme=other, voice_id=moved).placing == Placing.MOVED


def test_a_removed_voice_is_without_a_theme_until_it_is_placed(
    draft: ThemeSet, owner: Person
) -> None:
    one, other, *_rest = themes(draft)
    voice = members(one)[0]
    remove_voice(voice_id=voice, theme=one, by=owner)
    assert voice in read(draft).orphans
    place_voice(voice_id=voice, theme=other, by=owner)
    assert voice in members(other)
    with pytest.raises(Conflict):
        place_voice(voice_id=voice, theme=one, by=owner)
    move_voice(voice_id=voice, from_theme=other, to_theme=one, by=owner)
    assert voice in members(one)


def test_a_voice_of_another_programme_cannot_be_placed(draft: ThemeSet, owner: Person) -> None:
    other = a_draft(a_programme())
    foreign = members(themes(other)[0])[0]
    with pytest.raises(Refusal):
        place_voice(voice_id=foreign, theme=themes(draft)[0], by=owner)


def test_a_rejected_theme_comes_back_with_everything_it_had(draft: ThemeSet, owner: Person) -> None:
    theme, other, *_rest = themes(draft)
    voice = members(other)[0]
    move_voice(voice_id=voice, from_theme=other, to_theme=theme, by=owner)
    before = members(theme)
    reject_theme(theme=theme, version=theme.version, by=owner)
    assert set(before) <= set(read(draft).orphans)
    restore_theme(theme=theme, by=owner)
    assert members(theme) == before
    with pytest.raises(Conflict):
        restore_theme(theme=theme, by=owner)


def test_themes_change_places_and_stay_at_the_ends(draft: ThemeSet, owner: Person) -> None:
    first, second, *rest = [theme.pk for theme in themes(draft)]
    top = Theme.objects.get(pk=first)
    reorder_theme(theme=top, towards="up", by=owner)
    assert [theme.pk for theme in themes(draft)] == [first, second, *rest]
    reorder_theme(theme=top, towards="down", by=owner)
    assert [theme.pk for theme in themes(draft)] == [second, first, *rest]


def test_an_approved_set_does_not_change_and_a_new_draft_does() -> None:
    programme = a_programme()
    owner = the_owner(programme)
    row = approved_themes(programme)[0]
    theme = Theme.objects.get(pk=row.id)
    for change in (
        lambda: rename_theme(theme=theme, title=called("Uusi"), by=owner),
        lambda: reject_theme(theme=theme, by=owner),
        lambda: pin_voice(voice_id=row.voice_ids[0], theme=theme, by=owner),
        lambda: add_theme(programme=programme, title=called("Uusi"), by=owner),
    ):
        with pytest.raises(Refusal):
            change()
    draft = open_draft(programme=programme, by=owner)
    with pytest.raises(Refusal):
        open_draft(programme=programme, by=owner)
    copy = Theme.objects.get(theme_set=draft, continues=theme)
    assert members(copy) == row.voice_ids
    rename_theme(theme=copy, title=called("Uusi"), by=owner)
    theme.refresh_from_db()
    assert theme.title == row.title
