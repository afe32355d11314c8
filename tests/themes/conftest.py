"""A programme with sixty clear voices, and a draft of six themes of ten."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from tests.clear_texts import SIXTY
from tests.factories import a_programme, some_voices, the_owner
from tests.themes.making import an_analysis

from tiekartta.people.models import Person
from tiekartta.programmes.models import Programme
from tiekartta.themes.models import ThemeSet


@pytest.fixture
def programme() -> Programme:
    return a_programme()


@pytest.fixture
def owner(programme: Programme) -> Person:
    return the_owner(programme)


@pytest.fixture
def voices(programme: Programme) -> list[UUID]:
    return [voice.id for voice in some_voices(programme, SIXTY)]


@pytest.fixture
def draft(programme: Programme, voices: list[UUID]) -> ThemeSet:
    return an_analysis(programme, voices, [10] * 6)


@pytest.fixture
def owner_client(draft: ThemeSet, client: Client) -> Client:
    client.force_login(the_owner(draft.programme))
    return client
