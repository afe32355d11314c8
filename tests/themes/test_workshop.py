"""What the workshop tells beside its themes: reasons, near duplicates, parts, search, balance, runs."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.clear_texts import SIXTY
from tests.factories import a_member, some_voices
from tests.themes.making import LABELS, an_analysis, called, found, members, themes

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.programmes.models import Programme
from tiekartta.themes.actions import (
    accept_result,
    move_voice,
    pin_voice,
    place_voices,
    remove_voice,
    rename_theme,
    start_run,
)
from tiekartta.themes.models import ThemeSet
from tiekartta.themes.queries import (
    board_view,
    map_view,
    theme_view,
    twins_view,
    voices_found,
    why_view,
    workshop_view,
)
from tiekartta.themes.words import said_by, stem

pytestmark = pytest.mark.django_db


def test_why_a_voice_is_here_is_the_words_and_neighbours_that_put_it_there(
    draft: ThemeSet, programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    one, two, *_rest = themes(draft)
    view = theme_view(one, programme, reader=owner)
    assert view is not None
    assert view.lines is not None
    line = next(line for line in view.lines if line.voice.id == voices[0])
    assert (line.words, line.twins, line.suggested) == (("jono", "lääkäri"), 2, None)
    why = why_view(one, line.voice.public_id, programme, reader=owner)
    assert why.words[0] == ("jono", 0.5)
    assert [each.voice.id for each in why.neighbours] == [voices[1], voices[2]]
    move_voice(voice_id=voices[0], from_theme=one, to_theme=two, by=owner)
    moved = why_view(two, line.voice.public_id, programme, reader=owner)
    assert moved.machine is not None
    assert moved.line.suggested == moved.machine
    assert (moved.machine.id, moved.line.decided_by) == (one.pk, "Oona Omistaja")
    with pytest.raises(PermissionDenied):
        why_view(one, line.voice.public_id, programme, reader=a_member(programme, Role.STEERING))


def test_a_voice_that_the_run_never_saw_has_nobodys_reason_but_whose_hand_placed_it(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    theme = themes(draft)[0]
    (late,) = some_voices(programme, ["Aivan oma asiansa, jota kukaan muu ei sano."])
    place_voices(voice_ids=[late.id], theme=theme, by=owner)
    why = why_view(theme, late.public_id, programme, reader=owner)
    assert (why.words, why.neighbours, why.machine) == ((), (), None)
    assert why.line.decided_by == "Oona Omistaja"


def test_near_duplicates_of_one_theme_stand_beside_each_other(
    draft: ThemeSet, programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    one = themes(draft)[0]
    pairs = twins_view(one, programme, reader=owner).object_list
    assert [(pair.second.voice.id, pair.kind) for pair in pairs] == [
        (voices[1], "same"), (voices[2], "related"),
    ]  # fmt: skip
    assert len(pairs[1].reason_words) == 2


def test_the_map_has_the_names_that_people_gave(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    one = themes(draft)[0]
    rename_theme(theme=one, title=called("Oma nimi"), by=owner)
    drawn = map_view(programme, reader=owner)
    assert drawn is not None
    assert [str(spot.theme.title) for spot in drawn.spots] == ["Oma nimi", LABELS[1]]
    assert [link.strength for link in drawn.links] == [0.4]


def test_search_finds_other_endings_by_theme_group_and_placing(
    draft: ThemeSet, programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    one = themes(draft)[0]
    new = some_voices(programme, ["Äitiyspoliklinikan jonot kuntoon"], RespondentGroup.CLIENT)
    for words in ("jonossa", "JONOT äitiyspoliklinikalla", "äitiys"):
        view = voices_found(programme, reader=owner, words=words)
        assert view is not None
        assert new[0].id in {line.voice.id for line in view.lines}, words
    pin_voice(voice_id=voices[0], theme=one, by=owner)
    remove_voice(voice_id=voices[1], theme=one, by=owner)
    for asked, number in (
        ({"theme": one.public_id}, 9), ({"theme": "none"}, 2), ({"placing": "pinned"}, 1),
        ({"group": "client"}, 1), ({"group": "nobody"}, 0), ({"theme": "none", "group": "client"}, 1),
        ({"placing": "machine", "theme": one.public_id}, 8), ({"words": "sanaajotaeiole"}, 0),
    ):  # fmt: skip
        view = voices_found(programme, reader=owner, **asked)
        assert view is not None
        assert view.lines.paginator.count == number, asked
    with pytest.raises(PermissionDenied):
        voices_found(programme, reader=a_member(programme, Role.STEERING))


def test_a_stem_is_shared_by_the_forms_of_a_word_and_short_words_stay() -> None:
    assert {stem(word) for word in ("jonot", "jonossa", "jonon")} == {"jono"}
    assert stem("työ") == "työ"
    assert {stem(word) for word in ("frågan", "frågor")} == {"fråg"}
    one, two = UUID(int=1), UUID(int=2)
    texts = {one: "Lääkäriin pitkä jono", two: "Bussi ei kulje"}
    assert said_by(["jonot lääkäri", "bussit", "–"], texts) == {
        "jonot lääkäri": [one], "bussit": [two], "–": [],
    }  # fmt: skip


def test_the_board_builds_the_columns_asked_for_with_the_last_placed_on_top(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    one, two, *_rest = themes(draft)
    voice = members(one)[5]
    move_voice(voice_id=voice, from_theme=one, to_theme=two, by=owner)
    board = board_view(
        programme, reader=owner, columns={two.public_id, "none"}, few=3, shown={two.public_id: 5}
    )
    assert board is not None
    (column, nowhere) = board.columns
    assert (column.key, column.size, column.found, column.shown) == (two.public_id, 11, 11, 5)
    assert column.lines[0].voice.id == voice
    assert (nowhere.theme, nowhere.size) == (None, 0)
    board = board_view(programme, reader=owner, words="sanaajotaeiole")
    assert board is not None
    assert {column.found for column in board.columns} == {0}
    reader = a_member(programme, Role.STEERING)
    board = board_view(programme, reader=reader)
    assert board is not None
    assert {(column.lines, column.size) for column in board.columns} == {((), 0)}


def test_the_board_takes_as_many_queries_for_many_themes_as_for_few(
    programme: Programme, owner: Person, voices: list[UUID]
) -> None:
    numbers = []
    for sizes in ([30, 30], [10] * 6):
        an_analysis(programme, voices, sizes)
        with CaptureQueriesContext(connection) as queries:
            board_view(programme, reader=owner)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 28


def test_figures_by_group_are_bands_that_cannot_be_subtracted(
    programme: Programme, owner: Person
) -> None:
    staff = [voice.id for voice in some_voices(programme, SIXTY)]
    texts = [f"{text} Näin on." for text in SIXTY]
    clients = [voice.id for voice in some_voices(programme, texts, RespondentGroup.CLIENT)]
    run = start_run(programme=programme, wanted=5, by=owner)
    parts = [
        (None, "A", [*staff[:45], *clients[:3]]), (None, "B", [*staff[45:], *clients[3:40]]),
        (None, "C", clients[40:56]),
    ]  # fmt: skip
    accept_result(run=run, condensation=found(*parts), by=SYSTEM)
    view = workshop_view(programme, reader=owner)
    assert view is not None
    cells = [share.count for row in view.themes for share in row.balance]
    assert {cell.level for cell in cells} <= {"band", "hidden"}
    first = {share.group: share for share in view.themes[0].balance}
    of_staff, of_clients = first.values()
    assert (of_staff.least, of_staff.most, of_staff.leaning) == (66, 82, "more")
    assert of_clients.count.level == "hidden"
    assert (of_clients.least, of_clients.most, of_clients.leaning) == (None, None, "")
    assert all(share.most is not None and share.most >= 93 for share in view.coverage.shares)
    seen_by_others = workshop_view(programme, reader=a_member(programme, Role.STEERING))
    assert seen_by_others is not None
    assert seen_by_others.coverage.percent is not None
    assert seen_by_others.coverage.percent % 5 == 0


def test_who_reads_no_voices_gets_words_that_five_people_said_only(
    programme: Programme, owner: Person
) -> None:
    many = [v.id for v in some_voices(programme, [f"Jonot ovat pitkät {n}." for n in range(8)])]
    few = [v.id for v in some_voices(programme, ["kahviautomaatti puuttuu kokonaan"] * 3)]
    run = start_run(programme=programme, wanted=5, by=owner)
    parts = [(None, "Jonot", many), (None, "Kahviautomaatti", few)]
    accept_result(run=run, condensation=found(*parts), by=SYSTEM)
    view = workshop_view(programme, reader=a_member(programme, Role.STEERING))
    assert view is not None
    assert [row.keywords for row in view.themes] == [("jonot",), ()]
    assert [str(row.title) for row in view.themes] == ["Jonot", "Teema 2"]
    full = workshop_view(programme, reader=owner)
    assert full is not None
    assert [row.keywords for row in full.themes] == [("jonot",), ("kahviautomaatti",)]
    rename_theme(theme=themes(ThemeSet.objects.get())[1], title=called("Vapaa-aika"), by=owner)
    view = workshop_view(programme, reader=a_member(programme, Role.STEERING))
    assert view is not None
    assert str(view.themes[1].title) == "Vapaa-aika"


def test_the_machine_s_title_and_steadiness_stay_beside_what_people_wrote(
    draft: ThemeSet, programme: Programme, owner: Person
) -> None:
    one = themes(draft)[0]
    rename_theme(theme=one, title=called("Oma nimi"), by=owner)
    view = workshop_view(programme, reader=owner, each=4)
    assert view is not None
    row = view.themes[0]
    assert (str(row.title), str(row.machine_title), row.stability) == ("Oma nimi", LABELS[0], 0.8)
    assert len(view.lines[one.pk]) == 4
