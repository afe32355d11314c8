"""`tiekartta survey`: the same actions as the pages, with the same rights and sentences."""

from __future__ import annotations

import argparse

import pytest
from django.core.exceptions import PermissionDenied
from tests.asking import a_notice, an_open_survey
from tests.factories import a_member, a_programme, the_owner

from tiekartta.language.errors import Refusal
from tiekartta.people.states import Role
from tiekartta.programmes.models import Programme
from tiekartta.shell.commandline.errors import WrongCall
from tiekartta.shell.commandline.path import survey as command
from tiekartta.voices.models import Collection
from tiekartta.voices.states import CollectionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return a_programme()


def run(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[str]]:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options = parser.parse_args(list(words))
    options.run(options)
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_a_survey_is_made_opened_and_closed_by_command(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--by", the_owner(programme).email)
    made = run(capsys, "create", programme.public_id, "--template", "development-needs", "--name", "Kevät", *by)  # fmt: skip
    collection = made[0][0]
    assert [row[1] for row in made] == ["draft", "staff", "client", "partner"]

    missing = run(capsys, "show", programme.public_id, collection, *by)
    assert [row[1] for row in missing if row[0] == "missing"] == ["notice", "days"]
    with pytest.raises(Refusal):
        run(capsys, "open", programme.public_id, collection, *by)
    notice = a_notice(programme).public_id
    run(capsys, "frame", programme.public_id, collection, "--notice", notice, *by)
    assert run(capsys, "open", programme.public_id, collection, *by)[0][1] == "open"
    assert run(capsys, "list", programme.public_id, *by)[0][:2] == [collection, "open"]
    assert run(capsys, "close", programme.public_id, collection, *by)[0][1] == "closed"


def test_rights_are_asked_and_a_survey_without_anybody_to_ask_is_a_wrong_call(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    facilitator = a_member(programme, Role.FACILITATOR).email
    collection, _survey = an_open_survey(programme)
    with pytest.raises(PermissionDenied):
        run(capsys, "close", programme.public_id, collection.public_id, "--by", facilitator)
    with pytest.raises(WrongCall):
        run(capsys, "create", programme.public_id, "--name", "Tyhjä", "--by", the_owner(programme).email)  # fmt: skip
    collection.refresh_from_db()
    assert collection.state == CollectionState.OPEN
    assert Collection.objects.count() == 1
