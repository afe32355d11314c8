"""The report of a year: meetings of one collection on one line, the same queries for any number of programmes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.advising import a_discussion, a_session
from tests.asking import an_open_survey
from tests.factories import a_programme, some_voices, the_owner

from tiekartta.people.models import Person
from tiekartta.people.states import RespondentGroup as G
from tiekartta.programmes.models import Programme
from tiekartta.voices.models import Collection, Session
from tiekartta.voices.queries import earlier_collections, year_report
from tiekartta.voices.queries.ledger import YearLine
from tiekartta.voices.states import CollectionState, HearingSize, ParticipationMeans

pytestmark = pytest.mark.django_db


def lines_of(programme: Programme, year: int) -> tuple[YearLine, ...]:
    report = year_report([programme], year=year, reader=the_owner(programme))
    return next(part.lines for part in report.parts if part.means == ParticipationMeans.OPINIONS)


def some_programmes(number: int) -> tuple[Person, list[Programme]]:
    owner = the_owner(a_programme())
    programmes = [a_programme(owner) for _each in range(number)]
    for programme in programmes:
        an_open_survey(programme)
    return owner, programmes


def test_meetings_of_one_collection_are_one_line_with_all_its_days_and_each_group_once() -> None:
    programme = a_programme()
    talks = a_discussion(programme)
    for day, group, people in ((10, G.RESIDENT, 6), (3, G.CLIENT, 12), (20, G.RESIDENT, 14)):
        held = a_session(programme, collection=talks, group=group, participants=people)
        Session.objects.filter(pk=held.pk).update(held_on=date(2026, 2, day), is_closed=day < 20)
    Collection.objects.update(
        opened_on=date(2026, 2, 4), closed_on=date(2026, 2, 12), state=CollectionState.CLOSED
    )

    (line,) = lines_of(programme, 2026)
    assert (line.first_day, line.last_day) == (date(2026, 2, 3), date(2026, 2, 20))
    assert sorted(line.groups) == sorted({G.RESIDENT, G.CLIENT})
    assert line.is_under_way
    Session.objects.update(is_closed=True)
    (line,) = lines_of(programme, 2026)
    assert not line.is_under_way
    assert dict(line.told) == {G.CLIENT: HearingSize.TEN, G.RESIDENT: HearingSize.TEN}


@pytest.mark.parametrize("what", ["year", "copies"])
def test_more_programmes_ask_no_more_of_the_database(what: str) -> None:
    taken = []
    for number in (1, 3):
        owner, programmes = some_programmes(number)
        with CaptureQueriesContext(connection) as queries:
            if what == "year":
                year_report(programmes, year=None, reader=owner)
            else:
                assert len(earlier_collections(reader=owner)) == number
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_an_import_without_days_belongs_to_the_year_in_which_it_came_here() -> None:
    """Half past midnight of New Year in Helsinki is the old year in UTC only."""
    programme = a_programme()
    some_voices(programme, ["Puhelimeen vastataan hitaasti."])
    Collection.objects.update(
        collected_on=None, opened_on=None, imported_at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    )
    assert lines_of(programme, 2025) == ()
    assert len(lines_of(programme, 2026)) == 1
