"""What people decided survives every new run (INV-T4)."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.clear_texts import CARERS, HOUSING, QUEUES, TRANSPORT, WORKLOAD
from tests.factories import approved_themes, some_voices, the_owner
from tests.themes.making import (
    a_draft,
    accepted,
    an_analysed_draft,
    analysed,
    called,
    draft_of,
    exactly,
    members,
    read,
    themes,
)

from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    add_theme,
    merge_themes,
    move_voices,
    pin_voices,
    reject_theme,
    remove_voices,
    rename_theme,
    restore_theme,
)
from tiekartta.themes.models import Placement, Theme, ThemeSet
from tiekartta.themes.queries import approved_themes as approved
from tiekartta.themes.queries.running import decisions_of
from tiekartta.themes.states import Placing, ThemeSetState, ThemeState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [1, 2])
def test_every_pin_and_move_survives_a_new_run_with_new_voices(
    programme: Programme, seed: int
) -> None:
    owner = the_owner(programme)
    draft = an_analysed_draft(programme, QUEUES + TRANSPORT + CARERS + HOUSING)
    first, second, third, _fourth = exactly(draft, 4)
    pinned = members(first)
    pin_voices(voice_ids=pinned, theme=first, by=owner)
    moved = members(second)[:3]
    move_voices(voice_ids=moved, from_theme=second, to_theme=third, by=owner)
    removed = next(voice_id for voice_id in members(third) if voice_id not in moved)
    remove_voices(voice_ids=[removed], theme=third, by=owner)
    some_voices(programme, WORKLOAD)
    analysed(programme, wanted=5, seed=seed)
    homes = read(draft).voice_homes
    assert {homes[voice_id] for voice_id in pinned} == {first.pk}
    assert {homes[voice_id] for voice_id in moved} == {third.pk}
    assert homes.get(removed) != third.pk


@pytest.fixture
def ids(programme: Programme) -> list[UUID]:
    """Twenty voices."""
    return sorted(voice.id for voice in some_voices(programme, QUEUES + TRANSPORT))


def live(draft: ThemeSet) -> dict[str, Theme]:
    """The live themes by their Finnish titles."""
    return {theme.title.text("fi"): theme for theme in themes(draft)}


def test_people_s_titles_and_merges_survive_and_what_is_new_is_marked(
    programme: Programme, ids: list[UUID]
) -> None:
    owner = the_owner(programme)
    draft = accepted(
        programme, (None, "A", ids[:5]), (None, "B", ids[5:10]), (None, "C", ids[10:14])
    )
    a, b, c = (live(draft)[label] for label in "ABC")
    rename_theme(theme=a, title=called("Oma nimi"), by=owner)
    merge_themes(into=b, theme=c, by=owner)
    key = str(a.pk), str(b.pk)
    accepted(
        programme,
        (key[0], "Oma nimi", ids[:6]), (key[1], "B", ids[6:12]), (None, "Uusi", ids[12:]),
    )  # fmt: skip
    found = live(draft)
    assert list(found) == ["Oma nimi", "B", "Uusi"]
    assert (found["Oma nimi"].pk, found["B"].pk) == (a.pk, b.pk)
    assert [theme.is_new for theme in found.values()] == [False, False, True]
    assert members(found["Uusi"]) == tuple(ids[12:])


def test_a_rejected_theme_does_not_come_back_under_another_name(
    programme: Programme, ids: list[UUID]
) -> None:
    owner = the_owner(programme)
    draft = accepted(programme, (None, "A", ids[:8]), (None, "B", ids[8:]))
    unwanted = live(draft)["A"]
    reject_theme(theme=unwanted, by=owner)
    assert decisions_of(programme).rejected_labels == {"A"}
    accepted(programme, (None, "Sama toisin", ids[:7]), (None, "B", ids[7:]))
    assert list(live(draft)) == ["B"]
    assert read(draft).orphans == tuple(ids[:7])
    restore_theme(theme=unwanted, by=owner)
    assert members(unwanted) == tuple(ids[:7])


def test_the_engine_gives_no_theme_a_name_that_people_rejected(programme: Programme) -> None:
    draft = an_analysed_draft(programme)
    refused = live(draft)
    for theme in list(refused.values())[:2]:
        reject_theme(theme=theme, by=the_owner(programme))
    run = analysed(programme)
    labels = {str(each.label).casefold() for each in run.candidates.all()}
    assert labels.isdisjoint(title.casefold() for title in list(refused)[:2])


def test_a_suggestion_nobody_touched_follows_the_run_under_its_address_or_is_replaced(
    programme: Programme, ids: list[UUID]
) -> None:
    draft = accepted(programme, (None, "A", ids[:8]), (None, "B", ids[8:14]), (None, "C", ids[14:]))
    before = live(draft)
    accepted(
        programme,
        (None, "A uusin nimin", ids[:9]), (None, "D", [*ids[9:12], *ids[14:17]]),
        (None, "E", ids[12:14]),
    )  # fmt: skip
    after = live(draft)
    assert after["A uusin nimin"].pk == before["A"].pk
    assert not {after["D"].pk, after["E"].pk} & {theme.pk for theme in before.values()}
    for label in "BC":
        before[label].refresh_from_db()
        assert before[label].state == ThemeState.REPLACED


def test_a_theme_that_people_added_stays_even_when_empty(programme: Programme) -> None:
    draft = an_analysed_draft(programme)
    added = add_theme(programme=programme, title=called("Lisätty"), by=the_owner(programme))
    analysed(programme)
    assert added.pk in {theme.pk for theme in themes(draft)}


def test_a_new_run_after_approval_opens_a_draft_and_leaves_what_was_approved(
    programme: Programme,
) -> None:
    rows = approved_themes(programme, QUEUES + TRANSPORT + CARERS + HOUSING, wanted=5)
    some_voices(programme, WORKLOAD)
    analysed(programme)
    after = approved(programme, reader=the_owner(programme))
    assert [(row.id, row.title, row.voice_ids) for row in after] == [
        (row.id, row.title, row.voice_ids) for row in rows
    ]
    draft = draft_of(programme)
    continued = {theme.continues_id: theme for theme in themes(draft) if theme.continues_id}
    assert set(continued) == {row.id for row in rows}
    for row in rows:
        assert set(row.voice_ids) <= set(members(continued[row.id]))
        assert continued[row.id].title == row.title
    assert ThemeSet.objects.get(state=ThemeSetState.APPROVED).digest


def test_what_is_new_beside_approved_themes_is_marked(programme: Programme) -> None:
    rows = approved_themes(programme, QUEUES + TRANSPORT + CARERS + HOUSING, wanted=5)
    later = [voice.id for voice in some_voices(programme, WORKLOAD)]
    kept = [(str(row.id), str(row.title), row.voice_ids) for row in rows]
    draft = accepted(programme, *kept, (None, "Kiireen keskellä", later))
    assert [str(theme.title) for theme in themes(draft) if theme.is_new] == ["Kiireen keskellä"]


def test_what_people_placed_is_told_apart_from_what_the_machine_suggested(
    programme: Programme,
) -> None:
    owner = the_owner(programme)
    draft = a_draft(programme)
    one, other, *_rest = themes(draft)
    voice = members(one)[0]
    move_voices(voice_ids=[voice], from_theme=one, to_theme=other, by=owner)
    rows = Placement.objects.filter(voice_id=voice)
    assert {(row.theme_id, row.placing, row.decided_by) for row in rows} == {
        (one.pk, Placing.REMOVED, owner),
        (other.pk, Placing.MOVED, owner),
    }
    assert read(draft).suggested[voice] == one.pk
    assert Theme.objects.get(pk=one.pk).version == one.version
