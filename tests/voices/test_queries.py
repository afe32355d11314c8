"""What other folders get: screened texts, disclosed counts, permitted quotes."""

from __future__ import annotations

import dataclasses
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.factories import a_member, a_programme, a_second_look, some_voices, the_owner

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.people.states import RespondentGroup as G
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.voices import queries
from tiekartta.voices.actions import withdraw_voices
from tiekartta.voices.models import Collection, Response, Voice
from tiekartta.voices.receipts import new_code, new_codes, tag_of
from tiekartta.voices.states import CollectionState, VoiceKind, VoiceState

pytestmark = pytest.mark.django_db


def many(programme: Programme, number: int, group: G, **more: object) -> list[queries.VoiceText]:
    texts = [f"Vastaus numero {n}: työhön tarvitaan lisää aikaa." for n in range(number)]
    return some_voices(programme, texts, group, **more)  # type: ignore[arg-type] # - the factory's own options


def test_what_is_handed_out_is_frozen_and_has_no_original_text() -> None:
    voice = many(a_programme(), 1, G.STAFF)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        voice.text = "x"  # type: ignore[misc] # - frozen
    assert "text_original" not in {field.name for field in dataclasses.fields(queries.VoiceText)}


def test_voices_of_another_programme_and_unknown_ids_are_missing() -> None:
    programme, other = a_programme(), a_programme()
    own, foreign = many(programme, 2, G.STAFF), many(other, 2, G.STAFF)
    wanted = [own[0].id, foreign[0].id, uuid.uuid4()]
    assert set(queries.voices_by_id(wanted, reader=SYSTEM, programme=programme)) == {own[0].id}


def test_more_ids_than_a_query_takes_are_found(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    programme = a_programme()
    ids = [voice.id for voice in many(programme, 3, G.STAFF)]
    wanted = [uuid.uuid4() for _n in range(1200)] + ids
    with django_assert_num_queries(3):
        assert set(queries.voices_by_id(wanted, reader=SYSTEM, programme=programme)) == set(ids)


def test_voices_that_are_still_being_imported_are_nowhere() -> None:
    programme = a_programme()
    voices = many(programme, 6, G.STAFF)
    Collection.objects.update(state=CollectionState.IMPORTING)
    ids = [voice.id for voice in voices]
    assert queries.all_usable_ids(programme) == []
    assert queries.usable_voices(programme, reader=SYSTEM) == []
    assert queries.voices_by_id(ids, reader=SYSTEM, programme=programme) == {}
    assert queries.quotable(ids, programme=programme) == {}
    assert queries.heard_groups(programme) == frozenset()
    assert queries.voice_page(programme, reader=SYSTEM).paginator.count == 0
    assert queries.respondents_by_group(programme, reader=SYSTEM) == {}


def test_reading_needs_the_right_and_counts_need_less() -> None:
    programme = a_programme()
    many(programme, 12, G.STAFF)
    steering, juror = a_member(programme, Role.STEERING), a_member(programme, Role.JUROR)
    for person in (steering, juror):
        with pytest.raises(PermissionDenied):
            queries.usable_voices(programme, reader=person)
        with pytest.raises(PermissionDenied):
            queries.voice_page(programme, reader=person)
    assert queries.respondents_by_group(programme, reader=steering) == {
        G.STAFF: Disclosed("full", 12)
    }
    with pytest.raises(PermissionDenied):
        queries.respondents_by_group(programme, reader=juror)
    assert queries.usable_voices(programme, reader=the_owner(programme))


def test_filters_narrow_together_and_the_search_sees_screened_texts_only() -> None:
    programme = a_programme()
    some_voices(programme, ["Puhelut katkeavat usein jonossa."], G.CLIENT, name="Asiakkaat")
    some_voices(
        programme,
        ["Puhelut vievät aikaa asiakastyöltä.", "Kahvihuone on tärkeä paikka."],
        G.STAFF,
        kind=VoiceKind.GOOD_PRACTICE,
    )

    def count(**chosen: str) -> int:
        return queries.voice_page(programme, reader=SYSTEM, **chosen).paginator.count  # type: ignore[arg-type] # - filters are words

    assert count() == 3
    assert count(search="puhelut") == 2
    assert count(search="puhelut", group="client") == 1
    assert count(kind="good_practice", language="fi", state="usable") == 2
    public_id = Collection.objects.get(name="Asiakkaat").public_id
    assert count(collection=public_id, group="staff") == 0


def test_one_respondent_counts_once_however_much_was_said() -> None:
    programme = a_programme()
    voices = many(programme, 12, G.STAFF)
    extra = Voice.objects.get(pk=voices[0].id)
    Voice.objects.filter(pk=voices[1].id).update(response=extra.response)
    table = queries.group_counts([voice.id for voice in voices], programme=programme)
    assert table.cell("staff") == Disclosed("full", 11)


def test_counts_of_many_sets_cost_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    programme = a_programme()
    ids = [voice.id for voice in many(programme, 12, G.STAFF)]
    sets = {n: ids[n:] for n in range(10)}
    with django_assert_num_queries(2):
        tables = queries.group_counts_by(sets, programme=programme)
    assert [tables[n].total.value for n in range(4)] == [12, 11, 10, None]


@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(st.integers(0, 14), min_size=3, max_size=3))
def test_no_shown_count_is_under_the_policy(numbers: list[int]) -> None:
    """INV-D1, INV-D5: figures below ten are never told, neither alone nor by subtraction from one cell."""
    programme = a_programme()
    for number, group in zip(numbers, (G.STAFF, G.CLIENT, G.PARTNER), strict=True):
        if number:
            many(programme, number, group)
    shown = queries.respondents_by_group(programme, reader=SYSTEM)
    assert all(count.value is None or count.value >= 10 for count in shown.values())
    total = queries.respondents_in_all(programme, reader=SYSTEM)
    hidden = [group for group, count in shown.items() if count.value is None]
    assert total.value is None or len(hidden) != 1


