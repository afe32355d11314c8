"""What a reader can subtract over all pages that tell how many answered (INV-D1, INV-D3, INV-D8)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.asking import a_draft_survey, a_notice, some_answers
from tests.crawling import crawl
from tests.factories import a_member, a_programme, some_voices, the_owner

from tiekartta.analysis.disclosure import Disclosed
from tiekartta.journal.actors import SYSTEM
from tiekartta.people.states import RespondentGroup as G
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.trace.queries import coverage_of
from tiekartta.voices.actions import (
    close_collection,
    open_collection,
    open_envelopes,
    release_results,
)
from tiekartta.voices.actions.retention import (
    erase_due,
    report_collections,
    warn_before_erasing,
)
from tiekartta.voices.models import Collection, Response, Survey
from tiekartta.voices.queries import (
    collection_page,
    respondents_by_group,
    respondents_in_all,
)
from tiekartta.voices.queries.results.reading import collection_results
from tiekartta.voices.retention import WARNING

pytestmark = pytest.mark.django_db
TOLD = (41, 82)
SMALL = (7, 3)


def a_collection(programme: Programme, people: dict[G, int]) -> Collection:
    """One that has closed, with so many answers of each audience, its results released."""
    collection = a_draft_survey(programme, *people)
    Collection.objects.filter(pk=collection.pk).update(notice=a_notice(programme))
    collection.refresh_from_db()
    open_collection(collection=collection, by=SYSTEM)
    for survey in Survey.objects.filter(collection=collection):
        if number := people[G(survey.respondent_group)]:
            some_answers(survey, number)
    close_collection(collection=collection, by=SYSTEM)
    open_envelopes(collection=collection, by=SYSTEM)
    for survey in Survey.objects.filter(collection=collection):
        release_results(survey_id=survey.pk, by=SYSTEM)
    return collection


@pytest.fixture
def programme() -> Programme:
    """Of two collections each asks clients and staff; one audience of each is small."""
    programme = a_programme()
    a_collection(programme, {G.CLIENT: TOLD[0], G.STAFF: SMALL[0]})
    a_collection(programme, {G.CLIENT: SMALL[1], G.STAFF: TOLD[1]})
    return programme


def given_away() -> set[int]:
    """Every sum that, beside the figures that are told, tells one of the small ones."""
    numbers = (*TOLD, *SMALL)
    sums = {
        sum(chosen)
        for size in range(1, 5)
        for chosen in itertools.combinations(numbers, size)
        if set(chosen) & set(SMALL)
    }
    return {each for each in sums - {sum(TOLD), *TOLD} if each > sum(SMALL)}


def seeds(programme: Programme) -> Iterator[str]:
    for name in ("voices:list", "voices:collections", "trace:coverage", "voices:retention", "voices:ledger", "programmes:detail"):  # fmt: skip
        yield reverse(name, args=[programme.public_id])
    for collection in Collection.objects.filter(programme=programme):
        for name in ("voices:collection", "voices:results", "voices:results_comparison"):
            yield reverse(name, args=[programme.public_id, collection.public_id])


WORDS_OF_PEOPLE = re.compile(r"vastaaj|vastau|vastas", re.IGNORECASE)


def figures_near_people(text: str) -> set[int]:
    """Numbers that stand within sixty characters of a word for respondents or answers."""
    found = set()
    for number in re.finditer(r"(?<![\w.,:–-])\d{1,3}(?![\w.,:–]|\s?%)", text):
        around = text[max(0, number.start() - 60) : number.end() + 60]
        if WORDS_OF_PEOPLE.search(around):
            found.add(int(number[0]))
    return found


@pytest.mark.parametrize("role", [Role.OWNER, Role.STEERING])
def test_no_page_tells_a_sum_with_a_small_audience_in_it(
    client: Client, programme: Programme, role: Role
) -> None:
    """The small audiences are not told, so no total, group or collection may contain them."""
    person = the_owner(programme) if role == Role.OWNER else a_member(programme, role)
    client.force_login(person)
    met: set[int] = set()
    for answer in crawl(client, seeds(programme), most_alike=6):
        if answer.kind != "text/html" or answer.status != 200:
            continue
        if answer.name in {"voices:list", "voices:voice"} and "?" in answer.url:
            continue  # filters count texts, which an owner reads one by one
        text = " | ".join(text for _around, text in answer.page.texts)
        figures = figures_near_people(text)
        met |= figures
        if answer.name != "voices:list" or role == Role.STEERING:
            assert not figures & given_away(), answer.url
    assert met >= set(TOLD), "the crawler does not look well"
    assert sum(TOLD) in met


def test_the_page_of_voices_says_that_there_are_more(client: Client, programme: Programme) -> None:
    client.force_login(a_member(programme, Role.STEERING))
    url = reverse("voices:list", args=[programme.public_id])
    for language, words in (("fi", "vähintään 123"), ("sv", "minst 123"), ("en", "at least 123")):
        html = client.get(url, headers={"accept-language": language}).content.decode()
        assert words in html


def told_of(programme: Programme) -> list[object]:
    """Everything that pages tell of numbers of respondents, without the results themselves."""
    groups = respondents_by_group(programme, reader=SYSTEM)
    lines = collection_page(programme, reader=SYSTEM).object_list
    return [
        groups,
        respondents_in_all(programme, reader=SYSTEM),
        sorted((line.name, str(line.received)) for line in lines),
        [(row.group, row.respondents) for row in coverage_of(programme, reader=SYSTEM)],
    ]


def test_results_and_sums_tell_the_same_parts(programme: Programme) -> None:
    """INV-D5: the number on the page of results is the number in every sum."""
    people = [
        variant.people
        for collection in Collection.objects.filter(programme=programme)
        for variant in collection_results(programme, collection.public_id, reader=SYSTEM).variants
    ]
    shown = sorted(each.value for each in people if each.value is not None)
    assert shown == sorted(TOLD)
    groups = respondents_by_group(programme, reader=SYSTEM)
    assert groups == {
        G.CLIENT: Disclosed("least", least=TOLD[0]), G.STAFF: Disclosed("least", least=TOLD[1])
    }  # fmt: skip
    assert respondents_in_all(programme, reader=SYSTEM) == Disclosed("least", least=sum(TOLD))


FEW = st.integers(0, 9)


@settings(max_examples=12, deadline=None)
@given(one=st.lists(FEW, min_size=3, max_size=3), other=st.lists(FEW, min_size=3, max_size=3))
def test_no_sum_tells_two_programmes_apart_that_differ_in_small_groups_only(
    one: list[int], other: list[int]
) -> None:
    """INV-D3, the strongest attacker: who knows every page still cannot tell which it was."""
    classes = [[n >= 5 for n in numbers] for numbers in (one, other)]
    if classes[0] != classes[1] or [bool(n) for n in one] != [bool(n) for n in other]:
        return
    seen = []
    for numbers in (one, other):
        programme = a_programme()
        for name, (n, group) in enumerate(zip(numbers, (G.CLIENT, G.STAFF, G.CLIENT), strict=True)):
            if n:
                some_voices(programme, texts(n), group, name=f"Kysely {name}")
        some_voices(programme, texts(23), G.CLIENT, name="Suuri")
        seen.append(told_of(programme))
    assert seen[0] == seen[1]


def texts(number: int) -> list[str]:
    return [f"Lisää aikaa kohtaamiseen ({place})." for place in range(number)]


def test_an_audience_that_nobody_answered_looks_like_a_small_one() -> None:
    """INV-D1: zero is shown like one to four."""
    seen = []
    for number in (0, 3):
        programme = a_programme()
        a_collection(programme, {G.CLIENT: 12, G.PARTNER: number})
        told = told_of(programme)
        seen.append([told[0], told[1]])
    assert seen[0] == seen[1]


def test_what_was_erased_tells_no_more_than_before(programme: Programme) -> None:
    """INV-V4: only counts are left, and they are told like answers."""
    before = told_of(programme)[:2]
    today = timezone.localdate()
    report_collections(programme=programme, day=today, by=SYSTEM)
    due = today + timedelta(days=365)
    warn_before_erasing(by=SYSTEM, today=due - WARNING)
    assert erase_due(programme=programme, by=SYSTEM, today=due)
    assert not Response.objects.filter(collection__programme=programme).exists()
    assert told_of(programme)[:2] == before
