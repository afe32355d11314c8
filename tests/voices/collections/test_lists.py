"""The list of collections and the page of one: states, days, counts that are safe, the same queries for any number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.asking import a_draft_survey, a_notice, an_open_survey, some_answers
from tests.factories import a_member, a_person, a_programme, some_voices, the_owner

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Missing
from tiekartta.people.states import RespondentGroup, Role
from tiekartta.voices.actions import (
    close_collection,
    found_survey,
    open_collection,
    open_envelopes,
)
from tiekartta.voices.models import Collection, Survey
from tiekartta.voices.queries import (
    collection_detail,
    collection_line,
    collection_page,
    respondents_in_all,
)
from tiekartta.voices.states import CollectionKind, CollectionState

pytestmark = pytest.mark.django_db


def test_the_list_holds_imports_and_surveys_and_those_worked_on_first() -> None:
    programme = a_programme()
    some_voices(programme, ["Lisää aikaa kohtaamiseen."])
    draft = a_draft_survey(programme)
    opened, _survey = an_open_survey(programme)

    lines = list(collection_page(programme, reader=the_owner(programme)))

    assert [line.public_id for line in lines[:2]] == [opened.public_id, draft.public_id]
    assert [line.is_import for line in lines] == [False, False, True]
    assert [line.groups for line in lines[:2]] == [(RespondentGroup.CLIENT,)] * 2


def test_days_are_counted_to_the_closing_day_and_after_it_the_collection_is_closed() -> None:
    """Domain 4.3: an open collection past its closing day takes no answers, whether or not the job has run."""
    programme = a_programme()
    collection, _survey = an_open_survey(programme)
    last = collection.closes_on
    assert last is not None

    def on(days: int) -> tuple[CollectionState, int | None]:
        line = collection_line(
            programme, collection.public_id, reader=SYSTEM, today=last + timedelta(days=days)
        )
        return line.state, line.days_left

    assert on(-3) == (CollectionState.OPEN, 3)
    assert on(0) == (CollectionState.OPEN, 0)
    assert on(1) == (CollectionState.CLOSED, None)


def received(programme: object, collection: Collection) -> str:
    line = collection_line(programme, collection.public_id, reader=SYSTEM)  # type: ignore[arg-type] # - a programme
    assert line.received is not None
    return str(line.received.value or line.received.level)


def test_what_was_received_is_told_as_a_disclosed_count_only() -> None:
    """House rule 5, INV-D1: under five nothing, under ten a position, then the figure; sealed ones count."""
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    told = []
    for number in (3, 4, 5):
        some_answers(survey, number)
        told.append(received(programme, collection))
    open_envelopes(collection=collection, by=SYSTEM)
    some_answers(survey, 2)

    assert told == ["suppressed", "direction", "12"]
    assert received(programme, collection) == "14"
    assert (
        collection_line(programme, a_draft_survey(programme).public_id, reader=SYSTEM).received
        is None
    )


def test_a_small_collection_cannot_be_worked_out_from_the_others_and_their_sum() -> None:
    """INV-D3: the page of voices adds up only what is told here."""
    programme = a_programme()
    small, survey = an_open_survey(programme)
    some_answers(survey, 4)
    close_collection(collection=small, by=SYSTEM)
    open_envelopes(collection=small, by=SYSTEM)
    large, survey = an_open_survey(programme)
    some_answers(survey, 30)
    open_envelopes(collection=large, by=SYSTEM)
    some_answers(survey, 1)

    assert received(programme, small) == "suppressed"
    assert received(programme, large) == "31"
    assert respondents_in_all(programme, reader=SYSTEM) == Disclosed("least", least=30)


def test_what_two_audiences_sent_is_told_by_audience_only() -> None:
    """INV-D3: sealed answers do not tell whose they are, and results tell each audience alone."""
    programme = a_programme()
    collection = a_draft_survey(programme, RespondentGroup.CLIENT, RespondentGroup.STAFF)
    Collection.objects.filter(pk=collection.pk).update(notice=a_notice(programme))
    collection.refresh_from_db()
    open_collection(collection=collection, by=SYSTEM)
    first, second = Survey.objects.filter(collection=collection).order_by("order")
    some_answers(first, 12)
    assert received(programme, collection) == "hidden"
    open_envelopes(collection=collection, by=SYSTEM)
    line = collection_line(programme, collection.public_id, reader=SYSTEM)
    assert line.received == Disclosed("least", least=12)
    some_answers(second, 12)
    open_envelopes(collection=collection, by=SYSTEM)
    assert received(programme, collection) == "24"
    some_answers(second, 1)
    line = collection_line(programme, collection.public_id, reader=SYSTEM)
    assert line.received == Disclosed("least", least=24)


def test_counts_are_for_those_who_may_see_counts() -> None:
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    some_answers(survey, 10)
    seen = {
        role: collection_line(programme, collection.public_id, reader=a_member(programme, role)).received
        for role in (Role.FACILITATOR, Role.STEERING, Role.RECORDER, Role.JUROR)
    }  # fmt: skip

    assert {role for role, count in seen.items() if count} == {Role.FACILITATOR, Role.STEERING}
    with pytest.raises(PermissionDenied):
        collection_page(programme, reader=a_person())


def test_a_collection_of_another_programme_is_not_there() -> None:
    programme, other = a_programme(), a_programme()
    draft = a_draft_survey(other)
    with pytest.raises(Missing):
        collection_detail(programme, draft.public_id, reader=the_owner(programme))


def an_open_one_with_answers(programme: object) -> Collection:
    collection, survey = an_open_survey(programme)  # type: ignore[arg-type] # - a programme
    some_answers(survey, 11)
    open_envelopes(collection=collection, by=SYSTEM)
    some_answers(survey, 1)
    return collection


def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    address = reverse("voices:collections", args=[programme.public_id])
    an_open_one_with_answers(programme)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    an_open_one_with_answers(programme)
    a_draft_survey(programme)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_the_page_asks_the_same_for_one_and_for_three_variants(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))
    one = a_draft_survey(programme)
    three = a_draft_survey(
        programme, RespondentGroup.STAFF, RespondentGroup.CLIENT, RespondentGroup.PARTNER
    )
    client.get(reverse("voices:collection", args=[programme.public_id, one.public_id]))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("voices:collection", args=[programme.public_id, one.public_id]))
    with django_assert_num_queries(len(asked)):
        client.get(reverse("voices:collection", args=[programme.public_id, three.public_id]))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Keruut", "avoinna", "30 päivää jäljellä")),
        ("sv", ("Insamlingar", "öppen", "30 dagar kvar")),
        ("en", ("Collections", "open", "30 days left")),
    ],
)
def test_the_list_speaks_the_readers_language(
    client: Client, language: str, words: tuple[str, ...]
) -> None:
    programme = a_programme()
    an_open_survey(programme)
    client.force_login(the_owner(programme))
    answer = client.get(
        reverse("voices:collections", args=[programme.public_id]),
        headers={"accept-language": language},
    )
    html = answer.content.decode()
    assert [word for word in words if word not in html] == []


def test_a_page_of_a_collection_leads_to_the_parts_of_its_kind_only(client: Client) -> None:
    programme = a_programme()
    client.force_login(the_owner(programme))

    def leads_to(kind: CollectionKind) -> set[str]:
        made = found_survey(
            programme=programme, template="", name="Keruu", groups=[RespondentGroup.CLIENT],
            languages=["fi"], by=SYSTEM, kind=kind,
        )  # fmt: skip
        Collection.objects.filter(pk=made.pk).update(opened_on="2026-01-01")
        ids = [programme.public_id, made.public_id]
        page = client.get(reverse("voices:collection", args=ids)).content.decode()
        urls = {"panels": reverse("voices:panels", args=ids[:1]), "ways": reverse("voices:ways", args=ids), "sessions": reverse("voices:sessions", args=ids)}  # fmt: skip
        return {name for name, url in urls.items() if f'href="{url}"' in page}

    assert leads_to(CollectionKind.SURVEY) == {"ways"}
    assert leads_to(CollectionKind.INTERVIEW_ROUND) == {"ways", "sessions"}
    assert leads_to(CollectionKind.OPEN_DISCUSSION) == {"ways", "sessions", "panels"}
    assert leads_to(CollectionKind.NET_PANEL_ROUND) == {"ways", "panels"}


def test_what_is_beside_the_collections_is_led_to_by_rights(client: Client) -> None:
    """The followers, panels, notices, times of keeping and the ledger are reached without knowing addresses."""
    programme = a_programme()
    beside = {
        name: reverse(name, args=[programme.public_id])
        for name in ("voices:panels", "voices:ledger", "voices:notices", "voices:retention", "library:bulletins")
    }  # fmt: skip

    def led_to(person: object) -> set[str]:
        client.force_login(person)  # type: ignore[arg-type] # - a person
        page = client.get(reverse("voices:collections", args=[programme.public_id]))
        return {name for name, url in beside.items() if f'href="{url}"' in page.content.decode()}

    assert led_to(the_owner(programme)) == set(beside)
    assert all(client.get(url).status_code == 200 for url in beside.values())
    assert led_to(a_member(programme, Role.RECORDER)) == {"voices:ledger"}
    assert led_to(a_member(programme, Role.STEERING)) == {"voices:ledger", "voices:panels"}
