"""Letters two weeks before a role ends (N2): once for each last day, in one's own language, through a real server."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import a_person, a_programme, the_owner
from tests.reading_letters import sent, the_mail

from tiekartta.journal.actors import SYSTEM
from tiekartta.people.models import Person
from tiekartta.people.states import Role
from tiekartta.programmes import tasks
from tiekartta.programmes.actions import end_role, grant_role, remind_of_ending_roles
from tiekartta.programmes.models import Membership, Programme
from tiekartta.programmes.queries import ending_roles

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
DAY = timedelta(days=1)


def a_role(
    programme: Programme,
    *,
    days: int | None = 14,
    person: Person | None = None,
    role: Role = Role.RECORDER,
    language: str = "fi",
    began: date = date(2027, 1, 1),
) -> Membership:
    """A role whose last day is so many days from today."""
    return grant_role(
        programme=programme, person=person or a_person("Rita Rooli", language=language), role=role,
        valid_from=began, valid_to=None if days is None else TODAY + days * DAY, by=SYSTEM,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "subject", "role", "day"),
    [
        ("fi", "Rooli ohjelmassa päättyy pian", "kirjaaja", "15.3.2027"),
        ("sv", "En roll i ett program upphör snart", "antecknare", "15.3.2027"),
        ("en", "A role in a programme ends soon", "recorder", "15.3.2027"),
    ],
)
def test_whoever_has_the_role_and_the_owner_are_told_in_their_languages(
    settings: Any, language: str, subject: str, role: str, day: str
) -> None:
    programme = a_programme(a_person("Oona Omistaja", language=language))
    ending = a_role(programme, language=language)
    with the_mail(settings) as box:
        assert remind_of_ending_roles(by=SYSTEM, today=TODAY) == 1
        letters = sent(box)
        assert remind_of_ending_roles(by=SYSTEM, today=TODAY + DAY) == 0
        assert sent(box) == []
    assert {each.to for each in letters} == {ending.person.email, the_owner(programme).email}
    for letter in letters:
        assert (letter.language, letter.subject) == (language, subject)
        assert day in letter.text
        assert programme.name.shown(language).text in letter.text
        assert any(
            link.endswith(f"/ohjelmat/{programme.public_id}/jasenet/") for link in letter.html.links
        )
    own = next(each for each in letters if each.to == ending.person.email)
    assert role in own.text.casefold()


def test_the_owner_gets_one_letter_about_all_roles_and_no_names(settings: Any) -> None:
    programme = a_programme()
    ending = [a_role(programme, days=days) for days in (3, 9, 14)]
    with the_mail(settings) as box:
        assert remind_of_ending_roles(by=SYSTEM, today=TODAY) == 3
        letters = sent(box)
    (to_owner,) = [each for each in letters if each.to == the_owner(programme).email]
    assert len(letters) == 4
    assert "Rita" not in to_owner.said
    for row in ending:
        assert f"{row.valid_to.day}.{row.valid_to.month}.2027" in to_owner.text  # type: ignore[union-attr] # - it ends


@pytest.mark.parametrize("days", [0, 15, None])
def test_nothing_is_told_too_early_or_on_the_last_day(days: int | None) -> None:
    programme = a_programme()
    a_role(programme, days=days)
    assert ending_roles(TODAY) == []


def test_a_role_of_a_few_days_is_not_told_of() -> None:
    programme = a_programme()
    a_role(programme, days=5, began=TODAY - 3 * DAY)
    assert ending_roles(TODAY) == []


def test_a_role_that_goes_on_at_once_does_not_end() -> None:
    programme = a_programme()
    first = a_role(programme)
    a_role(programme, person=first.person, days=None, began=TODAY + 15 * DAY)
    assert ending_roles(TODAY) == []
    second = a_role(programme)
    a_role(programme, person=second.person, days=None, began=TODAY + 16 * DAY)
    assert [row.pk for row in ending_roles(TODAY)] == [second.pk]


def test_a_new_last_day_is_told_anew() -> None:
    programme = a_programme()
    row = a_role(programme)
    assert remind_of_ending_roles(by=SYSTEM, today=TODAY) == 1
    Membership.objects.filter(pk=row.pk).update(valid_to=TODAY + 30 * DAY)
    assert remind_of_ending_roles(by=SYSTEM, today=TODAY + DAY) == 0
    assert remind_of_ending_roles(by=SYSTEM, today=TODAY + 16 * DAY) == 1


def test_an_ended_role_and_an_account_that_is_not_in_use_get_no_letter() -> None:
    programme = a_programme()
    end_role(membership=a_role(programme), by=SYSTEM, today=TODAY)
    a_role(programme, person=a_person("Pekka Poissa", is_active=False))
    assert ending_roles(TODAY) == []


def test_an_owner_whose_own_role_ends_gets_one_letter(settings: Any) -> None:
    programme = a_programme()
    other = the_owner(programme).email
    row = a_role(programme, role=Role.OWNER)
    with the_mail(settings) as box:
        remind_of_ending_roles(by=SYSTEM, today=TODAY)
        addresses = [each.to for each in sent(box)]
    assert sorted(addresses) == sorted([row.person.email, other])


def test_it_comes_round_by_itself_and_not_at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_role(a_programme())
    monkeypatch.setattr(tasks.timezone, "localdate", lambda: TODAY)
    for is_night in (True, False):
        monkeypatch.setattr(tasks, "is_quiet", lambda night=is_night: night)
        assert tasks._is_needed() is not is_night

    class Calm:
        def check(self) -> None:
            """Nobody cancels."""

    tasks.remind_of_roles(Calm())  # type: ignore[arg-type] # - all that the task asks of its progress
    row.refresh_from_db()
    assert row.told_last_day == row.valid_to
    assert not tasks._is_needed()