def test_heard_means_at_least_five_respondents() -> None:
    programme = a_programme()
    many(programme, 5, G.STAFF)
    many(programme, 4, G.PARTNER)
    assert queries.heard_groups(programme) == {G.STAFF}


def test_a_quote_needs_permission_a_usable_text_and_five_of_its_group_in_its_collection() -> None:
    """INV-V3"""
    programme = a_programme()
    enough = many(programme, 5, G.STAFF)
    few = many(programme, 4, G.CLIENT)
    more_of_few = many(programme, 4, G.CLIENT)
    silent = many(programme, 6, G.PARTNER, quote_ok=False)
    ids = [voice.id for voices in (enough, few, more_of_few, silent) for voice in voices]
    assert queries.quotable(ids, programme=programme) == {}
    a_second_look(programme, [voice.id for voice in enough])
    assert set(queries.quotable(ids, programme=programme)) == {voice.id for voice in enough}
    Voice.objects.filter(pk=enough[0].id).update(state=VoiceState.REJECTED)
    assert queries.quotable(ids, programme=programme) == {}


def test_a_higher_threshold_of_the_programme_holds_for_quotes_too() -> None:
    programme = a_programme()
    ids = [voice.id for voice in many(programme, 7, G.STAFF)]
    a_second_look(programme, ids)
    assert len(queries.quotable(ids, programme=programme)) == 7
    programme.k_min = 8
    assert queries.quotable(ids, programme=programme) == {}


def test_the_holder_of_a_receipt_finds_what_was_said_and_nobody_else_does() -> None:
    """INV-D9"""
    programme = a_programme()
    codes = new_codes(3)
    voices = some_voices(
        programme,
        ["Yksi asia pitäisi korjata.", "Toinen asia on hyvin nyt.", "Kolmas asia odottaa vielä."],
        receipts=codes,
    )
    found = queries.voices_of_receipt(codes[1].lower().replace("-", " "))
    assert [item.voice for item in found] == [voices[1]]
    assert (found[0].programme_id, found[0].question) == (
        programme.public_id,
        "Mitä pitäisi kehittää?",
    )
    assert queries.voices_of_receipt(new_code()) == []
    assert queries.voices_of_receipt("") == []


def test_voices_of_one_respondent_have_nothing_in_common_once_the_answer_is_erased() -> None:
    """INV-D9: with a dump of the database and without the code, tags cannot be matched."""
    programme = a_programme()
    code = new_code()
    some_voices(programme, ["Yksi asia pitäisi korjata."], receipts=[code])
    some_voices(programme, ["Toinen asia on hyvin nyt."], receipts=[code])
    Response.objects.all().delete()
    one, other = Voice.objects.all()
    assert (one.response, other.response) == (None, None)
    assert one.receipt_tag != other.receipt_tag
    assert code.replace("-", "") not in one.receipt_tag
    assert one.receipt_tag != tag_of(bytes(other.collection.receipt_salt), one.pk)
    assert len(queries.voices_of_receipt(code)) == 2


def test_withdrawing_wipes_the_text_leaves_a_tombstone_and_mends_the_counts() -> None:
    """INV-V4, INV-L5"""
    programme = a_programme()
    codes = new_codes(11)
    voices = some_voices(
        programme, [f"Asia numero {n} pitäisi korjata." for n in range(11)], receipts=codes
    )
    ids = [voice.id for voice in voices]
    assert queries.group_counts(ids, programme=programme).total == Disclosed("full", 11)
    assert withdraw_voices(code=codes[0], by=ANONYMOUS) == 1
    gone = queries.voices_by_id(ids, reader=SYSTEM, programme=programme)[voices[0].id]
    assert (gone.text, gone.is_withdrawn, gone.quote_ok) == ("", True, False)
    row = Voice.objects.get(pk=voices[0].id)
    assert (row.text_original, row.text_screened, row.response) == ("", "", None)
    assert row.withdrawn_on is not None
    assert queries.group_counts(ids, programme=programme).total == Disclosed("full", 10)
    assert len(queries.all_usable_ids(programme)) == 10
    assert withdraw_voices(code=codes[0], by=ANONYMOUS) == 0
    assert [item.voice.is_withdrawn for item in queries.voices_of_receipt(codes[0])] == [True]
    assert withdraw_voices(code=new_code(), by=ANONYMOUS) == 0


def test_a_held_text_can_be_withdrawn_too() -> None:
    programme = a_programme()
    code = new_code()
    some_voices(programme, ["Soittakaa minulle numeroon 040 123 4567."], receipts=[code])
    assert withdraw_voices(code=code, by=ANONYMOUS) == 1
    assert queries.waiting_for_screening(programme, reader=SYSTEM) == 0
    assert Collection.objects.get().state == CollectionState.SCREENED
