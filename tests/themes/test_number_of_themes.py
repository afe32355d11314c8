"""The number of themes: asked for, or as many as hold best; told wherever a run is told (S003-02)."""

from __future__ import annotations

import argparse

import pytest
from django.test import Client
from django.urls import reverse
from tests.clear_texts import SIXTY
from tests.factories import a_programme, some_voices, the_owner

from tiekartta.jobs.worker import Worker
from tiekartta.programmes.models import Programme
from tiekartta.shell.commandline.path import theme_set as command
from tiekartta.themes.forms import AUTO
from tiekartta.themes.models import CandidateTheme, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    made = a_programme()
    some_voices(made, SIXTY)
    return made


def on_the_command_line(programme: Programme, *words: str) -> None:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    by = ["--by", the_owner(programme).email]
    options = parser.parse_args(["run", programme.public_id, *by, *words])
    options.run(options)


def test_as_many_as_hold_best_are_asked_for_on_the_page_and_told_in_the_workshop(
    client: Client, programme: Programme
) -> None:
    client.force_login(the_owner(programme))
    key = [programme.public_id]
    client.post(reverse("themes:run", args=key), {"wanted": AUTO, "seed": 0})
    assert Run.objects.get().wanted is None
    Worker().run_until_empty()
    found = CandidateTheme.objects.count()
    assert 5 <= found <= 15
    for language, words in (("fi", "valittu vakauden mukaan"), ("sv", "valt efter stabilitet")):
        page = client.get(
            reverse("themes:workshop", args=key), headers={"accept-language": language}
        )
        assert f"{words}: {found}" in page.content.decode()
    client.post(reverse("themes:run", args=key), {"wanted": 6, "seed": 3})
    Worker().run_until_empty()
    page = client.get(reverse("themes:runs", args=key), headers={"accept-language": "en"})
    told = page.content.decode()
    assert f"{found} themes, chosen by stability, seed 0" in told
    assert "6 themes, seed 3" in told


@pytest.mark.parametrize("wanted", ["", "4", "16", "ten", "5.5"])
def test_other_numbers_are_not_on_the_form(
    client: Client, programme: Programme, wanted: str
) -> None:
    client.force_login(the_owner(programme))
    address = reverse("themes:run", args=[programme.public_id])
    page = client.post(address, {"wanted": wanted, "seed": 0})
    assert "wanted" in page.context["run_form"].errors
    assert not Run.objects.exists()


def test_the_command_line_asks_for_as_many_as_hold_best_too(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    on_the_command_line(programme, "--themes", "auto")
    assert Run.objects.get().wanted is None
    assert len(capsys.readouterr().out.splitlines()) == CandidateTheme.objects.count()


def test_the_command_line_refuses_other_words(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        on_the_command_line(programme, "--themes", "many")
    assert stopped.value.code == 2
    assert "give a whole number or 'auto', not 'many'" in capsys.readouterr().err
