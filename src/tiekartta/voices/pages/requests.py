"""Requests behind `login_required`: the user is a person."""

from __future__ import annotations

from django.http import HttpRequest

from tiekartta.people.models import Person


class PersonRequest(HttpRequest):
    """A request of somebody who has logged in."""

    user: Person
