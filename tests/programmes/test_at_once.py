"""A role given, and a programme followed, by several clicks at the same moment: once."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.factories import a_person, a_programme
from tests.programmes.at_once import at_once

from tiekartta.journal.actors import ANONYMOUS, SYSTEM
from tiekartta.library.actions import subscribe
from tiekartta.library.models import Subscription
from tiekartta.people.models import Letter
from tiekartta.people.states import Role
from tiekartta.programmes.actions import grant_role
from tiekartta.programmes.models import Membership

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite in memory waits for no other writer"
    ),
    pytest.mark.django_db(transaction=True),
]


def test_a_role_is_given_once() -> None:
    programme, person = a_programme(), a_person()
    told = at_once(
        lambda: grant_role(programme=programme, person=person, role=Role.DEVELOPER, by=SYSTEM)
    )
    assert told == ["done", "refused", "refused", "refused"]
    assert Membership.objects.filter(person=person).count() == 1


def test_an_address_is_asked_once_and_nobody_meets_an_error() -> None:
    programme = a_programme()
    told = at_once(
        lambda: subscribe(
            programme=programme, address="aino@esimerkki.example", language="fi", by=ANONYMOUS
        )
    )
    assert told == ["done"] * 4
    assert (Subscription.objects.count(), Letter.objects.count()) == (1, 1)
