"""Members: roles for a time, duties, and always an owner (INV-P1, INV-P2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from tests.factories import a_member, a_person, a_programme, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.journal.actors import SYSTEM
from tiekartta.language.errors import Refusal
from tiekartta.people.models import Invitation, Person
from tiekartta.people.states import DutyKind, Role
from tiekartta.programmes.actions import (
    end_role,
    grant_role,
    invite_again,
    invite_member,
    set_duties,
)
from tiekartta.programmes.models import Duty, Membership, Programme
from tiekartta.programmes.queries import duties_of, members_of, people_with
from tiekartta.programmes.rules import may, roles_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def programme() -> Programme:
    return a_programme()


def _role(programme: Programme, person: Person) -> Membership:
    return Membership.objects.get(programme=programme, person=person)


def test_a_membership_gives_rights_from_its_first_to_its_last_day_inv_p2(
    programme: Programme,
) -> None:
    person = a_person()
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    grant_role(
        programme=programme,
        person=person,
        role=Role.OWNER,
        valid_from=first,
        valid_to=last,
        by=SYSTEM,
    )

    days = (first - DAY, first, last, last + DAY)

    assert [may(person, "read_voices", programme, on=day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_a_duty_without_its_role_gives_nothing(programme: Programme) -> None:
    person = a_member(programme, Role.DEVELOPER, DutyKind.SCREENER, DutyKind.PUBLISHER)

    assert not may(person, "screen_voices", programme)
    assert not may(person, "publish_roadmap", programme)


def test_the_last_owner_stays_inv_p1(programme: Programme) -> None:
    owner = the_owner(programme)

    with pytest.raises(Refusal):
        end_role(membership=_role(programme, owner), by=owner)

    assert Role.OWNER in roles_of(owner, programme)


@pytest.mark.parametrize("kind", ["future", "ending", "invited", "closed"])
def test_an_owner_who_is_not_there_for_good_does_not_count_inv_p1(
    programme: Programme, kind: str
) -> None:
    today, owner = timezone.localdate(), the_owner(programme)
    other = a_person(is_active=kind not in {"invited", "closed"})
    grant_role(
        programme=programme, person=other, role=Role.OWNER, by=SYSTEM,
        valid_from=today + DAY if kind == "future" else today, valid_to=today + DAY if kind == "ending" else None,
    )  # fmt: skip

    with pytest.raises(Refusal):
        end_role(membership=_role(programme, owner), by=SYSTEM)


def test_with_another_owner_the_first_may_leave_and_loses_the_duties(programme: Programme) -> None:
    owner = the_owner(programme)
    grant_role(programme=programme, person=a_person(), role=Role.OWNER, by=owner)

    end_role(membership=_role(programme, owner), by=owner, today=timezone.localdate() + DAY)

    assert Role.OWNER not in roles_of(owner, programme, on=timezone.localdate() + DAY)
    assert _role(programme, owner).valid_to == timezone.localdate()
    assert not Duty.objects.filter(person=owner).exists()


def test_a_role_that_began_today_goes_away_at_once(programme: Programme) -> None:
    person = a_member(programme, Role.DEVELOPER)

    end_role(membership=_role(programme, person), by=the_owner(programme))

    assert not may(person, "read_programme", programme)


def test_a_role_that_has_ended_keeps_its_last_day(programme: Programme) -> None:
    owner, person = the_owner(programme), a_member(programme, Role.DEVELOPER)
    first, last = timezone.localdate() - 9 * DAY, timezone.localdate() - 5 * DAY
    Membership.objects.filter(person=person).update(valid_from=first, valid_to=last)

    with pytest.raises(Refusal):
        end_role(membership=_role(programme, person), by=owner)
    assert _role(programme, person).valid_to == last


def test_the_same_role_is_not_given_twice_for_the_same_time(programme: Programme) -> None:
    person = a_member(programme, Role.DEVELOPER)

    with pytest.raises(Refusal):
        grant_role(programme=programme, person=person, role=Role.DEVELOPER, by=SYSTEM)
    assert grant_role(programme=programme, person=person, role=Role.STEERING, by=SYSTEM).pk


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.VISITOR, Role.PARTICIPANT])
def test_some_roles_are_not_given_in_a_programme(programme: Programme, role: Role) -> None:
    with pytest.raises(Refusal):
        grant_role(programme=programme, person=a_person(), role=role, by=SYSTEM)


def test_only_owners_and_administrators_give_roles_and_duties(programme: Programme) -> None:
    stranger_owner = the_owner(a_programme())
    for actor in (
        a_member(programme, Role.FACILITATOR),
        a_member(programme, Role.STEERING),
        stranger_owner,
        a_person(),
    ):
        with pytest.raises(PermissionDenied):
            grant_role(programme=programme, person=a_person(), role=Role.OWNER, by=actor)
        with pytest.raises(PermissionDenied):
            set_duties(programme=programme, person=the_owner(programme), kinds=[], by=actor)
        with pytest.raises(PermissionDenied):
            invite_member(
                programme=programme,
                email="x@esimerkkila.example",
                display_name="",
                language="fi",
                role=Role.OWNER,
                by=actor,
            )
    assert Person.objects.filter(email="x@esimerkkila.example").count() == 0


def test_an_invited_member_has_a_role_duties_and_a_letter(programme: Programme) -> None:
    membership = invite_member(
        programme=programme, email="uusi@esimerkkila.example", display_name="Uuno Uusi", language="sv",
        role=Role.FACILITATOR, duties=[DutyKind.SCREENER], by=the_owner(programme),
    )  # fmt: skip

    Worker().run_until_empty()
    assert duties_of(membership.person, programme=programme) == [DutyKind.SCREENER]
    assert "Sosiaalityön tiekartta på svenska" in mail.outbox[0].body
    row = next(
        row for row in members_of(programme, reader=the_owner(programme)) if row.name == "Uuno Uusi"
    )
    assert row.waiting is not None
    assert (row.waiting.has_expired, row.waiting.is_sent) == (False, True)
    assert not may(membership.person, "read_programme", programme)


def test_a_refused_role_invites_nobody(programme: Programme) -> None:
    with pytest.raises(Refusal):
        invite_member(
            programme=programme, email="uusi@esimerkkila.example", display_name="", language="fi", role=Role.JUROR,
            valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1), by=the_owner(programme),
        )  # fmt: skip

    Worker().run_until_empty()
    assert (
        mail.outbox,
        Invitation.objects.count(),
        Person.objects.filter(is_active=False).count(),
    ) == ([], 0, 0)


def test_inviting_again_is_for_those_who_have_not_come_yet(programme: Programme) -> None:
    owner = the_owner(programme)
    membership = invite_member(
        programme=programme,
        email="uusi@esimerkkila.example",
        display_name="",
        language="fi",
        role=Role.JUROR,
        by=owner,
    )

    invite_again(membership=membership, by=owner)

    assert Invitation.objects.count() == 2
    with pytest.raises(Refusal):
        invite_again(membership=_role(programme, owner), by=owner)


def test_addresses_are_for_those_who_give_roles(programme: Programme) -> None:
    member = a_member(programme, Role.DEVELOPER)

    assert {row.email for row in members_of(programme, reader=member)} == {""}
    assert member.email in {row.email for row in members_of(programme, reader=the_owner(programme))}


def test_the_pages_invite_give_duties_and_end(client: Client, programme: Programme) -> None:
    client.force_login(the_owner(programme))
    page = f"/ohjelmat/{programme.public_id}/jasenet/"
    form = {
        "email": "Uusi@esimerkkila.example",
        "display_name": "<script>alert(1)</script>",
        "language": "fi",
        "role": "developer",
        "valid_from": "",
        "valid_to": "",
        "duties": ["analyst"],
    }

    assert client.post(f"{page}kutsu/", form).status_code == 302
    assert client.post(f"{page}kutsu/", form).status_code == 409
    membership = Membership.objects.get(person__email="uusi@esimerkkila.example")
    one = f"{page}{membership.public_id}/"
    shown = client.get(page, headers={"accept-language": "fi"}).content.decode()
    assert "kutsuttu" in shown
    assert "<script>alert" not in shown
    assert client.post(f"{one}tehtavat/", {"duties": ["screener", "translator"]}).status_code == 302
    assert duties_of(membership.person, programme=programme) == [
        DutyKind.SCREENER,
        DutyKind.TRANSLATOR,
    ]
    assert client.post(f"{one}tehtavat/", {}).status_code == 302
    assert duties_of(membership.person, programme=programme) == []
    assert client.post(f"{one}uudestaan/").status_code == 302
    assert [client.get(f"{one}paata/").status_code, client.post(f"{one}paata/").status_code] == [
        200,
        302,
    ]
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_the_page_of_ending_the_last_owner_says_what_to_do(
    client: Client, programme: Programme
) -> None:
    owner = the_owner(programme)
    client.force_login(owner)

    answer = client.post(
        f"/ohjelmat/{programme.public_id}/jasenet/{_role(programme, owner).public_id}/paata/",
        headers={"accept-language": "fi"},
    )

    assert answer.status_code == 409
    assert "Nimeä ensin toinen omistaja" in answer.content.decode()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ei-osoite",
        "ä@ö",
        "a@b@c.example",
        "x" * 5000 + "@esimerkkila.example",
        "<script>@esimerkkila.example",
        "a\r\nBcc: b@esimerkkila.example",
    ],
)
def test_what_is_no_address_is_an_error_beside_the_field(
    client: Client, programme: Programme, email: str
) -> None:
    client.force_login(the_owner(programme))

    answer = client.post(
        f"/ohjelmat/{programme.public_id}/jasenet/kutsu/",
        {"email": email, "language": "fi", "role": "juror"},
    )

    assert answer.status_code == 200
    assert "tk-error-summary" in answer.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    client: Client, programme: Programme, number: int, django_assert_num_queries: Any
) -> None:
    owner = the_owner(programme)
    for index in range(number):
        invite_member(
            programme=programme,
            email=f"n{index}@esimerkkila.example",
            display_name="",
            language="fi",
            role=Role.JUROR,
            duties=[DutyKind.ANALYST],
            by=owner,
        )
    client.force_login(owner)

    with django_assert_num_queries(11):
        assert client.get(f"/ohjelmat/{programme.public_id}/jasenet/").status_code == 200


def test_who_has_a_duty_but_no_role_any_more_is_not_written_to_the_owners_are_inv_p2(
    programme: Programme,
) -> None:
    former, elsewhere, screener = a_person(), a_person(), a_person()
    today = timezone.localdate()
    grant_role(
        programme=programme, person=former, role=Role.FACILITATOR,
        valid_from=today - 40 * DAY, valid_to=today - DAY, by=SYSTEM,
    )  # fmt: skip
    grant_role(
        programme=a_programme(),
        person=elsewhere,
        role=Role.FACILITATOR,
        valid_from=today,
        by=SYSTEM,
    )
    set_duties(programme=programme, person=the_owner(programme), kinds=[], by=SYSTEM)
    for person in (former, elsewhere):
        Duty.objects.create(programme=programme, person=person, kind=DutyKind.SCREENER)
    assert people_with(programme, duty=DutyKind.SCREENER) == [the_owner(programme)]
    grant_role(
        programme=programme, person=screener, role=Role.FACILITATOR, valid_from=today, by=SYSTEM
    )
    set_duties(programme=programme, person=screener, kinds=[DutyKind.SCREENER], by=SYSTEM)
    assert people_with(programme, duty=DutyKind.SCREENER) == [screener]
