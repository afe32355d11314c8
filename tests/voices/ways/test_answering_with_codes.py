"""From the printed code and the letter's link to the answer: the doors of part B open."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.asking import an_open_survey
from tests.factories import a_programme

from tiekartta.journal.actors import SYSTEM
from tiekartta.voices.actions import make_batch
from tiekartta.voices.printing.addresses import open_link, token_link, typed_at

pytestmark = pytest.mark.django_db


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_the_link_of_a_code_opens_its_survey(client: Client) -> None:
    _collection, survey = an_open_survey(a_programme(), is_open_link=False)
    made = make_batch(survey=survey, label="x", size=2, by=SYSTEM)

    for code in made.codes:
        answer = client.get(path(token_link(code)))
        assert answer.status_code == 200
        assert "Kehittämistarpeet" in answer.content.decode()


def test_a_code_is_typed_at_the_address_on_the_slip(client: Client) -> None:
    _collection, survey = an_open_survey(a_programme(), is_open_link=False)
    made = make_batch(survey=survey, label="x", size=1, by=SYSTEM)

    answer = client.post(path(typed_at()), {"token": made.codes[0].lower().replace("-", " ")})

    assert answer.status_code == 200
    assert "Kehittämistarpeet" in answer.content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_link_of_the_poster_opens_in_its_language(client: Client, language: str) -> None:
    _collection, survey = an_open_survey(a_programme())

    answer = client.get(path(open_link(survey.public_id, language)))

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
